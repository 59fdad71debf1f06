"""Characters of a page to rows of print and, within a row, to segments that wide gaps keep apart.

Rows follow the base line, characters within a row their x: the order of the file is not trusted, it tears figures.
Fake bold (a glyph printed twice a hair apart) is undone, and spaces that the print shows as gaps only are put in.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from extractor.read.pdf.characters import Characters, Floats, Sheet

_SAME_ROW_OF_SMALLER = 0.7
_SAME_ROW_OF_LARGER = 0.45
"""Base lines nearer than both parts of the font sizes are one row: a raised 2 is, a subtitle under a title is not."""
_SEGMENT_GAP = 0.9
"""Ems between inks that part two segments."""
_TWICE_PRINTED = 0.25
"""Ems within which a second print of a glyph is fake bold."""
_WORD_GAP, _FIGURE_GAP, _ANY_GAP = 0.15, 0.3, 2.0
"""Ems of a gap that stands for a space: next to a Latin letter, between digits, anywhere."""


@dataclass(slots=True)
class Segment:
    """Inks start to stop (exclusive) of the sorted page, and where they stand. `size` is the largest font's."""

    row: int
    start: int
    stop: int
    x0: float
    top: float
    x1: float
    bottom: float
    base: float
    size: float


@dataclass(slots=True)
class Rows:
    """The page's characters sorted by group, row and x, spaces put in; its segments by group.

    `pages` and `boxes` are as in Piece, boxes of the page as displayed.
    """

    text: str
    pages: NDArray[np.uint32]
    boxes: NDArray[np.float32]
    bold: NDArray[np.bool_]
    row: NDArray[np.int64]
    segments: dict[int, list[Segment]]


def arrange(characters: Characters, group: NDArray[np.int64], sheet: Sheet) -> Rows:
    """Sort what a page prints. `group` keeps what stands in a table's cell apart from the text around it."""
    order = np.lexsort((characters.base, group))
    characters, group = characters.take(order), group[order]
    step = np.diff(characters.base)
    smaller = np.minimum(characters.size[1:], characters.size[:-1])
    larger = np.maximum(characters.size[1:], characters.size[:-1])
    apart = step > np.minimum(_SAME_ROW_OF_SMALLER * smaller, _SAME_ROW_OF_LARGER * larger)
    row = np.concatenate([[0], np.cumsum(apart | (np.diff(group) != 0))])[: len(characters)]
    within = np.lexsort((characters.x0, row))
    characters, group, row = characters.take(within), group[within], row[within]
    once = ~_printed_twice(characters, row, order[within])
    return _segmented(characters.take(once), group[once], row[once], sheet)


def _printed_twice(characters: Characters, row: NDArray[np.int64], stream: NDArray[np.intp]) -> NDArray[np.bool_]:
    """The second prints of fake bold. Neighbours in the file (`stream`) in one box are a ligature: ff, a long dash."""
    twice = np.zeros(len(characters), dtype=np.bool_)
    blank = characters.blank
    for ahead in (1, 2, 3):
        a, b = slice(None, -ahead), slice(ahead, None)
        near = np.minimum(_TWICE_PRINTED * characters.size[a], 0.5 * (characters.x1[a] - characters.x0[a]))
        same = (characters.codes[a] == characters.codes[b]) & (row[a] == row[b]) & ~blank[a]
        same &= characters.x0[b] - characters.x0[a] < near
        same &= np.abs(characters.base[b] - characters.base[a]) < _TWICE_PRINTED * characters.size[a]
        ligature = (np.abs(stream[b] - stream[a]) <= ahead) & (characters.x0[a] == characters.x0[b])
        twice[b] |= same & ~ligature
    return twice


def _segmented(characters: Characters, group: NDArray[np.int64], row: NDArray[np.int64], sheet: Sheet) -> Rows:
    place = _gaps_for_spaces(characters, row)
    pages = np.full(len(characters), sheet.number, dtype=np.uint32)
    if len(place):
        characters = _with_spaces(characters, place)
        pages = np.insert(pages, place, 0)
        group, row = np.insert(group, place, group[place]), np.insert(row, place, row[place])
    text = characters.codes.astype("<u4").tobytes().decode("utf-32-le")
    ink = np.flatnonzero(~characters.blank)
    rows = Rows(text, pages, sheet.boxes_on_sheet(boxes(characters)), characters.bold, row, {})
    if not len(ink):
        return rows
    x0, x1, size = characters.x0[ink], characters.x1[ink], characters.size[ink]
    wide = x0[1:] - x1[:-1] > _SEGMENT_GAP * np.maximum(size[1:], size[:-1])
    first = np.concatenate([[0], np.flatnonzero(wide | (np.diff(row[ink]) != 0)) + 1])
    rows.segments = _segments(characters, ink, first, group, row)
    return rows


def _segments(
    characters: Characters,
    ink: NDArray[np.intp],
    first: NDArray[np.intp],
    group: NDArray[np.int64],
    row: NDArray[np.int64],
) -> dict[int, list[Segment]]:
    """`first` holds the places within `ink` at which segments begin."""
    stops = np.concatenate([ink[first[1:] - 1], ink[-1:]]) + 1
    columns = (
        row[ink[first]],
        ink[first],
        stops,
        np.minimum.reduceat(characters.x0[ink], first),
        np.minimum.reduceat(characters.top[ink], first),
        np.maximum.reduceat(characters.x1[ink], first),
        np.maximum.reduceat(characters.bottom[ink], first),
        np.maximum.reduceat(characters.base[ink], first),
        np.maximum.reduceat(characters.size[ink], first),
    )
    segments: dict[int, list[Segment]] = {}
    for of, *fields in zip(group[ink[first]].tolist(), *(c.tolist() for c in columns), strict=True):
        segments.setdefault(of, []).append(Segment(*fields))
    return segments


def _gaps_for_spaces(characters: Characters, row: NDArray[np.int64]) -> NDArray[np.intp]:
    """Places before which a space is missing. Chinese is set without spaces, so only Latin and figures count."""
    if len(characters) < 2:
        return np.zeros(0, dtype=np.intp)
    blank, codes = characters.blank, characters.codes
    digit = (codes >= 0x30) & (codes <= 0x39)
    letter = ((codes >= 0x41) & (codes <= 0x5A)) | ((codes >= 0x61) & (codes <= 0x7A))
    latin = (codes > 0x20) & (codes < 0x250)
    gap = (characters.x0[1:] - characters.x1[:-1]) / np.maximum(characters.size[1:], characters.size[:-1])
    words = latin[1:] & latin[:-1] & (letter[1:] | letter[:-1]) & (gap > _WORD_GAP)
    figures = latin[1:] & latin[:-1] & (digit[1:] | digit[:-1]) & (gap > _FIGURE_GAP)
    missing = (words | figures | (gap > _ANY_GAP)) & ~blank[1:] & ~blank[:-1] & (np.diff(row) == 0)
    return np.asarray(np.flatnonzero(missing) + 1)


def _with_spaces(characters: Characters, place: NDArray[np.intp]) -> Characters:
    widened = characters.take(np.insert(np.arange(len(characters)), place, place))
    new = place + np.arange(len(place))
    widened.codes[new] = 0x20
    widened.x1[new] = widened.x0[new]
    return widened


def boxes(characters: Characters) -> Floats:
    """Rows x0, top, x1, bottom."""
    return np.stack([characters.x0, characters.top, characters.x1, characters.bottom], axis=1)
