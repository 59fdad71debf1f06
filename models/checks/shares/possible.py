"""Rates without their part, by the words that tell what they are of: each must be what a whole number of parts gives (whole_numbers.py)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import combinations, pairwise, takewhile

from models.checks.computing import rounded, rounded_or_cut
from models.checks.desk import Desk, Placed, Sentence, Tally, in_paragraph_of
from models.checks.shares.quotient import holds, of_two_stages, together
from models.checks.shares.ratios import rounds
from models.checks.shares.shares_told import (
    cut_at_marks,
    ends_group,
    group_within,
    names_again,
    of_other_kind,
    of_people,
    share_is_followed,
    shares_of,
    words_of,
)
from models.checks.shares.stage_shares import shares_of_stage
from models.checks.shares.whole_numbers import check_possible, is_rate, is_whole, whole_number
from models.checks.shares.wholes_named import counts_meant, is_said_of_others, share_named, share_of_all_before
from models.checks.wordings import MARKS, in_brackets, says
from models.fact import Fact

_TOLD = ("actual", "plan")


def check_impossible_rates(desk: Desk) -> Tally:
    """rate_impossible for each rate of a counted whole that no whole number of parts gives."""
    tally = Tally("impossible_rates")
    whole_of = {r.rate: r.whole for _, r in desk.ratios}
    known = set(whole_of)
    in_turn = zip([None, *desk.prose], desk.prose, strict=False)
    rated = [(before, s) for before, s in in_turn if any(is_rate(f, _TOLD) and f.id not in known for f in s.facts)]
    goals = {r.from_: goal for _, r in desk.changes if r.from_ is not None and (goal := desk.fact(r.to)) is not None}
    pairs = [pair for before, sentence in rated for pair in _pairs(sentence, in_paragraph_of(sentence, before), known, goals)]
    pairs += [pair for before, sentence in rated for pair in _of_those_within(sentence, before, known) if pair not in pairs]
    pairs += [pair for _, sentence in rated for pair in _of_all_told(desk, sentence, known) if pair not in pairs]
    staged = [pair for _, sentence in rated for pair in shares_of_stage(desk, sentence) if pair not in pairs]
    pairs += [(whole, rate) for whole, rate in staged if rate.id not in known and is_rate(rate) and is_whole(whole)]
    pairs += [pair for _, sentence in rated for pair in _of_named(desk, sentence, known) if pair not in pairs]
    pairs += [pair for _, sentence in rated for pair in _in_a_row(desk, sentence, whole_of) if pair not in pairs]
    read = rounded if pairs and rounds(desk) else rounded_or_cut
    for part, rate in pairs:
        whole = _whole_of_list(desk, part, rate)
        if rate.step * whole_number(whole) >= 100:
            tally.cannot_fail("whole_too_large")
        elif _is_of_several(desk, whole, rate):
            tally.skip("another_reading_holds")
        else:
            tally.check(check_possible(whole, rate, read))
    return tally


def _whole_of_list(desk: Desk, whole: Fact, rate: Fact) -> Fact:
    """听课40节，其中语文24节、数学16节，评为优良的占87.5%: behind the last of its parts a share that it cannot have is of their whole."""
    sums = (r for _, r in desk.sums if r.parts[-1:] == (whole.id,))
    divided = next((f for r in sums if (f := desk.fact(r.whole)) is not None and is_whole(f)), None)
    own = divided is None or desk.sentence_of[divided.id] is not desk.sentence_of[rate.id] or check_possible(whole, rate) is None
    return whole if own or divided is None else divided


def _is_of_several(desk: Desk, whole: Fact, rate: Fact) -> bool:
    """小学58所、初中28所，83所达到标准，达标率96.5%: the rate is what one count in front of it is of two others together."""
    ahead = (f for f in desk.sentence_of[rate.id].facts if f.evidence.start < rate.evidence.start)
    counts = [f for f in ahead if f.unit == whole.unit and is_whole(f)]
    pairs = list(combinations(counts, 2)) if len(counts) <= _FEW else []
    several = any(holds(part, together(a, b), rate) for a, b in pairs for part in counts if part.id not in (a.id, b.id))
    return several or (len(counts) <= _FEW and any(of_two_stages(counts, None, count, rate) for count in counts))


_FEW = 8


def _pairs(sentence: Sentence, before: Sentence | None, known: set[str], goals: Mapping[str, Fact]) -> list[tuple[Fact, Fact]]:
    """A counted whole and the rate right after it that speaks of a share of it (28个班中，…占12.4%), or what that has come to
    (14所初中的达标比例由64.3%提高到92.9%). `goals`: what has changed, by the id of what it was."""
    found = []
    outcome = False  # 综合达标的小学26所，达标率92.9%，初中11所，达标率84.6%: what is counted came out of the whole
    for whole, rate in pairwise(sentence.placed):
        share = goals.get(rate.fact.id, rate.fact)
        if share.id in known or not (is_rate(share) and is_whole(whole.fact)):
            # 班额超过45人的 names a group inside the pair; the whole then stands one figure further before.
            continue
        between = sentence.text[whole.end : rate.start]
        if share is not rate.fact:
            if MARKS.search(between):
                continue  # 消除大班额96个，大班额占比由7.2%降到1.8%
            between = _SINCE.sub("为", between)
        words, behind = words_of(sentence, whole), sentence.text[rate.end :]
        outcome = outcome or says("counts_outcome", words)
        if (outcome and says("rate_of_outcome", between)) or says("share_of_count", between):
            continue
        if of_people(words, between) or _behind_blank(sentence, whole):
            continue
        told = shares_of(words, between, behind) and not _of_another(sentence, whole, rate.fact)
        if told or (says("share_of_whole", between) and not of_other_kind(words, between, behind)):
            found.append((whole.fact, share))
    found += [pair for pair in (*_of_projects(sentence, known), *_behind_all(sentence, known)) if pair not in found]
    return found + _over_a_limit(sentence, known) + _of_the_last(sentence, before, known)


_SINCE = re.compile("[由从][^由从]*$")
"""由整改前的64.3%提高到92.9%: from what it has come."""


def _behind_blank(sentence: Sentence, count: Placed) -> bool:
    """学校**所，达标11所，达标率91.7%: the count before it was left blank, and may be the whole."""
    before = (p.fact for p in reversed(sentence.placed) if p.start < count.start and p.fact.unit == count.fact.unit)
    nearest = next(before, None)
    return nearest is not None and nearest.masked


def _of_another(sentence: Sentence, whole: Placed, rate: Fact) -> bool:
    """专任教师1200人，其中新聘25名，本科占92.3%: another count of the sentence may be the whole, and could be by its size."""
    others = [p.fact for p in sentence.placed if p.start < whole.start and p.fact.unit == whole.fact.unit and is_whole(p.fact)]
    return any(rate.step * whole_number(f) >= 100 or check_possible(f, rate) is None for f in others)


def _of_the_last(sentence: Sentence, before: Sentence | None, known: set[str]) -> list[tuple[Fact, Fact]]:
    """18所乡镇小学。督导发现，配齐教师的学校占63.5%: the whole is the one count of the sentence before, and named again."""
    counts = [p for p in before.placed if not in_brackets(before.text[: p.start])] if before is not None else []
    at = next((i for i, p in enumerate(sentence.placed) if p.fact.unit == "%"), None)
    if before is None or at is None or len(counts) != 1 or says("of_them_last", before.text[: counts[0].start]):
        return []
    whole, rate, limits = counts[0], sentence.placed[at], sentence.placed[:at]
    if rate.fact.id in known or not (is_rate(rate.fact) and is_whole(whole.fact)) or not all(_is_limit(sentence, p) for p in limits):
        return []
    ahead = sentence.text[limits[-1].end if limits else 0 : rate.start]
    again = names_again(words_of(before, whole), ahead, sentence.text[rate.end :])
    return [(whole.fact, rate.fact)] if again else []


def _of_those_within(sentence: Sentence, before: Sentence | None, known: set[str]) -> list[tuple[Fact, Fact]]:
    """特校1所，专任教师22名，资源教室8间。⏎特校专任教师中，受过培训的占90.9%: the whole is the count of the sentence before, in its
    paragraph or that before it, whose noun ends the group that the rate is of; what narrows the group must be told there too."""
    if before is None or sentence.block is None or not 0 <= sentence.block - (before.block or 0) <= 1:
        return []
    rate = sentence.placed[0]
    within = group_within(sentence.text[: rate.start])
    if within is None or rate.fact.id in known or not is_rate(rate.fact):
        return []
    if is_said_of_others(sentence.text[: rate.start].partition(within)[2], within):
        return []
    named = ((p, cut_at_marks(before.text[: p.start], -1)) for p in before.placed if is_whole(p.fact))
    counts = [p for p, noun in named if ends_group(noun, within, before.text[: p.start])]
    return [(counts[0].fact, rate.fact)] if len(counts) == 1 else []


def _is_limit(sentence: Sentence, placed: Placed) -> bool:
    """班额在45人以内的班级占83.3%: a figure that only names the group."""
    return says("limit_behind", sentence.text[placed.end :])


def _of_projects(sentence: Sentence, known: set[str]) -> list[tuple[Fact, Fact]]:
    """34个项目全部开工，开工率100%，竣工率94.1%: the rates behind a number of projects that are told of each as a whole."""
    found = []
    for i, whole in enumerate(sentence.placed):
        if not is_whole(whole.fact) or not says("projects", words_of(sentence, whole)):
            continue
        for rate in takewhile(lambda p: p.fact.unit == "%", sentence.placed[i + 1 :]):
            if rate.fact.id not in known and is_rate(rate.fact) and says("rate_of_projects", sentence.text[whole.end : rate.start]):
                found.append((whole.fact, rate.fact))
    return found


def _behind_all(sentence: Sentence, known: set[str]) -> list[tuple[Fact, Fact]]:
    """残疾儿童42名，入学率100%，其中随班就读的占59.5%: behind a rate that all of those counted attain, 其中 takes them up again."""
    found = []
    placed = sentence.placed
    for whole, attained, rate in zip(placed, placed[1:], placed[2:], strict=False):
        by_all = attained.fact.unit == "%" and attained.fact.value == _ALL
        if not by_all or rate.fact.id in known or not (is_rate(rate.fact) and is_whole(whole.fact)):
            continue
        words, between = words_of(sentence, whole), sentence.text[attained.end : rate.start]
        told = says("rate_of_those", sentence.text[whole.end : attained.start]) and says("takes_up_all", between)
        if told and not of_people(words, between) and shares_of(words, between, sentence.text[rate.end :]):
            found.append((whole.fact, rate.fact))
    return found


_ALL = 100


def _of_all_told(desk: Desk, sentence: Sentence, known: set[str]) -> list[tuple[Fact, Fact]]:
    """全县共有18个乡镇，…。已有86.3%的乡镇建成: a share of all, which its paragraph gave once, sentences ago; or of a sample:
    抽查了16所学校，…。抽查发现，作业公示的学校占87.5%."""
    found = []
    of_sample = says("found_by_sample", sentence.text)
    for i, rate in enumerate(sentence.placed):
        ahead, behind = sentence.text[: rate.start], sentence.text[rate.end :]
        own = sentence.text[sentence.placed[i - 1].end if i else 0 : rate.start]
        if rate.fact.id in known or not is_rate(rate.fact):
            continue
        earlier = (s for s in desk.blocks.get(sentence.block, []) if s.start < sentence.start and s.table is None)
        told = [(s, p) for s in earlier for p in s.placed if is_whole(p.fact)]
        followed = [(s, p) for s, p in told if share_is_followed(words_of(s, p, _NEAR), ahead, behind)]
        sampled = [(s, p) for s, p in told if names_again(words_of(s, p, _NEAR), own, behind)] if of_sample else []
        for alike, said in ((followed, "all_there_are"), (sampled, "sample_taken")):
            if len({p.fact.value for _, p in alike}) == 1 and says(said, words_of(*alike[0])):
                found.append((alike[0][1].fact, rate.fact))
                break
    return found


def _of_named(desk: Desk, sentence: Sentence, known: set[str]) -> list[tuple[Fact, Fact]]:
    """走访过的学校里，登记齐全的占82.6%; 占全县义务教育学校的61.3%: a share of a whole that is named here and counted elsewhere."""
    found = []
    for i, rate in enumerate(sentence.placed):
        words = _whole_named(sentence, i) if rate.fact.id not in known and is_rate(rate.fact, _TOLD) else None
        whole, others = counts_meant(desk, words, rate.fact) if words else (None, [])
        if whole and not any(check_possible(other, rate.fact) is None for other in others):
            found.append((whole, rate.fact))
    return found


def _in_a_row(desk: Desk, sentence: Sentence, whole_of: dict[str, str]) -> list[tuple[Fact, Fact]]:
    """记录不全的9所，占抽查学校的25%；面积不足的5所，占13.9%；器材未配齐的占23.5%: a third share of one whole, without its part.

    `whole_of`: the wholes of the rates that relations join.
    """
    found = []
    wholes: list[str] = []
    for before, rate in pairwise(sentence.placed):
        wholes += [whole_of[before.fact.id]] if before.fact.id in whole_of else []
        own = sentence.text[before.end : rate.start]
        if rate.fact.id in whole_of or not is_rate(rate.fact) or len(wholes) < _SHARES or not says("share_in_a_row", own):
            continue
        whole = desk.fact(wholes[-1])
        if len({*wholes}) == 1 and whole is not None and is_whole(whole) and not of_people(whole.evidence.sentence, own):
            found.append((whole, rate.fact))
    return found


_SHARES = 2
"""Shares of one whole that a third goes on with."""


def _whole_named(sentence: Sentence, at: int) -> str | None:
    """What a rate's whole is called, where the words say no more than that a part of it is so much."""
    ahead, behind = sentence.text[: sentence.placed[at].start], sentence.text[sentence.placed[at].end :]
    share = share_named(ahead[sentence.placed[at - 1].end if at else 0 :], behind) or share_of_all_before(ahead)
    if share is None or is_said_of_others(share.said, share.whole) or says("share_of_another", share.said):
        return None
    return None if says("another_look", ahead) or says("wishes", sentence.text) else share.whole


_NEAR = 4
"""Characters around a count in which its noun stands."""


def _over_a_limit(sentence: Sentence, known: set[str]) -> list[tuple[Fact, Fact]]:
    """Pairs with one limit between them that names the group: 28个班，班额超过45人的占12.4%."""
    placed = sentence.placed
    return [
        (a.fact, c.fact)
        for a, b, c in zip(placed, placed[1:], placed[2:], strict=False)
        if c.fact.id not in known and is_rate(c.fact) and is_whole(a.fact)
        and (b.fact.status == "standard" or b.fact.bound != "exact") and _shared_over(sentence.text[a.end : c.start])
    ]  # fmt: skip


def _shared_over(between: str) -> bool:
    """Whether the words between a whole and a rate, a limit among them, make the one a share of the other."""
    return says("share_of_whole", between) or says("classes_within", between)
