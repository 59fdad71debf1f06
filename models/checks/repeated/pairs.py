"""Two figures that share a key: whether they surely speak of one thing, and the finding where they give it otherwise.

Says of no figure that it is the wrong one, but where a sum that holds supports the other.
"""

from __future__ import annotations

import re
from fractions import Fraction

from models.checks.apart.told import are_beside
from models.checks.apart.wording import opening
from models.checks.arithmetic.sums import check_sum
from models.checks.computing import apart, rounded_or_cut
from models.checks.corrections import smallest
from models.checks.desk import Desk, Tally
from models.checks.limits import crosses
from models.checks.occasions import are_of_one_moment, are_of_two_occasions
from models.checks.repeated.own_counts import follow_from_own_counts
from models.checks.sameness import SCHOOLS
from models.checks.slips import digits_of, far, is_slip, is_swapped, is_turned
from models.checks.wordings import STAGE_WORDS, before, clause, is_of_last_year, names_indicator, pattern, same_county, same_subject, says
from models.claims import claims
from models.fact import Fact
from models.finding import Correction, Finding, exact_text, make_finding


def check_pair(desk: Desk, tally: Tally, first: Fact, second: Fact) -> None:
    """duplicate_conflict of two figures of different values that share a key, unless they are told of two things or times."""
    sentences = (first.evidence.sentence, second.evidence.sentence)
    swapped = is_swapped(digits_of(first), digits_of(second))  # hardly two figures of two things
    clauses, title = (_clause(desk, first), _clause(desk, second)), _title(desk)
    surely = swapped and len(digits_of(first).valued) >= _SURELY and not any("其中" in sentence for sentence in sentences)
    same = same_county(*sentences) and same_subject(first.indicator, *clauses, named=swapped, one_sided=surely, title=title)
    if not same or _are_told_apart(desk, first, second):
        tally.skip("subjects_differ")
    elif are_of_two_occasions(desk, first, second):
        tally.skip("other_time")
    elif far(first, second) and not _is_turned(first, second) and not _counted_at_once(desk, first, second):
        tally.skip("far_apart")
    else:
        differ = apart(rounded_or_cut(first), rounded_or_cut(second))
        tally.check(conflict(desk, first, second) if differ else None)


def _are_told_apart(desk: Desk, first: Fact, second: Fact) -> bool:
    """Whether something else than the words of their clauses tells that two figures are of two things."""
    if first.indicator in claims()["name_too_little"] and not _is_slip(first, second):
        return True
    return (
        _items_of_one_list(desk, first, second)
        or _one_has_more_schools(desk, first, second)
        or follow_from_own_counts(desk, first, second)
        or _one_is_done(desk, first, second)
        or _is_of_them(desk, first, second)
        or _of_two_kinds(desk, first, second)
        or _name_two_things(desk, first, second)
        or _of_last_year(desk, first) != _of_last_year(desk, second)
    )


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


def _one_is_done(desk: Desk, first: Fact, second: Fact) -> bool:
    """整改任务36项 and 已完成整改31项: one is what is done of the other, unless its digits are turned round."""
    done = [says("done_of_them", before(desk, fact)) for fact in (first, second)]
    return done[0] != done[1] and not _is_turned(first, second)


def _is_of_them(desk: Desk, first: Fact, second: Fact) -> bool:
    """惠及24620人次。其中：生活补助1246万元，惠及19935人次: what a sentence that opens with 其中 counts is a part of what was told
    before it in its paragraph."""
    own, whole = desk.sentence_of[second.id], desk.sentence_of[first.id]
    opened = says("opens_with_part", own.text) and own.block == whole.block and whole.start < own.start
    return opened and (second.value or 0) < (first.value or 0) and not is_swapped(digits_of(first), digits_of(second))


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
    """幼儿园32所，…招生2220人 and 高中5所，…招生2500人: each figure is told of the schools that its paragraph counts before it; a mean of
    those that it is shared out among (小学在校生1.2万人，…生均4.9平方米。初中在校生0.6万人，…生均6.2平方米)."""
    stages = {_sharers(desk, first), _sharers(desk, second)}
    if len(stages) == 2 and None not in stages:
        return True
    one, other = _schools_before(desk, first), _schools_before(desk, second)
    if one is None or other is None or one is other:
        return False
    return one.stage != other.stage or not same_subject(SCHOOLS, clause(desk, one), clause(desk, other))


def _name_two_things(desk: Desk, first: Fact, second: Fact) -> bool:
    """第三小学教学楼 and 第四小学教学楼, 购置教学仪器 and 购置的图书: whether the clauses name two schools by their number, or two
    things that are bought."""
    one, other = _clause(desk, first), _clause(desk, second)
    if (mine := set(_NUMBERED.findall(one))) and (theirs := set(_NUMBERED.findall(other))) and not mine & theirs:
        return True
    bought = [set(found["what"]) for words in (one, other) if (found := pattern(claims()["bought"]).search(words))]
    return len(bought) > 1 and bought[0].isdisjoint(bought[1])


_NUMBERED = re.compile(r"第?([一二三四五六七八九十]{1,3}(?:小(?:学)?|中(?:学)?|初中|高中|幼儿园))")


def _sharers(desk: Desk, rate: Fact) -> str | None:
    """The stage of those that a mean is of, where it names none itself."""
    wholes = [desk.fact(relation.whole) for _, relation in desk.ratios if relation.rate == rate.id] if rate.stage is None else []
    return next((whole.stage for whole in wholes if whole is not None), rate.stage)


def _one_has_more_schools(desk: Desk, first: Fact, second: Fact) -> bool:
    """小学22所 …… 小学26所 where there are 4 all-through schools: the one takes their parts of the stage in."""
    if first.indicator != SCHOOLS:
        return False
    more = abs((first.value or 0) - (second.value or 0))
    counts = (f for f in desk.by_measure[SCHOOLS, first.unit] if f.value == more and f.stage not in STAGE_WORDS)
    return any(says("all_through", before(desk, f)) for f in counts)


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


def conflict(desk: Desk, first: Fact, second: Fact) -> Finding:
    """The finding of one quantity that is given twice, with values that cannot be one."""
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
