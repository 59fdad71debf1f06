"""pdfium's functions by their addresses, for what is asked of every character, run or object of a page.

ctypes then neither checks the kinds of pointers nor gives up and takes back the interpreter's lock for each call, which
together take as long as pdfium's own work. Pointers go in and come out as whole numbers.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable
from typing import Any

from pypdfium2 import raw

_ADDRESS, _NUMBER = ctypes.c_void_p, ctypes.c_int


def address(pointer: Any) -> int:
    """Where `pointer` (or a function) stands, as a whole number."""
    return ctypes.cast(pointer, _ADDRESS).value or 0


def _by_address(function: Any, gives: Any, *takes: Any) -> Callable[..., Any]:
    return ctypes.PYFUNCTYPE(gives, *takes)(address(function))


get_object = _by_address(raw.FPDFPage_GetObject, _ADDRESS, _ADDRESS, _NUMBER)
get_kind = _by_address(raw.FPDFPageObj_GetType, _NUMBER, _ADDRESS)
get_object_matrix = _by_address(raw.FPDFPageObj_GetMatrix, _NUMBER, _ADDRESS, _ADDRESS)

# Of a path, and of a segment of it.
get_draw_mode = _by_address(raw.FPDFPath_GetDrawMode, _NUMBER, _ADDRESS, _ADDRESS, _ADDRESS)
count_segments = _by_address(raw.FPDFPath_CountSegments, _NUMBER, _ADDRESS)
get_segment = _by_address(raw.FPDFPath_GetPathSegment, _ADDRESS, _ADDRESS, _NUMBER)
get_point = _by_address(raw.FPDFPathSegment_GetPoint, _NUMBER, _ADDRESS, _ADDRESS, _ADDRESS)
get_segment_kind = _by_address(raw.FPDFPathSegment_GetType, _NUMBER, _ADDRESS)
closes = _by_address(raw.FPDFPathSegment_GetClose, _NUMBER, _ADDRESS)

# Of a page's text (its address) and a character's number; answers are written to the addresses behind them.
get_loose_box = _by_address(raw.FPDFText_GetLooseCharBox, _NUMBER, _ADDRESS, _NUMBER, _ADDRESS)
get_origin = _by_address(raw.FPDFText_GetCharOrigin, _NUMBER, _ADDRESS, _NUMBER, _ADDRESS, _ADDRESS)
get_matrix = _by_address(raw.FPDFText_GetMatrix, _NUMBER, _ADDRESS, _NUMBER, _ADDRESS)
get_font_size = _by_address(raw.FPDFText_GetFontSize, ctypes.c_double, _ADDRESS, _NUMBER)
get_font_weight = _by_address(raw.FPDFText_GetFontWeight, _NUMBER, _ADDRESS, _NUMBER)
get_font_info = _by_address(raw.FPDFText_GetFontInfo, ctypes.c_ulong, _ADDRESS, _NUMBER, _ADDRESS, ctypes.c_ulong, _ADDRESS)
