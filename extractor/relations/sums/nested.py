"""Lists in lists: 学校98所。其中：高中2所；义务教育学校64所，其中：初中18所，小学46所；幼儿园32所: a list within is passed over.

Takes a paragraph's figures; gives for each whole in front of 其中 the parts of its own list. Exact, or by 其中 alone where they come near.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import takewhile

from extractor.figures import Figure
from extractor.relations.links import Link
from extractor.relations.sums.parts import (
    CHANCE,
    adds_up,
    all_listed,
    is_amount,
    near,
    point_among_schools,
    shared,
    summable,
    total,
    written_alike,
)

_REACH = 40
"""Figures of a list at most, those of the lists within among them."""


def find_nested(figures: list[Figure], links: list[Link], text: str) -> list[Link]:
    """`links` with the sums of such lists, in the place of one of the same whole that does not come out."""
    by_whole: dict[int, list[Link]] = defaultdict(list)
    for link in links:
        if link.type == "sum":
            by_whole[id(link.members[0])].append(link)
    wrong: set[int] = set()
    found: list[Link] = []
    for i, first in enumerate(figures):
        whole = _whole_before(figures, i) if "AMONG" in first.tags or "OPEN" in first.tags else None
        told = by_whole[id(whole)]
        if whole is None or any(adds_up(whole, [p for p in link.members[1:] if p is not None]) for link in told):
            continue
        if told and all_listed(whole, first, text):
            continue
        parts = _parts(whole, figures[i : i + _REACH], text, meant=not told)
        if parts:
            found.append(Link("sum", (whole, *parts)))
            wrong |= {id(link) for link in told}
            told[:] = found[-1:]
    return [*(link for link in links if id(link) not in wrong), *found]


def _whole_before(figures: list[Figure], i: int) -> Figure | None:
    """The amount in front of the first part, but for brackets between: 专任教师8108人（民办563人）。其中，幼儿园1235人."""
    first = figures[i]
    outside = (f for f in reversed(figures[max(0, i - _BETWEEN) : i]) if f.depth <= first.depth)
    whole = next(outside, None)
    if whole is None or first.sentence > whole.sentence + 1 or not is_amount(whole) or not _part_of(first, whole):
        return None
    return whole if summable(whole, whole) and (whole.value or 0) >= CHANCE else None  # no norm that a score is above


_BETWEEN = 4
"""Figures between a whole and 其中 at most."""


def _part_of(part: Figure, whole: Figure) -> bool:
    return part.value is not None and summable(part, whole) and written_alike(part, whole)


def _parts(whole: Figure, behind: list[Figure], text: str, meant: bool) -> list[Figure]:
    """Those that make up the whole, to the end of the sentence or to the first semicolon; `meant`: those that come near, too."""
    lists = [told for told in _lists(whole, behind) if len(told) > 1]
    # 乘车学生幼儿5230人，其中小学生2140人，幼儿3090人，驾驶员142人: the list ends where it is complete
    exact = next((told[:end] for told in lists for end in range(len(told), 1, -1) if adds_up(whole, told[:end])), [])
    if exact or not meant:
        return exact
    return next((told for told in lists if _comes_near(whole, told, text)), [])


def _comes_near(whole: Figure, parts: list[Figure], text: str) -> bool:
    """Classes of what the whole counts, all told in one way, which miss it by little; or, in a bracket, come to more by whatever."""
    alike = {(p.indicator, p.area) for p in parts} == {(whole.indicator, whole.area)} and not shared(parts, text)
    over = "OPEN" in parts[0].tags and whole.value is not None and whole.value < total(parts) < 2 * whole.value
    return len(parts) >= _MANY and alike and (near(whole, parts) or over)


_MANY = 4
"""So many classes told one by one are hardly only some."""


def _lists(whole: Figure, behind: list[Figure]) -> Iterator[list[Figure]]:
    """The parts with and without the teaching points, over all semicolons and up to the first."""
    first = behind[0]
    own = list(takewhile(lambda f: f.sentence == first.sentence and f.depth >= first.depth, behind))
    outer = _outside_inner(own)
    semicolon = next((i for i, f in enumerate(outer) if i and "SEMI" in f.tags), len(outer))
    for some in (outer, outer[:semicolon]):
        told = [f for f in some if _part_of(f, whole)]
        yield told
        yield [f for f in told if not point_among_schools(f, whole)]


def _outside_inner(own: list[Figure]) -> list[Figure]:
    """The figures but those of a bracket, and those from another 其中 on up to its semicolon."""
    depth = own[0].depth
    kept: list[Figure] = []
    inside = False
    for i, figure in enumerate(own):
        inside = (inside and "SEMI" not in figure.tags) or (i > 0 and "AMONG" in figure.tags)
        if figure.depth == depth and not inside:
            kept.append(figure)
    return kept
