"""Quantities as the report writes them: an exact decimal, its unit, its written precision, and the interval it stands for.

A written number is not a point: 69.6% says [69.55, 69.65) if it was rounded and [69.6, 69.7) if it was cut off.
Intervals carry exact fractions, so that no comparison ever rests on floating point or on a percent tolerance.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from math import lcm
from typing import Literal

Bound = Literal["exact", "about", "at_least", "at_most"]
Reading = Literal["rounded", "truncated"]

ABOUT_MARGIN = Fraction(1, 10)
"""约, 近, 左右 widen a figure by this share of it (spec: findings rest on intervals)."""


@dataclass(frozen=True, slots=True)
class Interval:
    """All values between `low` and `high`; None is without limit. `open_high`, `open_low`: that end itself is left out."""

    low: Fraction | None
    high: Fraction | None
    open_high: bool = False
    open_low: bool = False

    @classmethod
    def point(cls, value: Decimal | Fraction | int) -> Interval:
        return cls(Fraction(value), Fraction(value))

    def __add__(self, other: Interval) -> Interval:
        low, high = _plus(self.low, other.low), _plus(self.high, other.high)
        return Interval(low, high, self.open_high or other.open_high, self.open_low or other.open_low)

    def __neg__(self) -> Interval:
        return Interval(_negative(self.high), _negative(self.low), self.open_low, self.open_high)

    def __sub__(self, other: Interval) -> Interval:
        return self + (-other)

    def scaled(self, factor: Fraction | int) -> Interval:
        """The interval times a factor above zero."""
        return Interval(_times(self.low, factor), _times(self.high, factor), self.open_high, self.open_low)

    def divided_by(self, other: Interval) -> Interval:
        """Quotient of two intervals of values not below zero. Raises ZeroDivisionError where `other` may be zero."""
        if other.low is None or other.low <= 0:
            raise ZeroDivisionError("the divisor's interval holds zero")
        low = None if self.low is None else (Fraction(0) if other.high is None else self.low / other.high)
        high = None if self.high is None else self.high / other.low
        return Interval(low, high)

    def meets(self, other: Interval) -> bool:
        """True where some value lies in both."""
        return _before(self, other) and _before(other, self)

    def __contains__(self, value: Decimal | Fraction | int) -> bool:
        return self.meets(Interval.point(value))


def _plus(a: Fraction | None, b: Fraction | None) -> Fraction | None:
    return None if a is None or b is None else a + b


def _times(a: Fraction | None, factor: Fraction | int) -> Fraction | None:
    return None if a is None else a * factor


def _negative(a: Fraction | None) -> Fraction | None:
    return None if a is None else -a


def _before(a: Interval, b: Interval) -> bool:
    """`a` begins no later than `b` ends."""
    if a.low is None or b.high is None:
        return True
    return a.low < b.high or (a.low == b.high and not b.open_high and not a.open_low)


@dataclass(frozen=True, slots=True)
class Quantity:
    """A written figure in its base unit.

    `step` is the size of its last written digit in base units (0.1亿元 is 10,000,000 CNY); 0 for what is counted and
    written to the last one, which stands for itself alone.
    """

    value: Decimal
    unit: str
    step: Decimal = Decimal(0)
    bound: Bound = "exact"
    value_max: Decimal | None = None

    def interval(self, reading: Reading = "rounded") -> Interval:
        """What the figure stands for, read as rounded or as cut off; opened or widened by its bound."""
        return written_interval(self.value, self.value_max, self.step, self.bound, reading)


# Each check asks anew for the figures that it compares, and a report says the same amounts many times.
@lru_cache(maxsize=8192)
def written_interval(value: Decimal, value_max: Decimal | None, step: Decimal, bound: Bound, reading: Reading) -> Interval:
    """What a written figure stands for; the arguments are as those of a Quantity."""
    negative = value < 0  # -5.05 is rounded away from zero, to -5.1
    below, above = (1, 1) if reading == "rounded" else (2, 0) if negative else (0, 2)
    low, high = _moved(value, step, -below), _moved(value if value_max is None else value_max, step, above)
    if bound == "about":
        low, high = low - abs(low) * ABOUT_MARGIN, high + abs(high) * ABOUT_MARGIN
    return Interval(
        None if bound == "at_most" else low,
        None if bound == "at_least" else high,
        open_high=step > 0 and not negative and bound in ("exact", "at_most"),
        open_low=step > 0 and negative and bound in ("exact", "at_least"),
    )


def _moved(value: Decimal, step: Decimal, halves: int) -> Fraction:
    """The value with so many half steps added, in whole numbers: four times as fast as adding fractions."""
    (above, below), (step_above, step_below) = value.as_integer_ratio(), step.as_integer_ratio()
    return Fraction(2 * above * step_below + halves * step_above * below, 2 * below * step_below)


def exact_sum(values: Iterable[Fraction | Decimal]) -> Fraction:
    """The sum over one common denominator: many fractions added one by one are reduced after each."""
    ratios = [value.as_integer_ratio() for value in values]
    bottom = lcm(*(below for _, below in ratios))
    return Fraction(sum(above * (bottom // below) for above, below in ratios), bottom)


def decimal_text(value: Decimal) -> str:
    """A decimal as a plain string with no exponent and with the zeros that were written: 2.8E+8 is 280000000.

    >>> decimal_text(Decimal("2.8E+8")), decimal_text(Decimal("0.50"))
    ('280000000', '0.50')
    """
    return format(value, "f")
