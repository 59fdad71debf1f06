"""Which figures of one cell cannot all be true: the intervals of their written precision have nothing in common.

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

    def meet(self, starts: npt.NDArray[np.int64]) -> Mask:
        """For each run of rows, from one of `starts` to the next: whether some value lies in all of them."""
        run = np.repeat(np.arange(len(starts)), np.diff(np.append(starts, len(self.low))))
        low, high = np.maximum.reduceat(self.low, starts), np.minimum.reduceat(self.high, starts)
        open_low = np.logical_or.reduceat(self.open_low & (self.low == low[run]).astype(bool), starts)
        open_high = np.logical_or.reduceat(self.open_high & (self.high == high[run]).astype(bool), starts)
        return np.asarray((low < high).astype(bool) | ((low == high).astype(bool) & ~open_low & ~open_high), dtype=bool)


def intervals(table: pa.Table) -> Intervals:
    """Of rows that have a value each and no upper one; `table` needs value, step, bound and text."""
    value, step = numbers(table["value"]), numbers(table["step"])
    doubled = np.asarray(pc.match_substring(table["text"], "番").to_numpy()) & _is(table, "exact")
    about = _is(table, "about") | doubled
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
