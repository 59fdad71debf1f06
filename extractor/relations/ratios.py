"""Ratios: part, whole and rate; shares in per cent, amounts per head, students per teacher, students per class."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from decimal import Decimal

from extractor.figures import Figure
from extractor.lexicon import Word
from extractor.relations.links import Link, is_level, same_count
from extractor.sentences import Sentence
from extractor.wordlists import words_of
from models.indicators import OTHER, load_indicators

_NO_COUNT = frozenset(("%", "pp", "number", "ratio", "year", "month", "day", "hour", "minute", "times", "Mbps", "m"))
_STUDENTS, _TEACHERS, _CLASSES = ("student.count",), ("teacher.count",), ("class.count",)
COUNTED = frozenset(("student.count", "teacher.count", "class.count", "school.count"))
"""The stocks of a county that shares and amounts per head are of."""
_STOCK = {
    "school.compliant": "school.count", "teacher.degree": "teacher.count", "teacher.backbone": "teacher.count",
    "teacher.arts_pe": "teacher.count", "class.large": "class.count", "student.migrant": "student.count",
    "student.left_behind": "student.count", "student.count": "student.count", "teacher.count": "teacher.count",
}  # fmt: skip


def find_ratios(sentence: Sentence, before: list[Figure], stock: list[Figure]) -> list[Link]:
    """The ratios whose rate stands in this sentence; the whole may stand earlier, and a stock (all pupils) anywhere."""
    links = []
    for rate in sentence.figures:
        if rate.value is None or rate.kind != "level" or rate.roles & {"base", "norm"} or rate.status not in ("actual", "baseline"):
            continue
        inside = [f for f in sentence.figures if f.order < rate.order]
        if pair := _find(rate, inside, before, stock):
            links.append(Link("ratio", (*pair, rate)))
    return links


def _find(rate: Figure, inside: list[Figure], before: list[Figure], stock: list[Figure]) -> tuple[Figure, Figure] | None:
    if rate.unit == "%":
        return (_framed(rate, inside) or _share(rate, inside, before) or _named_after(rate, inside)) if inside else None
    if "/" in rate.unit and rate.unit.endswith("person"):
        return _per_head(rate, inside, stock)
    if rate.unit == "ratio":
        beside = _beside(rate, inside, _STUDENTS, _TEACHERS)
        return beside or _of_two(rate, _STUDENTS, _TEACHERS, stock) or _of_only_two(rate, stock, _TEACHERS)
    if rate.indicator == "class.size":
        beside = _beside(rate, inside, _STUDENTS, _CLASSES)
        of_two = _of_two(rate, _STUDENTS, _CLASSES, stock) if "." in str(rate.value) else None
        return beside or of_two or (_of_only_two(rate, stock, _CLASSES) if _is_mean(rate) else None)
    return None


# --- shares --------------------------------------------------------------------------------------------------------


def _countable(figure: Figure) -> bool:
    return is_level(figure) and figure.unit not in _NO_COUNT and "/" not in figure.unit and not figure.roles & {"norm", "base"}


def _framed(rate: Figure, inside: list[Figure]) -> tuple[Figure, Figure] | None:
    """46个，占教学班总数1284个的3.6%; 315人，占全县2100名教师的15%; 92365万元，完成预算90800万元的101.7%.

    The words frame the whole, the part stands before.
    """
    whole = inside[-1]
    shares, measured = "SHARE" in whole.tags, any(t.hit and t.hit.word.text in words_of("measured_by") for t in whole.own)
    if not _countable(whole) or not (shares or measured) or "GEN" not in rate.tags or not rate.tags <= {"GEN", "CLOSE", "LE", "TERM", "W"}:
        return None
    part = next((f for f in reversed(inside[:-1]) if _countable(f)), None)
    return (part, whole) if part is not None and same_count(part, whole) and (measured or _larger(whole, part)) else None


def _share(rate: Figure, inside: list[Figure], before: list[Figure]) -> tuple[Figure, Figure] | None:
    near = [f for f in reversed(inside) if _countable(f)]
    moves = rate.roles & {"from", "to"}
    parts = _parts(rate, near)
    told, family = "rate" in rate.roles or _named_share(rate), _named_family(rate)
    if rate.bound == "exact" or told:
        for part in parts:
            if moves and not part.roles & moves:
                continue
            for whole in _wholes(part, near, before, told):
                if _is_named(whole, family) and holds(part, whole, rate, Decimal(100)):
                    return part, whole
    if not parts or moves or rate.bound != "exact":
        return None
    likeliest = parts[0]
    if not told and not (_is_rate_of(rate, likeliest) and rate.order - likeliest.order <= 2):
        return None
    structural = _structural_whole(likeliest, near, before)
    if structural is None or not _is_named(structural, family) or _of_other_stage(structural, rate):
        return None
    return likeliest, structural


def _named_share(rate: Figure) -> bool:
    """占交流教师总数的23.9%: a name of the lexicon that begins with 占 says as much as the word alone."""
    return any(t.hit and t.hit.word.text.startswith("占") for t in rate.own)


def _of_other_stage(whole: Figure, rate: Figure) -> bool:
    """占小学在校生的5.5%: no share of the pupils of another stage."""
    named = {word.stage for word in _told_of(rate) if word.stage}
    return bool(named) and whole.stage not in {None, *named}


def _is_named(whole: Figure, family: str | None) -> bool:
    """Where the words name what the share is of, the whole counts just that."""
    return family is None or whole.indicator == OTHER or whole.indicator.startswith(family)


def _named_family(rate: Figure) -> str | None:
    """占小学在校生总数的10.55%: the indicators of the whole that the words name; None where they name none."""
    words = _told_of(rate)
    return next((family for family, nouns in _FAMILIES.items() for word in words if word.text.endswith(nouns)), None)


def _told_of(rate: Figure) -> list[Word]:
    """The words from the last 占 on: they name what the share is of."""
    share = next((i for i, t in reversed(list(enumerate(rate.own))) if t.tag == "SHARE"), None)
    return [t.hit.word for t in rate.own[share:] if t.hit] if share is not None else []


_FAMILIES = {
    "teacher.": ("教师", "教职工", "教师数", "教师总数"), "student.": ("学生", "在校生", "学生数", "在校生数", "学生总数", "在校生总数"),
    "class.": ("教学班", "班级", "班数", "班级数", "教学班数"),
}  # fmt: skip
"""The nouns behind 占 that name a whole, by the indicators of such wholes."""


def _named_after(rate: Figure, inside: list[Figure]) -> tuple[Figure, Figure] | None:
    """发放问卷1500份，收回1404份，有效率为82.4%: two counts of one thing, and a rate that follows them at once."""
    asked = rate.indicator in _OF_PEOPLE_ASKED
    told = [f for f in inside if (asked or f.depth <= rate.depth) and (not asked or f.unit != "%")][-2:]
    if len(told) < 2 or rate.bound != "exact" or rate.roles or not all(_countable(f) and not f.roles for f in told):
        return None
    whole, part = told
    if [f.unit_text for f in told] != [whole.unit_text] * 2 or part.whole not in (None, *told[:asked]) or not _larger(whole, part):
        return None
    alike = all(getattr(whole, field) == getattr(part, field) for field in ("indicator", "stage", "area", "period", "status"))
    if not alike or (asked and not _takes_word_of(rate, part)):
        return None
    return part, whole


def _takes_word_of(rate: Figure, part: Figure) -> bool:
    """支持1392份，支持率为92.8%: the rate's name begins with what is told of the part; 满意 is told of 社会认可度, too."""
    name = next((t.hit.word.text for t in rate.own if t.hit and t.hit.word.text.endswith(("率", "度"))), "")
    return any(t.hit and t.hit.word.text in ("满意", name[:-1]) for t in part.own)


