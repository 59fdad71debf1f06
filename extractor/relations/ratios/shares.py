"""Shares in per cent: the part and the whole of a rate by what they count and where they stand.

Takes the figures before a rate; reads no text but the words of the lexicon.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from extractor.bind.heads import share_word
from extractor.figures import Figure
from extractor.lexicon import Word
from extractor.relations.links import same_count
from extractor.relations.ratios.quotients import Pair, countable, holds, larger, stages_fit
from extractor.wordlists import words_of
from models.indicators import OTHER, load_indicators

COUNTED = frozenset(("student.count", "teacher.count", "class.count", "school.count"))
"""The stocks of a county that shares and amounts per head are of."""
_STOCK = {
    "school.compliant": "school.count", "teacher.degree": "teacher.count", "teacher.backbone": "teacher.count",
    "teacher.arts_pe": "teacher.count", "class.large": "class.count", "student.migrant": "student.count",
    "student.left_behind": "student.count", "student.count": "student.count", "teacher.count": "teacher.count",
}  # fmt: skip


def find_share(rate: Figure, inside: list[Figure], before: list[Figure]) -> Pair | None:
    """Part and whole of a rate in per cent, by the figures before it in its sentence and those before that."""
    return (_framed(rate, inside) or _share(rate, inside, before)) if inside else None


def _framed(rate: Figure, inside: list[Figure]) -> Pair | None:
    """46个，占教学班总数1284个的3.6%; 315人，占全县2100名教师的15%; 92365万元，完成预算90800万元的101.7%.

    The words frame the whole, the part stands before.
    """
    whole = inside[-1]
    shares, measured = (
        "SHARE" in whole.tags or _named_share(whole),
        any(t.hit and t.hit.word.text in words_of("measured_by") for t in whole.own),
    )
    if not countable(whole) or not (shares or measured) or "GEN" not in rate.tags or not rate.tags <= _OF_WHOLE:
        return None
    told = [f for f in reversed(inside[:-1]) if countable(f)]
    part = next((f for f in told[:_PARTS] if same_count(f, whole) and holds(f, whole, rate, Decimal(100))), next(iter(told), None))
    return (part, whole) if part is not None and same_count(part, whole) and (measured or larger(whole, part)) else None


_PARTS = 6
"""Figures before a share among which its part stands: 抽查学校22所，其中小学14所、初中8所，占全县48所学校的45.8%."""


_OF_WHOLE = frozenset(("GEN", "CLOSE", "LE", "TERM", "W", "STAGE"))
"""What stands between a whole and its share: 占全县48所义务教育学校的45.8%."""


def _share(rate: Figure, inside: list[Figure], before: list[Figure]) -> Pair | None:
    near = [f for f in reversed(inside) if countable(f)]
    moves = rate.roles & {"from", "to"}
    parts = _parts(rate, near)
    told, family = "rate" in rate.roles or _named_share(rate), _named_family(rate)
    if pair := _of_other_count(rate, near):
        return pair
    if rate.bound == "exact" or told:
        for part in parts:
            if moves and not part.roles & moves:
                continue
            for whole in _wholes(part, near, before, told):
                if _is_named(whole, family) and holds(part, whole, rate, Decimal(100)) and not _is_by_chance(rate, part, whole):
                    return part, whole
    if pair := _of_row(rate, near):
        return pair
    if not parts or moves or rate.bound != "exact":
        return None
    likeliest = parts[0]
    if rate.stage == "compulsory" and any(f.stage in ("primary", "junior") for f in (likeliest, near[0])):
        return None  # 小学达标49所；初中达标22所；总的达标率是95.9%: of both together
    if not told and not (_is_rate_of(rate, likeliest) and rate.order - likeliest.order <= 2):
        return None
    structural = _as_beside(rate, likeliest, inside, before)
    structural = structural or _named_stock(family, likeliest, [*before, *inside]) or _told_beside(rate, likeliest, near)
    structural = structural or _structural_whole(likeliest, near, before)
    if (
        structural is None
        or _blank_between(structural, likeliest, [*before, *inside])
        or structural.value == likeliest.value
        or not _is_named(structural, family)
        or _of_other_stage(structural, rate)
    ):
        return None
    return likeliest, structural


def _is_by_chance(rate: Figure, part: Figure, whole: Figure) -> bool:
    """九年级274人。…中考268人参考；三年巩固率97.9%: behind a semicolon a rate with a name of its own is of no count before it, though that
    nearly gives it with one of another sentence."""
    own = "SEMI" in rate.tags and not _told_of(rate) and rate.indicator != OTHER and not _is_rate_of(rate, part)
    return own and part.sentence != whole.sentence


def _as_beside(rate: Figure, part: Figure, inside: list[Figure], before: list[Figure]) -> Figure | None:
    """在校生中寄宿生1243人，占17.9%，留守儿童2105人，占32.5%: of what the share told right before it is of, where that one holds."""
    beside, first = (next((f for f in inside if f.order == part.order - step), None) for step in (1, 2))
    if beside is None or first is None or rate.order != part.order + 1 or beside.unit != "%" or not countable(first):
        return None
    if not same_count(first, part) or {"SEMI", "AMONG", "STAGE"} & part.tags or part.whole is not None or rate.names_stage:
        return None
    near = [f for f in reversed(inside) if countable(f) and f.order < first.order]
    wholes = (w for w in _wholes(first, near, before, told=False) if holds(first, w, beside, Decimal(100)))
    return next((w for w in wholes if larger(w, part)), None)


def _blank_between(whole: Figure, part: Figure, figures: list[Figure]) -> bool:
    """学生36000人。随迁子女**人，在公办学校就读1280人: the whole of what follows a count left blank is that one, and none told before."""
    between = (f for f in reversed(figures) if whole.order < f.order < part.order)
    return any(f.masked and f.unit == part.unit for f in between)


def _of_other_count(rate: Figure, near: list[Figure]) -> Pair | None:
    """招生900人，其中分到各初中的指标540个，占60%: the share is of the last part, though its whole is counted by another word."""
    if len(near) < 2 or "SHARE" not in rate.tags or "AMONG" not in near[0].tags or near[0].order != rate.order - 1:
        return None
    part, whole = near[:2]
    return (part, whole) if not same_count(part, whole) and holds(part, whole, rate, Decimal(100)) else None


def _of_row(rate: Figure, near: list[Figure]) -> Pair | None:
    """招生名额1200个，分配到初中660个，占55%: the share is of the two counts right before it, though each names a stage of its own."""
    if len(near) < 2 or "SHARE" not in rate.tags or [rate.order - f.order for f in near[:2]] != [1, 2]:
        return None
    part, whole = near[:2]
    alike = part.unit_text == whole.unit_text and part.indicator == whole.indicator and not (part.roles | whole.roles)
    return (part, whole) if alike and larger(whole, part) and holds(part, whole, rate, Decimal(100)) else None


def _named_share(rate: Figure) -> bool:
    """占交流教师总数的23.9%: a name of the lexicon that begins with 占 says as much as the word alone."""
    return any(t.hit and t.hit.word.text.startswith("占") for t in rate.own)


def _of_other_stage(whole: Figure, rate: Figure) -> bool:
    """占小学在校生的5.5%: no share of the pupils of another stage."""
    named = {word.stage for word in _told_of(rate) if word.stage}
    return bool(named) and whole.stage not in {None, *named}


def _is_named(whole: Figure, family: str | None) -> bool:
    """Where the words name what the share is of, the whole counts just that."""
    visited = family == "school." and whole.indicator == OTHER  # 抽查学校26所，占全市义务教育学校的17.3%
    return family is None or (whole.indicator == OTHER and not visited) or whole.indicator.startswith(family)


def _named_stock(family: str | None, part: Figure, before: list[Figure]) -> Figure | None:
    """骨干教师812人，占专任教师总数的14.2%: the teachers told last, and not those of a degree who stand nearer.

    学生41236人，其中小学生17364人。贫困学生9173人，占学生总数的22.2%: of all, and not of those of a stage that the part names no more.
    """
    counts = (f for f in reversed(before) if family is not None and f.indicator in (family, f"{family}count") and f.order < part.order)
    told = [f for f in counts if countable(f) and larger(f, part) and stages_fit(part, f)]
    of_all = (f for f in told if f.whole is None or f.stage == part.stage)
    return next(of_all, next(iter(told), None))


def _named_family(rate: Figure) -> str | None:
    """占小学在校生总数的10.55%: the indicators of the whole that the words name; None where they name none."""
    if rate.indicator in _OF_ALL_MONEY:
        return OTHER
    told = [word.text for word in _told_of(rate)]
    named = [*told, "".join(told).rstrip("的")]  # 占交流 and 教师 are two words
    return next((family for family, nouns in FAMILIES.items() for words in named if words.endswith(nouns)), None)


def _told_of(rate: Figure) -> list[Word]:
    """The words from the last 占 on: they name what the share is of."""
    share = share_word(rate)
    return [t.hit.word for t in rate.own[rate.own.index(share) :] if t.hit] if share is not None else []


_OF_ALL_MONEY = ("funding.budget_share", "funding.gdp_share")
"""占一般公共预算支出的21.8%: shares of money that is no money of education, and has no indicator."""


FAMILIES = {
    "student.migrant": ("随迁子女", "务工人员子女", "农民工子女", "流动儿童"), "student.left_behind": ("留守儿童",),
    "teacher.exchanged": ("交流教师", "轮岗教师", "交流教师总数", "轮岗教师总数", "交流教师数", "交流人员"),
    "teacher.": ("教师", "教职工", "教师数", "教师总数"), "student.": ("学生", "在校生", "学生数", "在校生数", "学生总数", "在校生总数"),
    "school.": ("义务教育学校", "中小学校", "中小学", "学校总数"),
    "class.": ("教学班", "班级", "班数", "班级数", "教学班数"),
}  # fmt: skip
"""The nouns behind 占 that name a whole, by the indicators of such wholes."""


def find_of_two(rate: Figure, inside: list[Figure]) -> Pair | None:
    """发放问卷1500份，收回1404份，有效率为82.4%: two counts of one thing, and a rate that follows them at once."""
    asked = rate.indicator in _OF_PEOPLE_ASKED
    told = [f for f in inside if (asked or f.depth <= rate.depth) and (not asked or f.unit != "%")][-2:]
    if len(told) < 2 or rate.bound != "exact" or rate.roles or not all(countable(f) and not f.roles for f in told):
        return None
    whole, part = told
    if [f.unit_text for f in told] != [whole.unit_text] * 2 or part.whole not in (None, *told[:asked]) or not larger(whole, part):
        return None
    if whole.unit != "item" or "SEP" in part.tags:  # 寄宿生1240人，走读生860人，巩固率99.2%; 良好29节、一般12节: groups beside each other
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
    for whole in (f for in_table in (False, True) for f in reversed(before) if ("table" in f.flags) is in_table):
        # 参加交流209人。交流教师中有骨干教师48人，占23%: of one kind only where it was told a moment ago.
        near_by = told and part.order - whole.order <= _NEAR_BY and whole.indicator != OTHER
        larger_kind = whole.indicator != part.indicator or (told and whole.indicator in COUNTED) or near_by
        if larger_kind and countable(whole) and same_count(part, whole) and stages_fit(part, whole):
            yield whole


_NEAR_BY = 6
"""Figures between a share's part and a whole of the same kind in the sentence before, at most."""


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
    if part.whole is not None and larger(part.whole, part) and part.whole.indicator != "school.compliant":
        return part.whole
    stock = _STOCK.get(part.indicator)
    inside = [f for f in near if f.order < part.order and same_count(part, f) and larger(f, part) and _may_hold(part, f)]
    told = next((f for f in inside if f.indicator != part.indicator or stock is None), None)
    if told is not None:
        return told
    for whole in reversed(before):
        if whole.indicator == stock and _of_all(whole.stage) == _of_all(part.stage) and countable(whole) and larger(whole, part):
            return whole
    return inside[0] if inside else _of_its_stage(part, before)


