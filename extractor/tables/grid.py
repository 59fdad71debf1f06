"""A table as a grid: which cell covers each place, which cells are numbers, where the headers end.

Takes a Table of a Report; gives a Grid. What headers and cells say is not read here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache

from extractor.blocks import Cell, Report, Table
from extractor.fold import Folded, fold
from extractor.spans import number_pattern, unit_pattern
from extractor.tables.years import heading_years
from extractor.wordlists import one_of
from models.loading import load_data


@dataclass(slots=True)
class Grid:
    """`head` rows of column headers, `stub` columns of row headers, the rest is the body."""

    cells: dict[tuple[int, int], Cell]
    folded: dict[Cell, Folded]
    numbers: dict[Cell, re.Match[str]]
    rows: int
    columns: int
    head: int = 0
    stub: int = 0
    serial: set[int] = field(default_factory=set)
    """Columns that only number the rows."""

    def text(self, cell: Cell) -> str:
        return self.folded[cell].text.strip()

    def texts(self) -> list[list[str]]:
        """The text at each place, row by row; "" where no cell is."""
        places = ([self.cells.get((row, column)) for column in range(self.columns)] for row in range(self.rows))
        return [["" if cell is None else self.text(cell) for cell in row] for row in places]

    def above(self, column: int) -> list[Cell]:
        """The header cells above a column, from the top, each once."""
        found = (self.cells.get((row, column)) for row in range(self.head))
        return list(dict.fromkeys(c for c in found if c is not None))

    def beside(self, row: int) -> list[Cell]:
        """The header cells at the left of a row, each once, without the serial number; 合计 may stand in its column."""
        found = ((column, self.cells.get((row, column))) for column in range(self.stub))
        named = ((column, c) for column, c in found if c is not None)
        return list(dict.fromkeys(c for column, c in named if column not in self.serial or _NO_SERIAL.match(self.text(c))))


_NO_SERIAL = re.compile(r"[合总小]\s*计")


def make_grid(report: Report, table: Table) -> Grid:
    """The grid of a table, its headers told from its body."""
    cells: dict[tuple[int, int], Cell] = {}
    for cell in table.cells:
        for row in range(cell.row, cell.row + cell.row_span):
            for column in range(cell.column, cell.column + cell.col_span):
                cells.setdefault((row, column), cell)
    folded = {c: fold(report.text, c.start, c.end) for c in table.cells}
    numbers = {c: match for c, f in folded.items() if (match := _number(f.text))}
    grid = Grid(cells, folded, numbers, table.rows, table.columns)
    for place in heading_years(grid.texts()):
        numbers.pop(cells[place], None)
    grid.head = _header_rows(grid, table)
    grid.serial = {c for c in range(grid.columns) if _serial_header().match("".join(grid.text(h) for h in grid.above(c)))}
    grid.stub = _stub_columns(grid)
    return grid


def _number(text: str) -> re.Match[str] | None:
    """The cell as one number; a year is a header, not a number."""
    if not any(c in "0123456789" for c in text) or text.rstrip().endswith("年"):
        return None
    return _number_cell().match(text)


@cache
def _number_cell() -> re.Pattern[str]:
    """A cell that is one number, in the groups sign, minus, number, unit and bound."""
    data = load_data("tables.yaml", "extractor")
    sign, bound, behind = one_of(data["bounds"]), one_of(data["bounds_behind"]), one_of(data["behind_number"])
    number = rf"(?:(?P<minus>-)|\+)?\s*(?P<number>{number_pattern()})"
    return re.compile(rf"\s*(?P<sign>{sign})?\s*{number}\s*(?P<unit>{unit_pattern()})?\s*(?:(?P<bound>{bound})|{behind})?\s*$")


@cache
def _serial_header() -> re.Pattern[str]:
    return re.compile(rf"^{one_of(load_data('tables.yaml', 'extractor')['serial'])}$")


def _header_rows(grid: Grid, table: Table) -> int:
    """Rows above the first row that holds a number cell; what the file marks as header is believed."""
    marked = table.header_rows or 0
    for row in range(grid.rows):
        if any(grid.cells.get((row, c)) in grid.numbers for c in range(grid.columns)) and not _numbers_columns(grid, row):
            return max(row, marked) if row else min(marked, grid.rows - 1)
    return min(1, grid.rows)


def _numbers_columns(grid: Grid, row: int) -> bool:
    """A row 1 2 3 4 … that numbers the columns of a form."""
    texts = [grid.text(c) for column in range(grid.columns) if (c := grid.cells.get((row, column)))]
    return len(texts) > 3 and texts == [str(i) for i in range(1, len(texts) + 1)]


def _stub_columns(grid: Grid) -> int:
    """Columns at the left in which less than half of the body's cells are numbers; serial numbers are stub too."""
    for column in range(grid.columns):
        if column in grid.serial:
            continue
        body = [c in grid.numbers for row in range(grid.head, grid.rows) if (c := grid.cells.get((row, column)))]
        if body and sum(body) * 2 >= len(body):
            return column
    return 1
