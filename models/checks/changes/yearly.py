"""Changes a year: 年均增长5% from one year to another, by both readings, the compound rate and the mean of the whole change.

Takes a change with its three figures and the number of years; a claim that meets neither reading is a change_mismatch.
"""

from __future__ import annotations

from decimal import Context, Decimal
from fractions import Fraction
from typing import Any

from models.checks.amounts import amount
from models.checks.computing import rounded_or_cut
from models.checks.desk import Desk
from models.checks.wordings import before, says
from models.fact import Fact
from models.finding import Finding, exact_text, make_finding
from models.quantity import Interval

_DIGITS = Context(prec=20)
_PLACES = 2


def is_yearly(desk: Desk, delta: Fact) -> bool:
    """Whether the words before a change say that it is one a year."""
    return says("yearly", before(desk, delta))


def years_between(start: Fact, end: Fact) -> int | None:
    """How many years lie between two figures; None where one has no year, or there are none."""
    if start.year is None or end.year is None or end.year <= start.year:
        return None
    return end.year - start.year


def check_yearly(index: int | None, start: Fact, end: Fact, delta: Fact, years: int) -> Finding | None:
    """The finding of one change a year of figures with values and a limited interval, or None where it holds."""
    assert start.value is not None and end.value is not None and delta.value is not None
    if delta.unit == "%" and end.unit != "%":
        mean, computed = _rates(Fraction(start.value), Fraction(end.value), years)
        holds = _compound_holds(start, end, delta, years) or rounded_or_cut(delta).meets(_mean_rate(start, end, years))
        shown = exact_text(round(computed, _PLACES))
        told: dict[str, Any] = {"variant": "yearly_rate", "mean": exact_text(round(mean, _PLACES)), "shown": shown}
    else:
        computed = (Fraction(end.value) - Fraction(start.value)) / years
        holds = rounded_or_cut(delta).meets((rounded_or_cut(end) - rounded_or_cut(start)).scaled(Fraction(1, years)))
        told = {"variant": "yearly", "shown": amount(round(computed, _PLACES), delta)}
    if holds:
        return None
    return make_finding(
        "change_mismatch", [start, end, delta], relation=index, claimed=exact_text(Fraction(delta.value)),
        computed=exact_text(computed), start=start.evidence.text, end=end.evidence.text, delta=delta.evidence.text, years=years, **told,
    )  # fmt: skip


def _rates(start: Fraction, end: Fraction, years: int) -> tuple[Fraction, Fraction]:
    """The mean of the growth and the compound rate, in percent."""
    quotient = end / start
    root = _DIGITS.power(Decimal(quotient.numerator) / Decimal(quotient.denominator), Decimal(1) / years)
    return (quotient - 1) / years * 100, (Fraction(root) - 1) * 100


def _compound_holds(start: Fact, end: Fact, delta: Fact, years: int) -> bool:
    """Without a root: the claimed factor to the power of the years against the quotient of the figures."""
    claim = rounded_or_cut(delta)
    assert claim.low is not None and claim.high is not None
    low, high = ((1 + edge / 100) ** years for edge in (claim.low, claim.high))
    return Interval(low, high, claim.open_high, claim.open_low).meets(rounded_or_cut(end).divided_by(rounded_or_cut(start)))


def _mean_rate(start: Fact, end: Fact, years: int) -> Interval:
    more = rounded_or_cut(end).divided_by(rounded_or_cut(start)) - Interval.point(1)
    return more.scaled(Fraction(100, years))
