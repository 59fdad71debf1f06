"""One whole divided in several ways: 专任教师78人：本科29人，专科46人，中师3人；高级35人，一级38人，未评5人.

Degrees, titles and ages each divide all the teachers. A list that makes up the whole tells so by itself; one right behind the whole, or
right behind another such list of it, may also miss it, where it comes to more, or says that it leaves nobody out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from extractor.figures import Figure
from extractor.relations.links import Link, is_level, own_clause
from extractor.relations.sums.kinds import kind_of
from extractor.relations.sums.parts import CHANCE, MOST_OVER, NEAR, adds_up, near, total, written_alike

_FEWEST = 3
"""Parts of such a list at least: two of them add up to another number by chance."""
_REACH = 24
"""Figures before a list among which its whole may stand."""
_AGE = "age"
_LEAVES_NONE = re.compile(r"(?:及|和|、)?(?:以下|未评|未定级|其他|其它|其余|未评定|无职称|未评级)[一-龥]{0,6}$")
"""What the last part is named by, where those before it leave others."""


class _List(NamedTuple):
    """Parts told side by side, and by what they are told apart."""

    by: str
    parts: list[Figure]


def find_divisions(figures: list[Figure], before: list[Figure], text: str, links: list[Link]) -> list[Link]:
    """The sums of a paragraph that `links` do not hold yet; `before`: the figures of the document before it."""
    summed = {id(m) for link in links if link.type == "sum" for m in link.members[1:]}
    earlier: tuple[Figure, _List] | None = None
    found = []
    for told in _lists(figures, text):
        at = figures.index(told.parts[0])
        whole = _whole(told, [*before[-_REACH:], *figures[:at]], earlier, text)
        if whole is not None:
            earlier = (whole, told)
            if not summed.intersection(map(id, told.parts)):
                found.append(Link("sum", (whole, *told.parts)))
    return found


def _lists(figures: list[Figure], text: str) -> Iterator[_List]:
    """The lists of a paragraph: each up to a semicolon or the end of its sentence, all parts told apart by one thing."""
    run: list[Figure] = []
    by: str | None = None
    last: Figure | None = None
    for at, figure in enumerate(figures):
        if figure.unit in ("%", "year"):  # 35岁以下864人、…51岁以上885人(占29.1%)
            continue
        own = _told_by(figure, figures[at - 1] if at else None, text) if figure.unit == "person" and is_level(figure) else None
        goes_on = own == by and last is not None and figure.sentence == last.sentence and not {"SEMI", "AMONG"} & figure.tags
        if not goes_on:
            if by is not None and len(run) >= _FEWEST:
                yield _List(by, run)
            run = []
        by, last = own, figure
        run = [*run, figure] if own is not None else []
    if by is not None and len(run) >= _FEWEST:
        yield _List(by, run)


def _told_by(figure: Figure, before: Figure | None, text: str) -> str | None:
    """By what a part is told apart: its degree, its title, or the age right before it."""
    words = own_clause(figure, text).split("、")[-1]
    if before is not None and before.unit == "year" and text[before.end : figure.start].strip() in _AGED:
        return _AGE
    return kind_of(words)


_AGED = ("", "以下", "以上", "及以下", "及以上", "的", "以下的", "以上的", "之间", "之间的")


def _whole(told: _List, before: list[Figure], earlier: tuple[Figure, _List] | None, text: str) -> Figure | None:
    """The count right before the list, or divided right before it, where the list is meant to make it up; else the nearest that it does
    make up."""
    first = told.parts[0]
    counts = [f for f in reversed(before) if _may_be_whole(f, told)]
    beside = next((f for f in counts if f.order == first.order - 1 and f.sentence == first.sentence), None)
    if beside is None and earlier is not None and earlier[1].by != told.by and earlier[1].parts[-1].order == first.order - 1:
        beside = earlier[0]
    if beside is not None and _is_meant(beside, told, text):
        return beside
    return next((f for f in counts if adds_up(f, told.parts)), None)


def _may_be_whole(figure: Figure, told: _List) -> bool:
    first = told.parts[0]
    of_teachers = figure.indicator.startswith("teacher.") or "table" not in figure.flags
    alike = is_level(figure) and written_alike(figure, first) and figure.bound == "exact" and figure.status == first.status
    return alike and of_teachers and not figure.roles & {"from", "base", "group", "norm"} and (figure.value or 0) >= CHANCE


def _is_meant(whole: Figure, told: _List, text: str) -> bool:
    """The parts come to more than the whole, or near it with a last part that leaves nobody out."""
    value, come_to = whole.value or 0, total(told.parts)
    if adds_up(whole, told.parts) or value < come_to <= MOST_OVER * value:
        return True
    return near(whole, told.parts, NEAR) and _LEAVES_NONE.search(own_clause(told.parts[-1], text)) is not None
