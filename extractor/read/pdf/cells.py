"""The smallest boxes that rulings enclose, from the points where they meet. Knows nothing of pages and text.

The rule is pdfplumber's, and so is the shape of its input; its own function for it searches all points of the page
anew for every point, which on a page full of table took a sixth of the time of the whole reading.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

Rectangle = tuple[float, float, float, float]
Point = tuple[float, float]
Edge = dict[str, float | str]
Ways = dict[Point, frozenset[Rectangle]]


def enclosed_cells(crossings: Mapping[Point, Mapping[str, Sequence[Edge]]]) -> list[Rectangle]:
    """Cell boxes x0, top, x1, bottom, at most one for each upper left corner; `crossings` holds, for each point, the
    uprights `v` and the level lines `h` that meet in it."""
    points = sorted(crossings)
    upright: Ways = {p: frozenset(map(_box, crossings[p]["v"])) for p in points}
    level: Ways = {p: frozenset(map(_box, crossings[p]["h"])) for p in points}
    columns, rows = _by(points, 0), _by(points, 1)
    cells = []
    for x, y in points:
        below = [p for p in columns[x] if p[1] > y and not upright[x, y].isdisjoint(upright[p])]
        right = [p for p in rows[y] if p[0] > x and not level[x, y].isdisjoint(level[p])]
        corners = ((r[0], b[1]) for b in below for r in right if _closes((r[0], b[1]), b, r, upright, level))
        cells += [(x, y, *corner) for corner in [next(corners, None)] if corner]
    return cells


def _closes(corner: Point, below: Point, right: Point, upright: Ways, level: Ways) -> bool:
    """Whether lines lead to `corner`, the lower right one of a cell, from the other two."""
    if corner not in upright:
        return False
    return not (upright[corner].isdisjoint(upright[right]) or level[corner].isdisjoint(level[below]))


def _by(points: Sequence[Point], axis: int) -> dict[float, list[Point]]:
    found: dict[float, list[Point]] = defaultdict(list)
    for point in points:
        found[point[axis]].append(point)
    return found


def _box(edge: Edge) -> Rectangle:
    return float(edge["x0"]), float(edge["top"]), float(edge["x1"]), float(edge["bottom"])
