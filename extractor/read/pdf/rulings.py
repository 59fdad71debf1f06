"""The cells that the lines drawn on a page enclose. Takes pdfium's page objects; knows nothing of the text.

The lines are read by pdfium in the same coordinates as the characters; pdfplumber's table geometry makes cells of
them. pdfplumber's own reading of the page is not used: it parses the page a second time at a twentieth of the speed.
"""

from __future__ import annotations

import ctypes
from itertools import groupby, pairwise, repeat

import numpy as np
import pypdfium2 as pdfium
from pypdfium2 import raw

from extractor.read.pdf.calls import (
    address,
    closes,
    count_segments,
    get_draw_mode,
    get_kind,
    get_object,
    get_object_matrix,
    get_point,
    get_segment,
    get_segment_kind,
)
from extractor.read.pdf.cells import Edge, Rectangle, enclosed_cells
from extractor.read.pdf.characters import Sheet

Matrix = tuple[float, float, float, float, float, float]

_IDENTITY: Matrix = (1, 0, 0, 1, 0, 0)
_KINDS = (raw.FPDF_PAGEOBJ_PATH, raw.FPDF_PAGEOBJ_FORM)
_DEPTH = 4
"""How deep forms may hold forms."""
_MANY = 20_000
"""A page with more lines than this is a drawing or a map, not a table."""
_MANY_PAIRS, _MANY_CROSSINGS = 200_000, 4_000
"""Level lines times uprights, and points where they meet, from which on finding cells would take seconds."""
_STRAIGHT = 1.0
"""Points that a ruling may be off the level."""
_SNAP = 3.0
_SHORTEST = 3.0
_MEETING = 3.0


def ruled_tables(page: pdfium.PdfPage, sheet: Sheet) -> list[list[Rectangle]]:
    """The tables of the page, each a list of cell boxes (x0, top, x1, bottom) in points of the page as read."""
    drawn = _drawn_lines(page)
    if len(drawn) < 4:
        return []
    points = np.array(drawn).reshape(-1, 2)
    x, y = sheet.upright(points[:, 0], points[:, 1])
    # Most tables are drawn cell by cell, so that nearly every ruling is there twice.
    strokes = dict.fromkeys(zip(x[0::2].tolist(), y[0::2].tolist(), x[1::2].tolist(), y[1::2].tolist(), strict=True))
    edges = [e for stroke in strokes if (e := _edge(*stroke))]
    return _enclosed(edges)


def _drawn_lines(page: pdfium.PdfPage) -> list[Rectangle]:
    """Straight strokes as x, y, x, y in file space; none if the page has too many to be a table."""
    pen = _Pen()
    items = list(map(get_object, repeat(address(page.raw)), range(raw.FPDFPage_CountObjects(page.raw))))
    for item, kind in zip(items, map(get_kind, items), strict=True):
        if kind in _KINDS:
            pen.follow(item, kind, _IDENTITY, _DEPTH)
            if len(pen.lines) > _MANY:
                return []
    return pen.lines


class _Pen:
    """Follows page objects and notes their lines. A page may have thousands, so pdfium's answers share their room."""

    def __init__(self) -> None:
        self.lines: list[Rectangle] = []
        self._matrix = raw.FS_MATRIX()
        self._x, self._y = ctypes.c_float(), ctypes.c_float()
        self._fill, self._stroke = ctypes.c_int(), ctypes.c_int()
        self._to_matrix, self._to_x, self._to_y, self._to_fill, self._to_stroke = map(
            ctypes.addressof, (self._matrix, self._x, self._y, self._fill, self._stroke)
        )

    def follow(self, item: int, kind: int, outer: Matrix, depth: int) -> None:
        """Note the lines of the path at the address `item`, or of the paths in a form; `outer` is the matrix of the form around it."""
        if kind == raw.FPDF_PAGEOBJ_PATH:
            if self._painted(item):
                self._follow_path(item, _within(self._matrix_of(item), outer))
        elif kind == raw.FPDF_PAGEOBJ_FORM and depth:
            inner = _within(self._matrix_of(item), outer)
            form = ctypes.cast(item, raw.FPDF_PAGEOBJECT)
            for i in range(raw.FPDFFormObj_CountObjects(form)):
                if len(self.lines) > _MANY:
                    return
                part = address(raw.FPDFFormObj_GetObject(form, i))
                self.follow(part, get_kind(part), inner, depth - 1)

    def _painted(self, path: int) -> bool:
        """Whether the path shows on paper: stroked, or filled with something else than white."""
        get_draw_mode(path, self._to_fill, self._to_stroke)
        if self._stroke.value or not self._fill.value:
            return bool(self._stroke.value)
        red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
        raw.FPDFPageObj_GetFillColor(ctypes.cast(path, raw.FPDF_PAGEOBJECT), red, green, blue, alpha)
        return min(red.value, green.value, blue.value) < 250

    def _matrix_of(self, item: int) -> Matrix:
        m = self._matrix
        get_object_matrix(item, self._to_matrix)
        return (m.a, m.b, m.c, m.d, m.e, m.f)

    def _follow_path(self, path: int, matrix: Matrix) -> None:
        a, b, c, d, e, f = matrix
        px, py, to_x, to_y = self._x, self._y, self._to_x, self._to_y
        start = here = (0.0, 0.0)
        for i in range(min(count_segments(path), _MANY)):
            segment = get_segment(path, i)
            get_point(segment, to_x, to_y)
            x, y = px.value, py.value
            point = (a * x + c * y + e, b * x + d * y + f)
            kind = get_segment_kind(segment)
            if kind == raw.FPDF_SEGMENT_MOVETO:
                start = point
            elif kind == raw.FPDF_SEGMENT_LINETO:
                self.lines.append((*here, *point))
            if closes(segment):
                self.lines.append((*point, *start))
            here = point


