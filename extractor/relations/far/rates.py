"""Shares of schools in a table whose whole the text tells: 小学37所。…指标 | 小学达标校数 | 小学达标率, with 36 and 97.3% below.

Takes all figures of a document. Asks the shares to come out exactly, and three of a column at least, since no words tie them to the text.
"""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal
from itertools import pairwise

from extractor.figures import Figure
from extractor.relations.far.columns import ROWS, may_be_whole
from extractor.relations.links import Link
from extractor.relations.ratios.quotients import holds

_PART, _RATE, _WHOLE = "school.compliant", "school.compliant_rate", "school.count"
_Beside = tuple[Figure, Figure]
"""A count and its share, cells beside each other."""


def find_far_rates(figures: list[Figure], rated: set[int]) -> list[Link]:
    """The ratios of such columns; `rated`: the rates, by identity, of which part and whole are known."""
    columns: dict[tuple[str | None, int | None], list[_Beside]] = defaultdict(list)
    for part, rate in pairwise(figures):
        if (part.indicator, rate.indicator) == (_PART, _RATE) and _are_beside(part, rate) and id(rate) not in rated:
            columns[rate.stage, rate.column].append((part, rate))
    wholes = [f for f in figures if f.indicator == _WHOLE and may_be_whole(f)] if columns else []
    return [link for (stage, _), cells in columns.items() for link in _of_column(cells, [f for f in wholes if f.stage == stage])]


def _are_beside(part: Figure, rate: Figure) -> bool:
    """A count and a share of one stage, in cells of one row."""
    in_row = "table" in part.flags & rate.flags and part.row == rate.row and (part.column or 0) + 1 == rate.column
    return in_row and part.stage == rate.stage and part.kind == rate.kind == "level" and None not in (part.value, rate.value)


def _of_column(cells: list[_Beside], wholes: list[Figure]) -> list[Link]:
    """The shares that come out of the whole told last before the table, of those that three or more come out of."""
    for whole in sorted(wholes, key=lambda f: (f.order > cells[0][0].order, abs(f.order - cells[0][0].order))):
        found = [Link("ratio", (part, whole, rate)) for part, rate in cells if holds(part, whole, rate, Decimal(100))]
        if len(found) >= ROWS:
            return found
    return []
