"""Columns of a table that are reckoned from others, told by the figures themselves: a total column, a rate beside its part and whole,
a share of the total row.

Takes the figures of a table; gives links. Headers seldom say what a column is reckoned from, but where nearly all rows come out to
the last digit it surely is: then the row that does not is what an auditor should look at.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from itertools import permutations

from extractor.figures import Figure
from extractor.relations.links import Link, is_level
from extractor.tables.cells import is_total
from extractor.tables.heads import Heads

_PER = {"%": 100, "person/100person": 100, "item/100person": 100, "ratio": 1, "m2/person": 1, "CNY/person": 1, "item/person": 1}
"""Units of rates, and by what the quotient of part and whole is taken times."""
_HOLDING = 2
"""Rows that must come out at least."""
_ADDED = frozenset(("CNY", "person", "school", "class", "item", "m2", "person_time", "number"))
Rows = dict[int, dict[int, Figure]]
"""The figures by row and column."""


def proved_links(heads: Heads, figures: Sequence[Figure], told: Iterable[Link]) -> list[Link]:
    """The links that the figures prove; `told`: those that the headers tell, whose rates need no proof."""
    rows: Rows = {}
    for figure in figures:
        if is_level(figure) and figure.row is not None and figure.column is not None:
            rows.setdefault(figure.row, {})[figure.column] = figure
    rated = {id(link.members[2]) for link in told if link.type == "ratio"}
    columns = sorted({column for row in rows.values() for column in row})
    links = []
    for column in columns:
        if is_total(heads.column(column)):
            links += _row_sums(rows, columns, column)
        elif all(row[column].unit in _PER and id(row[column]) not in rated for row in rows.values() if column in row):
            links += _rates(rows, columns, column) or _shares_of_total(heads, rows, columns, column)
    return links


def _row_sums(rows: Rows, columns: Sequence[int], total: int) -> list[Link]:
    """男生 | 女生 | 合计: in each row the figures at the left make the total, or those at the right of a first column."""
    before, behind = [c for c in columns if c < total], [c for c in columns if c > total]
    parts = before or behind
    lines = [(row[total], *(row[c] for c in parts)) for row in rows.values() if total in row and all(c in row for c in parts)]
    alike = all(len({f.unit for f in line}) == 1 and line[0].unit in _ADDED for line in lines)
    if len(parts) < 2 or not alike:
        return []
    return [Link("sum", line) for line in _proved(lines, _adds_up)]


def _rates(rows: Rows, columns: Sequence[int], rate: int) -> list[Link]:
    """学校数 | 达标校数 | 达标率: the one pair of columns of which the rate is the quotient."""
    found = []
    for part, whole in permutations([c for c in columns if c != rate], 2):
        lines = [(row[part], row[whole], row[rate]) for row in rows.values() if {part, whole, rate} <= row.keys()]
        if proved := _proved(lines, _divides):
            found.append(proved)
    return [Link("ratio", line) for line in found[0]] if len(found) == 1 else []


def _shares_of_total(heads: Heads, rows: Rows, columns: Sequence[int], share: int) -> list[Link]:
    """金额 | 占比: each row's share of what the total row gives."""
    totals = [number for number in rows if is_total(heads.row(number))]
    if len(totals) != 1:
        return []
    whole = rows.pop(totals[0])
    found = []
    for part in (c for c in columns if c < share and c in whole):
        lines = [(row[part], whole[part], row[share]) for row in rows.values() if {part, share} <= row.keys()]
        if proved := _proved(lines, _divides):
            found.append(proved)
    rows[totals[0]] = whole
    return [Link("ratio", line) for line in found[0]] if len(found) == 1 else []


def _proved(lines: Sequence[tuple[Figure, ...]], holds: Callable[[Sequence[Figure]], bool | None]) -> Sequence[tuple[Figure, ...]]:
    """The lines, if so many of them hold that the rest must be slips: all but one in four, and one at least may not."""
    allowed = max(1, len(lines) // 4)
    failed = held = 0
    for line in lines if len(lines) > _HOLDING else ():
        outcome = holds(line)
        held += outcome is True
        failed += outcome is False
        if failed > allowed:
            return []
    return lines if held >= _HOLDING else []


def _adds_up(line: Sequence[Figure]) -> bool | None:
    """Whether the parts make the whole; None where there is nothing to add."""
    whole, *parts = (f.value or Decimal() for f in line)
    return whole == sum(parts) if any(parts) else None


def _divides(line: Sequence[Figure]) -> bool | None:
    """Whether the quotient is the rate as written, rounded or cut off; None for 0 and for all of all, which prove nothing."""
    part, whole, rate = line
    if not (part.value and whole.value and rate.value):
        return None
    quotient = part.value * _PER[rate.unit] / whole.value
    return None if part.value == whole.value and quotient == rate.value else abs(quotient - rate.value) < rate.step
