"""A report's text and blocks while a reader writes them, one after the other.

Takes block texts, keeps the offsets. Blocks are parted by one line break; a block without text is left out.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from extractor.blocks import Block, Cell, Paragraph, ParagraphKind, Table


@dataclass(frozen=True, slots=True)
class Field:
    """The text of a cell to be written, and the grid places it covers."""

    text: str
    column: int
    row_span: int = 1
    col_span: int = 1


@dataclass(slots=True)
class Draft:
    pieces: list[str] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)
    length: int = 0

    @property
    def text(self) -> str:
        return "".join(self.pieces)

    def paragraph(self, text: str, kind: ParagraphKind = "body", level: int | None = None) -> None:
        if text:
            start = self._begin()
            self._write(text)
            self.blocks.append(Paragraph(start, self.length, kind, level))

    def table(self, rows: Iterable[tuple[list[Field], int]], header_rows: int | None = None) -> None:
        """Each row with its fields from left to right and its width in columns.

        A tab stands between grid columns, so covered places show as empty; an empty field becomes no cell.
        """
        rows = list(rows)
        if not any(f.text for fields, _ in rows for f in fields):
            return
        start = self._begin()
        cells: list[Cell] = []
        for number, (fields, width) in enumerate(rows):
            self._write("\n" if number else "")
            cells.extend(self._row(number, fields, width))
        self.blocks.append(Table(start, self.length, tuple(cells), header_rows))

    def _row(self, number: int, fields: list[Field], width: int) -> Iterable[Cell]:
        column = 0
        for f in fields:
            self._write("\t" * (f.column - column))
            column = f.column
            start = self.length
            self._write(f.text)
            if f.text:
                yield Cell(start, self.length, number, column, f.row_span, f.col_span)
        self._write("\t" * (width - 1 - column))

    def _begin(self) -> int:
        if self.blocks:
            self._write("\n")
        return self.length

    def _write(self, text: str) -> None:
        self.pieces.append(text)
        self.length += len(text)
