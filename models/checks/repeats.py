"""Repeats: the same quantity of the same time given twice, where both surely speak of the same thing."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from fractions import Fraction
from itertools import combinations

from models.checks.bounds import COUNTED
from models.checks.computing import apart, rounded_or_cut
from models.checks.corrections import smallest
from models.checks.desk import Desk, Tally, once
from models.checks.headlines import headline_slips
from models.checks.limits import crosses
from models.checks.slips import digits_of, far, is_slip, is_swapped, pairs_written, side_by_side
from models.checks.sums import check_sum
from models.checks.wordings import after, before, clause, same_county, same_subject, says
from models.claims import claims
from models.fact import Fact
from models.finding import Correction, Finding, exact_text, make_finding
from models.indicators import OTHER

Key = tuple[object, ...]
ATTAINED, SCHOOLS = "school.compliant", "school.count"


def key_of(fact: Fact) -> Key:
    """What two figures must share to speak of the same thing."""
    return (fact.indicator, fact.unit, fact.stage, fact.area, fact.criterion, fact.entity, fact.period)


def is_whole_county(fact: Fact) -> bool:
    """A plain amount that is claimed as true, of the document's own county, outside tables."""
    return fact.status == "actual" and _is_plain(fact)


def _is_plain(fact: Fact) -> bool:
    return fact.indicator != OTHER and is_own_amount(fact)


def is_own_amount(fact: Fact) -> bool:
    """A plain amount of the document's own county outside tables, whatever it measures and is."""
    if fact.evidence.table is not None or "table" in fact.flags or fact.entity is not None:
        return False
    return fact.value is not None and fact.value_max is None and fact.kind == "level" and fact.bound == "exact"


def _is_goal(fact: Fact) -> bool:
    """A plain amount that the county sets itself for a named time."""
    return fact.status == "plan" and fact.period is not None and _is_plain(fact)


@once
def subset_ids(desk: Desk) -> frozenset[str]:
    """Figures that are a part of another of the same kind: their key says too little of them."""
    pairs = [(r.whole, p) for _, r in desk.sums for p in r.parts] + [(r.whole, r.part) for _, r in desk.ratios]
    found = set()
    for whole_id, part_id in pairs:
        whole, part = desk.fact(whole_id), desk.fact(part_id)
        if whole and part and key_of(whole) == key_of(part):
            found.add(part_id)
    for _, relation in desk.sums:
        keys = [(p, key_of(part)) for p in relation.parts if (part := desk.fact(p))]
        times = Counter(key for _, key in keys)
        found |= {p for p, key in keys if times[key] > 1}
    found |= {f.id for f in desk.extraction.facts if f.indicator == ATTAINED and says("whole_follows", after(desk, f))}
    return frozenset(found)


def check_repeats(desk: Desk) -> Tally:
    """duplicate_conflict for each quantity that stands twice, in two sentences, with values that cannot be one."""
    tally = Tally("repeats")
    subsets = subset_ids(desk)
    told = [f for f in desk.extraction.facts if (is_whole_county(f) or _is_goal(f)) and f.id not in subsets]
    for facts in _grouped(told, key_of):
        _check_group(desk, tally, facts)
    for facts in _grouped(told, _loose_key):
        _check_slips(desk, tally, facts)
    _check_untimed(desk, tally, told)
    _check_told_already(desk, tally)
    for title, text in headline_slips(desk):
        tally.check(_conflict(desk, title, text))
    return tally


def _grouped(facts: list[Fact], key: Callable[[Fact], Key]) -> list[list[Fact]]:
    """The groups of two and more that share a key and a status."""
    groups: dict[Key, list[Fact]] = {}
    for fact in facts:
        groups.setdefault((*key(fact), fact.status), []).append(fact)
    return [group for group in groups.values() if len(group) > 1]


def _loose_key(fact: Fact) -> Key:
    return (fact.indicator, fact.unit, fact.criterion, fact.entity, fact.period)


def _check_slips(desk: Desk, tally: Tally, facts: list[Fact]) -> None:
    """A slip of the pen (4860 and 4680) is told also where one place names a stage or an area that the other leaves out."""
    for first, second in pairs_written(facts, is_slip):
        if first.value == second.value:
            continue
        elsewhere = desk.sentence_of[first.id] is not desk.sentence_of[second.id]
        if elsewhere and key_of(first) != key_of(second) and _may_be_one(first, second):
            _check_pair(desk, tally, first, second)


def _check_untimed(desk: Desk, tally: Tally, told: list[Fact]) -> None:
    """新增学位3240个 and 新增学位3420个: the same digits in another order are a slip also where only one place names a time or a month."""
    for facts in _grouped(told, lambda f: (f.indicator, f.unit, f.criterion, f.entity)):
        for first, second in pairs_written(facts, is_swapped):
            if not _one_time_is_wider(first.period, second.period):
                continue
            if desk.sentence_of[first.id] is not desk.sentence_of[second.id] and _may_be_one(first, second):
                _check_pair(desk, tally, first, second)


def _one_time_is_wider(a: str | None, b: str | None) -> bool:
    """One is no time at all, or the year of the other, which is a month."""
    if a is None or b is None:
        return a is not b
    return a != b and (a.startswith(f"{b}-") or b.startswith(f"{a}-")) and "/" not in a + b


