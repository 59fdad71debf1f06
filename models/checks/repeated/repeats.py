"""Repeats: the same quantity of the same time given twice, where both surely speak of the same thing."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from fractions import Fraction
from itertools import combinations
from math import comb

from models.checks.apart.told import are_beside
from models.checks.apart.wording import opening
from models.checks.arithmetic.sums import check_sum
from models.checks.computing import apart, rounded_or_cut
from models.checks.corrections import smallest
from models.checks.desk import Desk, Tally, is_exact
from models.checks.limits import crosses, identities
from models.checks.occasions import are_of_one_moment, are_of_two_occasions
from models.checks.repeated.headlines import headline_slips
from models.checks.repeated.other_words import told_in_other_words
from models.checks.repeated.own_counts import follow_from_own_counts
from models.checks.repeated.taken_up import taken_up
from models.checks.repeated.told_already import told_otherwise
from models.checks.repeated.under_leads import told_on_one_occasion, told_under_leads
from models.checks.sameness import SCHOOLS, Key, is_own_measure, key_of, subset_ids
from models.checks.slips import digits_of, far, is_slip, is_swapped, is_turned, slips_among
from models.checks.wordings import (
    STAGE_WORDS,
    before,
    clause,
    groups,
    is_of_last_year,
    names_indicator,
    pattern,
    same_county,
    same_subject,
    says,
)
from models.claims import claims
from models.fact import Fact
from models.finding import Correction, Finding, exact_text, make_finding
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
                tally.check(_conflict(desk, first, second))
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
            _check_pair(desk, tally, first, second)


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
            _check_pair(desk, tally, first, second)


def _check_untimed(desk: Desk, tally: Tally, slips: list[tuple[Fact, Fact]]) -> None:
    """新增学位3240个 and 新增学位3420个: the same digits in another order are a slip also where only one place names a time or a month."""
    for first, second in slips:
        if not _one_time_is_wider(first.period, second.period) or not is_swapped(digits_of(first), digits_of(second)):
            continue
        if _may_be_one(first, second) and _in_two_sentences(desk, first, second):
            _check_pair(desk, tally, first, second)


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
            _check_pair(desk, tally, first, second)
        if not swapped:
            tally.skip("several_values")
        return
    for value in values:
        tally.hold(_pairs_of_sentences(desk, [f for f in facts if f.value == value]))
    for first, second in combinations(facts, 2) if len(values) > 1 else ():
        if first.value != second.value and _in_two_sentences(desk, first, second):
            _check_pair(desk, tally, first, second)


def _in_two_sentences(desk: Desk, first: Fact, second: Fact) -> bool:
    return desk.sentence_of[first.id] is not desk.sentence_of[second.id]


def _pairs_of_sentences(desk: Desk, facts: list[Fact]) -> int:
    """How many pairs of the figures stand in two sentences."""
    together = Counter(id(desk.sentence_of[f.id]) for f in facts)
    return comb(len(facts), 2) - sum(comb(number, 2) for number in together.values())


def _check_pair(desk: Desk, tally: Tally, first: Fact, second: Fact) -> None:
    """Two figures of different values that share a key."""
    sentences = (first.evidence.sentence, second.evidence.sentence)
    swapped = is_swapped(digits_of(first), digits_of(second))  # hardly two figures of two things
    clauses, title = (_clause(desk, first), _clause(desk, second)), _title(desk)
    surely = swapped and len(digits_of(first).valued) >= _SURELY and not any("其中" in sentence for sentence in sentences)
    same = same_county(*sentences) and same_subject(first.indicator, *clauses, named=swapped, one_sided=surely, title=title)
    told_apart = first.indicator in claims()["name_too_little"] and not _is_slip(first, second)
    told_apart = told_apart or _items_of_one_list(desk, first, second) or _one_has_more_schools(desk, first, second)
    told_apart = told_apart or follow_from_own_counts(desk, first, second)
    if not same or told_apart or _of_two_kinds(desk, first, second) or _of_last_year(desk, first) != _of_last_year(desk, second):
        tally.skip("subjects_differ")
    elif are_of_two_occasions(desk, first, second):
        tally.skip("other_time")
    elif far(first, second) and not _is_turned(first, second) and not _counted_at_once(desk, first, second):
        tally.skip("far_apart")
    else:
        conflict = apart(rounded_or_cut(first), rounded_or_cut(second))
        tally.check(_conflict(desk, first, second) if conflict else None)


_SURELY = 4
"""So many digits in another order are one number, whatever one of the two places leaves out."""


def _is_turned(first: Fact, second: Fact) -> bool:
    """大班额46个 and 64个大班额: two digits the other way round, where neither sentence speaks of a part of the time."""
    timed = any(says("of_some_time", f.evidence.sentence) for f in (first, second))
    return not timed and is_turned(digits_of(first), digits_of(second))


def _counted_at_once(desk: Desk, first: Fact, second: Fact) -> bool:
    """今年秋季大班额减少到19个 …… 今年秋季大班额还有27个: what can be counted but once at a moment that both name."""
    return first.indicator in claims()["counted_at_a_moment"] and are_of_one_moment(desk, first, second)


def _clause(desk: Desk, fact: Fact) -> str:
    """Its clause; of several years any amount is that of all of them together, whether 累计 says so or not, and what is measured may be
    said of the years alone (教育支出依次为5.1亿元、5.4亿元，两年累计10.5亿元)."""
    words = clause(desk, fact)
    if "/" not in (fact.period or ""):
        return words
    if not names_indicator(fact.indicator, words) and (year := _first_year(desk, fact)) is not None:
        words = clause(desk, year)
    return pattern(claims()["taken_together"]).sub("", words)


def _first_year(desk: Desk, fact: Fact) -> Fact | None:
    """The first of the years in its sentence that a total behind them is made up of."""
    parts = next((relation.parts for _, relation in desk.sums if relation.whole == fact.id), ())
    first = desk.fact(parts[0]) if parts else None
    behind = first is not None and first.evidence.start < fact.evidence.start
    return first if behind and desk.sentence_of[fact.id] is desk.sentence_of[parts[0]] else None


def _of_last_year(desk: Desk, fact: Fact) -> bool:
    """上一年的录取率为81.6%: told of another year than the one that it is held against, though neither is named."""
    return fact.period is None and is_of_last_year(desk, fact)


def _title(desk: Desk) -> str:
    """The document's title; none where it begins with a sentence."""
    title = desk.extraction.document.title or ""
    return "" if re.search("[，。；]", title) else title


