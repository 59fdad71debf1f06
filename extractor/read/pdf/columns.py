"""The reading order of what stands on a page: columns told apart, each read from top to bottom."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from extractor.read.pdf.grids import Grid
from extractor.read.pdf.rows import Segment

Item = Segment | Grid

_LEAST_LINES = 4
"""A column has at least this many lines; fewer are a list or a pair of labels."""
_LEAST_EMS = 6.0
_FILLED = 0.6
"""Share of a column's width that its middle line fills; a table's columns fill less."""
_PROBES = 60


@dataclass(frozen=True, slots=True)
class Region:
    """A part of the page that is read in one go. `column` is 0 for text across the page, else 1, 2 …"""

    column: int
    items: list[Item]


def regions(items: Sequence[Item], gutter: float | None) -> list[Region]:
    """`items`, sorted by row, in reading order. `gutter` is where columns part, as `find_gutter` gives it."""
    if gutter is None:
        return [Region(0, list(items))] if items else []
    found: list[Region] = []
    for across, band in _bands(items, gutter):
        if across:
            found.append(Region(0, band))
            continue
        sides = ([i for i in band if i.x1 <= gutter], [i for i in band if i.x0 >= gutter])
        inner = [region for side in sides for region in regions(side, find_gutter(side))]
        found += [Region(number, region.items) for number, region in enumerate(inner, start=1)]
    return found


def find_gutter(items: Sequence[Item], before: float | None = None) -> float | None:
    """An x with columns of text on both sides, or None.

    `before` is the gutter of the page before: it holds on where nothing crosses it, however short the columns are.
    """
    if before is not None and _holds_on(items, before):
        return before
    lines = [i for i in items if isinstance(i, Segment) and i.x1 - i.x0 >= _LEAST_EMS * i.size]
    if len(lines) < 2 * _LEAST_LINES:
        return None
    left, right = min(i.x0 for i in lines), max(i.x1 for i in lines)
    narrow = [i for i in lines if i.x1 - i.x0 < 0.65 * (right - left)]
    if len(narrow) < 2 * _LEAST_LINES:
        return None
    starts, ends = sorted(i.x0 for i in lines), sorted(i.x1 for i in lines)
    probes = (left + (right - left) * (0.2 + 0.6 * k / _PROBES) for k in range(_PROBES + 1))
    support, _, best = max((_support(starts, ends, x), -abs(x - (left + right) / 2), x) for x in probes)
    return best if support and _looks_like_columns(items, best) else None


def _holds_on(items: Sequence[Item], x: float) -> bool:
    return all(i.x1 <= x or i.x0 >= x for i in items)


def _support(starts: Sequence[float], ends: Sequence[float], x: float) -> int:
    """How many lines stand on the weaker side of x; 0 if more lines cross it than that. Both sequences sorted."""
    before, after = bisect_right(ends, x), len(starts) - bisect_left(starts, x)
    weaker = min(before, after)
    return weaker if weaker >= _LEAST_LINES and len(starts) - before - after <= weaker else 0


def _looks_like_columns(items: Sequence[Item], x: float) -> bool:
    for across, band in _bands(items, x):
        if across:
            continue
        lines = [i for i in band if isinstance(i, Segment)]
        sides = ([i for i in lines if i.x1 <= x], [i for i in lines if i.x0 >= x])
        if all(len(side) >= _LEAST_LINES and _fills(side) for side in sides):
            return True
    return False


def _fills(side: Sequence[Segment]) -> bool:
    width = max(i.x1 for i in side) - min(i.x0 for i in side)
    return median(i.x1 - i.x0 for i in side) >= max(_FILLED * width, _LEAST_EMS * side[0].size)


def _bands(items: Sequence[Item], x: float) -> list[tuple[bool, list[Item]]]:
    """The page from top to bottom in turns: items that cross x (True), items that stand beside it (False)."""
    found: list[tuple[bool, list[Item]]] = []
    for item in sorted(items, key=lambda i: i.top):
        across = item.x0 < x < item.x1
        if not found or found[-1][0] != across:
            found.append((across, []))
        found[-1][1].append(item)
    for _, band in found:
        band.sort(key=_row_order)
    return found


def _row_order(item: Item) -> tuple[float, float]:
    return (item.top, item.x0) if isinstance(item, Grid) else (item.base, item.x0)
