"""Rates that are far off what their part and whole give, where one slip of the pen is how that came about: 占61% for 16%, 占1.0% for
10.0%, 8146人 for 1846人. A rate that is far off without one is of something else.

Takes three figures that their words join; claims nothing of the words but that no other figure stands between part and rate.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from models.checks.computing import SCALES, divides_as_written
from models.checks.desk import Desk
from models.checks.wordings import clause, last_piece, says
from models.fact import Fact


def is_explained(desk: Desk, part: Fact, whole: Fact, rate: Fact) -> bool:
    """Whether one slip of the pen makes the rate that is told right behind a part of what part and whole give."""
    if any(f.bound != "exact" for f in (part, whole, rate)) or not _is_right_behind(desk, part, rate):
        return False
    return _is_turned(part, whole, rate) or _point_is_moved(desk, part, whole, rate) or _is_turned_in_a_count(part, whole, rate)


def _is_right_behind(desk: Desk, part: Fact, rate: Fact) -> bool:
    """Whether no other figure parts a rate from its part; of 18240人，专任教师1140人，生师比 the whole may."""
    own, here, there = desk.sentence_of[rate.id], desk.placed[part.id], desk.placed[rate.id]
    if desk.sentence_of[part.id] is not own or not here.end <= there.start:
        return False
    between = [p for p in own.placed if here.end <= p.start < there.start]
    told = own.text[max([here.end, *(p.end for p in between)]) : there.start]
    return len(between) <= (rate.unit != "%") and len(told) <= _NEAR and _is_of_part(desk, part, told)


def _is_of_part(desk: Desk, part: Fact, told: str) -> bool:
    """Whether what stands before 占, if anything, is what the part is called: 386人，女教师占 is of others."""
    name, share, _ = last_piece(told).partition("占")
    return not share or name in clause(desk, part).replace(" ", "")


_NEAR = 20
"""Characters between a part and its rate: ，占义务教育学校总数的."""


def _is_turned(part: Fact, whole: Fact, rate: Fact) -> bool:
    """61% for 16%: what part and whole give, to the last digit written, has the digits of the rate in another order."""
    given, told = _as_written(_quotient(part, whole, rate), rate), _as_written(Fraction(rate.value or 0), rate)
    return given != told and len(given) == len(told) and sorted(given) == sorted(told)


def _point_is_moved(desk: Desk, part: Fact, whole: Fact, rate: Fact) -> bool:
    """1.0% for 10.0%: right but for the place of the point, where the words say that it is a share (占)."""
    text = desk.sentence_of[rate.id].text[desk.placed[part.id].end : desk.placed[rate.id].start]
    if rate.unit != "%" or not says("is_a_share", text) or len((rate.value or Decimal(0)).as_tuple().digits) < _TELLING:
        return False
    computed = _quotient(part, whole, rate)
    return any(_as_written(computed * shift, rate) == _as_written(Fraction(rate.value or 0), rate) for shift in (Fraction(1, 10), 10))


def _is_turned_in_a_count(part: Fact, whole: Fact, rate: Fact) -> bool:
    """8146人 for 1846人: two digits of the part or the whole, side by side, stand the other way round."""
    if len((rate.value or Decimal(0)).as_tuple().digits) <= _TELLING:
        return False
    scale = SCALES.get(rate.unit, 1)
    mended = [*((one, whole) for one in _turned(part)), *((part, one) for one in _turned(whole))]
    return any(divides_as_written(one, other, scale, rate) for one, other in mended)


def _turned(fact: Fact) -> Iterator[Fact]:
    """The count with two neighbouring digits the other way round."""
    digits = format(fact.value or 0, "f")
    for i in range(len(digits) - 1):
        value = digits[:i] + digits[i + 1] + digits[i] + digits[i + 2 :]
        if digits[i] != digits[i + 1] and "." not in digits[i : i + 2] and not value.startswith("0"):
            yield fact.model_copy(update={"value": Decimal(value)})


def _quotient(part: Fact, whole: Fact, rate: Fact) -> Fraction:
    return Fraction(part.value or 0) / Fraction(whole.value or 1) * SCALES.get(rate.unit, 1)


def _as_written(value: Fraction, like: Fact) -> str:
    """The digits of a value to as many places as a rate is written with."""
    places = -min(0, int((like.value or Decimal(0)).as_tuple().exponent))
    return str(round(value * 10**places))


_TELLING = 2
"""Digits by which a rate is known again."""
