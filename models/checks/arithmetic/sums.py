"""Sums: the parts add up to the whole. Takes sum relations as they were read; looks for none of its own."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from models.checks.amounts import amount
from models.checks.arithmetic.named_again import parts_named
from models.checks.computing import adds_up_as_written, judge, middle, rounded, stands_open, total
from models.checks.corrections import smallest
from models.checks.desk import Desk, Tally
from models.checks.occasions import are_of_two_accounts
from models.checks.scales import moved
from models.checks.slips import miswritten
from models.checks.tabled.recomputed import added_up
from models.checks.wordings import after, before, says
from models.fact import Fact
from models.finding import Finding, exact_text, make_finding

MISSING_SHARE = Fraction(1, 5)
"""Where the parts fall short by more than this share of the whole, the text may not name them all: silence."""


def check_sums(desk: Desk) -> Tally:
    """sum_mismatch for each sum whose whole does not meet the total of its parts, rounded or cut off."""
    tally = Tally("sums")
    for index, relation in desk.sums:
        whole, parts = desk.fact(relation.whole), [desk.fact(p) for p in relation.parts]
        present = [p for p in parts if p is not None]
        named = {relation.whole, *relation.parts}
        if whole is None or len(present) < len(parts) or len(named) < 3 or len(named) < len(parts) + 1:
            tally.skip("members_missing")
        elif reason := _obstacle(whole, present):
            tally.skip(reason)
        elif any(stands_open(f) for f in (whole, *present)):
            tally.cannot_fail("open_bound")
        elif _names_others(desk, whole, present):
            tally.skip("names_other_parts")
        elif adds_up_as_written(whole, present) or _is_passed_norm(desk, whole, present):
            tally.check()
        elif _falls_short(whole, present) or (_leaves_kinds_out(whole, present) and not says("made_up_of_them", after(desk, present[-1]))):
            tally.skip("parts_may_be_incomplete")
        elif any(are_of_two_accounts(desk, whole, part) for part in present):
            tally.skip("subjects_differ")
        else:
            finding = check_sum(index, whole, present)
            tally.check(added_up(whole, present) if finding and _is_told_of_table(whole, present) else finding)
    return tally


def _names_others(desk: Desk, whole: Fact, parts: list[Fact]) -> bool:
    """一档320人、二档200人、三档18人，前两档合计520人: whether the total says itself which figures it takes together, not just these."""
    named = {part.id for part in parts_named(desk.sentence_of[whole.id], desk.placed[whole.id])} if whole.evidence.table is None else set()
    return bool(named) and named != {part.id for part in parts}


def _is_told_of_table(whole: Fact, parts: list[Fact]) -> bool:
    """Whether a sentence tells what the cells of one table should add up to."""
    tables = {p.evidence.table for p in parts}
    return whole.evidence.table is None and len(tables) == 1 and None not in tables


def _obstacle(whole: Fact, parts: list[Fact]) -> str | None:
    members = [whole, *parts]
    if any(m.value is None for m in members):
        return "masked"
    if any(m.unit != whole.unit for m in parts):
        return "units_differ"
    if any(m.kind != whole.kind or m.value_max is not None for m in members):
        return "not_plain_amounts"
    return None


def _is_passed_norm(desk: Desk, whole: Fact, parts: list[Fact]) -> bool:
    """五年培训68、70、74、76和78学时，累计超过360学时的国家要求: what is told together passes what is asked for."""
    least = whole.status == "standard" and says("at_least_so_much", before(desk, whole) + after(desk, whole))
    return least and middle(total(parts, rounded)) >= Fraction(whole.value or 0)


def _falls_short(whole: Fact, parts: list[Fact]) -> bool:
    amount = middle(rounded(whole))
    short = amount - middle(total(parts, rounded))
    return amount > 0 and short > amount * MISSING_SHARE and not _in_wrong_scale(parts, short) and not _of_wrong_scale(whole, parts)


def _of_wrong_scale(whole: Fact, parts: list[Fact]) -> bool:
    """126亿元，其中7450万元、5150万元: in the next scale the whole is just what they come to."""
    return any(rounded(meant).meets(total(parts, rounded)) for meant in moved(whole))


def _in_wrong_scale(parts: list[Fact], short: Fraction) -> bool:
    """3298万元，包括889万元、1000元、1409万元: one sum of money, written in 万元 as the whole is, is all that they fall short by."""
    money = (Fraction(p.value) for p in parts if p.unit == "CNY" and p.value)
    return any(abs(short / (value * (_SCALE - 1)) - 1) < _HARDLY for value in money)


_SCALE = 10**4
_HARDLY = Fraction(1, 200)
"""What rounding may leave."""


def _leaves_kinds_out(whole: Fact, parts: list[Fact]) -> bool:
    """专任教师8229人，其中普通中学…、小学…、幼儿园…、特殊教育…: the list may leave some of the kinds of schools out.

    Not where a slip of the pen is all that the parts fall short by.
    """
    kinds = {p.stage for p in parts}
    short = Fraction(whole.value or 0) - sum(Fraction(p.value or 0) for p in parts)
    if len(kinds) < _KINDS or not kinds & {"preschool", "special"} or short <= 0 or (whole.unit == "person" and kinds >= _ALL_KINDS):
        return False
    return not any(miswritten(*pair) for pair in _meant(whole, parts, short))


_KINDS = 3
_ALL_KINDS = {"preschool", "primary", "junior", "senior", "special"}
"""People of all of these are all there are."""


def _meant(whole: Fact, parts: list[Fact], short: Fraction) -> list[tuple[Decimal, Decimal]]:
    """Each figure's value, and what it would have to be for the parts to make up the whole."""
    by = Decimal(short.numerator) / Decimal(short.denominator)
    values = [(m.value or Decimal(0), sign) for m, sign in ((whole, -1), *((p, 1) for p in parts))]
    return [(value, value + sign * by) for value, sign in values]


def check_sum(index: int | None, whole: Fact, parts: list[Fact]) -> Finding | None:
    """The finding of one sum of figures with values, or None where it holds."""
    judgement = judge(whole, lambda read: total(parts, read))
    if judgement.verdict != "inconsistent":
        return None
    assert whole.value is not None
    computed = middle(judgement.computed)
    difference = computed - Fraction(whole.value)
    needs = [(whole, computed), *((p, Fraction(p.value or 0) - difference) for p in parts)]
    return make_finding(
        "sum_mismatch",
        [whole, *parts],
        relation=index,
        claimed=exact_text(Fraction(whole.value)),
        computed=exact_text(computed),
        interval=judgement.computed,
        correction=smallest(needs),
        whole=whole.evidence.text,
        parts="、".join(p.evidence.text for p in parts),
        total=amount(computed, whole),
        difference=amount(abs(difference), whole),
    )
