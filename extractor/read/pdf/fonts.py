"""A stand-in for the Chinese fonts that a PDF names but does not carry and that the machine does not have either.

pdfium measures a text by its glyphs: where it finds no font for them, a text of one character has no width and is left
out of the page's text without a word. The 无 of a cell is lost so, and, as many programs place each character by
itself, whole pages are. What a character is, is told by the file and not by the font, so bars do for all.
"""

from __future__ import annotations

import ctypes
import struct
from functools import cache
from typing import Any

from pypdfium2 import raw

_EM, _ASCENT, _DESCENT = 1000, 880, -120
_BAR = 20
"""Height of the glyphs, bars on the base line: a picture of the page then shows that characters stand there."""
_NARROW, _WIDE = (0x21, 0x7E), (0x7F, 0x2FFFF)
"""First and last of the characters half an em and one em wide."""
_EAST_ASIAN = {128, 129, 134, 136}
"""Windows' numbers of the character sets of Japanese, Korean, simplified and traditional Chinese."""
_STAND_IN = 0x4A48
"""What pdfium has in hand for the stand-in; for a font of the system it is an address, so never so small a number."""


@cache
def stand_in_font() -> bytes:
    """A TrueType font of two glyphs, one narrow and one wide. Tables by OpenType 1.9; `cmap` of format 13."""
    narrow, wide = (_bar(width) for width in (_EM // 2, _EM))
    letters = struct.pack(">HHIII 3I 3I", 13, 0, 40, 0, 2, *_NARROW, 1, *_WIDE, 2)
    units = struct.pack(">3I I HH qq 4h", 0x10000, 0x10000, 0, 0x5F0F3CF5, 0, _EM, 0, 0, 0, 0, _EM, _BAR)
    return _font(
        {
            b"cmap": struct.pack(">HHHHI", 0, 1, 3, 10, 12) + letters,
            b"glyf": narrow + wide,
            b"head": units + struct.pack(">HH3h", 0, 8, 2, 1, 0),
            b"hhea": struct.pack(">I3hH 22x H", 0x10000, _ASCENT, _DESCENT, 0, _EM, 3),
            b"hmtx": struct.pack(">HhHhHh", _EM, 0, _EM // 2, 0, _EM, 0),
            b"loca": struct.pack(">4I", 0, 0, len(narrow), len(narrow + wide)),
            b"maxp": struct.pack(">I 14H", 0x10000, 3, 4, 1, 0, 0, 1, *[0] * 8),
        }
    )


def _bar(width: int) -> bytes:
    return struct.pack(">5h HH 4B 4h 4h 2x", 1, 0, 0, width, _BAR, 3, 0, *[1] * 4, 0, width, 0, -width, 0, 0, _BAR, 0)


def _font(tables: dict[bytes, bytes]) -> bytes:
    start = 12 + 16 * len(tables)
    directory, body = struct.pack(">I4H", 0x10000, len(tables), 64, 2, 16 * len(tables) - 64), b""
    for tag, table in sorted(tables.items()):
        directory += tag + struct.pack(">III", 0, start + len(body), len(table))
        body += table + bytes(-len(table) % 4)
    return directory + body


@cache
def offer_stand_in() -> Any:
    """Has pdfium take the stand-in where the system knows no font of an East Asian character set.

    Once for the process. Gives what pdfium goes on using, to be kept alive by the cache.
    """
    system = raw.FPDF_GetDefaultSystemFontInfo()
    known, kinds = system.contents, dict(raw.FPDF_SYSFONTINFO._fields_)

    def map_font(_: Any, weight: int, italic: int, charset: int, pitch: int, face: Any, exact: Any) -> int | None:
        found: int | None = known.MapFont(system, weight, italic, charset, pitch, face, exact)
        return _STAND_IN if not found and charset in _EAST_ASIAN else found

    def get_font_data(_: Any, font: int, table: int, buffer: Any, size: int) -> int:
        if font != _STAND_IN:
            return int(known.GetFontData(system, font, table, buffer, size))
        data = b"" if table else stand_in_font()
        if buffer and size >= len(data):
            ctypes.memmove(buffer, data, len(data))
        return len(data)

    ours = {
        "Release": lambda _: raw.FPDF_FreeDefaultSystemFontInfo(system),
        "EnumFonts": lambda _, mapper: known.EnumFonts(system, mapper),
        "MapFont": map_font,
        "GetFont": lambda _, face: known.GetFont(system, face),
        "GetFontData": get_font_data,
        "GetFaceName": lambda _, font, *room: 0 if font == _STAND_IN else known.GetFaceName(system, font, *room),
        "GetFontCharset": lambda _, font: 134 if font == _STAND_IN else known.GetFontCharset(system, font),
        "DeleteFont": lambda _, font: None if font == _STAND_IN else known.DeleteFont(system, font),
    }
    info = raw.FPDF_SYSFONTINFO(known.version, *(kinds[name](call) for name, call in ours.items()))
    raw.FPDF_SetSystemFontInfo(info)
    return info
