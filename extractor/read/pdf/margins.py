"""Where the text of each page and column begins and ends, and how far its lines stand apart: what joining lines needs.

Measured over all pages, since a page of a few short lines does not show its margins.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from extractor.read.pdf.lines import Line

_SUPPORT = 0.1
"""Share of lines that must begin (end) at a margin for it to be one."""
_OWN_SUPPORT = 0.5
"""Share of a page's lines from which on its margin is its own, whatever other pages have."""
_LEAST_LINES = 6
_NEAR = 0.3
_REACHED = 0.7
"""Share of the page's width that full lines reach."""


@dataclass(frozen=True, slots=True)
class Margins:
    """x of the left and the right end of full lines, in points."""

    left: float
    right: float


@dataclass(frozen=True, slots=True)
class Measure:
    """What is usual in the document: `size` of its text in points, `pitch` from line to line in ems by size."""

    size: float
    pitch: dict[int, float]
    margins: dict[tuple[int, int], Margins]
    """By page and column."""
    indents: bool
    """Whether paragraphs begin with an indented line."""

    def of(self, line: Line) -> Margins:
        return self.margins[line.page, line.column]

    def indent(self, line: Line) -> float:
        """Ems by which the line begins right of the margin."""
        return (line.x0 - self.of(line).left) / line.size

    def slack(self, line: Line) -> float:
        """Ems that the line leaves free at its end."""
        return (self.of(line).right - line.x1) / line.size

    def usual_pitch(self, line: Line) -> float:
        return self.pitch.get(round(line.size), 2.0)


def measure(lines: Sequence[Line], widths: Mapping[int, float]) -> Measure:
    """The usual measures of the document; `lines` are in reading order and not empty, `widths` are the pages'."""
    weight: Counter[int] = Counter()
    for line in lines:
        weight[round(line.size)] += len(line.text)
    size = weight.most_common(1)[0][0]
    body = [line for line in lines if abs(line.size - size) < 0.15 * size + 0.5] or list(lines)
    margins = {place: _mirrored(span, *place, widths) for place, span in _margins(lines, body).items()}
    indented = sum(1.5 < (line.x0 - margins[line.page, line.column].left) / line.size < 2.6 for line in body)
    return Measure(float(size), _pitches(lines), margins, indented >= 0.08 * len(body))


def _pitches(lines: Sequence[Line]) -> dict[int, float]:
    steps: dict[int, list[float]] = defaultdict(list)
    for a, b in pairwise(lines):
        if (a.page, a.column) == (b.page, b.column) and abs(a.size - b.size) < 0.5:
            step = (b.base - a.base) / a.size
            if 0.8 < step < 3.5:
                steps[round(a.size)].append(step)
    return {size: median(of_size) for size, of_size in steps.items() if len(of_size) >= 2}


def _margins(lines: Sequence[Line], body: Sequence[Line]) -> dict[tuple[int, int], Margins]:
    """Odd and even pages are measured apart: bound reports shift their margins."""
    by_place: dict[tuple[int, int], list[Line]] = defaultdict(list)
    by_kind: dict[tuple[int, int], list[Line]] = defaultdict(list)
    for line in body:
        by_place[line.page, line.column].append(line)
        by_kind[line.page % 2, line.column].append(line)
    usual = {kind: _span(of_kind) for kind, of_kind in by_kind.items()}
    found: dict[tuple[int, int], Margins] = {}
    for page, column in {(line.page, line.column) for line in lines}:
        own = by_place.get((page, column), [])
        common = usual.get((page % 2, column))
        if not own:
            everything = [line for line in lines if (line.page, line.column) == (page, column)]
            found[page, column] = common or _span(everything)
        else:
            found[page, column] = _settled(own, common or _span(own))
    return found


def _mirrored(span: Margins, page: int, column: int, widths: Mapping[int, float]) -> Margins:
    """Where no line comes near the right end of the page, the right margin is taken to be as wide as the left."""
    width = widths[page]
    if column or span.right > _REACHED * width or span.left > width / 2:
        return span
    return Margins(span.left, max(span.right, width - span.left))


def _settled(own: Sequence[Line], common: Margins) -> Margins:
    span, em = _span(own), own[0].size
    if len(own) < _LEAST_LINES:
        return Margins(min(span.left, common.left), max(span.right, common.right))
    full = sum(abs(line.x1 - span.right) < 1.2 * em for line in own)
    right = span.right if full >= _OWN_SUPPORT * len(own) else max(span.right, common.right)
    flush = sum(abs(line.x0 - span.left) < _NEAR * em for line in own)
    left = span.left if flush >= _OWN_SUPPORT * len(own) else min(span.left, common.left)
    return Margins(left, right)


def _span(lines: Sequence[Line]) -> Margins:
    em = median(line.size for line in lines)
    left = _edge((line.x0 for line in lines), em, 1)
    right = -_edge((-line.x1 for line in lines), em, 1)
    return Margins(left, right)


def _edge(values: Iterable[float], em: float, near: float) -> float:
    """The smallest of `values` that enough others stand near to."""
    ordered = sorted(values)
    enough = max(1.0, _SUPPORT * len(ordered))
    for i, value in enumerate(ordered):
        if sum(v - value <= near * em for v in ordered[i : i + int(enough) + 1]) >= enough:
            return value
    return ordered[0]