_OF_PEOPLE_ASKED = frozenset(("society.satisfaction",))


def _parts(rate: Figure, near: list[Figure]) -> list[Figure]:
    """What the share may be of, likeliest first: the count just before, of the rate's stage; then its whole."""
    if not near or rate.order - near[0].order > 4:
        return []
    # 14所初中里有…；16个乡镇中，78%的…: behind a semicolon a share is of what stands there.
    close = near[:1] if "SEMI" in near[0].tags else near[:3]
    same = [f for f in close if f.stage == rate.stage and f.indicator == near[0].indicator]
    ordered = [*same[:1], near[0], *([near[0].whole] if near[0].whole is not None else []), *close]
    return list({id(f): f for f in ordered}.values())


def _is_rate_of(rate: Figure, part: Figure) -> bool:
    return load_indicators()[part.indicator].rate == rate.indicator or rate.indicator == part.indicator != OTHER


def _wholes(part: Figure, near: list[Figure], before: list[Figure], told: bool) -> Iterable[Figure]:
    """Candidates for the whole: in the sentence, nearest first; then earlier ones that count something larger."""
    if part.whole is not None:
        yield part.whole
    for whole in near:
        if whole is not part and same_count(part, whole) and whole.order < part.order and _may_hold(part, whole):
            yield whole
    for whole in reversed(before):
        same = whole.indicator == part.indicator
        larger_kind = not same or (told and whole.indicator in COUNTED)
        if larger_kind and _countable(whole) and same_count(part, whole) and _stages_fit(part, whole):
            yield whole


