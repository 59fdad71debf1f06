"""Counts that are told as known: 走访了37所农村小学 …… 这39所农村小学. 这 says that just so many of the noun were told before.

Gives the counts that are then slips; makes no finding.
"""

from __future__ import annotations

import re
from decimal import Decimal
from fractions import Fraction

from models.checks.arithmetic.bounds import COUNTED
from models.checks.desk import Desk
from models.checks.repeated.round_counts import is_near, span_of
from models.checks.sameness import split_schools
from models.checks.slips import digits_of, far, miswritten, side_by_side
from models.checks.wordings import before, first_piece, last_piece, noun_after, pattern, same_county, says
from models.claims import claims
from models.fact import Fact
from models.indicators import OTHER


def told_otherwise(desk: Desk) -> list[tuple[Fact, Fact]]:
    """What was told last of a noun, and the other count by which 这 takes it up."""
    counted = [f for f in desk.in_text if _is_count(f) and id(desk.sentence_of[f.id]) not in split_schools(desk)]
    counts = [f for f in counted if f.bound == "exact"]
    ahead = {f.id: before(desk, f) for f in counted}
    found = []
    for fact in (f for f in counted if says("told_already", ahead[f.id])):
        earlier = [f for f in counts if f.evidence.start < fact.evidence.start]
        told = _of_the_noun(desk, fact, earlier) or _of_the_kind(desk, fact, earlier)
        if told and _is_told_otherwise(desk, told, fact):
            found.append((told[-1], fact))
    meant = [f for f in counts if says("all_of_the_noun", ahead[f.id]) and not _is_of_another_time(f)]
    return [*found, *_all_of_the_noun(desk, meant, counts)]


def _is_told_otherwise(desk: Desk, told: list[Fact], fact: Fact) -> bool:
    """None of the counts that were told is the one that takes them up, though the last is near it: 2286 and 两千八百余."""
    if fact.bound == "exact":
        return all(f.value != fact.value for f in told) and _may_be_miswritten(told[-1], fact)
    span = span_of(desk, fact)
    return span is not None and all(Fraction(f.value or 0) not in span for f in told) and is_near(told[-1], span)


_BOUNDS = ("exact", "about", "at_least")
"""Of a count or a round one: 两千八百余 is at least so many."""


def _all_of_the_noun(desk: Desk, meant: list[Fact], counts: list[Fact]) -> list[tuple[Fact, Fact]]:
    """义务教育在校生3.48万人 …… 全县3.84万名义务教育在校生: both are all that there are of the noun, at one time."""
    found = []
    for fact in meant:
        others = [f for f in counts if f.value != fact.value and f.unit == fact.unit and f.entity is None and _one_time(desk, f, fact)]
        noun = noun_after(desk, fact)
        own, ahead = desk.sentence_of[fact.id], before(desk, fact)
        apart = [f for f in others if desk.sentence_of[f.id] is not own and same_county(before(desk, f), ahead)]
        alike = [f for f in apart if _counts_all(desk, f, noun)]
        if len({f.value for f in alike}) == 1 and _may_be_miswritten(alike[0], fact):
            found.append((alike[0], fact))
    return found


def _is_of_another_time(fact: Fact) -> bool:
    """An earlier value, or a goal for a named time."""
    return fact.status in ("baseline", "standard") or (fact.status == "plan" and fact.period is not None)


def _one_time(desk: Desk, a: Fact, b: Fact) -> bool:
    """The same time; or one without a time and one of the document's own year, where one is miswritten for the other."""
    if a.period == b.period:
        return not _is_of_another_time(a)
    own = desk.year is None or desk.year in (a.year, b.year)
    return own and None in (a.period, b.period) and miswritten(a.value or Decimal(0), b.value or Decimal(0))


def _counts_all(desk: Desk, fact: Fact, noun: str) -> bool:
    """Whether the clause of a figure counts the noun, as much of it as stands there, and names nothing beside it."""
    words = _part_of_clause(desk, fact)
    length = next((n for n in range(len(noun), 2, -1) if noun[:n] in words), 0)
    left = pattern(claims()["not_narrower"]).sub("", words.replace(noun[:length], "", 1)) if length else words
    return bool(length) and not _WORD.search(left)


def _of_the_noun(desk: Desk, fact: Fact, counts: list[Fact]) -> list[Fact]:
    """The counts before whose clauses have the noun behind this one, as much of it as any has: 农村小学 of 这39所农村小学平均在校生."""
    noun = noun_after(desk, fact)
    for length in range(len(noun), 1, -1):
        if told := [f for f in counts if f.unit == fact.unit and noun[:length] in _part_of_clause(desk, f)]:
            return told
    return []


def _of_the_kind(desk: Desk, fact: Fact, counts: list[Fact]) -> list[Fact]:
    """超过标准班额的教学班87个 …… 对现有78个超标准班额班级: what there is now, by what it measures and of no narrower group."""
    if fact.indicator == OTHER or not says("there_now", before(desk, fact)):
        return []
    alike = [f for f in counts if (f.indicator, f.unit, f.area, f.entity) == (fact.indicator, fact.unit, fact.area, fact.entity)]
    return [f for f in alike if f.stage == fact.stage or {f.stage, fact.stage} == {None, "compulsory"}]


def _part_of_clause(desk: Desk, fact: Fact) -> str:
    """The words before and behind a figure up to the marks next to it, 、 among them."""
    text, placed = desk.sentence_of[fact.id].text, desk.placed[fact.id]
    return last_piece(text[: placed.start]) + first_piece(text[placed.end :])


_WORD = re.compile(r"[一-龥]")


def _is_count(fact: Fact) -> bool:
    told = fact.unit in COUNTED and fact.value is not None and fact.value_max is None
    return told and fact.bound in _BOUNDS and fact.kind == "level"


def _may_be_miswritten(first: Fact, second: Fact) -> bool:
    """Two counts that are near each other, or hold the same digits: 68 and 86."""
    one, other = side_by_side(digits_of(first), digits_of(second))
    return not far(first, second) or (one != other and sorted(one) == sorted(other))
