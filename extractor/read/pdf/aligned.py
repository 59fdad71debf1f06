"""Tables printed without ruling lines, found by their alignment: rows of short segments over common columns.

Only tables whose body is mostly figures are taken: aligned words may be a list, a form or columns of text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby, pairwise

from extractor.read.pdf.grids import Grid, GridCell
from extractor.read.pdf.lines import line_of
from extractor.read.pdf.piece import EMPTY
from extractor.read.pdf.rows import Rows, Segment

_LEAST_ROWS = 3
_LEAST_COLUMNS = 3
_FIGURES = 0.6
"""Share of the cells right of the first column that hold a figure."""
_FIGURE = re.compile(r"[-+−]?\d[\d,，.]*\s*[%％‰]?$|[-—–/]+$")
_ROW_STEP = 3.0
"""Ems from one base line to the next within a table."""


def aligned_tables(segments: Sequence[Segment], rows: Rows, page: int) -> tuple[list[Grid], list[Segment]]:
    """The tables among `segments` (sorted by row and x) and the segments that belong to none."""
    by_row = [list(group) for _, group in groupby(segments, key=lambda s: s.row)]
    grids: list[Grid] = []
    rest: list[Segment] = []
    for run in _runs(by_row):
        grid = _grid(run, rows, page) if len(run) >= _LEAST_ROWS else None
        if grid:
            grids.append(grid)
        else:
            rest += [segment for row in run for segment in row]
    return grids, rest


def _runs(by_row: Sequence[list[Segment]]) -> list[list[list[Segment]]]:
    """Neighbouring rows that could be one table; every other row stands alone."""
    runs: list[list[list[Segment]]] = []
    for row in by_row:
        if runs and len(row) >= _LEAST_COLUMNS and _goes_on(runs[-1][-1], row):
            runs[-1].append(row)
        else:
            runs.append([row])
    return runs


def _goes_on(above: list[Segment], row: list[Segment]) -> bool:
    near = row[0].base - above[0].base < _ROW_STEP * max(row[0].size, above[0].size)
    return len(above) >= _LEAST_COLUMNS and near


def _grid(run: list[list[Segment]], rows: Rows, page: int) -> Grid | None:
    columns = _columns(run)
    if len(columns) < _LEAST_COLUMNS or not _mostly_figures(run, columns, rows):
        return None
    cells = [
        GridCell(r, c, 1, 1, line_of(inside, rows, page).piece if (inside := _inside(row, *column)) else EMPTY)
        for r, row in enumerate(run)
        for c, column in enumerate(columns)
    ]
    everything = [segment for row in run for segment in row]
    top, bottom = min(s.top for s in everything), max(s.bottom for s in everything)
    uprights = (columns[0][0], *((a[1] + b[0]) / 2 for a, b in pairwise(columns)), columns[-1][1])
    return Grid(page, uprights[0], top, uprights[-1], bottom, uprights, tuple(cells))


def _columns(run: list[list[Segment]]) -> list[tuple[float, float]]:
    """Where the segments of all rows, laid over one another, leave no gap: x from, x to."""
    columns: list[tuple[float, float]] = []
    for segment in sorted((s for row in run for s in row), key=lambda s: s.x0):
        if columns and segment.x0 <= columns[-1][1]:
            columns[-1] = (columns[-1][0], max(columns[-1][1], segment.x1))
        else:
            columns.append((segment.x0, segment.x1))
    return columns


def _inside(row: list[Segment], x0: float, x1: float) -> list[Segment]:
    return [s for s in row if x0 <= s.x0 and s.x1 <= x1]


def _mostly_figures(run: list[list[Segment]], columns: list[tuple[float, float]], rows: Rows) -> bool:
    body = [s for row in run for s in row if s.x0 > columns[0][1]]
    body = body[len(columns) - 1 :] if len(run) > _LEAST_ROWS else body
    figures = sum(bool(_FIGURE.match(rows.text[s.start : s.stop])) for s in body)
    return figures >= _FIGURES * max(len(body), 1)
