"""Sentences and written numbers of the trace, from data/trace.yaml. Decides nothing."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Context, Decimal
from fractions import Fraction
from functools import cache
from typing import Any

from models.loading import load_data
from models.quantity import Interval, decimal_text

_DIGITS = 20
_MOST_PLACES = 12
_NAMED = 20
"""So many schools are named in a sentence; the rest is counted."""


@cache
def _data() -> dict[str, Any]:
    data: dict[str, Any] = load_data("trace.yaml")
    return data


def say(key: str, **details: object) -> str:
    """The sentence `key` with its blanks filled. Raises KeyError for a key or a detail that is missing."""
    sentence: str = _data()["sentences"][key]
    return sentence.format_map(details)


def word(group: str, key: str | None) -> str:
    """The Chinese word for an id: of a verdict, stage, unit, direction or gap; the id itself where there is none."""
    return str(_data()[group].get(key, key)) if key is not None else "全县"


def as_decimal(value: Fraction | Decimal | int) -> Decimal:
    """To 20 digits; exact where it ends before. Without trailing zeros."""
    fraction = Fraction(value)
    shown = Context(prec=_DIGITS).divide(Decimal(fraction.numerator), Decimal(fraction.denominator))
    return Decimal(decimal_text(shown.normalize()))


def written(value: Fraction | Decimal, unit: str = "", against: Fraction | Decimal | None = None) -> str:
    """`value` to 4 places, or to as many as show that it is not `against`, with its Chinese unit."""
    exact = Fraction(value)
    places = 4
    while places < _MOST_PLACES and against is not None and exact != against and _places(exact, places) == against:
        places += 2
    return decimal_text(_places(exact, places).normalize()) + word("units", unit)


def _places(value: Fraction, places: int) -> Decimal:
    return as_decimal(value).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


def range_text(value: Interval, unit: str = "", against: Fraction | Decimal | None = None) -> str:
    """An interval in words: a point, a range, or one open side."""
    low = None if value.low is None else written(value.low, unit, against)
    high = None if value.high is None else written(value.high, unit, against)
    if value.low is not None and value.low == value.high:
        return str(low)
    if low is None or high is None:
        return f"{low}以上" if low else f"{high}以下" if high else "任意值"
    return f"{low}至{high}" + ("（不含）" if value.open_high else "")


def names(found: Sequence[str]) -> str:
    """Names in one list; of more than 20 the rest is only counted."""
    tail = f"等{len(found)}所" if len(found) > _NAMED else ""
    return "、".join(found[:_NAMED]) + tail
