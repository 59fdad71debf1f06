"""One column of the wide table over its counties: ranks, distribution, outliers, distance to what a standard asks; and one county whole.

Takes a Dataset and gives plain values, each with the row of the long or derived table that it comes from. Draws nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pyarrow.compute as pc

from corpus.dataset.build import Dataset
from models.standard import Requirement, Standard
from models.standard.schema import Direction

ROBUST = Fraction(6745, 10_000)
"""What makes the median of absolute deviations as wide as a standard deviation (Iglewicz and Hoaglin 1993)."""
FAR = Fraction(7, 2)
"""A robust z beyond this is an outlier (the same)."""
_LIMITS: tuple[Direction, ...] = ("at_least", "at_most", "less_than")


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of the wide table. `value` is None for a blank; `row`: of the long table, or of the derived one."""

    county_id: str
    county_name: str
    year: int
    column: str
    value: Decimal | None
    doubts: tuple[str, ...]
    row: int


@dataclass(frozen=True, slots=True)
class Ranked:
    """`rank` counts from 1, the greatest value first; equal values share a rank."""

    rank: int
    cell: Cell


@dataclass(frozen=True, slots=True)
class Distribution:
    """Quartiles lie between two values in proportion (type 7 of Hyndman and Fan)."""

    n: int
    least: Fraction
    lower: Fraction
    median: Fraction
    upper: Fraction
    most: Fraction


@dataclass(frozen=True, slots=True)
class Outlier:
    """`z`: robust, 0.6745 x (value - median) / median absolute deviation."""

    cell: Cell
    z: Fraction


@dataclass(frozen=True, slots=True)
class Limit:
    """What a standard asks of a column. `confirmed`: the value was seen in its source."""

    column: str
    requirement: Requirement
    value: Decimal
    direction: Direction


@dataclass(frozen=True, slots=True)
class Distance:
    """`over`: how far the value is on the right side of the limit; below zero it is on the wrong one."""

    cell: Cell
    limit: Limit
    over: Decimal


def cells_of(dataset: Dataset, column: str, year: int) -> tuple[Cell, ...]:
    """The cells of a column in a year, in the order of the counties, blanks left out. Raises KeyError for no such column."""
    return tuple(cell for cell in _cells(dataset, (column,), pc.field("year") == year) if cell.value is not None)


def profile(dataset: Dataset, county_id: str) -> tuple[Cell, ...]:
    """All that is known of a county, by year and column, blanks with it."""
    return tuple(_cells(dataset, dataset.wide.columns, pc.field("county_id") == county_id))


def ranking(cells: Iterable[Cell]) -> tuple[Ranked, ...]:
    """The cells that have a value, the greatest first, equal ones by county."""
    ordered = sorted(((value, cell) for value, cell in _valued(cells)), key=lambda pair: (-pair[0], pair[1].county_id))
    values = [value for value, _ in ordered]
    return tuple(Ranked(values.index(value) + 1, cell) for value, cell in ordered)


def distribution(cells: Iterable[Cell]) -> Distribution | None:
    """None where no cell has a value."""
    values = sorted(value for value, _ in _valued(cells))
    if not values:
        return None
    return Distribution(len(values), *(_quantile(values, Fraction(part, 4)) for part in range(5)))


def outliers(cells: Sequence[Cell], far: Fraction = FAR) -> tuple[Outlier, ...]:
    """The cells beyond `far`, the farthest first; none where more than half of the values are the same."""
    valued = list(_valued(cells))
    if not valued:
        return ()
    middle = _quantile(sorted(value for value, _ in valued), Fraction(1, 2))
    spread = _quantile(sorted(abs(value - middle) for value, _ in valued), Fraction(1, 2))
    if spread == 0:
        return ()
    found = [Outlier(cell, ROBUST * (value - middle) / spread) for value, cell in valued]
    return tuple(sorted((o for o in found if abs(o.z) > far), key=lambda o: (-abs(o.z), o.cell.county_id)))


def limits(standard: Standard) -> dict[str, Limit]:
    """By column of the wide table what the standard asks, where that is one number for what reports state."""
    found: dict[str, Limit] = {}
    for requirement in standard.requirements:
        if requirement.direction in _LIMITS:
            for column, value in _asked(requirement):
                found.setdefault(column, Limit(column, requirement, value, requirement.direction))
    return found


def distances(cells: Iterable[Cell], limit: Limit) -> tuple[Distance, ...]:
    """How far each value is from the limit, the worst first."""
    sign = 1 if limit.direction == "at_least" else -1
    found = [Distance(cell, limit, (cell.value - limit.value) * sign) for cell in cells if cell.value is not None]
    return tuple(sorted(found, key=lambda d: (d.over, d.cell.county_id)))


def _asked(requirement: Requirement) -> Iterable[tuple[str, Decimal]]:
    """The columns that state what is asked: of the requirement's own unit, computed from nothing else."""
    for selector in requirement.judged_from:
        plain = selector.unit == requirement.unit and selector.over is None and selector.line is None and not selector.words
        for stage in requirement.stages if plain else ():
            value = requirement.threshold(stage)
            if value is None or isinstance(value, bool):
                continue
            for item in requirement.items if selector.criterion == "item" else (None,):
                yield ".".join(part for part in (selector.indicator, stage, item) if part), value


def _cells(dataset: Dataset, columns: Sequence[str], rows: Any) -> Iterable[Cell]:
    wide = dataset.wide
    values, flags, sources = (table.filter(rows).to_pylist() for table in (wide.values, wide.flags, wide.sources))
    for value, flag, source in zip(values, flags, sources, strict=True):
        for column in columns:
            if source[column] is not None:
                doubts = tuple((flag[column] or "").split())
                yield Cell(value["county_id"], value["county_name"], value["year"], column, value[column], doubts, source[column])


def _valued(cells: Iterable[Cell]) -> Iterable[tuple[Fraction, Cell]]:
    return ((Fraction(cell.value), cell) for cell in cells if cell.value is not None)


def _quantile(ordered: Sequence[Fraction], part: Fraction) -> Fraction:
    place = (len(ordered) - 1) * part
    low = place.numerator // place.denominator
    high = min(low + 1, len(ordered) - 1)
    return ordered[low] + (ordered[high] - ordered[low]) * (place - low)
