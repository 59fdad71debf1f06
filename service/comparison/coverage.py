"""The heat map of which county gives which indicator, in words and signs; sorted so that what is full stands together."""

from __future__ import annotations

from dataclasses import dataclass

from corpus.dataset.comparing import County
from corpus.dataset.coverage import BLANK, DOUBTFUL, GIVEN, Coverage
from service.comparison.asked import Asked
from service.comparison.table import is_asked
from service.exits import Lang
from service.labels import indicator_name

STATES = {GIVEN: "given", DOUBTFUL: "doubtful", BLANK: "blank"}


@dataclass(frozen=True, slots=True)
class Mark:
    """An indicator at the head of a column: how many counties give it, and how dark that is, from 0 to 4."""

    indicator: str
    name: str
    given: int
    shade: int


@dataclass(frozen=True, slots=True)
class CoverageLine:
    """A county; `states` are codes of `coverage_state`, empty where the indicator is not given."""

    county: County
    given: int
    states: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Map:
    """`counties`: of how many the counts at the head are, which are of all counties, whichever are shown."""

    marks: tuple[Mark, ...]
    lines: tuple[CoverageLine, ...]
    counties: int


def coverage_map(found: Coverage, asked: Asked, lang: Lang) -> Map:
    """The counties that were asked for, those that give most first."""
    total = max(1, len(found.counties))
    places = sorted(range(len(found.indicators)), key=lambda place: -found.by_indicator[place])
    marks = [_mark(found.indicators[place], found.by_indicator[place], total, lang) for place in places]
    lines = [
        CoverageLine(county, given, tuple(STATES.get(int(row[place]), "") for place in places))
        for county, given, row in zip(found.counties, found.by_county, found.states, strict=True) if is_asked(county, asked)
    ]  # fmt: skip
    lines.sort(key=lambda line: (-line.given, line.county.province, line.county.name, line.county.id))
    return Map(tuple(marks), tuple(lines), len(found.counties))


def _mark(indicator: str, given: int, total: int, lang: Lang) -> Mark:
    return Mark(indicator, indicator_name(indicator, lang), given, -(-4 * given // total))
