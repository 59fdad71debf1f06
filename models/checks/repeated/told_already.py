"""Counts that are told as known: 走访了37所农村小学 …… 这39所农村小学. 这 says that just so many of the noun were told before.

Gives the counts that are then slips; makes no finding.
"""

from __future__ import annotations

import re

from models.checks.arithmetic.bounds import COUNTED
from models.checks.desk import Desk
from models.checks.slips import digits_of, far, side_by_side
from models.checks.wordings import before, says
from models.fact import Fact


def told_otherwise(desk: Desk) -> list[tuple[Fact, Fact]]:
    """What was told last of a noun, and the other count by which 这 takes it up."""
    counts = [f for f in desk.in_text if _is_count(f)]
    found = []
    for at, fact in enumerate(counts):
        if not says("told_already", before(desk, fact)):
            continue
        told = _of_the_noun(desk, fact, counts[:at])
        if told and all(f.value != fact.value for f in told) and _may_be_miswritten(told[-1], fact):
            found.append((told[-1], fact))
    return found


def _of_the_noun(desk: Desk, fact: Fact, counts: list[Fact]) -> list[Fact]:
    """The counts before whose clauses have the noun behind this one, as much of it as any has: 农村小学 of 这39所农村小学平均在校生."""
    match = _NOUN.match(desk.sentence_of[fact.id].text, desk.placed[fact.id].end)
    noun = match[0] if match else ""
    for length in range(len(noun), 1, -1):
        if told := [f for f in counts if f.unit == fact.unit and noun[:length] in _part_of_clause(desk, f)]:
            return told
    return []


def _part_of_clause(desk: Desk, fact: Fact) -> str:
    """The words before and behind a figure up to the marks next to it, 、 among them."""
    text, placed = desk.sentence_of[fact.id].text, desk.placed[fact.id]
    return _MARKS.split(text[: placed.start])[-1] + _MARKS.split(text[placed.end :])[0]


_MARKS = re.compile(r"[，。；：、,;:（）()]")
_NOUN = re.compile(r"[一-龥]{2,6}")


def _is_count(fact: Fact) -> bool:
    return fact.unit in COUNTED and fact.value is not None and fact.value_max is None and fact.bound == "exact" and fact.kind == "level"


def _may_be_miswritten(first: Fact, second: Fact) -> bool:
    """Two counts that are near each other, or hold the same digits: 68 and 86."""
    one, other = side_by_side(digits_of(first), digits_of(second))
    return not far(first, second) or (one != other and sorted(one) == sorted(other))
