"""What is read from a Dataset to lay counties side by side: one year's rows of some columns, each cell with what stands behind it.

Only the asked year and columns are taken out of the tables, so that the cost does not grow with all the others. Draws nothing.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from corpus.dataset.build import Dataset
from corpus.dataset.formulas import PREFIX
from corpus.dataset.schema import CELL
from corpus.dataset.wording import is_grave
from models.quantity import Bound, Quantity

_UNLIKE = frozenset(("other_unit", "span", "part", "plan", "impossible"))
"""A figure under these doubts counts something else: it is held against no line and no other year's figure."""
_FIGURE = ("unit", "step", "bound")


@dataclass(frozen=True, slots=True)
class County:
    """As the dataset's first columns name it."""

    id: str
    name: str
    state: str
    prefecture: str
    province: str


@dataclass(frozen=True, slots=True)
class Cell:
    """One figure of a county and year. `figure` None: left blank. `source`: its row in the long table, or in `derived`."""

    column: str
    figure: Quantity | None
    doubts: tuple[str, ...]
    source: int

    @property
    def is_derived(self) -> bool:
        return self.column.startswith(f"{PREFIX}.")

    @property
    def is_like_others(self) -> bool:
        return is_like_others(self.doubts)

    @property
    def is_grave(self) -> bool:
        return any(is_grave(doubt) for doubt in self.doubts)


@dataclass(frozen=True, slots=True)
class Row:
    """A county in a year, with the cells of the asked columns that it has."""

    county: County
    year: int
    cells: Mapping[str, Cell]


def is_like_others(doubts: Iterable[str]) -> bool:
    """Whether a cell under these doubts counts what its column counts: one year's whole, as it was, in the column's unit."""
    return _UNLIKE.isdisjoint(doubts)


def years(dataset: Dataset) -> tuple[int, ...]:
    """The latest first."""
    return tuple(sorted(pc.unique(dataset.wide.values["year"]).to_pylist(), reverse=True))


def usual_year(dataset: Dataset) -> int:
    """The latest year of which at least half as much is told as of the fullest one: plans for years to come are no place to begin."""
    told = pc.value_counts(dataset.long.filter(dataset.long["chosen"])["year"])
    counts = dict(zip(told.field("values").to_pylist(), told.field("counts").to_pylist(), strict=True))
    return int(max(year for year, count in counts.items() if 2 * count >= max(counts.values())))


def given(dataset: Dataset, year: int) -> dict[str, int]:
    """How many counties give each column in a year, columns that none gives left out."""
    of_year = dataset.wide.sources.filter(pc.equal(dataset.wide.sources["year"], year))
    counts = {name: of_year.num_rows - of_year[name].null_count for name in dataset.wide.columns}
    return {name: count for name, count in counts.items() if count}


def rows(dataset: Dataset, year: int, columns: Sequence[str]) -> tuple[Row, ...]:
    """The counties of a year in the order of their ids, those without any of the columns among them."""
    wide, of_year = dataset.wide, rows_of(dataset, year)
    of_counties = counties(wide.values.take(of_year))
    cells: list[dict[str, Cell]] = [{} for _ in of_counties]
    for column in columns:
        if column in wide.sources.column_names:
            for place, cell in _cells(dataset, column, of_year):
                cells[place][column] = cell
    return tuple(Row(county, year, found) for county, found in zip(of_counties, cells, strict=True))


def rows_of(dataset: Dataset, year: int) -> pa.Array:
    """Numbers of the rows of the wide table that are of a year."""
    return pa.array(np.flatnonzero(pc.equal(dataset.wide.values["year"], year).to_numpy()))


def counties(table: pa.Table) -> list[County]:
    """Of each row of a table of the dataset."""
    names = ("county_id", "county_name", "county_state", "prefecture", "province")
    return [County(*(text or "" for text in told)) for told in zip(*(table[name].to_pylist() for name in names), strict=True)]


def change(earlier: Cell | None, later: Cell | None) -> Decimal | None:
    """Later less earlier; None where one is missing or the two do not count the same."""
    if earlier is None or later is None or earlier.figure is None or later.figure is None:
        return None
    if not (earlier.is_like_others and later.is_like_others):
        return None
    return later.figure.value - earlier.figure.value


def laid_aside(long: pa.Table, source: int) -> tuple[int, ...]:
    """The rows of the same cell as row `source`, which were not chosen: they follow it in the long table."""
    found = []
    cell = _key(long, source)
    for row in range(source + 1, long.num_rows):
        if _key(long, row) != cell:
            break
        found.append(row)
    return tuple(found)


def _cells(dataset: Dataset, column: str, of_year: pa.Array) -> Iterator[tuple[int, Cell]]:
    """Place among the year's rows, and the cell there."""
    values, flags, sources = (table[column].take(of_year) for table in (dataset.wide.values, dataset.wide.flags, dataset.wide.sources))
    there = pa.array(np.flatnonzero(pc.is_valid(sources).to_numpy()))
    source = sources.take(there)
    behind = _behind(dataset, column, source.combine_chunks())
    told = zip(there.to_pylist(), values.take(there).to_pylist(), flags.take(there).to_pylist(), source.to_pylist(), behind, strict=True)
    for place, value, doubts, row, (unit, step, bound) in told:
        figure = None if value is None else Quantity(value, unit, step, bound)
        yield place, Cell(column, figure, tuple((doubts or "").split()), row)


def _behind(dataset: Dataset, column: str, source: pa.Array) -> Collection[tuple[str, Decimal, Bound]]:
    """Unit, step and bound of each; what is derived has a unit alone."""
    if column.startswith(f"{PREFIX}."):
        return [(unit, Decimal(0), "exact") for unit in dataset.derived["unit"].take(source).to_pylist()]
    return list(zip(*(dataset.long[name].take(source).to_pylist() for name in _FIGURE), strict=True))


def _key(long: pa.Table, row: int) -> tuple[object, ...]:
    return tuple(long[name][row].as_py() for name in CELL)
