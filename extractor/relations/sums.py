"""Sums: a whole and the parts that make it up."""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal

from extractor.figures import Figure
from extractor.periods import years_of
from extractor.relations.links import Link
from extractor.tokens import Token
from extractor.wordlists import words_of

_NOT_SUMMED = frozenset(("%", "pp", "number", "ratio", "year", "month", "day", "times"))


def find_sums(figures: list[Figure], text: str) -> list[Link]:
    """The sums of a paragraph whose folded text is `text`: those that words tell, then those side by side that add up."""
    links = []
    told: dict[int, list[Figure]] = defaultdict(list)
    for part in figures:
        if part.whole is not None:
            told[id(part.whole)].append(part)
    for whole in figures:
        links += [Link("sum", (whole, *parts)) for parts in _told_parts(whole, told.get(id(whole), []), text)]
    wholes = {id(link.members[0]) for link in links}
    for i, whole in enumerate(figures):
        if id(whole) in wholes:
            continue
        if parts := _added_up(whole, figures[max(0, i - 8) : i], text) or _silent_parts(whole, figures[i + 1 : i + 6], text):
            links.append(Link("sum", (whole, *parts)))
    return links


def _summable(part: Figure, whole: Figure) -> bool:
    counted = part.unit == whole.unit and part.unit not in _NOT_SUMMED and "/" not in part.unit
    return counted and part.kind == whole.kind == "level" and not part.roles & {"rate", "delta", "norm", "from"}


def _told_parts(whole: Figure, told: list[Figure], text: str) -> list[list[Figure]]:
    """Of the figures that the words make parts of `whole`, the groups that make it up; one group a sentence."""
    groups: dict[int, list[Figure]] = {}
    for part in told:
        if _summable(part, whole):
            groups.setdefault(part.sentence, []).append(part)
    return [found for parts in groups.values() if (found := _complete(whole, parts, text))]


def _complete(whole: Figure, parts: list[Figure], text: str) -> list[Figure]:
    """The longest run of parts that adds up; else all of them, if they divide the whole and only miscount it."""
    if whole.value is None:
        return parts if len(parts) >= 2 and all(p.value is None for p in parts) else []
    parts = [p for p in parts if p.value is not None]
    for count in range(len(parts), 1, -1):
        if adds_up(whole, parts[:count]):
            return parts[:count]
    runs = [parts, [p for p in parts if p.indicator == whole.indicator], _unbroken(parts)]
    meant = [run for run in runs if _by_year(whole, run) or _miscounted(whole, run, text)]
    return min(meant, key=lambda run: abs(_total(run) - (whole.value or 0)), default=[])


def _unbroken(parts: list[Figure]) -> list[Figure]:
    """The first of them, as far as no other figure stands between."""
    return [p for i, p in enumerate(parts) if p.order == parts[0].order + i]


def _miscounted(whole: Figure, parts: list[Figure], text: str) -> bool:
    """The parts divide the whole and come near it: they are meant to make it up, whatever they add up to."""
    return len(parts) >= 2 and ((_near(whole, parts) and _divided(whole, parts, text)) or _overfull(whole, parts, text))


def _overfull(whole: Figure, parts: list[Figure], text: str) -> bool:
    """Parts that are listed right behind the whole and come to more than it, though none of them names a trait that others share."""
    if whole.value is None or not whole.value < _total(parts) <= _MOST_OVER * whole.value:
        return False
    listed = "AMONG" in parts[0].tags and len(parts) >= 3
    if not (listed or parts[0].tags & {"OPEN", "COLON"}) or any(p.sentence != whole.sentence for p in parts):
        return False
    return not any(trait in _own_words(p, text) for p in parts for trait in words_of("shared_traits"))


_MOST_OVER = Decimal("1.35")
"""By how much the parts may pass the whole and still be meant as its parts."""


def _total(parts: list[Figure]) -> Decimal:
    return sum((p.value for p in parts if p.value is not None), Decimal(0))


def adds_up(whole: Figure, parts: list[Figure]) -> bool:
    """The parts sum to the whole within the precision in which all are written."""
    slack = sum((p.step for p in parts), whole.step) / 2
    return whole.value is not None and abs(_total(parts) - whole.value) <= slack


_SLACK, _PAIR_SLACK = Decimal("0.15"), Decimal("0.1")
"""By what share of the whole a miscounted sum may miss it; two parts that nothing tells apart must come nearer."""


def _near(whole: Figure, parts: list[Figure], slack: Decimal = _SLACK) -> bool:
    """Near enough to be meant as a sum that was miscounted, rather than some of many parts."""
    return whole.value is not None and abs(_total(parts) - whole.value) <= slack * whole.value


def _by_stage(parts: list[Figure]) -> bool:
    stages = {p.stage for p in parts}
    return len(stages) == len(parts) and stages >= {"primary", "junior"}


def _divided(whole: Figure, parts: list[Figure], text: str) -> bool:
    """The parts are told apart by what divides the whole: stages, areas, the years of its period; or they are many."""
    if _by_stage(parts):
        return True
    if len(parts) == 2 and ({p.area for p in parts} == {"urban", "rural"} or _opposed(*(_own_words(p, text) for p in parts))):
        return True
    return len(parts) >= 3 or _by_year(whole, parts)


