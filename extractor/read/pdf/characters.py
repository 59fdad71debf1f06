"""The characters that a PDF page prints, each with its box, from pdfium; in the file's own order, not yet in lines.

Coordinates are points from the top left of the page as it is read: a page whose text runs up or down the sheet is
turned until most of its text is upright (`turn`), and `boxes_on_sheet` turns boxes back to the displayed page.
"""

from __future__ import annotations

import ctypes
import math
import re
from collections import deque
from dataclasses import dataclass
from itertools import repeat

import numpy as np
import pypdfium2 as pdfium
from numpy.typing import NDArray
from pypdfium2 import raw

from extractor.read.pdf.calls import (
    address,
    get_font_info,
    get_font_size,
    get_font_weight,
    get_loose_box,
    get_matrix,
    get_origin,
)

Floats = NDArray[np.float64]

UNMAPPED = 0xFFFD
_BLANKS = np.zeros(0x10000, dtype=np.bool_)
_BLANKS[[0x20, 0x09, 0xA0, 0x3000, *range(0x2000, 0x200B), 0x202F, 0x205F]] = True
_NEVER_PRINTED = np.zeros(0x10000, dtype=np.bool_)
_NEVER_PRINTED[[*range(0x20), *range(0x7F, 0xA0), 0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF]] = True
_LINE_END_HYPHEN = 0x02
_HYPHEN_IN_BULK = 0xFFFE
"""How FPDFText_GetText gives that hyphen; the same code stands for characters it does not know."""
_SAMPLE = 16
"""Every how many characters pdfium is asked whether it knows them; one unknown and all are asked."""
_SAME_BOTTOM = 0.005
_FAR = 1e6
"""Points from the origin; what a damaged file puts farther away is on no sheet."""
_ASKEW = 3.0
"""Degrees that a line may lean and still count as upright."""
_BOLD = 600
_NAME_LENGTH = 64
_BOLD_NAME = re.compile(rb"bold|heavy|black|hei|xbs|xiaobiao", re.IGNORECASE)
"""Heiti and Xiaobiaosong are the faces in which Chinese official papers set headings."""


