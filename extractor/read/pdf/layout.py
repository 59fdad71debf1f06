"""One PDF page to lines and tables in reading order. What repeats over pages and how lines join is not its matter."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import pypdfium2 as pdfium
from numpy.typing import NDArray
from pypdfium2 import raw

from extractor.blocks import Page
from extractor.read.pdf.aligned import aligned_tables
from extractor.read.pdf.characters import UNMAPPED, Characters, Sheet, read_characters
from extractor.read.pdf.columns import Item, Region, find_gutter, regions
from extractor.read.pdf.grids import Frame, Grid, filled, frame_of, locate
from extractor.read.pdf.lines import Line, lines_of
from extractor.read.pdf.piece import Piece, printed
from extractor.read.pdf.rows import Rows, arrange, boxes
from extractor.read.pdf.rulings import ruled_tables

_UNREADABLE_SHARE = 0.3
"""Share of characters without a meaning from which on the rest of the page is not to be trusted either."""
_STAMP_LENGTH = 40
"""A picture of a whole page with no more characters than this over it is a scan with a stamp or a page number."""
_WHOLE_PAGE = 0.6


@dataclass(frozen=True, slots=True)
class PageLayout:
    """`items` in reading order; `strays` is what runs askew over the page: watermarks, turned labels."""

    page: Page
    items: list[Line | Grid]
    strays: list[Piece]
    gutter: float | None = None
    """Where its columns part, if it has columns."""
    measure: float = 0.0
    """Width of the page as its text is read."""


def lay_out(page: pdfium.PdfPage, number: int, gutter: float | None = None) -> PageLayout:
    """What the page says. The state of its Page tells whether there is text and whether it can be read.

    `gutter` is that of the page before: the last page of a text in columns may be too short to show its own.
    """
    sheet, characters = read_characters(page, number)
    inks = int(np.count_nonzero(~characters.blank))
    state = Page(number, "text", sheet.width, sheet.height)
    if inks == 0:
        return PageLayout(Page(number, "no_text_layer", sheet.width, sheet.height), [], [])
    if _unknown(characters) > _UNREADABLE_SHARE * inks:
        return PageLayout(Page(number, "unreadable", sheet.width, sheet.height), [], [])
    if inks <= _STAMP_LENGTH and _is_picture(page, sheet):
        state = Page(number, "no_text_layer", sheet.width, sheet.height)
    upright = characters.take(~characters.slanted)
    frames = sorted((frame_of(cells) for cells in ruled_tables(page, sheet)), key=lambda f: f.area)
    group, used = _grouped(upright, frames)
    rows = arrange(upright, group, sheet)
    grids = [filled(frame, rows, sheet.number, first) for frame, first in used]
    aligned, segments = aligned_tables(rows.segments.get(0, []), rows, number)
    items: list[Item] = [*segments, *grids, *aligned]
    gutter = find_gutter(items, gutter)
    ordered = _in_order(regions(items, gutter), rows, number)
    return PageLayout(state, ordered, _strays(characters, sheet), gutter, sheet.measure)


def _unknown(characters: Characters) -> int:
    codes = characters.codes
    return int(np.count_nonzero((codes == UNMAPPED) | ((codes >= 0xE000) & (codes < 0xF900)) | (codes >= 0xF0000)))


def _is_picture(page: pdfium.PdfPage, sheet: Sheet) -> bool:
    area = sheet.width * sheet.height
    for item in page.get_objects(filter=(raw.FPDF_PAGEOBJ_IMAGE,), max_depth=3):
        left, bottom, right, top = item.get_bounds()
        if (right - left) * (top - bottom) >= _WHOLE_PAGE * area:
            return True
    return False


def _grouped(characters: Characters, frames: Sequence[Frame]) -> tuple[NDArray[np.int64], list[tuple[Frame, int]]]:
    """For each character 0, or a number for the table cell it stands in; the tables with their first number.

    Smaller tables come first, so that a table inside a cell keeps its text. A frame with text in fewer than two
    cells is decoration, not a table.
    """
    group = np.zeros(len(characters), dtype=np.int64)
    used: list[tuple[Frame, int]] = []
    x, y = (characters.x0 + characters.x1) / 2, (characters.top + characters.bottom) / 2
    first = 1
    for frame in frames:
        cell = np.where(group == 0, locate(frame, x, y), -1)
        if len(np.unique(cell[(cell >= 0) & ~characters.blank])) < 2:
            continue
        group = np.where(cell >= 0, cell + first, group)
        used.append((frame, first))
        first += len(frame.spans)
    return group, used


def _in_order(parts: Sequence[Region], rows: Rows, page: int) -> list[Line | Grid]:
    found: list[Line | Grid] = []
    for region in parts:
        tables = [i for i in region.items if isinstance(i, Grid)]
        lines = lines_of((i for i in region.items if not isinstance(i, Grid)), rows, page, region.column)
        found += sorted([*lines, *tables], key=lambda i: i.top if isinstance(i, Grid) else i.base)
    return found


def _strays(characters: Characters, sheet: Sheet) -> list[Piece]:
    """Runs of slanted text in the file's order: askew, nothing better is known."""
    places = np.flatnonzero(characters.slanted & ~characters.blank)
    if not len(places):
        return []
    cuts = [0, *(np.flatnonzero(np.diff(places) > 3) + 1).tolist(), len(places)]
    return [_stray(characters.take(places[a:b]), sheet) for a, b in pairwise(cuts)]


def _stray(characters: Characters, sheet: Sheet) -> Piece:
    text = characters.codes.astype("<u4").tobytes().decode("utf-32-le")
    return printed(sheet.number, text, sheet.boxes_on_sheet(boxes(characters)))