def _opposed(one: str, other: str) -> bool:
    """线上36学时、线下34学时: the words of the two leave no third."""
    return any((a in one and b in other) or (b in one and a in other) for a, b in (pair.split("/") for pair in words_of("opposites")))


def _own_words(part: Figure, text: str) -> str:
    """The words in front of a part, back to the figure before."""
    return text[part.left[0] : part.start]


def _by_year(whole: Figure, parts: list[Figure]) -> bool:
    """A part for each year of the whole's span, so that they make it up whatever they add up to."""
    span, years = years_of(whole.period), {years_of(p.period) for p in parts}
    return len(parts) >= 2 and bool(span and span[1] > span[0] and None not in years and len(years) == len(parts) == span[1] - span[0] + 1)


def _added_up(whole: Figure, before: list[Figure], text: str) -> list[Figure]:
    """小学52所，初中18所，合计70所: the figures just before in its sentence, where a word says that they are added up."""
    if whole.value is None or not any(whole.start - t.end <= _NEAR_TOTAL and _says_total(t) for t in whole.own[-_NEAR_TOTAL - 1 :]):
        return []
    if stages := _stages_told_one_by_one(whole, before[-2:]):
        return stages
    parts: list[Figure] = []
    for figure in reversed(before):
        if figure.sentence != whole.sentence or figure.whole is not None:
            break
        if not _summable(figure, whole) or figure.value is None:
            continue
        parts.insert(0, figure)
        if len(parts) >= 2 and adds_up(whole, parts):
            return parts
    alike = {p.indicator for p in parts} == {whole.indicator} and {p.unit_text for p in parts} == {whole.unit_text}
    return parts if alike and (_miscounted(whole, parts, text) or (len(parts) == 2 and _near(whole, parts, _PAIR_SLACK))) else []


def _stages_told_one_by_one(whole: Figure, last: list[Figure]) -> list[Figure]:
    """小学有教职工1286人。初中有教职工874人。中小学教职工共2180人: a sentence for each of the two stages, and one for both."""
    alike = all(p.indicator == whole.indicator and _summable(p, whole) and p.period == whole.period and p.value is not None for p in last)
    apart = len({f.sentence for f in (*last, whole)}) == 3
    return last if apart and alike and {p.stage for p in last} == {"primary", "junior"} and _near(whole, last) else []


_NEAR_TOTAL = 4
"""Characters at most between 合计 and the whole."""


def _says_total(token: Token) -> bool:
    """合计, 共; also in a time: 三年共, 三年累计."""
    if token.span is not None:
        return token.span.form == "years_since"
    return token.hit is not None and token.hit.word.text in words_of("added_up")


def _silent_parts(whole: Figure, following: list[Figure], text: str) -> list[Figure]:
    """专任教师580人，小学318人、初中262人: no word says so, but the next figures of its kind divide it and add up."""
    if whole.value is None or whole.kind != "level" or whole.unit in _NOT_SUMMED or whole.whole is not None:
        return []
    parts: list[Figure] = []
    for figure in following:
        if figure.unit == "%" and parts:
            continue  # 城区7761人，占比50.0%；农村7749人
        if not _summable(figure, whole) or figure.value is None or figure.whole not in (None, whole):
            break
        parts.append(figure)
        exact = _total(parts) == whole.value
        if len(parts) >= 2 and exact and (_told_apart(parts) or _listed(whole, parts)):
            return parts
    return parts if _named_one_by_one(whole, parts, text) and _miscounted(whole, parts, text) else []


def _named_one_by_one(whole: Figure, parts: list[Figure], text: str) -> bool:
    """招聘302名，分别为小学教师186名、初中教师116名; 共计28所：新建9所…: a word or a colon behind the whole opens its parts."""
    if not parts or any(p.sentence != whole.sentence for p in parts):
        return False
    return bool({"RESP", "COLON"} & parts[0].tags) or _own_words(parts[0], text).lstrip("，,").startswith(words_of("namely"))


def _told_apart(parts: list[Figure]) -> bool:
    """By stage or by area, both named."""
    stages, areas = {p.stage for p in parts}, {p.area for p in parts}
    return stages >= {"primary", "junior"} or areas == {"urban", "rural"}


def _listed(whole: Figure, parts: list[Figure]) -> bool:
    """Side by side in the whole's sentence: three or more, or two of which the first or last word says so (分别, 其余)."""
    if any(p.sentence != whole.sentence or p.kind != "level" for p in parts) or whole.value is None or whole.value < _CHANCE:
        return False
    tags = {t.tag for p in parts for t in p.own}
    if tags & {"CMP", "OLD", "MORE", "LESS", "SHARE"}:
        return False
    return len(parts) >= 3 or "RESP" in tags or any(t.hit and t.hit.word.text in words_of("rest") for p in parts for t in p.own)


_CHANCE = 10
"""Below this, two or three numbers add up to a third too easily by chance."""
