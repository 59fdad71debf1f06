"""The figure of the year before, which a change is from (比上年提高2.7个百分点), where another place of the text tells it.

Takes the later figure and its change; gives the one earlier figure that surely is of the same thing. Compares nothing.
"""

from __future__ import annotations

from models.checks.desk import Desk, is_exact
from models.checks.sameness import is_own_measure
from models.checks.wordings import before, clause, is_of_last_year, same_subject, says
from models.fact import Fact


def year_before(desk: Desk, end: Fact, delta: Fact) -> Fact | None:
    """The figure of the year before `end`, by its year or by 上年; None where no place tells it, or two differ."""
    if not is_own_measure(end) or not says("from_last_year", before(desk, delta)):
        return None
    of_measure = desk.by_measure[end.indicator, end.unit]
    told = [f for f in of_measure if f is not end and _is_alike(f, end) and _is_of_year_before(desk, f, end)]
    told = [f for f in told if same_subject(end.indicator, clause(desk, f), clause(desk, end))]
    return told[0] if len({f.value for f in told}) == 1 else None


def _is_alike(fact: Fact, end: Fact) -> bool:
    """Outside tables and of the same group; one of the two may leave out its stage."""
    same = fact.evidence.table is None and (fact.area, fact.criterion) == (end.area, end.criterion)
    plain = is_exact(fact, ("actual", "baseline")) and fact.entity is None
    return same and plain and (fact.stage == end.stage or None in (fact.stage, end.stage))


def _is_of_year_before(desk: Desk, fact: Fact, end: Fact) -> bool:
    if fact.period and end.period and len(fact.period) == len(end.period) == 4:
        return int(fact.period) == int(end.period) - 1 and (fact.stage == end.stage or _goes_on_to(desk, fact, end))
    return is_of_last_year(desk, fact) and desk.sentence_of[fact.id] is not desk.sentence_of[end.id]


def _goes_on_to(desk: Desk, fact: Fact, end: Fact) -> bool:
    """2022年51240人、2023年52630人: whether the sentence of a figure without a stage goes on to tell the later figure itself, which stands
    elsewhere with its stage."""
    told = (f for f in desk.sentence_of[fact.id].facts if f.stage == fact.stage is None and f.indicator == end.indicator)
    return any(f.period == end.period and f.value == end.value and f.unit == end.unit for f in told)
