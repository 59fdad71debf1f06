"""Segments to lines of print, and the rule by which two lines read on: what stands between them in the text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import groupby, pairwise
from typing import NamedTuple

from extractor.read.pdf.piece import Piece, joined
from extractor.read.pdf.rows import Rows, Segment

_LATIN_END = re.compile(r"[A-Za-z][,.;:)!?]?$")
_WORD_START = re.compile(r"[A-Za-z]{2}|[A-Za-z]\b")


class Line(NamedTuple):
    """A line of print. Its places are points of the page as read; its piece's boxes, of the page as displayed."""

    piece: Piece
    page: int
    column: int
    """0 for text across the page, 1, 2 … for the columns of a page that has them."""
    x0: float
    top: float
    x1: float
    bottom: float
    base: float
    size: float
    bold: bool
    space_follows: bool
    """Whether the file has a space after the last ink."""

    @property
    def text(self) -> str:
        return self.piece.text


def line_of(segments: Sequence[Segment], rows: Rows, page: int, column: int = 0) -> Line:
    """The line that `segments`, neighbours in one row, make up, with the spaces between them."""
    whole = segments[0] if len(segments) == 1 else _together(segments)
    part = slice(whole.start, whole.stop)
    return Line(
        piece=Piece(rows.text[part], rows.pages[part], rows.boxes[part]),
        page=page,
        column=column,
        x0=whole.x0,
        top=whole.top,
        x1=whole.x1,
        bottom=whole.bottom,
        base=whole.base,
        size=whole.size,
        bold=bool(rows.bold[part.start]),
        space_follows=_space_at(rows, part.stop),
    )


def _together(segments: Sequence[Segment]) -> Segment:
    return Segment(
        row=segments[0].row,
        start=segments[0].start,
        stop=segments[-1].stop,
        x0=segments[0].x0,
        top=min(s.top for s in segments),
        x1=max(s.x1 for s in segments),
        bottom=max(s.bottom for s in segments),
        base=max(s.base for s in segments),
        size=max(s.size for s in segments),
    )


def lines_of(segments: Iterable[Segment], rows: Rows, page: int, column: int = 0) -> list[Line]:
    """One line for each row of `segments`, which are sorted by row and x."""
    return [line_of(list(group), rows, page, column) for _, group in groupby(segments, key=lambda s: s.row)]


def separator(a: Line, b: Line) -> str:
    """What stands between two lines of one paragraph: nothing, or the space between two Latin words."""
    first, last = b.text[:1], a.text[-1:]
    if a.space_follows and _ascii(first) and _ascii(last):
        return " "
    if _LATIN_END.search(a.text) and (_WORD_START.match(b.text) or first.isdigit()):
        return " "
    if last.isdigit() and re.match(r"[a-z]{3}", b.text):
        return " "
    return ""


def read_on(lines: Sequence[Line]) -> Piece:
    """The lines as one running text."""
    return joined([a.piece for a in lines], [separator(a, b) for a, b in pairwise(lines)])


def in_cell(lines: Sequence[Line], width: float) -> Piece:
    """The lines of a table cell `width` points wide as one text.

    Two figures one above the other are two figures unless the first fills the cell: 2400. over 97 is 2400.97.
    """
    separators = [_between_in_cell(a, b, width) for a, b in pairwise(lines)]
    return joined([a.piece for a in lines], separators)


def _between_in_cell(a: Line, b: Line, width: float) -> str:
    both_figures = a.text[-1:].isdigit() and b.text[:1].isdigit()
    room = width - (a.x1 - a.x0)
    return " " if both_figures and room > 2 * a.size else separator(a, b)


def _space_at(rows: Rows, place: int) -> bool:
    if place >= len(rows.text) or rows.row[place] != rows.row[place - 1]:
        return False
    return rows.text[place].isspace()


def _ascii(character: str) -> bool:
    return character.isascii() and character.isalnum()
