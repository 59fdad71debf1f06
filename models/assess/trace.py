"""Sentences and written numbers of the trace in both languages, from data/trace.yaml. Decides nothing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Context, Decimal
from fractions import Fraction
from typing import Any, Literal

from models.loading import load_data
from models.quantity import Interval, decimal_text

_DIGITS = 20
_MOST_PLACES = 12
_NAMED = 20
"""So many schools are named in a sentence; the rest is counted."""
Group = Literal["verdicts", "stages", "units", "directions", "gaps"]
Part = Literal["comma", "semicolon", "note_comma"]


@dataclass(frozen=True, slots=True)
class Told:
    """Words in Chinese and in English. What is quoted, and names of schools, are the same in both."""

    zh: str
    en: str


def _data() -> dict[str, Any]:
    data: dict[str, Any] = load_data("trace.yaml")
    return data


def say(key: str, **details: object) -> Told:
    """The sentence `key` with its blanks filled. Raises KeyError for a key or a detail that is missing."""
    return _filled("sentences", key, details)


def _filled(group: str, key: str, details: Mapping[str, object]) -> Told:
    wording: dict[str, str] = _data()[group][key]
    zh, en = (wording[lang].format_map({name: _in(lang, detail) for name, detail in details.items()}) for lang in ("zh", "en"))
    return Told(zh, en)


def _in(lang: str, detail: object) -> object:
    return getattr(detail, lang) if isinstance(detail, Told) else detail


def phrase(key: str, **details: object) -> Told:
    """A part of a sentence. Raises KeyError like `say`."""
    return _filled("phrases", key, details)


def word(group: Group, key: str | None) -> Told:
    """The word for an id: of a verdict, stage, unit, direction or gap; the id itself where there is none, for None the county."""
    if key is None:
        return phrase("county")
    return _filled(group, key, {}) if key in _data()[group] else Told(key, key)


def named(item: object, field: str = "name") -> Told:
    """What a part of a standard says in `field`, as its data have it in both languages."""
    return Told(getattr(item, field), getattr(item, f"{field}_en"))


def joined(found: Iterable[Told | str], between: Part = "comma") -> Told:
    """A list in a sentence."""
    several, mark = list(found), phrase(between)
    return Told(mark.zh.join(str(_in("zh", each)) for each in several), mark.en.join(str(_in("en", each)) for each in several))


def bracketed(text: Told | str, note: Told | str) -> Told:
    """A text with a remark behind it."""
    return phrase("bracketed", text=text, note=note)


def as_decimal(value: Fraction | Decimal | int) -> Decimal:
    """To 20 digits; exact where it ends before. Without trailing zeros."""
    fraction = Fraction(value)
    shown = Context(prec=_DIGITS).divide(Decimal(fraction.numerator), Decimal(fraction.denominator))
    return Decimal(decimal_text(shown.normalize()))


def written(value: Fraction | Decimal, against: Fraction | Decimal | None = None) -> str:
    """`value` to 4 places, or to as many as show that it is not `against`."""
    exact = Fraction(value)
    places = 4
    while places < _MOST_PLACES and against is not None and exact != against and _places(exact, places) == against:
        places += 2
    return decimal_text(_places(exact, places).normalize())


def _places(value: Fraction, places: int) -> Decimal:
    return as_decimal(value).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


def amount(value: Fraction | Decimal, unit: str, against: Fraction | Decimal | None = None) -> Told:
    """`value` as `written`, with its unit."""
    number, of = written(value, against), word("units", unit)
    return Told(number + of.zh, number + of.en)


def range_text(value: Interval, unit: str = "", against: Fraction | Decimal | None = None) -> Told:
    """An interval in words: a point, a range, or one open side."""
    low = None if value.low is None else amount(value.low, unit, against)
    high = None if value.high is None else amount(value.high, unit, against)
    if low is not None and value.low == value.high:
        return low
    if low is None or high is None:
        return phrase("or_more", low=low) if low else phrase("or_less", high=high) if high else phrase("any")
    return phrase("below" if value.open_high else "between", low=low, high=high)


def names(found: Sequence[Told | str]) -> Told:
    """Names in one list; of more than 20 the rest is only counted."""
    shown = joined(found[:_NAMED])
    return phrase("and_others", names=shown, count=len(found)) if len(found) > _NAMED else shown


def chinese(lines: Iterable[Told]) -> tuple[str, ...]:
    return tuple(line.zh for line in lines)


def english(lines: Iterable[Told]) -> tuple[str, ...]:
    return tuple(line.en for line in lines)
