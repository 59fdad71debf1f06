"""The columns of counts of a table's rows, and what they add up to."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

from models.checks.arithmetic.bounds import COUNTED
from models.checks.desk import Desk, Sentence, is_exact, once
from models.checks.wordings import clause, says
from models.fact import Fact
from models.quantity import exact_sum

Cells = list[Fact]
"""A column from the first row to the last."""


def count_columns(rows: Sequence[Sentence], statuses: Collection[str] = ("actual",)) -> list[Cells]:
    """The columns that have one exact count in each of several rows, all of one kind and told as one of the statuses; a row of totals
    is left out."""
    return [cells for cells in value_columns(rows, statuses) if cells[0].unit in COUNTED]


def value_columns(rows: Sequence[Sentence], statuses: Collection[str] = ("actual",)) -> list[Cells]:
    """The same of values of any unit."""
    body = [row for row in rows if not any("total" in f.flags for f in row.facts)]
    columns: dict[int | None, Cells] = {}
    for fact in (f for row in body for f in row.facts):
        columns.setdefault(fact.evidence.column, []).append(fact)
    return [cells for cells in columns.values() if len(cells) == len(body) > 1 and _are_alike(cells, statuses)]


def _are_alike(cells: Cells, statuses: Collection[str]) -> bool:
    return len({(f.indicator, f.unit, f.status) for f in cells}) == 1 and all(is_exact(f, statuses) for f in cells)


def called_so(columns: Sequence[Cells], words: str) -> list[Cells]:
    """Of columns of one measure those whose heads, as far as they differ (上报学生数, 实有学生数), `words` repeat for the better part."""
    heads = [frozenset(map("".join, pairwise(_NO_WORD.sub("", cells[0].subject or "")))) for cells in columns]
    told = []
    for i, (cells, head) in enumerate(zip(columns, heads, strict=True)):
        own = head.difference(*heads[:i], *heads[i + 1 :])
        if own and 2 * sum(pair in words for pair in own) >= len(own):
            told.append(cells)
    return told


def is_headed(cell: Fact, words: str) -> bool:
    """有效问卷（份） over a column, 收回有效问卷3414份 in the text: `words` hold the whole head, which is long enough to name one thing."""
    head = _NO_WORD.sub("", cell.subject or "")
    return len(head) >= _NAME and head in words


_NAME = 3
_NO_WORD = re.compile("[（(][^（()）]*[)）]|[^一-龥]")


def is_of_a_part(desk: Desk, fact: Fact) -> bool:
    """一年级2个班, 城关中心小学12个班: of a grade or a named school, and no total of a table's rows."""
    words = clause(desk, fact)
    return says("names", words) or says("of_a_grade", words)


def is_of_a_row(desk: Desk, fact: Fact) -> bool:
    """城关小学生均用房3.92㎡…；体育场馆5.70㎡: whether a row of its table has the very figure, and the sentence names that row's school."""
    names = _names_of_values(desk).get((fact.indicator, fact.unit, fact.value), ())
    return any(name in desk.sentence_of[fact.id].text for name in names)


@once
def _names_of_values(desk: Desk) -> dict[tuple[str, str, Decimal | None], set[str]]:
    """The schools and places of which tables tell a value of a measure."""
    found: dict[tuple[str, str, Decimal | None], set[str]] = {}
    for cell in desk.in_tables:
        if cell.entity is not None:
            found.setdefault((cell.indicator, cell.unit, cell.value), set()).add(cell.entity)
    return found


def sum_of(cells: Cells) -> Fraction:
    """The exact sum of cells that all have a value."""
    return Fraction(exact_sum(f.value for f in cells if f.value is not None))