def _is_slip(first: Fact, second: Fact) -> bool:
    return is_slip(digits_of(first), digits_of(second))


def _of_two_kinds(desk: Desk, first: Fact, second: Fact) -> bool:
    """幼儿园32所，…招生2220人 and 高中5所，…招生2500人: each figure is told of the schools that its paragraph counts before it."""
    one, other = _schools_before(desk, first), _schools_before(desk, second)
    if one is None or other is None or one is other:
        return False
    return one.stage != other.stage or not same_subject(SCHOOLS, clause(desk, one), clause(desk, other))


def _one_has_more_schools(desk: Desk, first: Fact, second: Fact) -> bool:
    """小学22所 …… 小学26所 where there are 4 all-through schools: the one takes their parts of the stage in."""
    if first.indicator != SCHOOLS:
        return False
    counts = (f for f in desk.by_measure[SCHOOLS, first.unit] if f.value is not None and f.stage not in STAGE_WORDS)
    more = {f.value for f in counts if says("all_through", before(desk, f))}
    return abs((first.value or 0) - (second.value or 0)) in more


def _items_of_one_list(desk: Desk, first: Fact, second: Fact) -> bool:
    """● 河东片区152套 and ● 河西片区138套: two short items near each other count two things; so do two points of one paragraph
    (一是投资500万元新建教学楼5000平方米。… 三是投资200万元新建教学楼3000平方米。), unless the digits are turned round."""
    one, other = desk.sentence_of[first.id], desk.sentence_of[second.id]
    if one.block == other.block and all(_POINT.match(s.text) for s in (one, other)) and not is_swapped(digits_of(first), digits_of(second)):
        return True
    near = are_beside(one, other, _LIST) and max(len(one.text), len(other.text)) <= _SHORT
    return near and opening(one.text) is not None and opening(other.text) is not None


_POINT = re.compile(r"\s*[一二三四五六七八九十]{1,2}是")
_LIST, _SHORT = 12, 40
"""Blocks between two items of a list, and characters of an item, at most."""


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
