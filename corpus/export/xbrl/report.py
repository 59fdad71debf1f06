"""A chosen row of the long table as a fact of xBRL-JSON: concept, county, period, unit and dimensions, value and precision."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Mapping
from decimal import Context, Decimal
from typing import Any

from corpus.export.texts import number_text
from corpus.export.xbrl.vocabulary import NAMESPACE, PREFIX, Axis

DIVISIONS, PLACES = "urn:cn:gb-t-2260", "urn:junheng:place"
"""Schemes of a county: its division code, or the id of a place that has none."""
NAMESPACES = {
    PREFIX: NAMESPACE, "gbt2260": DIVISIONS, "place": PLACES,
    "xbrl": "https://xbrl.org/2021", "iso4217": "http://www.xbrl.org/2003/iso4217",
}  # fmt: skip

_SCALES = {"%": 2, "pp": 2}
"""Units that XBRL 2.1 (4.8.2) wants as pure numbers, not in hundredths: places by which the point moves to the left."""
_PURE = {*_SCALES, "number", "times", "ratio"}
_EXACT = Context(prec=80)
_OWN_PROPERTIES = ("county_name", "text", "review", "flags")
_BLANK = re.compile(r"\s")


def fact(row: Mapping[str, Any], axes: tuple[Axis, ...]) -> tuple[str, dict[str, Any]]:
    """The fact's id, by which document and figure are found again, and the fact."""
    scale = _SCALES.get(row["unit"], 0)
    content = {"value": number_text(row["value"].scaleb(-scale, _EXACT))} | _decimals(row["step"], scale)
    own = {f"{PREFIX}:{name}": row[name] for name in _OWN_PROPERTIES if row[name]}
    return f"f.{row['document']}.{row['fact']}", content | {"dimensions": dict(_dimensions(row, axes))} | own


def _decimals(step: Decimal, scale: int) -> dict[str, int]:
    """XBRL's `decimals`: correct to so many places; left out where every digit counts.

    >>> _decimals(Decimal("0.1"), 0), _decimals(Decimal("0.1"), 2), _decimals(Decimal("666.67"), 0), _decimals(Decimal(0), 0)
    ({'decimals': 1}, {'decimals': 3}, {'decimals': -3}, {})
    """
    if not step:
        return {}
    place = step.adjusted()
    whole = step == Decimal(1).scaleb(place)
    return {"decimals": scale - place - (0 if whole else 1)}


def _dimensions(row: Mapping[str, Any], axes: tuple[Axis, ...]) -> Iterator[tuple[str, str]]:
    yield "concept", f"{PREFIX}:{row['indicator']}"
    yield "entity", _entity(row["county_id"])
    if when := period(row["period"] or (str(row["year"]) if row["year"] else None)):
        yield "period", when
    if unit := _unit(row["unit"]):
        yield "unit", unit
    for axis in axes:
        if member := axis.member(row[axis.column]):
            yield f"{PREFIX}:{axis.item.name}", f"{PREFIX}:{member}"


def _entity(county: str) -> str:
    """
    >>> _entity("330482"), _entity("XX区")
    ('gbt2260:330482', 'place:XX区')
    """
    scheme = "gbt2260" if re.fullmatch("[0-9]{6}", county) else "place"
    return f"{scheme}:{_BLANK.sub('_', county)}"


def _unit(unit: str) -> str | None:
    """
    >>> _unit("CNY/person"), _unit("item/100person"), _unit("%")
    ('iso4217:CNY/jh:person', 'jh:item/jh:hundred_person', None)
    """
    return None if unit in _PURE else "/".join(_measure(part) for part in unit.split("/"))


def _measure(part: str) -> str:
    return "iso4217:CNY" if part == "CNY" else f"{PREFIX}:{part.replace('100', 'hundred_')}"


def period(text: str | None) -> str | None:
    """A period of the contract, both ends included, as OIM writes one: from a midnight to the midnight after the end.

    >>> period("2021"), period("2021-09"), period("2016/2021-06")
    ('2021-01-01T00:00:00/2022-01-01T00:00:00', '2021-09-01T00:00:00/2021-10-01T00:00:00', '2016-01-01T00:00:00/2021-07-01T00:00:00')
    """
    if text is None:
        return None
    first, _, last = text.partition("/")
    return f"{_first_day(first).isoformat()}T00:00:00/{_day_after(last or first).isoformat()}T00:00:00"


def _first_day(text: str) -> datetime.date:
    year, month, day = (*map(int, text.split("-")), 1, 1)[:3]
    return datetime.date(year, month, day)


def _day_after(text: str) -> datetime.date:
    start, parts = _first_day(text), text.count("-")
    if parts == 2:
        return start + datetime.timedelta(days=1)
    return datetime.date(start.year + 1, 1, 1) if parts == 0 or start.month == 12 else datetime.date(start.year, start.month + 1, 1)
