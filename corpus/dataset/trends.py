"""How the figures of a county move over the years: the slope of the straight line nearest to them, by least squares, exact.

Takes a Dataset. Says nothing of why, and foretells nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from corpus.dataset.build import Dataset
from corpus.dataset.comparing import Cell, rows, years

FEWEST = 3
"""Years: two make a difference, and any two lie on a line."""
_NUMBERS = ("exact", "about")
"""A mere limit (at least, at most) is no place on a line."""


@dataclass(frozen=True, slots=True)
class Trend:
    """`per_year`: in the unit of the column. `years`: those whose figures count the same, the earliest first.

    `step`: the coarsest of their written precisions.
    """

    years: tuple[int, ...]
    per_year: Fraction
    step: Decimal


def trend(cells: Iterable[tuple[int, Cell]]) -> Trend | None:
    """Of one column of one county, by year in any order; None of fewer than three years that count the same."""
    told = {year: cell.figure for year, cell in cells if cell.figure is not None and _counts(cell)}
    points = sorted((year, Fraction(figure.value)) for year, figure in told.items())
    if len(points) < FEWEST:
        return None
    middle = Fraction(sum(year for year, _ in points), len(points))
    over = sum((year - middle) * value for year, value in points)
    under = sum((year - middle) ** 2 for year, _ in points)
    return Trend(tuple(year for year, _ in points), Fraction(over) / under, max(figure.step for figure in told.values()))


def trends(dataset: Dataset, columns: Sequence[str], until: int | None = None) -> dict[tuple[str, str], Trend]:
    """By county id and column, of the years up to `until` (None: all)."""
    wanted = [year for year in years(dataset) if until is None or year <= until]
    found = (row for year in wanted for row in rows(dataset, year, columns))
    return trends_of((row.county.id, row.year, cell) for row in found for cell in row.cells.values())


def trends_of(cells: Iterable[tuple[str, int, Cell]]) -> dict[tuple[str, str], Trend]:
    """The same of cells with their county's id and year, in any order."""
    by_column: dict[tuple[str, str], list[tuple[int, Cell]]] = {}
    for county, year, cell in cells:
        by_column.setdefault((county, cell.column), []).append((year, cell))
    return {key: found for key, told in by_column.items() if (found := trend(told)) is not None}


def _counts(cell: Cell) -> bool:
    return cell.is_like_others and cell.figure is not None and cell.figure.bound in _NUMBERS