def _within(inner: Matrix, outer: Matrix) -> Matrix:
    """The matrix of something in a form, `inner`, as it counts on the page."""
    if outer is _IDENTITY:
        return inner
    a, b, c, d, e, f = inner
    p, q, r, s, t, u = outer
    return (a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u)


def _edge(xa: float, ya: float, xb: float, yb: float) -> Edge | None:
    """The stroke as pdfplumber's table geometry wants it, or None for one that leans or has no length."""
    x0, x1, top, bottom = min(xa, xb), max(xa, xb), min(ya, yb), max(ya, yb)
    width, height = x1 - x0, bottom - top
    if height <= _STRAIGHT and width > height:
        return {"x0": x0, "x1": x1, "top": top, "bottom": top, "width": width, "height": 0.0, "orientation": "h"}
    if width <= _STRAIGHT and height > width:
        return {"x0": x0, "x1": x0, "top": top, "bottom": bottom, "width": 0.0, "height": height, "orientation": "v"}
    return None


def _enclosed(edges: list[Edge]) -> list[list[Rectangle]]:
    from pdfplumber import table as geometry

    if not _both_ways(edges):
        return []
    edges = geometry.merge_edges(edges, _SNAP, _SNAP, _SNAP, _SNAP)
    edges = [e for e in edges if max(float(e["width"]), float(e["height"])) >= _SHORTEST]
    if not _both_ways(edges):
        return []
    if sides := _open_sides(edges):
        edges = geometry.merge_edges(edges + sides, _SNAP, _SNAP, _SNAP, _SNAP)
    level = sum(e["orientation"] == "h" for e in edges)
    if level * (len(edges) - level) > _MANY_PAIRS:
        return []
    crossings = geometry.edges_to_intersections(edges, _MEETING, _MEETING)
    if len(crossings) > _MANY_CROSSINGS:
        return []
    tables: list[list[Rectangle]] = geometry.cells_to_tables(enclosed_cells(crossings))
    return tables


def _both_ways(edges: list[Edge]) -> bool:
    level = sum(e["orientation"] == "h" for e in edges)
    return level >= 2 and len(edges) - level >= 1


def _open_sides(edges: list[Edge]) -> list[Edge]:
    """Uprights at the ends of level lines of the same width, for tables that are printed without their sides.

    Only where at least three such lines are crossed by an upright: without one it is a table of no columns.
    """
    uprights = [e for e in edges if e["orientation"] == "v"]
    level = sorted((e for e in edges if e["orientation"] == "h" and not _closed(e, uprights)), key=_ends)
    sides: list[Edge] = []
    for (x0, x1), group in groupby(level, key=_ends):
        inside = [u for u in uprights if x0 + _SNAP < float(u["x0"]) < x1 - _SNAP]
        for lines in _parted(sorted(float(e["top"]) for e in group), inside):
            if len(lines) >= 3 and _columns(inside, lines[0], lines[-1]):
                sides += [e for x in (x0, x1) if (e := _edge(x, lines[0], x, lines[-1]))]
    return sides


def _closed(line: Edge, uprights: list[Edge]) -> bool:
    """Whether an upright stands at either end: the table has its sides."""
    return all(any(_meets(u, float(line[end]), float(line["top"])) for u in uprights) for end in ("x0", "x1"))


def _meets(upright: Edge, x: float, y: float) -> bool:
    near = abs(float(upright["x0"]) - x) <= _SNAP
    return near and float(upright["top"]) - _SNAP <= y <= float(upright["bottom"]) + _SNAP


def _ends(edge: Edge) -> tuple[float, float]:
    return round(float(edge["x0"]) / _SNAP) * _SNAP, round(float(edge["x1"]) / _SNAP) * _SNAP


def _parted(lines: list[float], uprights: list[Edge]) -> list[list[float]]:
    """The level lines of one width, table by table.

    Between two tables no upright runs; neither does it through a row merged into one cell, but then the columns
    above and below are the same and the row is no higher than others.
    """
    rows = [(b - a, _columns(uprights, a, b)) for a, b in pairwise(lines)]
    highest = max((height for height, columns in rows if columns), default=0.0)
    parts = [lines[:1]]
    above: set[float] = set()
    for i, (height, columns) in enumerate(rows):
        below = next((c for _, c in rows[i:] if c), set[float]())
        if columns or (height <= highest + _SNAP and (above <= below or below <= above)):
            parts[-1].append(lines[i + 1])
        else:
            parts.append([lines[i + 1]])
        above = columns or above
    return parts


def _columns(uprights: list[Edge], top: float, bottom: float) -> set[float]:
    """Where uprights run between two heights."""
    return {float(u["x0"]) for u in uprights if min(float(u["bottom"]), bottom) - max(float(u["top"]), top) >= _SNAP}
