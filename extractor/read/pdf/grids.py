"""Cell boxes to a grid of rows and columns, and the text of each cell from the page's characters."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from extractor.read.pdf.cells import Rectangle
from extractor.read.pdf.characters import Floats
from extractor.read.pdf.lines import in_cell, lines_of
from extractor.read.pdf.piece import Piece
from extractor.read.pdf.rows import Rows


class GridCell(NamedTuple):
    """A cell with its place in the grid, counted from 0, and its text."""

    row: int
    column: int
    row_span: int
    col_span: int
    piece: Piece

    @property
    def text(self) -> str:
        return self.piece.text


@dataclass(frozen=True, slots=True)
class Grid:
    """A table of one page. `uprights` are the x of its column borders; box in points of the page as read."""

    page: int
    x0: float
    top: float
    x1: float
    bottom: float
    uprights: tuple[float, ...]
    cells: tuple[GridCell, ...]

    @property
    def rows(self) -> int:
        return max((c.row + c.row_span for c in self.cells), default=0)


@dataclass(frozen=True, slots=True)
class Frame:
    """The borders of a ruled table: `place[row, column]` is the index of the cell in `spans`, or -1.

    `spans` holds first row, first column, rows, columns of each cell.
    """

    xs: Floats
    ys: Floats
    place: NDArray[np.int64]
    spans: list[tuple[int, int, int, int]]

    @property
    def area(self) -> float:
        return float((self.xs[-1] - self.xs[0]) * (self.ys[-1] - self.ys[0]))


def frame_of(cells: list[Rectangle]) -> Frame:
    """The grid that the cell boxes share. Places that no box covers become cells of their own."""
    corners = np.array(cells)
    xs, ys = np.unique(corners[:, [0, 2]]), np.unique(corners[:, [1, 3]])
    column_of, row_of = ({edge: i for i, edge in enumerate(lines.tolist())} for lines in (xs, ys))
    place = np.full((len(ys) - 1, len(xs) - 1), -1, dtype=np.int64)
    spans: list[tuple[int, int, int, int]] = []
    for x0, top, x1, bottom in sorted(cells, key=lambda c: (c[1], c[0])):
        column, row, column_end, row_end = column_of[x0], row_of[top], column_of[x1], row_of[bottom]
        if (place[row:row_end, column:column_end] >= 0).any():
            continue
        place[row:row_end, column:column_end] = len(spans)
        spans.append((row, column, row_end - row, column_end - column))
    for row, column in np.argwhere(place < 0).tolist():
        place[row, column] = len(spans)
        spans.append((row, column, 1, 1))
    return Frame(xs, ys, place, spans)


def locate(frame: Frame, x: Floats, y: Floats) -> NDArray[np.int64]:
    """For each point the index of its cell, -1 outside of the table."""
    column = np.searchsorted(frame.xs, x, side="right") - 1
    row = np.searchsorted(frame.ys, y, side="right") - 1
    rows, columns = frame.place.shape
    inside = (column >= 0) & (column < columns) & (row >= 0) & (row < rows)
    found = frame.place[np.where(inside, row, 0), np.where(inside, column, 0)]
    return np.where(inside, found, -1)


def filled(frame: Frame, rows: Rows, page: int, first_group: int) -> Grid:
    """The table with its text; the characters of the i-th cell are group `first_group` + i of `rows`."""
    cells: list[GridCell] = []
    for index, (row, column, row_span, col_span) in enumerate(frame.spans):
        lines = lines_of(rows.segments.get(first_group + index, ()), rows, page)
        width = float(frame.xs[column + col_span] - frame.xs[column])
        cells.append(GridCell(row, column, row_span, col_span, in_cell(lines, width)))
    cells.sort(key=lambda c: (c.row, c.column))
    xs, ys = frame.xs, frame.ys
    return Grid(page, float(xs[0]), float(ys[0]), float(xs[-1]), float(ys[-1]), tuple(xs.tolist()), tuple(cells))
