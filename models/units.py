"""Units as data: what a written unit is worth in its base unit. Reads data/units.yaml; parses no text."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cache

from models.errors import BadData
from models.loading import load_data


@dataclass(frozen=True, slots=True)
class Unit:
    """A written unit: one `text` is `factor` of `base`. `counted`: a whole number of it is exact."""

    text: str
    base: str
    factor: Fraction
    counted: bool


@dataclass(frozen=True, slots=True)
class UnitCatalogue:
    """All written units by their text, the scale words (万, 亿 …) and the base units of the contract."""

    units: dict[str, Unit]
    scales: dict[str, Decimal]
    base_units: tuple[str, ...]


@cache
def load_units() -> UnitCatalogue:
    """The catalogue of data/units.yaml. Raises BadData where an entry is incomplete, doubled or of no base unit."""
    data = load_data("units.yaml")
    base_units = tuple(data["base_units"])
    units: dict[str, Unit] = {}
    entries = [*data["units"], *({"text": w, "base": "item", "counted": True} for w in data["measure_words"])]
    for entry in entries:
        unit = _unit(entry, base_units)
        if unit.text in units:
            raise BadData("unit_doubled", name="units.yaml", item=unit.text)
        units[unit.text] = unit
    return UnitCatalogue(units, {k: Decimal(v) for k, v in data["scales"].items()}, base_units)


def _unit(entry: dict[str, str], base_units: tuple[str, ...]) -> Unit:
    if missing := {"text", "base"} - entry.keys():
        raise BadData("item_incomplete", name="units.yaml", item=str(entry), missing="、".join(sorted(missing)))
    if entry["base"] not in base_units:
        raise BadData("unit_unknown", name="units.yaml", item=entry["text"], unit=entry["base"])
    return Unit(entry["text"], entry["base"], Fraction(entry.get("factor", "1")), bool(entry.get("counted")))


def in_base(value: Decimal, factor: Fraction) -> Decimal:
    """`value` times `factor`, exactly where the factor is a decimal, else to two places (1亩 is 2000/3 m2).

    >>> in_base(Decimal("4"), Fraction(2000, 3))
    Decimal('2666.67')
    """
    if factor == 1:
        return value
    if factor.denominator == 1:
        return value * factor.numerator
    product = value * factor.numerator / factor.denominator
    return product if Fraction(product) == Fraction(value) * factor else product.quantize(Decimal("0.01"))
