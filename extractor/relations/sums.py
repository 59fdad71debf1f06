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


def find_sums(figures: list[Figure]) -> list[Link]:
    """The sums of a paragraph: those that the words tell, then those that stand side by side and add up exactly."""
    links = []
    told: dict[int, list[Figure]] = defaultdict(list)
    for part in figures:
        if part.whole is not None:
            told[id(part.whole)].append(part)
    for whole in figures:
        links += [Link("sum", (whole, *parts)) for parts in _told_parts(whole, told.get(id(whole), []))]
    wholes = {id(link.members[0]) for link in links}
    for i, whole in enumerate(figures):
        if id(whole) in wholes:
            continue
        if parts := _added_up(whole, figures[max(0, i - 8) : i]) or _silent_parts(whole, figures[i + 1 : i + 6]):
            links.append(Link("sum", (whole, *parts)))
    return links


def _summable(part: Figure, whole: Figure) -> bool:
    counted = part.unit == whole.unit and part.unit not in _NOT_SUMMED and "/" not in part.unit
    return counted and part.kind == whole.kind == "level" and not part.roles & {"rate", "delta", "norm", "from"}


def _told_parts(whole: Figure, told: list[Figure]) -> list[list[Figure]]:
    """Of the figures that the words make parts of `whole`, the groups that make it up; one group a sentence."""
    groups: dict[int, list[Figure]] = {}
    for part in told:
        if _summable(part, whole):
            groups.setdefault(part.sentence, []).append(part)
    return [found for parts in groups.values() if (found := _complete(whole, parts))]


def _complete(whole: Figure, parts: list[Figure]) -> list[Figure]:
    """The longest run of parts that adds up; else all of them, if they divide the whole and only miscount it."""
    if whole.value is None:
        return parts if len(parts) >= 2 and all(p.value is None for p in parts) else []
    parts = [p for p in parts if p.value is not None]
    for count in range(len(parts), 1, -1):
        if adds_up(whole, parts[:count]):
            return parts[:count]
    for run in (parts, [p for p in parts if p.indicator == whole.indicator]):
        if len(run) >= 2 and (_by_year(whole, run) or (_near(whole, run) and _divided(whole, run))):
            return run
    return []


def _total(parts: list[Figure]) -> Decimal:
    return sum((p.value for p in parts if p.value is not None), Decimal(0))


def adds_up(whole: Figure, parts: list[Figure]) -> bool:
    """The parts sum to the whole within the precision in which all are written."""
    slack = sum((p.step for p in parts), whole.step) / 2
    return whole.value is not None and abs(_total(parts) - whole.value) <= slack


def _near(whole: Figure, parts: list[Figure]) -> bool:
    """Near enough to be meant as a sum that was miscounted, rather than some of many parts."""
    return whole.value is not None and whole.value * Decimal("0.85") <= _total(parts) <= whole.value * Decimal("1.15")


def _by_stage(parts: list[Figure]) -> bool:
    stages = {p.stage for p in parts}
    return len(stages) == len(parts) and stages >= {"primary", "junior"}


def _divided(whole: Figure, parts: list[Figure]) -> bool:
    """The parts are told apart by what divides the whole: stages, areas, the years of its period; or they are many."""
    if _by_stage(parts):
        return True
    if {p.area for p in parts} == {"urban", "rural"} and len(parts) == 2:
        return True
    return len(parts) >= 3 or _by_year(whole, parts)


def _by_year(whole: Figure, parts: list[Figure]) -> bool:
    """A part for each year of the whole's span, so that they make it up whatever they add up to."""
    span, years = years_of(whole.period), {years_of(p.period) for p in parts}
    return bool(span and span[1] > span[0] and None not in years and len(years) == len(parts) == span[1] - span[0] + 1)


def _added_up(whole: Figure, before: list[Figure]) -> list[Figure]:
    """小学52所，初中18所，合计70所: the figures just before in its sentence, where a word says that they are added up."""
    if whole.value is None or not any(whole.start - t.end <= _NEAR_TOTAL and _says_total(t) for t in whole.own[-_NEAR_TOTAL - 1 :]):
        return []
    parts: list[Figure] = []
    for figure in reversed(before):
        if figure.sentence != whole.sentence or figure.whole is not None:
            break
        if not _summable(figure, whole) or figure.value is None:
            continue
        parts.insert(0, figure)
        if len(parts) >= 2 and adds_up(whole, parts):
            return parts
    return []


_NEAR_TOTAL = 4
"""Characters at most between 合计 and the whole."""


def _says_total(token: Token) -> bool:
    return token.hit is not None and token.hit.word.text in words_of("added_up")


def _silent_parts(whole: Figure, following: list[Figure]) -> list[Figure]:
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
    return []


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
