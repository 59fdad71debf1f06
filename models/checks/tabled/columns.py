"""The columns of counts of a table's rows, and what they add up to."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from fractions import Fraction

from models.checks.arithmetic.bounds import COUNTED
from models.checks.desk import Desk, Sentence, is_exact
from models.checks.wordings import clause, says
from models.fact import Fact
from models.quantity import exact_sum

Cells = list[Fact]
"""A column from the first row to the last."""


def count_columns(rows: Sequence[Sentence], statuses: Collection[str] = ("actual",)) -> list[Cells]:
    """The columns that have one exact count in each of several rows, all of one kind and told as one of the statuses; a row of totals
    is left out."""
    body = [row for row in rows if not any("total" in f.flags for f in row.facts)]
    columns: dict[int | None, Cells] = {}
    for fact in (f for row in body for f in row.facts):
        columns.setdefault(fact.evidence.column, []).append(fact)
    return [cells for cells in columns.values() if len(cells) == len(body) > 1 and _are_counts(cells, statuses)]


def _are_counts(cells: Cells, statuses: Collection[str]) -> bool:
    alike = len({(f.indicator, f.unit, f.status) for f in cells}) == 1
    return alike and cells[0].unit in COUNTED and all(is_exact(f, statuses) for f in cells)


def is_of_a_part(desk: Desk, fact: Fact) -> bool:
    """一年级2个班, 城关中心小学12个班: of a grade or a named school, and no total of a table's rows."""
    words = clause(desk, fact)
    return says("names", words) or says("of_a_grade", words)


def sum_of(cells: Cells) -> Fraction:
    """The exact sum of cells that all have a value."""
    return Fraction(exact_sum(f.value for f in cells if f.value is not None))
