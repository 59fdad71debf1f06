"""Which figures of one cell cannot both be true: the intervals of their written precision do not meet.

The same intervals as models/checks/computing.py gives to one fact, for all rows of a table at once, and as exact.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Context, Decimal, localcontext

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from corpus.dataset.codes import Mask
from models.quantity import ABOUT_MARGIN

Numbers = npt.NDArray[np.object_]
"""Decimals; an end without limit is infinite."""
_LEAST, _MOST = (np.array(Decimal(end), dtype=object) for end in ("-Infinity", "Infinity"))
DIGITS = Context(prec=60)
"""More than any sum of two numbers of a column, or a tenth of one, has: nothing is rounded."""
_MARGIN = Decimal(ABOUT_MARGIN.numerator) / Decimal(ABOUT_MARGIN.denominator)


@dataclass(frozen=True, slots=True)
class Intervals:
    """What figures stand for if they were rounded or cut off. `open_…`: the end itself is left out."""

    low: Numbers
    high: Numbers
    open_low: Mask
    open_high: Mask

    def take(self, rows: npt.NDArray[np.int64]) -> Intervals:
        return Intervals(self.low[rows], self.high[rows], self.open_low[rows], self.open_high[rows])

    def meets(self, other: Intervals) -> Mask:
        """Row by row: whether some value lies in both."""
        return np.asarray(_before(self, other) & _before(other, self), dtype=bool)


def intervals(table: pa.Table) -> Intervals:
    """Of rows that have a value each and no upper one; `table` needs value, step, bound and text."""
    value, step = numbers(table["value"]), numbers(table["step"])
    about = _is(table, "about") | np.asarray(pc.match_substring(table["text"], "番").to_numpy())
    with localcontext(DIGITS):
        half = step / 2
        low, high = value - half, value + half
        low, high = _wider(low, about, -1), _wider(high, about, 1)
        # Cutting off goes towards zero, so a written zero may have been either side of it.
        below, above = (value <= 0).astype(bool), (value >= 0).astype(bool)
        low, high = np.where(below, low - half, low), np.where(above, high + half, high)
    written = (step > 0).astype(bool)
    low = np.where(_is(table, "at_most") & ~about, _LEAST, low)
    high = np.where(_is(table, "at_least") & ~about, _MOST, high)
    return Intervals(low, high, written & below, written & above)


def numbers(column: pa.ChunkedArray) -> Numbers:
    """The values of a column of decimals, None where there is none."""
    return np.array(column.to_pylist(), dtype=object)


def _is(table: pa.Table, bound: str) -> Mask:
    return np.asarray(pc.equal(table["bound"], bound).to_numpy())


def _wider(end: Numbers, about: Mask, sign: int) -> Numbers:
    return np.where(about, end + np.abs(end) * _MARGIN * sign, end)


def _before(a: Intervals, b: Intervals) -> Mask:
    """`a` begins no later than `b` ends."""
    ends_meet = (a.low == b.high).astype(bool) & ~b.open_high & ~a.open_low
    return np.asarray((a.low < b.high).astype(bool) | ends_meet, dtype=bool)