def _may_hold(part: Figure, whole: Figure) -> bool:
    """Schools at standard are a share of schools, never of other schools at standard."""
    if part.indicator == "school.compliant":
        return whole.indicator != part.indicator and _of_all(whole.stage) == _of_all(part.stage)
    return whole.indicator != part.indicator or whole.stage == part.stage or whole.stage in (None, "compulsory")


def _of_all(stage: str | None) -> str | None:
    """A county's schools without a stage are all its schools of compulsory education."""
    return None if stage == "compulsory" else stage


def _structural_whole(part: Figure, near: list[Figure], before: list[Figure]) -> Figure | None:
    """Where no whole makes the share right: its own whole, the one before it in the sentence, or the stock it is part of."""
    if part.whole is not None and _larger(part.whole, part) and part.whole.indicator != "school.compliant":
        return part.whole
    stock = _STOCK.get(part.indicator)
    inside = [f for f in near if f.order < part.order and same_count(part, f) and _larger(f, part) and _may_hold(part, f)]
    told = next((f for f in inside if f.indicator != part.indicator or stock is None), None)
    if told is not None:
        return told
    for whole in reversed(before):
        if whole.indicator == stock and _of_all(whole.stage) == _of_all(part.stage) and _countable(whole) and _larger(whole, part):
            return whole
    return inside[0] if inside else None


def _larger(whole: Figure, part: Figure) -> bool:
    return whole.value is not None and part.value is not None and whole.value >= part.value


def _stages_fit(part: Figure, whole: Figure) -> bool:
    return part.stage == whole.stage or whole.stage in (None, "compulsory") or part.stage is None


def holds(part: Figure, whole: Figure, rate: Figure, scale: Decimal) -> bool:
    """part / whole × scale is the rate, rounded or cut off, to the digit written; 约 and 近 give it a tenth."""
    if not whole.value or part.value is None or rate.value is None or (rate.unit == "%" and part.value > whole.value):
        return False
    exact = part.value * scale / whole.value
    slack = rate.value / 10 if rate.bound == "about" else rate.step
    return abs(exact - rate.value) <= slack


# --- per head, per teacher, per class ------------------------------------------------------------------------------


