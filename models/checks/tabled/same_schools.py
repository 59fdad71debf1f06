"""Whether a text and a table count the same schools: 评估单位 are more than there are schools, and 七项全部达标 are fewer than attain.

Reads the words before a figure and the heads of its table; holds no two figures against each other.
"""

from __future__ import annotations

from models.checks.desk import Desk, once
from models.checks.sameness import ATTAINED, SCHOOLS
from models.checks.wordings import before, says
from models.fact import Fact

_PHRASE = 28
"""Characters before a count of schools that say which are counted."""


def count_the_same(desk: Desk, told: Fact, cell: Fact) -> bool:
    """Whether a figure of the text counts the schools that a cell does; True for all that counts no schools."""
    words = before(desk, told, _PHRASE)
    if told.indicator == ATTAINED:
        return says("at_every_item", words) or not _is_part_of_them(desk, cell)
    assessed = says("units_assessed", cell.subject or "") or cell.evidence.table in _tables_of_units(desk)
    return told.indicator != SCHOOLS or says("units_assessed", words) == assessed


def _is_part_of_them(desk: Desk, cell: Fact) -> bool:
    """七项全部达标 beside 六项达标且余项…: the column has some of those that attain, and another the rest."""
    if not says("at_every_item", cell.subject or ""):
        return False
    subjects = {f.subject or "" for f in desk.in_tables if f.evidence.table == cell.evidence.table}
    return any(says("at_most_items", subject) for subject in subjects)


@once
def _tables_of_units(desk: Desk) -> frozenset[int]:
    """The tables whose total the text calls one of schools that are assessed: 纳入资源配置评估的小学、初中共42所."""
    told = {f.value for f in desk.in_text if f.indicator == SCHOOLS and says("units_assessed", before(desk, f, _PHRASE))}
    totals = (f for f in desk.in_tables if f.indicator == SCHOOLS and "total" in f.flags and f.value in told)
    return frozenset(f.evidence.table for f in totals if f.evidence.table is not None)
