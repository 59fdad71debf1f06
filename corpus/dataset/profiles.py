"""Where the figures of a county stand: their rank among the counties of the year, how far from a standard's line, how unusual.

Takes a Dataset and gives each cell with its standing and with the row of the long or derived table that it comes from: all
counties of a year, those that lie far out, or one county with all its years. Draws nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction

import pyarrow.compute as pc

from corpus.dataset.build import Dataset
from corpus.dataset.comparing import Cell, County, Row, rows, years
from corpus.dataset.lines import Line
from corpus.dataset.spread import Spread, spreads
from corpus.dataset.wide import Wide

FAR = Fraction(7, 2)
"""A robust z beyond this is an outlier (Iglewicz and Hoaglin 1993)."""
LinesOf = Callable[[int, Sequence[str]], Mapping[str, Line]]
"""The lines that a standard draws in a year for some columns."""


@dataclass(frozen=True, slots=True)
class Standing:
    """A cell and where it stands. What does not count what the others count, and a blank, stands nowhere: all is None.

    `spread`: the counties that it stands among. `rank` counts from 1, the greatest value first; equal values share a rank.
    `z`: robust, None where nothing can be said. `over`: how far it is on the right side of the line, below zero on the wrong one.
    """

    row: Row
    cell: Cell
    spread: Spread | None = None
    rank: int | None = None
    z: Fraction | None = None
    line: Line | None = None
    over: Decimal | None = None

    @property
    def county(self) -> County:
        return self.row.county

    @property
    def year(self) -> int:
        return self.row.year

    @property
    def is_outlier(self) -> bool:
        return self.z is not None and abs(self.z) > FAR


def standings(dataset: Dataset, year: int, columns: Sequence[str], drawn: Mapping[str, Line]) -> tuple[Standing, ...]:
    """Every cell of the columns in a year, by county and column. `drawn`: the lines of that year by column."""
    return tuple(_standings(rows(dataset, year, columns), spreads(dataset, year, columns), drawn))


def ranking(found: Iterable[Standing]) -> tuple[Standing, ...]:
    """Those that have a rank, the greatest value first, equal ones by county."""
    ranked = [(standing.rank, standing.county.id, standing) for standing in found if standing.rank is not None]
    return tuple(standing for _, _, standing in sorted(ranked, key=lambda told: told[:2]))


def outliers(found: Iterable[Standing]) -> tuple[Standing, ...]:
    """The farthest first."""
    far = [(abs(standing.z), standing) for standing in found if standing.z is not None and standing.is_outlier]
    return tuple(standing for _, standing in sorted(far, key=lambda told: (-told[0], told[1].cell.column, told[1].county.id)))


def profile(dataset: Dataset, county_id: str, columns: Sequence[str], lines_of: LinesOf) -> tuple[Standing, ...]:
    """What is known of a county in these columns, the earliest year first, blanks with it."""
    wide, its_own = dataset.wide, pc.field("county_id") == county_id
    alone = replace(dataset, wide=Wide(*(table.filter(its_own) for table in (wide.values, wide.flags, wide.sources))))
    found: list[Standing] = []
    for year in reversed(years(alone)):
        of_year = rows(alone, year, columns)
        there = tuple(dict.fromkeys(column for row in of_year for column in row.cells))
        found += _standings(of_year, spreads(dataset, year, there), lines_of(year, there))
    return tuple(found)


def _standings(of_year: Iterable[Row], among: Mapping[str, Spread], drawn: Mapping[str, Line]) -> Iterator[Standing]:
    for row in of_year:
        for column, cell in row.cells.items():
            yield _standing(Standing(row, cell), among.get(column), drawn.get(column))


def _standing(of: Standing, among: Spread | None, line: Line | None) -> Standing:
    figure = of.cell.figure
    if among is None or figure is None or not of.cell.is_like_others:
        return of
    over = None if line is None else (figure.value - line.value) * (1 if line.direction == "at_least" else -1)
    return Standing(of.row, of.cell, among, among.rank(figure.value), among.robust_z(figure.value), line, over)
