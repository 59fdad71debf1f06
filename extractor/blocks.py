"""The one shape in which every reader hands over a document: a text, its blocks, and where each character stands.

All spans are half-open code-point offsets into `Report.text`. Nothing here reads a file or knows a format.
"""

from __future__ import annotations

import sys
from array import array
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Literal, NamedTuple

ParagraphKind = Literal["body", "heading", "caption", "note", "footnote", "textbox", "furniture"]
Box = tuple[float, float, float, float]
Format = Literal["docx", "pdf", "txt", "none"]
"""`none`: there is no document, only what is told beside it."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A run of text that is read as one. It may hold line breaks where the file wraps its lines hard.

    `furniture` is what a page or a web site repeats around the text: headers, footers, page numbers.
    """

    start: int
    end: int
    kind: ParagraphKind = "body"
    level: int | None = None
    """1 to 9 for a heading whose level the file states (a style, not a numbering such as 一、); else None."""


class Cell(NamedTuple):
    """A visible table cell, once, however many grid places it covers. Rows and columns count from 0."""

    start: int
    end: int
    row: int
    column: int
    row_span: int = 1
    col_span: int = 1


@dataclass(frozen=True, slots=True)
class Table:
    """Cells in reading order. A table over several pages is one table; a repeated header row is left out."""

    start: int
    end: int
    cells: tuple[Cell, ...]
    header_rows: int | None = None
    """Rows that the file itself marks as header; None where it does not say."""

    @property
    def rows(self) -> int:
        return max((c.row + c.row_span for c in self.cells), default=0)

    @property
    def columns(self) -> int:
        return max((c.column + c.col_span for c in self.cells), default=0)


Block = Paragraph | Table


@dataclass(slots=True)
class TextMap:
    """Where each character of a PDF's text stands: page number from 1 and box in points, origin at the top left.

    Characters that the reader put in (a line break, a tab between cells) have page 0.
    """

    pages: array[int] = field(default_factory=lambda: array("I"))
    boxes: array[float] = field(default_factory=lambda: array("f"))
    """Four numbers a character: x0, top, x1, bottom."""

    def append(self, page: int, box: Box) -> None:
        self.pages.append(page)
        self.boxes.extend(box)

    def places(self, start: int, end: int) -> list[tuple[int, Box]]:
        """The boxes that cover text[start:end], one a line of print, each with its page."""
        return self._place_in_one_line(start, end) or self._places(start, end)

    def _place_in_one_line(self, start: int, end: int) -> list[tuple[int, Box]]:
        """The one box of characters that surely stand in one line, as those of most figures; nothing where they may not."""
        pages, tops, bottoms = self.pages[start:end], self.boxes[4 * start + 1 : 4 * end : 4], self.boxes[4 * start + 3 : 4 * end : 4]
        if not pages or pages[0] == 0 or pages.count(pages[0]) < len(pages):
            return []
        top, bottom = min(tops), max(bottoms)
        if min(bottoms) - max(tops) <= 0.5 * (bottom - top):
            return []
        left, right = min(self.boxes[4 * start : 4 * end : 4]), max(self.boxes[4 * start + 2 : 4 * end : 4])
        return [(pages[0], (left, top, right, bottom))]

    def _places(self, start: int, end: int) -> list[tuple[int, Box]]:
        found: list[tuple[int, Box]] = []
        for i in range(start, end):
            page = self.pages[i]
            if page == 0:
                continue
            x0, top, x1, bottom = self.boxes[4 * i : 4 * i + 4]
            if found and found[-1][0] == page and _same_line(found[-1][1], top, bottom):
                a, b, c, d = found[-1][1]
                found[-1] = (page, (min(a, x0), min(b, top), max(c, x1), max(d, bottom)))
            else:
                found.append((page, (x0, top, x1, bottom)))
        return found

    def to_bytes(self) -> tuple[bytes, bytes]:
        """Pages as unsigned 32-bit and boxes as 32-bit floating-point numbers, little-endian on every machine."""
        return _little_endian(self.pages).tobytes(), _little_endian(self.boxes).tobytes()

    @classmethod
    def from_bytes(cls, pages: bytes, boxes: bytes) -> TextMap:
        """What to_bytes gave. Raises ValueError for anything else."""
        read = cls(array("I"), array("f"))
        read.pages.frombytes(pages)
        read.boxes.frombytes(boxes)
        if len(read.boxes) != 4 * len(read.pages):
            raise ValueError("a box for every character")
        return cls(_little_endian(read.pages), _little_endian(read.boxes))


def _little_endian(numbers: array[Any]) -> array[Any]:
    """Numbers of this machine as little-endian ones, or back."""
    if sys.byteorder == "little":
        return numbers
    turned = numbers[:]
    turned.byteswap()
    return turned


def _same_line(box: Box, top: float, bottom: float) -> bool:
    return min(box[3], bottom) - max(box[1], top) > 0.5 * min(box[3] - box[1], bottom - top)


@dataclass(frozen=True, slots=True)
class Page:
    """A PDF page and what could be read of it."""

    number: int
    state: Literal["text", "no_text_layer", "unreadable"]
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Notice:
    """What a reader has to tell about the file without failing: a code of data/messages.yaml and its details."""

    code: str
    details: dict[str, object]


@dataclass(slots=True)
class Report:
    """A county's document as read. `blocks` are in the order of the text and do not overlap."""

    name: str
    format: Format
    sha256: str
    text: str
    blocks: list[Block]
    pages: list[Page] = field(default_factory=list)
    map: TextMap | None = None
    notices: list[Notice] = field(default_factory=list)

    def paragraphs(self) -> Iterator[Paragraph]:
        return (b for b in self.blocks if isinstance(b, Paragraph))

    def tables(self) -> Iterator[Table]:
        return (b for b in self.blocks if isinstance(b, Table))

    def block_at(self, offset: int) -> tuple[int, Block] | None:
        """The block that holds the character at `offset`, with its index, or None between blocks."""
        i = bisect_right(self.blocks, offset, key=lambda b: b.start) - 1
        if i >= 0 and offset < self.blocks[i].end:
            return i, self.blocks[i]
        return None
