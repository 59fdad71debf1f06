"""Paragraphs and tables to the Report's text, blocks and text map. Decides nothing about what belongs where."""

from __future__ import annotations

from array import array
from itertools import groupby

import numpy as np

from extractor.blocks import Block, Cell, Paragraph, ParagraphKind, Table, TextMap
from extractor.read.pdf.grids import Grid
from extractor.read.pdf.paragraphs import Passage
from extractor.read.pdf.piece import Piece, added


class Manuscript:
    """Collects pieces and knows how long the text is so far."""

    def __init__(self) -> None:
        self._pieces: list[Piece] = []
        self._length = 0
        self.blocks: list[Block] = []

    def paragraph(self, piece: Piece, kind: ParagraphKind) -> None:
        start = self._begin_block()
        self._put(piece)
        self.blocks.append(Paragraph(start, self._length, kind))

    def table(self, grid: Grid) -> None:
        """Cells of a row with tabs between them, rows with line breaks; a merged cell stands in its first row."""
        start = self._begin_block()
        cells: list[Cell] = []
        for _, row in groupby(grid.cells, key=lambda c: c.row):
            for place, c in enumerate(row):
                if cells:
                    self._put(added("\t" if place else "\n"))
                begin = self._length
                self._put(c.piece)
                cells.append(Cell(begin, self._length, c.row, c.column, c.row_span, c.col_span))
        self.blocks.append(Table(start, self._length, tuple(cells)))

    def _begin_block(self) -> int:
        if self.blocks:
            self._put(added("\n"))
        return self._length

    def _put(self, piece: Piece) -> None:
        self._pieces.append(piece)
        self._length += len(piece.text)

    def text(self) -> str:
        return "".join(piece.text for piece in self._pieces)

    def map(self) -> TextMap:
        pages, boxes = array("I"), array("f")
        if self._pieces:
            on = np.concatenate([piece.pages for piece in self._pieces])
            places = np.concatenate([piece.boxes for piece in self._pieces])
            places[on == 0] = 0
            pages.frombytes(on.astype(np.uintc).tobytes())
            boxes.frombytes(places.astype(np.float32, copy=False).tobytes())
        return TextMap(pages, boxes)


def write(drafts: list[Passage | Grid], furniture: list[Piece]) -> Manuscript:
    """The document's text: paragraphs and tables in reading order, then the furniture."""
    manuscript = Manuscript()
    for draft in drafts:
        if isinstance(draft, Grid):
            manuscript.table(draft)
        else:
            manuscript.paragraph(draft.piece, draft.kind)
    for piece in furniture:
        manuscript.paragraph(piece, "furniture")
    return manuscript