def _check_told_already(desk: Desk, tally: Tally) -> None:
    """走访了37所农村小学 …… 这39所农村小学: 这 says that just so many were told before. Another count of the same noun is then a slip."""
    counts = [f for f in desk.extraction.facts if _is_count(f)]
    for at, fact in enumerate(counts):
        if not says("told_already", before(desk, fact)):
            continue
        told = _of_the_noun(desk, fact, counts[:at])
        if told and all(f.value != fact.value for f in told) and _may_be_miswritten(told[-1], fact):
            tally.check(_conflict(desk, told[-1], fact))


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
    plain = fact.evidence.table is None and fact.value_max is None and fact.bound == "exact" and fact.kind == "level"
    return plain and fact.value is not None and fact.unit in COUNTED


def _may_be_miswritten(first: Fact, second: Fact) -> bool:
    """Two counts that are near each other, or hold the same digits: 68 and 86."""
    one, other = side_by_side(digits_of(first), digits_of(second))
    return not far(first, second) or (one != other and sorted(one) == sorted(other))


def _may_be_one(first: Fact, second: Fact) -> bool:
    """Neither names a part of what the other counts: 小学 is one, 义务教育 of a report on it is none."""
    stages, areas = {first.stage, second.stage}, {first.area, second.area}
    return (len(stages) == 1 or stages == {None, "compulsory"}) and (len(areas) == 1 or None in areas)


def _check_group(desk: Desk, tally: Tally, facts: list[Fact]) -> None:
    """Of a quantity with three and more values nothing is said: its key does not tell them apart."""
    facts = _near_each_other(facts)
    if len({f.value for f in facts}) > 2:
        tally.skip("several_values")
        return
    for first, second in combinations(facts, 2):
        if desk.sentence_of[first.id] is desk.sentence_of[second.id]:
            continue
        if first.value == second.value:
            tally.check()
        else:
            _check_pair(desk, tally, first, second)


def _check_pair(desk: Desk, tally: Tally, first: Fact, second: Fact) -> None:
    """Two figures of different values that share a key."""
    sentences = (first.evidence.sentence, second.evidence.sentence)
    swapped = is_swapped(digits_of(first), digits_of(second))  # hardly two figures of two things
    same = same_county(*sentences) and same_subject(first.indicator, clause(desk, first), clause(desk, second), named=swapped)
    told_apart = first.indicator in claims()["name_too_little"] and not _is_slip(first, second)
    if not same or told_apart or _of_two_kinds(desk, first, second):
        tally.skip("subjects_differ")
    elif far(first, second):
        tally.skip("far_apart")
    else:
        conflict = apart(rounded_or_cut(first), rounded_or_cut(second))
        tally.check(_conflict(desk, first, second) if conflict else None)


def _is_slip(first: Fact, second: Fact) -> bool:
    return is_slip(digits_of(first), digits_of(second))


def _of_two_kinds(desk: Desk, first: Fact, second: Fact) -> bool:
    """幼儿园32所，…招生2220人 and 高中5所，…招生2500人: each figure is told of the schools that its paragraph counts before it."""
    one, other = _schools_before(desk, first), _schools_before(desk, second)
    if one is None or other is None or one is other:
        return False
    return one.stage != other.stage or not same_subject(SCHOOLS, clause(desk, one), clause(desk, other))


def _schools_before(desk: Desk, fact: Fact) -> Fact | None:
    """The last count of schools before a figure in its paragraph, unless the figure names a stage of its own."""
    own = desk.sentence_of[fact.id]
    told = [f for s in desk.blocks.get(own.block, [own]) for f in s.facts if f.unit == "school" and f.evidence.start < fact.evidence.start]
    return told[-1] if told and fact.stage is None else None


def _near_each_other(facts: list[Fact]) -> list[Fact]:
    """The counts that have another value beside them which may be meant for the same; all of them where none has.

    Of rates any two are near.
    """
    if facts[0].unit == "%":
        return facts
    written = {(f.value, f.evidence.text): f for f in facts}  # a long report repeats a figure often
    near = {key for key, f in written.items() if any(f.value != g.value and not far(f, g) for g in written.values())}
    return [f for f in facts if (f.value, f.evidence.text) in near] or facts


def _conflict(desk: Desk, first: Fact, second: Fact) -> Finding:
    assert first.value is not None and second.value is not None
    return make_finding(
        "duplicate_conflict",
        [first, second],
        claimed=exact_text(Fraction(second.value)),
        computed=exact_text(Fraction(first.value)),
        changes_verdict=crosses(second, Fraction(first.value)),
        correction=_correction(desk, first, second),
        first=first.evidence.text,
        second=second.evidence.text,
    )


def _correction(desk: Desk, first: Fact, second: Fact) -> Correction | None:
    """The figure that no holding sum supports is the one to correct; None where that does not tell."""
    supported = [_in_holding_sum(desk, fact) for fact in (first, second)]
    if supported == [True, False]:
        return smallest([(second, Fraction(first.value or 0))])
    return smallest([(first, Fraction(second.value or 0))]) if supported == [False, True] else None


def _in_holding_sum(desk: Desk, fact: Fact) -> bool:
    for index, relation in desk.sums:
        members = [desk.fact(i) for i in (relation.whole, *relation.parts)]
        if fact.id in (relation.whole, *relation.parts) and all(m is not None and m.value is not None for m in members):
            whole, *parts = [m for m in members if m is not None]
            return check_sum(index, whole, parts) is None
    return False
