"""What a round count may be: 余 and 多 stand for less than one more of the last digit written, 近 for somewhat less than the number.

Takes a figure; gives the interval that its words let be. Says nothing of what it counts.
"""

from __future__ import annotations

from fractions import Fraction

from models.checks.computing import rounded_or_cut
from models.checks.desk import Desk
from models.fact import Fact
from models.quantity import Interval

_NEAR = Fraction(9, 10), Fraction(51, 50)
"""近三千: from 2700 to a hair above 3000."""


def span_of(desk: Desk, fact: Fact) -> Interval | None:
    """What the words let a count be; None where they leave it open."""
    value = Fraction(fact.value or 0)
    if any(word in fact.evidence.text for word in "余餘多"):
        step = _last_digit(value)
        return Interval(value, value + step, open_high=True) if step > 1 else None
    if fact.bound == "about":
        ahead = desk.sentence_of[fact.id].text[: desk.placed[fact.id].start]
        return Interval(value * _NEAR[0], value * _NEAR[1]) if ahead.endswith("近") or fact.evidence.text.startswith("近") else None
    return rounded_or_cut(fact) if fact.bound == "exact" else None


def _last_digit(value: Fraction) -> int:
    """What the last digit of a number that is none counts: 100 of 2800."""
    digits = str(int(value))
    return int(10 ** (len(digits) - len(digits.rstrip("0"))))


def is_near(whole: Fact, span: Interval) -> bool:
    """Within a fifth of what the round words let be, but not in it: beyond it the two hardly speak of one thing."""
    value = Fraction(whole.value or 0)
    return span.low is not None and span.high is not None and span.low * 4 <= value * 5 and value * 4 <= span.high * 5 and value not in span
