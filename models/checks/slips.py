"""Slips of the pen: two figures written alike but for the order of their digits or one of them (2360 and 3260)."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from itertools import combinations, product
from operator import ne
from typing import NamedTuple

from models.fact import Fact


def far(a: Fact, b: Fact) -> bool:
    """Too different to be one figure written twice: neither within a fifth of each other, nor a slip of the pen."""
    return far_from(a, b.value or Decimal(0)) and not is_slip(digits_of(a), digits_of(b))


def far_from(fact: Fact, value: Decimal | Fraction) -> bool:
    """Whether a figure is not within a fifth of a value."""
    (above, below), (other_above, other_below) = (v.as_integer_ratio() for v in (fact.value or Decimal(0), value))
    low, high = sorted((abs(above * other_below), abs(other_above * below)))  # both over one denominator
    return 4 * high > 5 * low


class Digits(NamedTuple):
    """The digits of a figure as it is written, which are none where it is written out (五千四百), and those of its value."""

    written: str
    valued: str


def digits_of(fact: Fact) -> Digits:
    """The digits of a figure."""
    return _digits(fact.evidence.text, fact.value or Decimal(0))


# Each figure is held against all that are told of the same.
@lru_cache(maxsize=8192)
def _digits(text: str, value: Decimal) -> Digits:
    plain = value.to_integral_value() if value == value.to_integral_value() and value > _SCALED else value  # 8.465亿 has no thousandths
    return Digits("".join(str(int(c)) for c in text if c.isdecimal()), format(plain, "f").replace(".", ""))


def slips_among(facts: list[Fact]) -> list[tuple[Fact, Fact]]:
    """The pairs of figures of which one may be a slip of the other, in the order of the figures.

    Of figures written alike, which are many, the digits are compared once.
    """
    places: dict[tuple[str, Decimal | None], list[int]] = {}
    for place, fact in enumerate(facts):
        places.setdefault((fact.evidence.text, fact.value), []).append(place)
    written = [(digits_of(facts[same[0]]), same) for same in places.values()]
    found = [pair for (one, here), (other, there) in combinations(written, 2) if is_slip(one, other) for pair in product(here, there)]
    return [(facts[first], facts[second]) for first, second in sorted(sorted(pair) for pair in found)]


def is_slip(a: Digits, b: Digits) -> bool:
    """2360 and 3260, 128 and 178: of as many digits, in another order or with one of them changed."""
    first, second = side_by_side(a, b)
    if len(first) != len(second) or len(first) < _FEWEST_DIGITS:
        return False
    return is_swapped(a, b) or sum(map(ne, first, second)) == 1


def miswritten(a: Decimal, b: Decimal) -> bool:
    """Values of as many digits, however few: in another order or with one of them changed (31 and 30)."""
    first, second = (format(value, "f").replace(".", "") for value in (a, b))
    return len(first) == len(second) and (sorted(first) == sorted(second) or sum(map(ne, first, second)) == 1)


def is_swapped(a: Digits, b: Digits) -> bool:
    """2360 and 3260: the same digits in another order."""
    first, second = side_by_side(a, b)
    return first != second and len(first) == len(second) >= _FEWEST_DIGITS and sorted(first) == sorted(second)


def is_turned(a: Digits, b: Digits) -> bool:
    """46 and 64, 3.2 and 2.3: two digits the other way round."""
    first, second = side_by_side(a, b)
    return len(first) == 2 and first != second and first == second[::-1]


_FEWEST_DIGITS = 3
_SCALED = 10**4
"""What is written with 万 and 亿 is more."""


def side_by_side(a: Digits, b: Digits) -> tuple[str, str]:
    """The digits as they are written, or those of the values where one of the two is written out (五千四百 and 4500), or in another scale
    (86450万元 and 8.465亿元)."""
    if a.written and b.written and (len(a.written) == len(b.written) or not _in_scales(a, b)):
        return a.written, b.written
    return a.valued, b.valued


def _in_scales(a: Digits, b: Digits) -> bool:
    """Whether zeros alone make the one longer, and both are of one length without 万 and 亿."""
    return len(a.valued) == len(b.valued) and len(a.written.rstrip("0")) == len(b.written.rstrip("0"))
