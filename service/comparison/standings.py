"""Where a figure stands, in words: its rank, its distance from the line, how unusual it is, and how it moves over the years.

Takes standings of corpus/dataset/profiles.py. What is computed of many figures is shown to three digits.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from corpus.dataset.comparing import County, Row
from corpus.dataset.profiles import Standing
from corpus.dataset.trends import Trend
from models.assess.trace import as_decimal
from models.plain import plain_line
from service.comparison.table import Address, Heading, Shown, county_text, difference_text, shown_cell
from service.exits import Lang
from service.output.figures import number_text
from service.words import say

_DIGITS = 3


@dataclass(frozen=True, slots=True)
class Placed:
    """A cell in words and where it stands. `rank` as 12 / 287, `over` signed, `z` of an outlier alone; empty where none."""

    row: Row
    shown: Shown
    rank: str
    over: str
    z: str

    @property
    def county(self) -> County:
        return self.row.county


@dataclass(frozen=True, slots=True)
class Slope:
    """A change per year, signed, in the unit of its column. `years`: what it rests on."""

    text: str
    years: str
    value: Fraction


def placed(standing: Standing, of: Heading, lang: Lang, address: Address) -> Placed:
    """`of` is the heading of the column; the side of the line is that of the standing's own year."""
    shown = shown_cell(standing.cell, replace(of, line=standing.line), lang, address(standing.row, standing.cell))
    rank = "" if standing.rank is None or standing.spread is None else f"{standing.rank} / {len(standing.spread.values)}"
    over = "" if standing.over is None else difference_text(standing.over, (standing.cell,))
    return Placed(standing.row, shown, rank, over, estimate(standing.z, True) if standing.z is not None and standing.is_outlier else "")


def slope(trend: Trend | None, lang: Lang) -> Slope | None:
    """In words: a digit finer than its figures are written, or to three digits."""
    if trend is None:
        return None
    years = say("slope_years", lang, first=trend.years[0], last=trend.years[-1], n=len(trend.years))
    finest = -int(trend.step.normalize().as_tuple().exponent) + 1 if 0 < trend.step < 1 else None
    return Slope(estimate(trend.per_year, True, finest), years, trend.per_year)


def by_name(found: Iterable[County]) -> list[County]:
    """As people look for a county in a list."""
    return sorted(found, key=lambda county: (county.province, county.prefecture, county.name, county.id))


def county_option(county: County, lang: Lang) -> str:
    """What a county is called where one is chosen: several bear one name."""
    return " · ".join(part for part in (county_text(county, lang), plain_line(county.prefecture)) if part)


def estimate(value: Fraction, is_signed: bool = False, places: int | None = None) -> str:
    """To so many places; without them to three digits, and never less than whole: 1,235, 12.3, 0.0123."""
    places = _places(value) if places is None else places
    text = number_text(as_decimal(value).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP))
    return f"+{text}" if is_signed and value > 0 else text


def quartiles(found: Sequence[Fraction], lang: Lang) -> str:
    """The five of a distribution in one line."""
    names = ("least", "lower", "median", "upper", "most")
    return say("quartiles", lang, **dict(zip(names, map(estimate, found), strict=True)))


def _places(value: Fraction) -> int:
    """Behind the point, so that three digits are shown."""
    return 0 if value == 0 else max(0, _DIGITS - 1 - as_decimal(abs(value)).adjusted())
