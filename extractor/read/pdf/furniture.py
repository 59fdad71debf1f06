"""Tells headers, footers and page numbers from the text. Looks at all pages; takes lines, gives the same lines parted.

A line is furniture if it is among the outermost of its page and stands at the same height with the same text, or with
a number that runs with the pages, on several pages; or if it is a page number by its form in the margin.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from extractor.read.pdf.grids import Grid
from extractor.read.pdf.layout import PageLayout
from extractor.read.pdf.lines import Line

_OUTERMOST = 3
"""How many lines from the top and from the bottom of a page may be furniture."""
_MARGIN = 0.15
"""Share of the page's height at top and bottom in which furniture stands."""
_SAME_HEIGHT = 6.0
_LEAST_PAGES = 3
_PAGE_NUMBER = re.compile(
    r"[-—–―－·•~〜\s]*\d{1,4}[-—–―－·•~〜\s]*$|[-—–]\s*\d{1,4}\s*[-—–]$|[ivxlcIVXLC]{1,6}$"
    r"|第\s*[\d一二三四五六七八九十百]+\s*页(?:\s*[,，/]?\s*共\s*[\d一二三四五六七八九十百]+\s*页)?$"
    r"|(?:[Pp]age\s*)?\d{1,4}\s*(?:/|of)\s*\d{1,4}$"
)
_ORNAMENTED = re.compile(r"[-—–―－·•]\s*\d{1,4}\s*[-—–―－·•]$|第.*页")
_CAPTION = re.compile(r"(续?表|图)\s*[\d一二三四五六七八九十]")
_RUNNING = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class _Candidate:
    line: Line
    page: int
    height: float
    """Distance from the nearer edge of the page: positive from the top, negative from the bottom."""

    @property
    def pattern(self) -> str:
        return _RUNNING.sub("#", "".join(self.line.text.split()))


def part_furniture(layouts: Sequence[PageLayout]) -> tuple[list[PageLayout], list[Line]]:
    """The pages without their furniture, and the furniture in the order of the pages."""
    furniture = {id(line) for line in _furniture(layouts)}
    bodies = [replace(layout, items=[i for i in layout.items if id(i) not in furniture]) for layout in layouts]
    parted = [i for layout in layouts for i in layout.items if isinstance(i, Line) and id(i) in furniture]
    return bodies, parted


def _furniture(layouts: Sequence[PageLayout]) -> Iterable[Line]:
    candidates = [c for layout in layouts for c in _candidates(layout)]
    numbers = [c for c in candidates if _PAGE_NUMBER.match(c.line.text)]
    yield from (c.line for c in numbers if _ORNAMENTED.match(c.line.text))
    for group in _at_same_height(numbers):
        yield from _numbering(group, len(layouts))
    by_pattern: dict[str, list[_Candidate]] = defaultdict(list)
    for c in candidates:
        if not _CAPTION.match(c.line.text):
            by_pattern[c.pattern].append(c)
    for alike in by_pattern.values():
        for group in _at_same_height(alike):
            yield from _repeated(group)


def _candidates(layout: PageLayout) -> list[_Candidate]:
    height = layout.page.height
    lines = sorted((i for i in layout.items if isinstance(i, Line)), key=lambda i: i.base)
    tables = [i for i in layout.items if isinstance(i, Grid)]
    first, last = min((g.top for g in tables), default=height), max((g.bottom for g in tables), default=0.0)
    top = [i for i in lines[:_OUTERMOST] if i.base < min(_MARGIN * height, first)]
    bottom = [i for i in lines[-_OUTERMOST:] if i.base > max((1 - _MARGIN) * height, last)]
    number = layout.page.number
    return [_Candidate(i, number, i.base) for i in top] + [_Candidate(i, number, i.base - height) for i in bottom]


def _at_same_height(candidates: Iterable[_Candidate]) -> list[list[_Candidate]]:
    groups: list[list[_Candidate]] = []
    for c in sorted(candidates, key=lambda c: c.height):
        if groups and c.height - groups[-1][-1].height <= _SAME_HEIGHT and c.height * groups[-1][-1].height > 0:
            groups[-1].append(c)
        else:
            groups.append([c])
    return groups


def _numbering(group: Sequence[_Candidate], pages: int) -> list[Line]:
    """Bare numbers at one height: page numbers if they run with the pages; on a single page, if it is its number."""
    runs: dict[int, list[Line]] = defaultdict(list)
    for c in group:
        for number in _RUNNING.findall(c.line.text)[:1]:
            runs[int(number) - c.page].append(c.line)
    if pages == 1:
        return runs.get(0, [])
    return [line for run in runs.values() if len(run) >= 2 for line in run]


def _repeated(group: Sequence[_Candidate]) -> list[Line]:
    """Lines of one pattern at one height: the same text on several pages, or numbers that run with the pages."""
    by_text: dict[str, list[_Candidate]] = defaultdict(list)
    for c in group:
        by_text["".join(c.line.text.split())].append(c)
    same = [c.line for alike in by_text.values() if len({c.page for c in alike}) >= _LEAST_PAGES for c in alike]
    return same or _running(group)


def _running(group: Sequence[_Candidate]) -> list[Line]:
    if len({c.page for c in group}) < _LEAST_PAGES:
        return []
    offsets = [{int(n) - c.page for n in _RUNNING.findall(c.line.text)} for c in group]
    common = set.intersection(*offsets) if offsets else set()
    return [c.line for c in group] if common else []