def _told_beside(rate: Figure, part: Figure, near: list[Figure]) -> Figure | None:
    """随迁子女683人，在公办学校就读651人，占93.5%; 其中就读863人，占102.4%: a share that names no whole is of the one right before its
    part, where both count the same, or that the part is said to be of, though it be less."""
    if "SHARE" not in rate.tags or len(_told_of(rate)) > 1:
        return None
    if part.whole is not None and rate.value is not None and rate.value > 100:
        return part.whole
    beside = next((f for f in near if f.order == part.order - 1 and f.indicator == part.indicator and same_count(part, f)), None)
    goes_on = beside is not None and part.whole is None and not part.tags & {"SEP", "SEMI", "AMONG", "STAGE"} and larger(beside, part)
    return beside if goes_on else None


def _of_its_stage(part: Figure, before: list[Figure]) -> Figure | None:
    """四年级840人、八年级760人。达标的，四年级714人，占85%: the one count of the stage that the part names, in the sentence before."""
    if part.stage is None or part.indicator != OTHER or not part.names_stage:
        return None
    last = [f for f in before[-_NEAR_BY:] if f.sentence == before[-1].sentence and f.stage == part.stage and same_count(part, f)]
    alone = len(last) == 1 and countable(last[0]) and larger(last[0], part)
    return last[0] if alone else None