@dataclass(slots=True)
class Characters:
    """Parallel arrays, one entry a character. `base` is the base line, `size` the font size in print."""

    codes: NDArray[np.uint32]
    x0: Floats
    top: Floats
    x1: Floats
    bottom: Floats
    base: Floats
    size: Floats
    bold: NDArray[np.bool_]
    slanted: NDArray[np.bool_]
    """Text that does not run the way of most of the page: a watermark, a turned label."""

    def __len__(self) -> int:
        return len(self.codes)

    def take(self, index: NDArray[np.intp] | NDArray[np.bool_]) -> Characters:
        return Characters(*(getattr(self, name)[index] for name in self.__slots__))

    @property
    def blank(self) -> NDArray[np.bool_]:
        return np.asarray(_BLANKS[np.minimum(self.codes, 0xFFFF)])


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page's frame: displayed width and height, the crop box in file space, quarter turns clockwise.

    `shown` turns file space into the page as displayed, `turn` into the page as its text is read.
    """

    number: int
    left: float
    bottom: float
    across: float
    up: float
    shown: int
    turn: int

    @property
    def width(self) -> float:
        return self.up if self.shown % 2 else self.across

    @property
    def height(self) -> float:
        return self.across if self.shown % 2 else self.up

    @property
    def measure(self) -> float:
        """Width of the page as its text is read."""
        return self.up if self.turn % 2 else self.across

    def upright(self, x: Floats, y: Floats) -> tuple[Floats, Floats]:
        """Points of file space as distances from the left and the top of the page as read."""
        x, y = x - self.left, y - self.bottom
        match self.turn:
            case 0:
                return x, self.up - y
            case 1:
                return y, x
            case 2:
                return self.across - x, y
            case _:
                return self.up - y, self.across - x

    def boxes_on_sheet(self, boxes: Floats) -> NDArray[np.float32]:
        """Boxes of the page as read, turned to the page as displayed. Boxes are rows x0, top, x1, bottom."""
        quarters = (self.shown - self.turn) % 4
        if quarters == 0:
            return boxes.astype(np.float32)
        width, height = (self.up, self.across) if self.turn % 2 else (self.across, self.up)
        for _ in range(quarters):
            x0, top, x1, bottom = boxes.T
            boxes = np.stack([height - bottom, x0, height - top, x1], axis=1)
            width, height = height, width
        return boxes.astype(np.float32)


def read_characters(page: pdfium.PdfPage, number: int) -> tuple[Sheet, Characters]:
    """The page's frame and what it prints. Characters that pdfium made up itself are left out."""
    opened = page.get_textpage()
    try:
        textpage = opened.raw
        codes = _codes(textpage, max(raw.FPDFText_CountChars(textpage), 0))
        keep = np.flatnonzero(_printed(textpage, codes))
        loose, origins = _places(textpage, keep)
        sizes, angles, bold = _runs(textpage, keep, loose, origins)
    finally:
        opened.close()
    left, bottom, right, top = page.get_bbox()
    shown = (page.get_rotation() // 90) % 4
    turn = int(np.bincount(angles[angles >= 0], minlength=4).argmax()) if (angles >= 0).any() else shown
    sheet = Sheet(number, left, bottom, right - left, top - bottom, shown, turn)
    xa, ya = sheet.upright(loose[:, 0], loose[:, 1])
    xb, yb = sheet.upright(loose[:, 2], loose[:, 3])
    base = sheet.upright(origins[:, 0], origins[:, 1])[1]
    characters = Characters(
        codes[keep], np.minimum(xa, xb), np.minimum(ya, yb), np.maximum(xa, xb), np.maximum(ya, yb),
        base, sizes, bold, angles != turn,
    )  # fmt: skip
    sane = np.isfinite(base) & np.isfinite(loose).all(axis=1) & (np.abs(loose).max(axis=1, initial=0) < _FAR)
    return sheet, characters.take(sane & (sizes > 0))


def _codes(textpage: raw.FPDF_TEXTPAGE, count: int) -> NDArray[np.uint32]:
    buffer = (ctypes.c_ushort * (count + 1))()
    got = raw.FPDFText_GetText(textpage, 0, count, buffer)
    codes = np.frombuffer(bytes(buffer), dtype=np.uint16)[:count].astype(np.uint32)
    if got != count + 1 or np.any((codes >= 0xD800) & (codes < 0xE000)):
        get = raw.FPDFText_GetUnicode
        codes = np.fromiter((get(textpage, i) for i in range(count)), np.uint32, count)
    for i in np.flatnonzero(codes == _HYPHEN_IN_BULK).tolist():
        codes[i] = raw.FPDFText_GetUnicode(textpage, i)
    unknown = (codes == 0) | (codes == 0xFFFE) | (codes == 0xFFFF) | (codes > 0x10FFFF)
    unknown |= (codes >= 0xD800) & (codes < 0xE000)
    lost = raw.FPDFText_HasUnicodeMapError
    if any(lost(textpage, i) == 1 for i in range(0, count, _SAMPLE)):
        unknown |= np.fromiter((lost(textpage, i) == 1 for i in range(count)), dtype=np.bool_, count=count)
    codes[unknown] = UNMAPPED
    return codes


def _printed(textpage: raw.FPDF_TEXTPAGE, codes: NDArray[np.uint32]) -> NDArray[np.bool_]:
    """False for what pdfium made up (spaces, line ends) and for characters without ink or width."""
    codes[codes == _LINE_END_HYPHEN] = ord("-")
    keep = ~_NEVER_PRINTED[np.minimum(codes, 0xFFFF)]
    for i in np.flatnonzero(codes == 0x20).tolist():
        if raw.FPDFText_IsGenerated(textpage, i) == 1:
            keep[i] = False
    return np.asarray(keep)


def _places(textpage: raw.FPDF_TEXTPAGE, keep: NDArray[np.intp]) -> tuple[Floats, Floats]:
    """Loose boxes (left, top, right, bottom) and origins (x, y), in file space.

    The origin is asked only where a box stands lower or higher than the one before: on one line and in one font
    the base line does not change, and each question costs as much as the rest of the character's way.
    """
    boxes = np.zeros((len(keep), 4), dtype=np.float32)  # each row is pdfium's FS_RECTF
    rows = range(boxes.ctypes.data, boxes.ctypes.data + boxes.nbytes, ctypes.sizeof(raw.FS_RECTF))
    page = address(textpage)
    deque(map(get_loose_box, repeat(page), keep.tolist(), rows), maxlen=0)
    loose = boxes.astype(np.float64)
    moved = np.concatenate([[True], np.abs(np.diff(loose[:, 3])) > _SAME_BOTTOM])[: len(keep)]
    x, y = ctypes.c_double(), ctypes.c_double()
    to_x, to_y = ctypes.byref(x), ctypes.byref(y)
    asked: list[tuple[float, float]] = []
    for i in keep[moved].tolist():
        get_origin(page, i, to_x, to_y)
        asked.append((x.value, y.value))
    return loose, np.array(asked).reshape(-1, 2)[np.cumsum(moved) - 1]


def _runs(
    textpage: raw.FPDF_TEXTPAGE, keep: NDArray[np.intp], loose: Floats, origins: Floats
) -> tuple[Floats, NDArray[np.int64], NDArray[np.bool_]]:
    """Font size, quarter turns (-1: askew) and boldness, asked once for each run on one line: asking costs time."""
    if not len(keep):
        return np.zeros(0), np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.bool_)
    rises, shifts = np.abs(np.diff(origins[:, 1])), np.abs(np.diff(loose[:, 0]))
    leaps = np.abs(loose[1:, 0] - loose[:-1, 2]) > loose[:-1, 1] - loose[:-1, 3]
    starts = np.concatenate([[True], np.where(rises > 0.01, shifts > 0.01, leaps)])
    first = np.flatnonzero(starts)
    ask = _Styles(address(textpage))
    asked = [ask.of(i) for i in keep[first].tolist()]
    run = np.cumsum(starts) - 1
    sizes, angles, bold = (np.array(column) for column in zip(*asked, strict=True))
    return sizes[run].astype(np.float64), angles[run].astype(np.int64), bold[run].astype(np.bool_)


