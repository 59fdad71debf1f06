"""Columns of a table that are reckoned from others, told by the figures themselves: a total column, a rate beside its part and whole,
a share of the total row.

Takes the figures of a table; gives links. Headers seldom say what a column is reckoned from, but where nearly all rows come out to
the last digit it surely is: then the row that does not is what an auditor should look at.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from decimal import Decimal
from itertools import permutations

from extractor.figures import Figure
from extractor.relations.links import Link, is_level
from extractor.tables.header_words import is_total
from extractor.tables.heads import Heads

_PER = {"%": 100, "person/100person": 100, "item/100person": 100, "ratio": 1, "m2/person": 1, "CNY/person": 1, "item/person": 1}
"""Units of rates, and by what the quotient of part and whole is taken times."""
_HOLDING = 2
"""Rows that must come out at least."""
_SLIPS = 3
"""Rows that may not, at most: what fails oftener is something else."""
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
            links += _row_sums(rows, _under_one(heads, columns, column), column)
        elif all(row[column].unit in _PER and id(row[column]) not in rated for row in rows.values() if column in row):
            links += _rates(rows, columns, column) or _shares_of_total(heads, rows, columns, column)
    return links


def _under_one(heads: Heads, columns: Sequence[int], total: int) -> Sequence[int]:
    """小学（全县 | 城区 | 农村） | 初中（全县 | 城区 | 农村）: the columns under the header of a total that is one of several below it."""
    above = heads.column(total).texts[:-1]
    own = [c for c in columns if heads.column(c).texts[:-1] == above]
    return own if above and len(own) > _HOLDING else columns


def _row_sums(rows: Rows, columns: Sequence[int], total: int) -> list[Link]:
    """男生 | 女生 | 合计: in each row the figures at the left make the total, or those at the right of a first column."""
    parts = [c for c in columns if c < total] or [c for c in columns if c > total]
    lines = list(_lines(rows, (total, *parts)))
    alike = all(len({f.unit for f in line}) == 1 and line[0].unit in _ADDED for line in lines)
    return [Link("sum", line) for line in lines] if len(parts) > 1 and alike and _proved(lines, _adds_up, len(lines)) else []


def _rates(rows: Rows, columns: Sequence[int], rate: int) -> list[Link]:
    """学校数 | 达标校数 | 达标率: the one pair of columns of which the rate is the quotient."""
    pairs = permutations([c for c in columns if c != rate], 2)
    proved = [(*pair, rate) for pair in pairs if _proved(_lines(rows, (*pair, rate)), _divides, len(rows))]
    return [Link("ratio", line) for line in _lines(rows, proved[0])] if len(proved) == 1 else []


def _shares_of_total(heads: Heads, rows: Rows, columns: Sequence[int], share: int) -> list[Link]:
    """金额 | 占比: each row's share of what the total row gives."""
    totals = [number for number in rows if is_total(heads.row(number))]
    if len(totals) != 1:
        return []
    whole = rows[totals[0]]
    parts = {number: row for number, row in rows.items() if number != totals[0]}
    found = []
    for part in (c for c in columns if c < share and c in whole):
        lines = [(amount, whole[part], rate) for amount, rate in _lines(parts, (part, share))]
        if _proved(lines, _divides, len(lines)):
            found.append(lines)
    return [Link("ratio", line) for line in found[0]] if len(found) == 1 else []


def _lines(rows: Rows, columns: Sequence[int]) -> Iterator[tuple[Figure, ...]]:
    """Of each row that has them all, the figures of these columns."""
    for row in rows.values():
        if all(map(row.__contains__, columns)):
            yield tuple(map(row.__getitem__, columns))


def _proved(lines: Iterable[tuple[Figure, ...]], holds: Callable[[Sequence[Figure]], bool | None], number: int) -> bool:
    """Whether so many of the lines hold that the rest must be slips: all but one in four, one at least, and a few at most.

    `number`: of the lines, or of the rows that they are taken from.
    """
    allowed = min(max(1, number // 4), _SLIPS)
    failed = held = 0
    for line in lines if number > _HOLDING else ():
        outcome = holds(line)
        held += outcome is True
        failed += outcome is False
        if failed > allowed:
            return False
    return held >= _HOLDING


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
