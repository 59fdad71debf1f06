"""The wide table: a row for each county and year, a column for each indicator of one stage, area and criterion.

Takes the long table and gives three tables of one shape: the values, why a cell is doubtful, and the row of the long table that
each cell comes from. Chooses nothing (choose.py) and computes nothing (derived.py).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from corpus.dataset.codes import Codes, cells, codes, under_doubt
from corpus.dataset.ranks import MASKED
from corpus.dataset.schema import COUNTY

KEYS = ("county_id", "year")
ROW_COLUMNS = (*(column.name for column in COUNTY), "year")
"""What each of the three tables begins with."""
PARTS = ("indicator", "stage", "area", "criterion")


@dataclass(frozen=True, slots=True)
class Wide:
    """Tables of the same rows and columns. `values`: decimals; `flags`: doubts parted by spaces; `sources`: row of the long table."""

    values: pa.Table
    flags: pa.Table
    sources: pa.Table

    @property
    def columns(self) -> tuple[str, ...]:
        """The names of the columns behind ROW_COLUMNS."""
        return tuple(self.values.column_names[len(ROW_COLUMNS) :])


@dataclass(frozen=True, slots=True)
class _Grid:
    """The first columns of the wide table, the names of the others, and where each standing row is: row and column number."""

    heads: pa.Table
    columns: tuple[str, ...]
    row: Codes
    column: Codes


def widen(long: pa.Table) -> Wide:
    """The wide table in the order of county and year, its columns in the order of their names.

    A cell of which only a blank is given has no value, the flag `masked` and its source.
    """
    standing = np.flatnonzero(under_doubt(long["doubts"], MASKED) | long["chosen"].to_numpy())
    grid = _grid(long.take(pa.array(standing)))
    rows = {name: pa.array(standing[place], mask=place < 0) for name, place in _places(grid)}
    flags = pc.if_else(pc.equal(long["doubts"], ""), None, long["doubts"]).combine_chunks().dictionary_encode()
    return Wide(
        values=_table(grid, {name: long["value"].take(row) for name, row in rows.items()}),
        flags=_table(grid, {name: flags.take(row).cast(pa.string()) for name, row in rows.items()}),
        sources=_table(grid, rows),
    )


def column_names(table: pa.Table) -> pa.ChunkedArray:
    """indicator[.stage][.area][.criterion] of each row."""
    return pc.binary_join_element_wise(*(table[part] for part in PARTS), ".", null_handling="skip")


def _grid(standing: pa.Table) -> _Grid:
    row, first = _numbered(cells(standing, KEYS))
    names = column_names(standing)
    column = codes(names)
    heads = standing.select(ROW_COLUMNS).take(pa.array(first))
    return _Grid(heads, tuple(sorted(pc.unique(names).to_pylist())), row, column)


def _numbered(cell: Codes) -> tuple[Codes, Codes]:
    """The number of each row's cell among all there are, and the first row of each cell."""
    _, first, row = np.unique(cell, return_index=True, return_inverse=True)
    return row.astype(np.int64), first


def _places(grid: _Grid) -> Iterator[tuple[str, Codes]]:
    """For each column the place of the standing row that fills each row of the wide table, -1 for none."""
    by_column = np.argsort(grid.column, kind="stable")
    ends = np.searchsorted(grid.column[by_column], np.arange(len(grid.columns) + 1))
    for number, name in enumerate(grid.columns):
        filling = by_column[ends[number] : ends[number + 1]]
        place = np.full(grid.heads.num_rows, -1, dtype=np.int64)
        place[grid.row[filling]] = filling
        yield name, place


def _table(grid: _Grid, columns: Mapping[str, pa.ChunkedArray]) -> pa.Table:
    table = grid.heads
    for name, column in columns.items():
        table = table.append_column(name, column)
    return table
