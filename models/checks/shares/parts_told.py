"""Shares of a whole that was told sentences before (…共320名。…。其中在乡镇任教的有214名，占近三分之二), and counts called more than half
of it (完成数已经过半).

Takes shares that no relation holds. Silent unless the words make the part one of the only count before it that could be its whole, and
where any other two counts of the paragraph give the share.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import pairwise, permutations

from models.checks.desk import Desk, Placed, Sentence, Tally, is_plain
from models.checks.shares.groups_named import Named, counts_called, counts_of_kind, group_named, is_exact_count
from models.checks.shares.other_readings import another_reading
from models.checks.shares.quotient import check_ratio, holds
from models.checks.shares.ratios import check_share, is_far
from models.checks.shares.shares_told import cut_at_marks, same_kind, words_of
from models.checks.wordings import pattern, saying, says
from models.claims import claims
from models.fact import Fact
from models.finding import Finding, exact_text, make_finding


def check_told_shares(desk: Desk) -> Tally:
    """ratio_mismatch for each share of a whole told before that does not hold."""
    tally = Tally("told_shares")
    known = {r.rate: r.whole for _, r in desk.ratios}
    for sentence in desk.prose:
        for first, second in pairwise(sentence.placed):
            part, rate = (first, second) if second.fact.unit == "%" else (second, first)
            if rate.fact.unit != "%" or not is_exact_count(part.fact) or _is_of(desk, sentence, part, rate, known.get(rate.fact.id)):
                continue
            if _is_share(sentence, part, rate):
                _check_share(desk, tally, sentence, part, rate)
    for sentence in saying(desk, "half_keys"):
        _check_halves(desk, tally, sentence)
    return tally


def _is_of(desk: Desk, sentence: Sentence, part: Placed, rate: Placed, whole: str | None) -> bool:
    """Whether a relation gives the whole of a rate, and the words between it and its part do not call that by another name; one that
    comes out may be called as it likes (实际参加2831人 …，占实考人数的97.2%)."""
    told = desk.fact(whole) if whole is not None else None
    if whole is None or part.end > rate.start or (told is not None and holds(part.fact, told, rate.fact)):
        return whole is not None
    name = _whole_named(sentence.text[part.end : rate.start])
    return name is None or set(name) <= set(words_of(desk.sentence_of[whole], desk.placed[whole]))


def _is_share(sentence: Sentence, part: Placed, rate: Placed) -> bool:
    """480人，占六成; 六成的家长（480人）."""
    if not is_plain(rate.fact, ("actual", "plan")) or rate.fact.value_max is not None:
        return False
    between = sentence.text[min(part.end, rate.end) : max(part.start, rate.start)]
    if part.end <= rate.start and _whole_named(between):
        return True
    return says("bare_share" if part.end <= rate.start else "part_in_brackets", between)


def _whole_named(between: str) -> str | None:
    """510人，恰为参训人数的三分之一; 281人，在骨干队伍中占了近六成: what the words between a part and its share call the whole; None where
    they name none."""
    if found := pattern(claims()["whole_named"]).search(between):
        return found["whole"]
    found = pattern(claims()["whole_within"]).search(between) if "占" in between or "比例" in between else None
    return (pattern(claims()["whole_fillers"]).sub("", found["whole"]) or None) if found else None


def _check_share(desk: Desk, tally: Tally, sentence: Sentence, part: Placed, rate: Placed) -> None:
    named = "率" in sentence.text[part.end : rate.start]
    inside = pattern(claims()["part_in_group"]).search(sentence.text[: part.start])
    name, group = _whole_named(sentence.text[part.end : rate.start]), group_named(inside["whole"]) if inside else None
    if name is None and inside and says("people_or_schools", inside["whole"]):
        name = inside["whole"]
    start = min(part.start, rate.start)
    if group is not None:
        _check_of_group(desk, tally, group, part.fact, rate.fact)
        return
    whole = _whole_called(desk, sentence, part, name) if name else _whole_of(desk, sentence, part, start, named=named)
    if whole is None:
        tally.skip("members_missing")
        return
    _, finding = check_ratio(None, part.fact, whole, rate.fact)
    if finding and is_far(finding):
        tally.skip("far_apart")
    elif finding and ((name is None and holds_of_others(desk, sentence, rate)) or _holds_elsewhere(desk, part.fact, whole, rate.fact)):
        tally.skip("another_reading_holds")
    else:
        tally.check(finding)


def _check_of_group(desk: Desk, tally: Tally, group: Named, part: Fact, rate: Fact) -> None:
    """ratio_mismatch for a share of a group that its sentence names and another counts."""
    wholes = [f for f in counts_called(desk, group) if may_hold(f, part)]
    if not wholes:
        tally.skip("members_missing")
    elif any(holds(part, f, rate) for f in counts_of_kind(desk, group) if f.value != part.value):
        tally.check()
    else:
        check_share(tally, part, wholes[0], rate)


def holds_of_others(desk: Desk, sentence: Sentence, rate: Placed) -> bool:
    """Whether a share holds for any two other counts told before it in its paragraph."""
    told = [p.fact for _, p in _before(desk, sentence, rate)]
    return any(holds(a, b, rate.fact) for a, b in permutations(told, 2) if (a.value or 0) <= (b.value or 0))


def _holds_elsewhere(desk: Desk, part: Fact, whole: Fact, rate: Fact) -> bool:
    """Whether the share holds for another whole; what is called more than so much holds for any that is small enough."""
    return rate.bound != "at_least" and another_reading(desk, part, whole, rate)


# --- the whole ------------------------------------------------------------------------------------------------------


def _before(desk: Desk, sentence: Sentence, placed: Placed) -> Iterator[tuple[Sentence, Placed]]:
    """The counts of the paragraph before a figure; where 其中 opens its sentence, those of the paragraph before too."""
    blocks = [*desk.blocks.get((sentence.block or 0) - 1, [])] if says("opens_with_part", sentence.text) else []
    for told in [*blocks, *desk.blocks.get(sentence.block, [])]:
        if told.table is None and told.start <= sentence.start:
            yield from ((told, p) for p in told.placed if is_exact_count(p.fact) and (told is not sentence or p.end <= placed.start))


def _whole_of(desk: Desk, sentence: Sentence, part: Placed, start: int, *, named: bool = False) -> Fact | None:
    """The one count before a part that is large enough for it, if the words make the part one of it; None where there are two.

    `start`: where the part or, in front of it, its share begins. `named`: the share has a name of its own (完成率), which may be of another
    whole unless the part is said to be of this one.
    """
    told = [(s, p) for s, p in _before(desk, sentence, part) if may_hold(p.fact, part.fact)]
    if len({p.fact.value for _, p in told}) != 1:
        return None
    within, whole = told[-1]
    ahead = sentence.text[: part.start]
    among = within is sentence and says("among_them", sentence.text[whole.end : start])
    if among or says("opens_with_part", ahead.rpartition("；")[2]):
        return whole.fact
    own, words = cut_at_marks(ahead, -1), words_of(within, whole)
    alike = says("noun_left_out", own) or says("due_whole", words) or same_kind(own + part.fact.evidence.text, words)
    return whole.fact if alike and not named and part.fact.stage in (None, whole.fact.stage) else None


def _whole_called(desk: Desk, sentence: Sentence, part: Placed, name: str) -> Fact | None:
    """The one count of the sentences before, in the paragraph or that before it, whose clause has all characters of a name; None where
    they tell two."""
    near = [s for step in (-1, 0) for s in desk.blocks.get((sentence.block or 0) + step, []) if s.table is None]
    counts = ((s, p) for s in near if s.start < sentence.start for p in s.placed if is_exact_count(p.fact))
    told = [p.fact for s, p in counts if may_hold(p.fact, part.fact) and set(name) <= set(words_of(s, p))]
    return told[0] if len({f.value for f in told}) == 1 else None


def may_hold(whole: Fact, part: Fact) -> bool:
    """Whether two counts of one kind, place and time may be a whole and its part by their size."""
    measured = whole.unit == "person" or whole.evidence.text[-1:] == part.evidence.text[-1:]  # 320名, 其中214人
    alike = whole.unit == part.unit and measured and whole.entity == part.entity
    timed = None in (whole.period, part.period) or whole.period == part.period
    return alike and timed and (whole.value or 0) >= (part.value or 0) > 0


# --- more than half -------------------------------------------------------------------------------------------------


def _check_halves(desk: Desk, tally: Tally, sentence: Sentence) -> None:
    """完成改造的学校41所，完成数已经过半: a count that is called more or less than half of the whole told before."""
    for side in ("more_than_half", "less_than_half"):
        for said in pattern(claims()[side]).finditer(sentence.text):
            part = _part_said(sentence, said.start(), said.end())
            if part is None or not is_exact_count(part.fact):
                continue
            whole = _whole_of(desk, sentence, part, min(part.start, said.start()))
            if whole is not None:
                over = 2 * (part.fact.value or 0) - (whole.value or 0)  # just half may be called either
                tally.check(_no_half(part.fact, whole, said[0]) if (over < 0 if side == "more_than_half" else over > 0) else None)


def _part_said(sentence: Sentence, start: int, end: int) -> Placed | None:
    """The count that the words from `start` to `end` call so many: 41所，已过半; 一半以上（41所）."""
    behind = next((p for p in sentence.placed if p.start >= end), None)
    if behind is not None and says("part_in_brackets", sentence.text[end : behind.start]):
        return behind
    return next((p for p in reversed(sentence.placed) if p.end <= start and says("bare_half", sentence.text[p.end : start])), None)


def _no_half(part: Fact, whole: Fact, words: str) -> Finding:
    """What is claimed is half of the whole, in its unit; what is there, the part."""
    value, half = Fraction(part.value or 0), Fraction(whole.value or 0) / 2
    return make_finding(
        "ratio_mismatch", [whole, part], variant="half", claimed=exact_text(half), computed=exact_text(value),
        part=part.evidence.text, whole=whole.evidence.text, words=words, shown=exact_text(round(value / half * 50, 1)),
    )  # fmt: skip
