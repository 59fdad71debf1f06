"""Interval arithmetic on written figures: what a figure may stand for, and whether a claim meets what was computed.

Rounded and cut off are told apart: first every figure is read as rounded; only if they do not meet are they read as
either. What then meets was cut off somewhere; what still does not meet is wrong.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from typing import Literal

from models.fact import Fact
from models.quantity import Bound, Interval, exact_sum, written_interval

Verdict = Literal["consistent", "truncated", "inconsistent"]
Reading = Callable[[Fact], Interval]

SCALES = {"%": 100, "person/100person": 100, "item/100person": 100}
"""What part / whole is multiplied by to be written in a unit; 1 for all other rates (per head, times, ratio)."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """The verdict, and what was computed of figures read as rounded."""

    verdict: Verdict
    computed: Interval


def rounded(fact: Fact) -> Interval:
    """The amounts that a figure stands for if it was rounded. A norm is the number that it says: 4.5㎡ was not rounded."""
    if _is_limited_tenth(fact):
        return _tenths(fact)
    norm = fact.status == "standard"
    return fact.interval("rounded", _bound(fact), Decimal(0) if norm else fact.step)


def _bound(fact: Fact) -> Bound:
    doubled = "番" in fact.evidence.text and fact.bound == "exact"  # but 翻了一番多 is at least twice as much
    return "about" if doubled else "exact" if fact.status == "standard" else fact.bound


def _is_limited_tenth(fact: Fact) -> bool:
    """超过九成, 近八成, 不到三成: tenths by which a share is set a limit, and not rounded to."""
    limited = fact.bound != "exact" and fact.status != "standard" and fact.value_max is None
    return limited and fact.unit == "%" and fact.evidence.text.endswith("成")


def _tenths(fact: Fact) -> Interval:
    """超过九成 is said of 90% and more; what rounds to 90% may pass for it (89.6%), and 86% does not. 约九成, 近九成 are said of what
    rounds to nine tenths."""
    return fact.interval("rounded", "exact", fact.step) if fact.bound == "about" else fact.interval("rounded", fact.bound, Decimal(1))


def last_to_meet(fact: Fact, *, at_least: bool) -> Fact:
    """The end of a range that is the last to meet a limit: 初中在0.152至0.489之间，均符合国家标准. A single value as it stands."""
    if fact.value_max is None:
        return fact
    return fact.model_copy(update={"value": fact.value if at_least else fact.value_max, "value_max": None})


def rounded_or_cut(fact: Fact) -> Interval:
    """The amounts that a figure stands for if it was rounded or cut off."""
    if fact.status == "standard" or fact.value is None or _is_limited_tenth(fact):
        return rounded(fact)
    return _rounded_or_cut(fact.value, fact.value_max, fact.step, _bound(fact))


@lru_cache(maxsize=8192)
def _rounded_or_cut(value: Decimal, value_max: Decimal | None, step: Decimal, bound: Bound) -> Interval:
    near, half = written_interval(value, value_max, step, bound, "rounded"), Fraction(step) / 2
    # Cutting off goes towards zero, so a written zero may have been either side of it.
    low = near.low - half if near.low is not None and value <= 0 else near.low
    high = near.high + half if near.high is not None and value >= 0 else near.high
    return Interval(low, high, open_high=step > 0 and value >= 0, open_low=step > 0 and value <= 0)


FAR = 2
"""By what factor two accounts of one figure differ at most: beyond it they speak of different things."""


def far_apart(a: Fraction, b: Fraction) -> bool:
    """Whether two values are too different to be a slip in one figure; more likely they were joined wrongly."""
    low, high = sorted((abs(a), abs(b)))
    return (a < 0) != (b < 0) or high > FAR * low


def is_open(interval: Interval) -> bool:
    return interval.low is None or interval.high is None


def stands_open(fact: Fact) -> bool:
    """Whether a figure with a value stands for amounts without a limit: 100人以上."""
    return fact.bound != "exact" and is_open(rounded(fact))


def total(facts: list[Fact], read: Reading) -> Interval:
    """The sum of figures."""
    intervals = [read(fact) for fact in facts]
    lows = [i.low for i in intervals if i.low is not None]
    highs = [i.high for i in intervals if i.high is not None]
    return Interval(
        exact_sum(lows) if len(lows) == len(facts) else None,
        exact_sum(highs) if len(highs) == len(facts) else None,
        any(i.open_high for i in intervals),
        any(i.open_low for i in intervals),
    )


# A figure's interval always holds the figure itself. Where the figures meet just as they are written, as most do, every
# reading of them meets as well, and no interval need be computed.


def adds_up_as_written(whole: Fact, parts: list[Fact]) -> bool:
    """Whether plain figures with values add up to the last digit."""
    if any(f.bound != "exact" for f in (whole, *parts)):
        return False
    return exact_sum(p.value or Decimal(0) for p in parts) == whole.value


def comes_to(exact: Fraction, fact: Fact) -> bool:
    """Whether a figure with a value is `exact` to its last digit: less than half a step away."""
    (above, below), (claimed, c), (step, s) = (v.as_integer_ratio() for v in (exact, fact.value or Decimal(0), fact.step))
    return 2 * abs(above * c - claimed * below) * s < step * below * c  # in whole numbers, as below


def divides_as_written(part: Fact, whole: Fact, scale: int, rate: Fact) -> bool:
    """Whether scale × part / whole of the written figures lies within half a step of `rate`, which is no norm, or is just that."""
    assert part.value is not None and whole.value is not None and rate.value is not None
    if part.value < 0 or whole.value <= 0 or rate.status == "standard" or _is_limited_tenth(rate):
        return False
    (above, a), (below, b), (claimed, c), (step, s) = (v.as_integer_ratio() for v in (part.value, whole.value, rate.value, rate.step))
    apart = 2 * abs(scale * above * b * c - claimed * below * a) * s  # twice the distance, all over a·below·c·s
    return apart < step * below * a * c or apart == 0


def judge(claim: Fact, compute: Callable[[Reading], Interval]) -> Judgement:
    """Whether `claim` meets what `compute` gives under either reading."""
    computed = compute(rounded)
    if rounded(claim).meets(computed):
        return Judgement("consistent", computed)
    meets = rounded_or_cut(claim).meets(compute(rounded_or_cut))
    return Judgement("truncated" if meets else "inconsistent", computed)


def middle(interval: Interval) -> Fraction:
    """The middle of an interval, or its only end. Raises ValueError where it has none."""
    ends = [end for end in (interval.low, interval.high) if end is not None]
    if not ends:
        raise ValueError("an interval without limits has no middle")
    return sum(ends, Fraction()) / len(ends)


def apart(a: Interval, b: Interval) -> bool:
    """Whether no value is in both."""
    return not a.meets(b)


def surely_less(a: Interval, b: Interval) -> bool:
    """Whether every value of `a` is below every value of `b`."""
    return a.high is not None and b.low is not None and (a.high < b.low or (a.high == b.low and (a.open_high or b.open_low)))


def round_to(value: Fraction, step: Fraction) -> Fraction:
    """The multiple of `step` nearest to `value`, halves away from zero; `value` itself for step 0.

    >>> round_to(Fraction(5, 66) * 100, Fraction(1, 10))
    Fraction(38, 5)
    """
    if step == 0:
        return value
    count = abs(value) / step + Fraction(1, 2)
    whole = count.numerator // count.denominator * step
    return -whole if value < 0 else whole
