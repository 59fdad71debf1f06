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
    """A written unit: one `text` is `factor` of `base`. `counted`: a whole number of it is exact.

    `not_before`: the characters behind it that make it another word (元旦), as they stand between brackets in a pattern.
    """

    text: str
    base: str
    factor: Fraction
    counted: bool
    not_before: str = ""


@dataclass(frozen=True, slots=True)
class UnitCatalogue:
    """All written units by their text, the scale words (万, 亿 …) and the base units of the contract."""

    units: dict[str, Unit]
    scales: dict[str, Decimal]
    base_units: tuple[str, ...]


@cache
def load_units() -> UnitCatalogue:
    """The catalogue of data/units.yaml. Raises BadData where an entry is incomplete, doubled, of no base unit or of no unit."""
    data = load_data("units.yaml")
    base_units = tuple(data["base_units"])
    not_before: dict[str, str] = data["not_before"]
    units: dict[str, Unit] = {}
    entries = [*data["units"], *({"text": w, "base": "item", "counted": True} for w in data["measure_words"])]
    for entry in entries:
        unit = _unit(entry, base_units, not_before)
        if unit.text in units:
            raise BadData("unit_doubled", name="units.yaml", item=unit.text)
        units[unit.text] = unit
    if unknown := not_before.keys() - units.keys():
        raise BadData("item_unknown", name="units.yaml", item="not_before", unknown="、".join(sorted(unknown)))
    return UnitCatalogue(units, {k: Decimal(v) for k, v in data["scales"].items()}, base_units)


def _unit(entry: dict[str, str], base_units: tuple[str, ...], not_before: dict[str, str]) -> Unit:
    if missing := {"text", "base"} - entry.keys():
        raise BadData("item_incomplete", name="units.yaml", item=str(entry), missing="、".join(sorted(missing)))
    if entry["base"] not in base_units:
        raise BadData("unit_unknown", name="units.yaml", item=entry["text"], unit=entry["base"])
    text = entry["text"]
    return Unit(text, entry["base"], Fraction(entry.get("factor", "1")), bool(entry.get("counted")), not_before.get(text, ""))


def in_base(value: Decimal, factor: Fraction) -> Decimal:
    """`value` times `factor`, exactly where the factor is a decimal, else to two places (1亩 is 2000/3 m2).

    >>> in_base(Decimal("4"), Fraction(2000, 3))
    Decimal('2666.67')
    """
    numerator, denominator = factor.numerator, factor.denominator
    if denominator == 1:  # of nearly all units; a Fraction takes ten times as long to compare
        return value if numerator == 1 else value * numerator
    product = value * numerator / denominator
    return product if Fraction(product) == Fraction(value) * factor else product.quantize(Decimal("0.01"))