def _per_head(rate: Figure, inside: list[Figure], stock: list[Figure]) -> tuple[Figure, Figure] | None:
    """生均11.67平方米 behind 校舍21420平方米: the total just before it, over the pupils counted anywhere in the text."""
    base = rate.unit.split("/")[0]
    scale = Decimal(100) if rate.unit.endswith("100person") else Decimal(1)
    totals = [f for f in reversed(inside) if f.unit == base and is_level(f)][:2]
    pupils = [f for f in _nearest(stock, rate) if f.indicator in _STUDENTS]
    for total in totals:
        for count in pupils:
            if count is not total and holds(total, count, rate, scale):
                return total, count
    near = [f for f in inside if f.indicator in _STUDENTS and f not in totals[:1]]
    if totals and near and _side_by_side(rate, totals[0], near[-1]):
        return totals[0], near[-1]
    whole = _only(_STUDENTS, rate, stock) if totals and rate.order - totals[0].order == 1 and _alike_in_scope(totals[0], rate) else None
    return (totals[0], whole) if whole is not None else None


def _only(indicators: tuple[str, ...], rate: Figure, stock: list[Figure]) -> Figure | None:
    """The one count that the text gives of these for the stage of `rate` in its scope; None where it gives several, or other times."""
    if rate.stage is None:
        return None
    told = [f for f in stock if f.indicator in indicators and f.bound == "exact" and not f.roles and _alike_in_scope(f, rate)]
    told = [f for f in told if None in (f.period, rate.period) or f.period == rate.period]
    return told[-1] if len({f.value for f in told}) == 1 else None


def _alike_in_scope(a: Figure, b: Figure) -> bool:
    """Of one stage, area and entity."""
    return (a.stage, a.area, a.entity) == (b.stage, b.area, b.entity)


def _side_by_side(rate: Figure, total: Figure, count: Figure) -> bool:
    """The total stands right before the rate, or only the pupils whom it is shared by stand between."""
    return rate.order - total.order == 1 or (rate.order - count.order == 1 and count.order - total.order == 1)


def _beside(rate: Figure, inside: list[Figure], tops: tuple[str, ...], bottoms: tuple[str, ...]) -> tuple[Figure, Figure] | None:
    """小学有学生9044名，专任教师563人，生师比14.1:1: the two counts right before the rate, whatever they give."""
    top, bottom = ([f for f in inside[-2:] if f.indicator in names and is_level(f)] for names in (tops, bottoms))
    return (top[0], bottom[0]) if top and bottom and top[0].stage == bottom[0].stage == rate.stage else None


def _of_two(rate: Figure, tops: tuple[str, ...], bottoms: tuple[str, ...], stock: list[Figure]) -> tuple[Figure, Figure] | None:
    """The nearest pair of figures of these indicators whose quotient is the rate."""
    near = _nearest(stock, rate)
    for top in (f for f in near if f.indicator in tops and _stages_fit(rate, f)):
        for bottom in (f for f in near if f.indicator in bottoms):
            if holds(top, bottom, rate, Decimal(1)):
                return top, bottom
    return None


def _of_only_two(rate: Figure, stock: list[Figure], bottoms: tuple[str, ...]) -> tuple[Figure, Figure] | None:
    """生师比18.1:1, where the text tells one number of pupils and one of teachers of that stage, wherever they stand."""
    top, bottom = _only(_STUDENTS, rate, stock), _only(bottoms, rate, stock)
    return (top, bottom) if top is not None and bottom is not None and bottom.value else None


def _is_mean(rate: Figure) -> bool:
    """平均班额45.2人, 班均45人: and not the largest or any one class."""
    return any(t.hit and t.hit.word.text.endswith(("平均班额", "班均", "平均班额为", "平均")) for t in rate.own)


def _nearest(stock: list[Figure], rate: Figure) -> list[Figure]:
    """The stocks around a rate, nearest first; `stock` is in the order of the text."""
    at = bisect_left(stock, rate.order, key=lambda f: f.order)
    around = stock[max(at - _AROUND, 0) : at + _AROUND]
    return sorted(around, key=lambda f: abs(f.order - rate.order))


_AROUND = 40
