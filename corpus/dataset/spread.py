"""How the values of one column of the wide table lie in a year: their quartiles, and where one of them stands among them.

Takes a Dataset, reads the asked columns whole, and leaves out what does not count what the others count (plans, other units …).
Exact: values are Decimals, what is computed of them is a Fraction.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from corpus.dataset.build import Dataset
from corpus.dataset.codes import where
from corpus.dataset.comparing import is_like_others, rows_of
from corpus.dataset.conflicts import DIGITS
from corpus.dataset.schema import DECIMALS

ROBUST = Fraction(6745, 10_000)
"""What makes the median of absolute deviations as wide as a standard deviation (Iglewicz and Hoaglin 1993)."""
_HALVES = 2 * 10**DECIMALS
FEWEST = 5
"""Of fewer values nobody can say which of them is unusual."""


@dataclass(frozen=True, slots=True)
class Spread:
    """`values`: at least one, the least first. `deviation`: the median of their distances from the median."""

    values: tuple[Decimal, ...]
    median: Fraction
    deviation: Fraction

    def rank(self, value: Decimal) -> int:
        """Counted from 1, the greatest value first; equal values share a rank."""
        return len(self.values) - bisect_right(self.values, value) + 1

    def robust_z(self, value: Decimal) -> Fraction | None:
        """0.6745 x (value - median) / deviation; None of few values, and where more than half of them are the same."""
        if len(self.values) < FEWEST or self.deviation == 0:
            return None
        return ROBUST * (Fraction(value) - self.median) / self.deviation

    def quartiles(self) -> tuple[Fraction, ...]:
        """Least, lower, median, upper, most; between two values in proportion (type 7 of Hyndman and Fan)."""
        values = [Fraction(value) for value in self.values]
        return tuple(_quantile(values, Fraction(part, 4)) for part in range(5))


def spread(values: Iterable[Decimal]) -> Spread | None:
    """Of values as a column holds them; None where there is no value."""
    ordered = tuple(sorted(values))
    if not ordered:
        return None
    # Whole numbers of half the last place of a column: a median of two is one, too, and they are compared far faster than fractions.
    halves = [2 * int(value.scaleb(DECIMALS, DIGITS)) for value in ordered]
    median = _middle(halves)
    return Spread(ordered, median / _HALVES, _middle(sorted(abs(value - int(median)) for value in halves)) / _HALVES)


def spreads(dataset: Dataset, year: int, columns: Iterable[str]) -> dict[str, Spread]:
    """By column; columns without a value that counts are left out."""
    of_year = rows_of(dataset, year)
    found = {column: spread(_values(dataset, column, of_year)) for column in columns if column in dataset.wide.values.column_names}
    return {column: told for column, told in found.items() if told is not None}


def _values(dataset: Dataset, column: str, of_year: pa.Array) -> list[Decimal]:
    values, flags = (table[column].take(of_year) for table in (dataset.wide.values, dataset.wide.flags))
    alike = where(flags, lambda doubts: is_like_others(str(doubts or "").split()))
    told: list[Decimal] = values.filter(pa.array(np.asarray(pc.is_valid(values).to_numpy()) & alike)).to_pylist()
    return told


def _middle(ordered: Sequence[int]) -> Fraction:
    low, high = (len(ordered) - 1) // 2, len(ordered) // 2
    return Fraction(ordered[low] + ordered[high], 2)


def _quantile(ordered: Sequence[Fraction], part: Fraction) -> Fraction:
    place = (len(ordered) - 1) * part
    low = place.numerator // place.denominator
    high = min(low + 1, len(ordered) - 1)
    return ordered[low] + (ordered[high] - ordered[low]) * (place - low)
