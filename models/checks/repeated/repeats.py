"""Repeats: the same quantity of the same time given twice, where both surely speak of the same thing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from itertools import combinations
from math import comb

from models.checks.desk import Desk, Tally, is_exact
from models.checks.limits import identities
from models.checks.occasions import are_of_two_occasions
from models.checks.repeated.headlines import headline_slips
from models.checks.repeated.other_words import told_in_other_words
from models.checks.repeated.pairs import check_pair, conflict
from models.checks.repeated.taken_up import taken_up
from models.checks.repeated.told_already import told_otherwise
from models.checks.repeated.under_leads import told_on_one_occasion, told_under_leads
from models.checks.sameness import Key, is_own_measure, key_of, subset_ids
from models.checks.slips import digits_of, far, is_swapped, slips_among
from models.checks.wordings import clause, groups
from models.fact import Fact
from models.indicators import OTHER


def check_repeats(desk: Desk) -> Tally:
    """duplicate_conflict for each quantity that stands twice, in two sentences, with values that cannot be one."""
    tally = Tally("repeats")
    subsets = subset_ids(desk)
    repeatable = [f for f in desk.in_text if _may_be_repeated(f)]
    told = [f for f in repeatable if f.id not in subsets]
    for facts in _grouped(told, key_of):
        _check_group(desk, tally, facts)
    for facts in _parts_alike(desk, repeatable, subsets):
        _check_group(desk, tally, facts)
    slips = [pair for facts in _grouped(told, _loose_key) for pair in slips_among(facts)]
    _check_slips(desk, tally, slips)
    _check_untimed(desk, tally, slips)
    for facts in _grouped([f for f in desk.in_text if _is_of_one_school(f)], _loose_key):
        _check_swapped(desk, tally, facts)
    for pairs in (told_otherwise, taken_up, told_in_other_words, headline_slips, told_under_leads, told_on_one_occasion):
        told_of = {frozenset(finding.facts) for finding in tally.findings}
        for first, second in pairs(desk):
            if {first.id, second.id} not in told_of and not are_of_two_occasions(desk, first, second):
                tally.check(conflict(desk, first, second))
    return tally


def _parts_alike(desk: Desk, facts: list[Fact], subsets: frozenset[str]) -> Iterator[list[Fact]]:
    """Parts of one kind, told apart from their whole by the same words: 交流教师中骨干教师52人 …… 196名交流教师中，骨干教师只有42人."""
    keys = {key_of(f) for f in facts if f.id in subsets}
    parts = [f for f in facts if key_of(f) in keys and groups(clause(desk, f))]
    for alike in _grouped(parts, lambda f: (*key_of(f), groups(clause(desk, f)))):
        if not subsets.isdisjoint(f.id for f in alike) and not _stand_together(desk, alike):
            yield alike


def _stand_together(desk: Desk, facts: list[Fact]) -> bool:
    """新建校970个和改扩建校840个: two of them in one sentence are told apart by words that their clause does not."""
    values: dict[int, set[object]] = {}
    for fact in facts:
        values.setdefault(id(desk.sentence_of[fact.id]), set()).add(fact.value)
    return any(len(told) > 1 for told in values.values())


def _may_be_repeated(fact: Fact) -> bool:
    """An amount that is claimed as true, or that the county sets itself for a named time."""
    told = fact.status == "actual" or (fact.status == "plan" and fact.period is not None)
    return told and is_own_measure(fact)


def _is_of_one_school(fact: Fact) -> bool:
    """An exact amount of one named school, that is claimed as true."""
    named = fact.entity is not None and fact.status == "actual" and fact.indicator != OTHER
    return named and is_exact(fact)


def _check_swapped(desk: Desk, tally: Tally, facts: list[Fact]) -> None:
    """县实验小学在校生2318人 …… 县实验小学在校生2381人: of one school the digits turned round are a slip, of one time or of none."""
    for first, second in combinations(facts, 2):
        timed = first.period == second.period or None in (first.period, second.period)
        if timed and is_swapped(digits_of(first), digits_of(second)) and _in_two_sentences(desk, first, second):
            check_pair(desk, tally, first, second)


def _grouped(facts: list[Fact], key: Callable[[Fact], Key]) -> list[list[Fact]]:
    """The groups of two and more that share a key and a status."""
    found: dict[Key, list[Fact]] = {}
    for fact in facts:
        found.setdefault((*key(fact), fact.status), []).append(fact)
    return [group for group in found.values() if len(group) > 1]


def _loose_key(fact: Fact) -> Key:
    return (fact.indicator, fact.unit, fact.criterion, fact.entity)


def _check_slips(desk: Desk, tally: Tally, slips: list[tuple[Fact, Fact]]) -> None:
    """A slip of the pen (4860 and 4680) is told also where one place names a stage or an area that the other leaves out."""
    for first, second in slips:
        if first.value == second.value or first.period != second.period:
            continue
        if key_of(first) != key_of(second) and _may_be_one(first, second) and _in_two_sentences(desk, first, second):
            check_pair(desk, tally, first, second)


def _check_untimed(desk: Desk, tally: Tally, slips: list[tuple[Fact, Fact]]) -> None:
    """新增学位3240个 and 新增学位3420个: the same digits in another order are a slip also where only one place names a time or a month."""
    for first, second in slips:
        if not _one_time_is_wider(first.period, second.period) or not is_swapped(digits_of(first), digits_of(second)):
            continue
        if _may_be_one(first, second) and _in_two_sentences(desk, first, second):
            check_pair(desk, tally, first, second)


def _one_time_is_wider(a: str | None, b: str | None) -> bool:
    """One is no time at all, or the year of the other, which is a month."""
    if a is None or b is None:
        return a is not b
    return a != b and (a.startswith(f"{b}-") or b.startswith(f"{a}-")) and "/" not in a + b


def _may_be_one(first: Fact, second: Fact) -> bool:
    """Neither names a part of what the other counts: 小学 is one, 义务教育 of a report on it is none. Rates of stages lie close together,
    so that the stage of both must be told; so do the means of town and country (平均班额42.0人，其中城区44.0人)."""
    stages, areas = {first.stage, second.stage}, {first.area, second.area}
    counted = stages == {None, "compulsory"} and first.unit != "%"
    mean = "/" in first.unit or first.unit == "ratio" or first.indicator in identities()["means"]
    return (len(stages) == 1 or counted) and (len(areas) == 1 or (None in areas and not mean))


def _check_group(desk: Desk, tally: Tally, facts: list[Fact]) -> None:
    """Of a quantity with three and more values only slips are told: its key does not tell them apart."""
    facts = _near_each_other(facts)
    values = {f.value for f in facts}
    if len(values) > 2:
        swapped = [pair for pair in slips_among(facts) if is_swapped(*map(digits_of, pair)) and _in_two_sentences(desk, *pair)]
        for first, second in swapped:
            check_pair(desk, tally, first, second)
        if not swapped:
            tally.skip("several_values")
        return
    for value in values:
        tally.hold(_pairs_of_sentences(desk, [f for f in facts if f.value == value]))
    for first, second in combinations(facts, 2) if len(values) > 1 else ():
        if first.value != second.value and _in_two_sentences(desk, first, second):
            check_pair(desk, tally, first, second)


def _in_two_sentences(desk: Desk, first: Fact, second: Fact) -> bool:
    return desk.sentence_of[first.id] is not desk.sentence_of[second.id]


def _pairs_of_sentences(desk: Desk, facts: list[Fact]) -> int:
    """How many pairs of the figures stand in two sentences."""
    together = Counter(id(desk.sentence_of[f.id]) for f in facts)
    return comb(len(facts), 2) - sum(comb(number, 2) for number in together.values())


def _near_each_other(facts: list[Fact]) -> list[Fact]:
    """The counts that have another value beside them which may be meant for the same; all of them where none has.

    Of rates any two are near.
    """
    if facts[0].unit == "%":
        return facts
    written = {(f.value, f.evidence.text): f for f in facts}  # a long report repeats a figure often
    near = {key for key, f in written.items() if any(f.value != g.value and not far(f, g) for g in written.values())}
    return [f for f in facts if (f.value, f.evidence.text) in near] or facts
