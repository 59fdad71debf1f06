"""What a reader of numbers finds of labelled figures: how many, how many with the right number, how many with the unit too.

Takes a labelled report and the NumberReads of one reader, gives counts. What counts, alike for every reader:
  found     some reading overlaps the figure
  number    the readings that overlap it give its number, before or after its unit is converted (18平方公里: 18 or 18000000);
            a share may be a fraction (50%: 0.5), a range one reading or two; the sign, which other words give, is not asked
  quantity  the same in the base unit, and the unit right; what it is shared out by (每生650元: 元 will do) is not asked
Figures that the text leaves blank are neither wanted nor held against a reader. Reads no text and knows no reader.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeVar

from corpus.labelled import Label, Labelled
from corpus.pairing import same_number
from models.units import load_units

_UNITS = {
    "money": ("CNY",),
    "shares": ("%", "pp"),
    "areas and lengths": ("m2", "m"),
    "people": ("person", "person_time"),
    "schools, classes, things": ("school", "class", "item"),
}
OTHERS, TABLES, DAMAGED = "times, ratios and others", "in tables", "in damaged writing"
GROUPS = (*_UNITS, OTHERS, TABLES, DAMAGED)
"""Every figure is in one: those in tables and in damaged writing there, the others by their unit."""


@dataclass(frozen=True, slots=True)
class NumberRead:
    """One number as a reader gives it: text[start:end], its value or the two ends of a range (none where the reader gives only
    the place), and the base unit in which they are, None where the reader tells no unit."""

    start: int
    end: int
    values: tuple[Decimal, ...]
    unit: str | None = None


@dataclass(frozen=True, slots=True)
class Counts:
    """Of `labelled` figures: how many were found, with the right number, with the right number and unit."""

    labelled: int = 0
    found: int = 0
    number: int = 0
    quantity: int = 0

    def __add__(self, other: Counts) -> Counts:
        return Counts(self.labelled + other.labelled, self.found + other.found, self.number + other.number, self.quantity + other.quantity)


_Place = TypeVar("_Place", Label, NumberRead)


def group_of(label: Label) -> str:
    if "table" in label.flags:
        return TABLES
    if "repaired" in label.flags:
        return DAMAGED
    return next((group for group, units in _UNITS.items() if _of_all(label.unit) in units), OTHERS)


def count(gold: Labelled, reads: Sequence[NumberRead]) -> dict[str, Counts]:
    """Counts for each of GROUPS."""
    counts = dict.fromkeys(GROUPS, Counts())
    for label in gold.labels:
        if "masked" not in label.flags:
            counts[group_of(label)] += _judge(label, _overlapping(reads, label.start, label.end))
    return counts


def elsewhere(gold: Labelled, reads: Sequence[NumberRead]) -> int:
    """How many readings touch no figure (years, numbering); such as overlap each other are one."""
    number = end = 0
    for read in sorted(reads, key=lambda read: read.start):
        if not _overlapping(gold.labels, read.start, read.end):
            number += read.start >= end
            end = max(end, read.end)
    return number


def _judge(label: Label, reads: Sequence[NumberRead]) -> Counts:
    wanted = [abs(value) for value in (label.value, label.value_max) if value is not None]
    in_unit = [read for read in reads if read.unit is not None and read.unit in (label.unit, _of_all(label.unit))]
    number = any(_give(reads, [value / factor for value in wanted]) for factor in _factors(label))
    return Counts(1, int(bool(reads)), int(number), int(_give(in_unit, wanted)))


def _give(reads: Sequence[NumberRead], wanted: Sequence[Decimal]) -> bool:
    """True where each of the wanted values is among the readings', signs apart."""
    values = [abs(value) for read in reads for value in read.values]
    return all(any(same_number(value, one) for value in values) for one in wanted)


def _factors(label: Label) -> Iterator[Decimal]:
    """By what the value in the base unit may be divided: what its unit, as written, is of the base unit, and 100 for a share."""
    yield Decimal(1)
    if label.unit == "%":
        yield Decimal(100)
    units = load_units().units
    written = max((text for text in units if label.text.endswith(text)), key=len, default=None)
    if written:
        factor = units[written].factor
        yield Decimal(factor.numerator) / factor.denominator


def _of_all(unit: str | None) -> str | None:
    """m2 of m2/person."""
    return unit and unit.split("/")[0]


def _overlapping(items: Sequence[_Place], start: int, end: int) -> list[_Place]:
    return [item for item in items if item.start < end and start < item.end]