class _Styles:
    """How the characters of one page are set. pdfium's answers share their room."""

    def __init__(self, page: int) -> None:
        self._page = page
        self._matrix, self._name = raw.FS_MATRIX(), ctypes.create_string_buffer(_NAME_LENGTH)
        self._to_matrix, self._to_name = ctypes.addressof(self._matrix), ctypes.addressof(self._name)
        self._bold_names: dict[bytes, bool] = {}

    def of(self, index: int) -> tuple[float, int, bool]:
        """Font size, quarter turns and boldness of a character."""
        matrix = self._matrix
        if not get_matrix(self._page, index, self._to_matrix):
            return 0.0, 0, False
        size = get_font_size(self._page, index) * math.hypot(matrix.c, matrix.d)
        quarter, rest = divmod(math.degrees(math.atan2(matrix.b, matrix.a)) + _ASKEW, 90)
        turn = int(quarter) % 4 if rest <= 2 * _ASKEW else -1
        return abs(size), turn, self._is_bold(index)

    def _is_bold(self, index: int) -> bool:
        """By the font's weight or, as many files state none, by its name."""
        if get_font_weight(self._page, index) >= _BOLD:
            return True
        self._name.value = b""
        get_font_info(self._page, index, self._to_name, _NAME_LENGTH, None)
        name = self._name.value
        if name not in self._bold_names:
            self._bold_names[name] = _BOLD_NAME.search(name) is not None
        return self._bold_names[name]
