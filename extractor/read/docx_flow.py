"""The paragraphs and tables of a docx container in printed order, and the grid of a table.

Takes body, cell, note or text box elements; walks through content controls, custom XML and accepted changes, leaves
out what was deleted. Reads no text.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from extractor.read.docx_properties import MAX_COLUMNS, cell_properties
from extractor.read.docx_xml import ALTERNATE, Element, as_int, child_value, chosen, switched_on, w

PARAGRAPH, TABLE = w("p"), w("tbl")

_ROW, _CELL = w("tr"), w("tc")
_LEFT_OUT = {
    *map(w, ("del", "moveFrom", "sdtPr", "sdtEndPr", "sectPr", "pPr", "tblPr", "tblGrid", "trPr", "tcPr", "tblPrEx")),
}


@dataclass(slots=True)
class Slot:
    """A visible cell of the grid: its element and the grid places it covers, rows and columns from 0."""

    cell: Element
    row: int
    column: int
    row_span: int
    col_span: int


@dataclass(frozen=True, slots=True)
class Row:
    """The cells that begin in this row, from left to right, and how many columns the row has."""

    slots: list[Slot]
    width: int


@dataclass(frozen=True, slots=True)
class Grid:
    """The rows of a table from above; `header_rows` is None where the file marks none."""

    rows: list[Row]
    header_rows: int | None

    def single(self) -> Element | None:
        """The only cell of a table that is just a frame around text; else None."""
        slots = [slot for row in self.rows for slot in row.slots]
        return slots[0].cell if len(slots) == 1 else None


def blocks_of(container: Element) -> Iterator[Element]:
    """The `w:p` and `w:tbl` elements of `container`, without those inside tables and text boxes."""
    return _children(container, (PARAGRAPH, TABLE))


def read_grid(table: Element) -> Grid:
    """The grid of `table` with merged cells put together."""
    rows: list[Row] = []
    open_slots: dict[int, Slot] = {}
    headers = 0
    for row in _children(table, (_ROW,)):
        properties = row.find(w("trPr"))
        if properties is not None and properties.find(w("del")) is not None:
            continue
        if headers == len(rows) and switched_on(properties, "tblHeader"):
            headers += 1
        rows.append(_read_row(row, len(rows), properties, open_slots))
    return Grid(rows, headers or None)


def _read_row(row: Element, index: int, properties: Element | None, open_slots: dict[int, Slot]) -> Row:
    """Row number `index`; `open_slots` are the vertical merges by column that may still go on."""
    slots: list[Slot] = []
    column = as_int(child_value(properties, "gridBefore"), 0, 0, MAX_COLUMNS)
    for cell in _children(row, (_CELL,)):
        stated = cell_properties(cell)
        if stated.deleted:
            continue
        above = open_slots.get(column)
        if stated.v_merge == "continue" and above is not None and above.row + above.row_span == index:
            above.row_span += 1
        elif stated.h_merge == "continue" and slots:
            slots[-1].col_span += stated.span
        else:
            slots.append(Slot(cell, index, column, 1, stated.span))
            open_slots.pop(column, None)
            if stated.v_merge is not None:
                open_slots[column] = slots[-1]
        column += stated.span
    return Row(slots, column)


def _children(node: Element, wanted: tuple[str, ...]) -> Iterator[Element]:
    for child in node:
        tag = child.tag
        if tag in wanted:
            yield child
        elif tag == ALTERNATE:
            branch = chosen(child)
            if branch is not None:
                yield from _children(branch, wanted)
        elif tag not in _LEFT_OUT:
            yield from _children(child, wanted)
