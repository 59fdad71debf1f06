"""One column of the wide table over its counties: ranks, distribution, outliers, distance to what a standard asks; and one county whole.

Takes a Dataset and gives plain values, each with the row of the long or derived table that it comes from. Draws nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction

import pyarrow.compute as pc

from corpus.dataset.build import Dataset
from corpus.dataset.comparing import Cell, County, rows, years
from corpus.dataset.lines import Line
from corpus.dataset.wide import Wide

ROBUST = Fraction(6745, 10_000)
"""What makes the median of absolute deviations as wide as a standard deviation (Iglewicz and Hoaglin 1993)."""
FAR = Fraction(7, 2)
"""A robust z beyond this is an outlier (the same)."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A cell and whose it is."""

    county: County
    year: int
    cell: Cell


@dataclass(frozen=True, slots=True)
class Ranked:
    """`rank` counts from 1, the greatest value first; equal values share a rank."""

    rank: int
    placed: Placed


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

    placed: Placed
    z: Fraction


@dataclass(frozen=True, slots=True)
class Distance:
    """`over`: how far the value is on the right side of the line; below zero it is on the wrong one."""

    placed: Placed
    line: Line
    over: Decimal


def cells_of(dataset: Dataset, column: str, year: int) -> tuple[Placed, ...]:
    """The cells of a column in a year, in the order of the counties, blanks left out. Raises KeyError for no such column."""
    if column not in dataset.wide.columns:
        raise KeyError(column)
    return tuple(placed for placed in _placed(dataset, year, (column,)) if placed.cell.figure is not None)


def profile(dataset: Dataset, county_id: str) -> tuple[Placed, ...]:
    """All that is known of a county, by year and column, blanks with it."""
    wide, its_own = dataset.wide, pc.field("county_id") == county_id
    alone = replace(dataset, wide=Wide(*(table.filter(its_own) for table in (wide.values, wide.flags, wide.sources))))
    return tuple(placed for year in reversed(years(alone)) for placed in _placed(alone, year, wide.columns))


def ranking(found: Iterable[Placed]) -> tuple[Ranked, ...]:
    """The cells that have a value, the greatest first, equal ones by county."""
    ordered = sorted(_valued(found), key=lambda pair: (-pair[0], pair[1].county.id))
    firsts: dict[Fraction, int] = {}
    return tuple(Ranked(firsts.setdefault(value, rank), placed) for rank, (value, placed) in enumerate(ordered, start=1))


def distribution(found: Iterable[Placed]) -> Distribution | None:
    """None where no cell has a value."""
    values = sorted(value for value, _ in _valued(found))
    if not values:
        return None
    return Distribution(len(values), *(_quantile(values, Fraction(part, 4)) for part in range(5)))


def outliers(found: Iterable[Placed], far: Fraction = FAR) -> tuple[Outlier, ...]:
    """The cells beyond `far`, the farthest first; none where more than half of the values are the same."""
    valued = _valued(found)
    if not valued:
        return ()
    middle = _quantile(sorted(value for value, _ in valued), Fraction(1, 2))
    spread = _quantile(sorted(abs(value - middle) for value, _ in valued), Fraction(1, 2))
    if spread == 0:
        return ()
    lying = [Outlier(placed, ROBUST * (value - middle) / spread) for value, placed in valued]
    return tuple(sorted((o for o in lying if abs(o.z) > far), key=lambda o: (-abs(o.z), o.placed.county.id)))


def distances(found: Iterable[Placed], line: Line) -> tuple[Distance, ...]:
    """How far each value is from the line, the worst first."""
    sign = 1 if line.direction == "at_least" else -1
    measured = [Distance(placed, line, (p.value - line.value) * sign) for placed in found if (p := placed.cell.figure) is not None]
    return tuple(sorted(measured, key=lambda d: (d.over, d.placed.county.id)))


def _placed(dataset: Dataset, year: int, columns: Sequence[str]) -> list[Placed]:
    return [Placed(row.county, year, row.cells[c]) for row in rows(dataset, year, columns) for c in columns if c in row.cells]


def _valued(found: Iterable[Placed]) -> list[tuple[Fraction, Placed]]:
    return [(Fraction(placed.cell.figure.value), placed) for placed in found if placed.cell.figure is not None]


def _quantile(ordered: Sequence[Fraction], part: Fraction) -> Fraction:
    place = (len(ordered) - 1) * part
    low = place.numerator // place.denominator
    high = min(low + 1, len(ordered) - 1)
    return ordered[low] + (ordered[high] - ordered[low]) * (place - low)
