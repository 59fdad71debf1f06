"""County mean and 差异系数 of one indicator in one stage: weighted by students, over the population, exact.

CV = S / X̄ with S = sqrt(Σ P·(x − X̄)² / ΣP) and X̄ = Σ P·x / ΣP (total amount / total students). All is computed in
fractions; only the root is a decimal, and a limit is compared with the square, so that no rounding decides.

Values written to a digit make the 差异系数 an interval. S is a norm of the deviations from the mean, and taking deviations
never lengthens a vector, so errors of at most h (root mean square, weighted) move S by at most h, and the mean by at most
the weighted mean of the errors: CV lies in [(S − h)/(X̄ + m), (S + h)/(X̄ − m)]. The interval is sound, a little too wide.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Context, Decimal
from fractions import Fraction

from models.quantity import Interval
from models.schools.sections import Measure

_DIGITS = 40


@dataclass(frozen=True, slots=True)
class Dispersion:
    """`square` is the interval of CV², a point where all values are exact; `low` <= `cv` <= `high` are its decimals."""

    mean: Measure
    square: Interval
    cv: Decimal
    low: Decimal
    high: Decimal

    @property
    def exact(self) -> bool:
        return self.mean.slack == 0


def dispersion(values: Sequence[tuple[int, Measure]]) -> Dispersion | None:
    """Of (students, value) pairs. None where there are none, or where the mean may be zero: then no CV exists."""
    students = sum(number for number, _ in values)
    if not students:
        return None
    mean = weighted_mean(values)
    if mean.value <= mean.slack:
        return None
    squares = sum((number * measure.value**2 for number, measure in values), Fraction(0)) / students
    variance = squares - mean.value**2
    cv = root(variance / mean.value**2)
    if mean.slack == 0:
        return Dispersion(mean, Interval.point(variance / mean.value**2), cv, cv, cv)
    error = sum((number * measure.slack**2 for number, measure in values), Fraction(0)) / students
    low, high = _bounds(variance, error, mean)
    return Dispersion(mean, Interval(low**2, high**2), cv, _decimal(low, ROUND_FLOOR), _decimal(high, ROUND_CEILING))


def weighted_mean(values: Sequence[tuple[int, Measure]]) -> Measure:
    """Total amount / total students, with the weighted mean of the rounding errors. Raises ZeroDivisionError."""
    students = sum(number for number, _ in values)
    value = sum((number * measure.value for number, measure in values), Fraction(0))
    slack = sum((number * measure.slack for number, measure in values), Fraction(0))
    return Measure(value / students, slack / students)


def root(square: Fraction) -> Decimal:
    """Square root to 40 digits."""
    return _decimal(square).sqrt(Context(prec=_DIGITS)) if square else Decimal(0)


def _bounds(variance: Fraction, error: Fraction, mean: Measure) -> tuple[Fraction, Fraction]:
    deviation, shift = Fraction(root(variance)), Fraction(root(error))
    margin = (deviation + shift) / Fraction(10) ** (_DIGITS - 2)
    low = max(Fraction(0), deviation - shift - margin) / (mean.value + mean.slack)
    return low, (deviation + shift + margin) / (mean.value - mean.slack)


def _decimal(value: Fraction, rounding: str | None = None) -> Decimal:
    return Context(prec=_DIGITS, rounding=rounding).divide(Decimal(value.numerator), Decimal(value.denominator))
