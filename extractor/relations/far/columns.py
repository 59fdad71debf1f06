"""Totals in the text and the columns of a table that they add up.

Takes the paragraphs of a document and all its figures; gives sums. A column that the text points at must come out; one right beside the
text that also tells how many rows it has may miss the total by a slip of the pen.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple

from extractor.figures import Figure
from extractor.relations.links import Link
from extractor.relations.slips import slipped
from extractor.relations.sums.parts import CHANCE, adds_up, is_amount
from extractor.sentences import Sentence
from models.indicators import OTHER

ROWS = 3
"""Cells that a column has at least."""
_TABLE = re.compile(r"(?:见|如|[下上附])表|表\s?(?:\d|[一二三四五六七八九])")
"""What points at a table: 具体情况见下表, 表1所列学校."""
_ROW_UNITS = ("school", "class", "item")
"""What the rows of a table may be counted in."""


class _Column(NamedTuple):
    """The counts of a column that has no total of its own; where its table begins and ends among the figures."""

    cells: list[Figure]
    first: int
    last: int


def column_totals(paragraphs: list[list[Sentence]], figures: list[Figure]) -> list[Link]:
    """The sums of the columns of all tables that the text tells."""
    columns = _columns(figures)
    beside = list(_beside(paragraphs, columns)) if columns else []
    summed = {id(link.members[1]) for link in beside}
    return [*beside, *_pointed_at(paragraphs, [c.cells for c in columns if id(c.cells[0]) not in summed])]


def may_be_whole(figure: Figure) -> bool:
    """A count of the text, exact, that may be a whole of figures elsewhere."""
    told = may_be_part(figure) and figure.bound == "exact" and "table" not in figure.flags
    return told and figure.value is not None and figure.value >= CHANCE


def may_be_part(figure: Figure) -> bool:
    """A count of what has an indicator."""
    return figure.kind == "level" and figure.value is not None and figure.indicator != OTHER and is_amount(figure) and not figure.roles


def _pointed_at(paragraphs: list[list[Sentence]], columns: list[list[Figure]]) -> Iterator[Link]:
    """表1所列学校在校生合计9682人，其中小学6073人: a total nearest to a table, whose column it adds up, or that of its stage; told in a
    paragraph that points at the table, since a total may equal a column that no words tie to it."""
    if not columns:
        return
    pointing = (sentences for sentences in paragraphs if sentences and _TABLE.search(sentences[0].text))
    told = (f for sentences in pointing for s in sentences for f in s.figures)
    totals = [f for f in told if may_be_whole(f) and f.entity is None and f.area is None]
    for column in columns:
        groups = [column, *([f for f in column if f.stage == stage] for stage in ("primary", "junior"))]
        for stages, parts in zip(((None, "compulsory"), ("primary",), ("junior",)), groups, strict=True):
            if len(parts) < ROWS or (len(parts) == len(column) and parts is not column):
                continue
            alike = [f for f in totals if _measured(f) == _measured(parts[0]) and f.stage in stages and adds_up(f, parts)]
            if alike:
                yield Link("sum", (min(alike, key=lambda f: abs(f.order - column[0].order)), *parts))


def _beside(paragraphs: list[list[Sentence]], columns: list[_Column]) -> Iterator[Link]:
    """5所学校合计上报学生6065人，实有5978人: in the paragraph before or behind a table, in a sentence that names as many as it has rows."""
    used: set[int] = set()
    for sentences in paragraphs:
        orders = {f.order for s in sentences for f in s.figures}
        near = [c.cells for c in columns if {c.first - 1, c.last + 1} & orders] if orders else []
        for sentence in sentences if near else ():
            counted = [cells for cells in near if _names_rows(sentence, len(cells))]
            pairs = [
                (f, cells, exact) for exact in (True, False) for cells in counted for f in sentence.figures if _adds(f, cells, exact=exact)
            ]
            for whole, cells, _ in pairs:
                if not {id(whole), id(cells[0])} & used:
                    used |= {id(whole), id(cells[0])}
                    yield Link("sum", (whole, *cells))


def _names_rows(sentence: Sentence, count: int) -> bool:
    return any(f.value == count and f.unit in _ROW_UNITS and f.kind == "level" for f in sentence.figures)


def _adds(whole: Figure, cells: list[Figure], *, exact: bool) -> bool:
    """The whole is what the column comes to; or it misses that by one slip of the pen, where no school is named for it and it
    is no part of another count (4所学校合计上报4107人，其中寄宿生1046人)."""
    if not may_be_whole(whole) or _measured(whole) != _measured(cells[0]) or whole.unit != cells[0].unit:
        return False
    return adds_up(whole, cells) if exact else whole.entity is None and whole.whole is None and slipped(whole, cells)


def _columns(figures: list[Figure]) -> list[_Column]:
    """The columns of counts of all tables that have no total of their own."""
    columns: dict[tuple[int, int | None], list[Figure]] = defaultdict(list)
    ends: dict[int, tuple[int, int]] = {}
    table, last = 0, -1
    for figure in figures:
        if "table" not in figure.flags:
            last = -1
            continue
        row = figure.row or 0
        table, last = table + (row < last or last < 0), row
        columns[table, figure.column].append(figure)
        ends[table] = (ends.get(table, (figure.order,))[0], figure.order)
    plain = ((ends[t], c) for (t, _), c in columns.items() if len(c) >= ROWS and not any("total" in f.flags for f in c))
    return [_Column(c, *end) for end, c in plain if _is_plain(c)]


def _is_plain(cells: list[Figure]) -> bool:
    alike = len({(_measured(f), f.unit, _SETTLED.get(f.status, f.status)) for f in cells}) == 1
    return alike and all(is_amount(f) and f.value is not None for f in cells)


def _measured(figure: Figure) -> str:
    """What a column measures; the area of works is told in one, of classrooms and of dormitories."""
    return "area" if figure.indicator in ("area.building", "area.living", "area.sports", "area.teaching") else figure.indicator


_SETTLED = {"plan": "actual"}
"""What is finished and what still goes on stand in one column."""
