"""An invented county and its schools: the school table from which every resource figure of a report is computed.

Takes a random source, gives a County. Amounts are whole things (teachers, square metres, yuan, rooms), values are
exact Fractions. It knows the national thresholds only to keep a drawn school clear of rounding edges.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Context, Decimal
from fractions import Fraction
from random import Random
from typing import Literal

from corpus.generate.data import items, names

Stage = Literal["primary", "junior"]
STAGES: tuple[Stage, Stage] = ("primary", "junior")
_FLOOR = Fraction(85, 100)
# 教督〔2017〕6号: at least six of the seven items reach the standard and the seventh reaches 85 % of it.
_MUST_MEET = 6


@dataclass(frozen=True, slots=True)
class Item:
    """One of the seven resource items: `per` pupils to one unit of value, thresholds by stage."""

    id: str
    resource: str
    name: str
    short: str
    unit: str
    say: str
    per: int
    grain: int
    thresholds: dict[Stage, Fraction]


@dataclass(frozen=True, slots=True)
class School:
    """A school of one stage, or one section of a nine-year school. `amounts` by item id."""

    name: str
    stage: Stage
    pupils: int
    classes: int
    teachers: int
    amounts: dict[str, int]
    in_combined: bool = False

    def value(self, item: Item) -> Fraction:
        """The exact value per pupil or per hundred pupils."""
        return Fraction(self.amounts[item.id] * item.per, self.pupils)

    def meets(self, item: Item) -> bool:
        """Whether the school reaches the threshold of its stage."""
        return self.value(item) >= item.thresholds[self.stage]

    def compliant(self) -> bool:
        """The school rule: six of seven met and none below 85 % of the threshold."""
        met = sum(self.meets(item) for item in ITEMS)
        return met >= _MUST_MEET and all(self.value(i) >= i.thresholds[self.stage] * _FLOOR for i in ITEMS)


@dataclass(frozen=True, slots=True)
class County:
    """The place that a report is about. `kind` is 县, 区 or 市; `combined` counts nine-year schools."""

    name: str
    kind: str
    year: int
    schools: tuple[School, ...]
    combined: int

    def of(self, stage: Stage) -> list[School]:
        """The schools and sections of a stage, in the order of the table."""
        return [school for school in self.schools if school.stage == stage]

    def mean(self, item: Item, stage: Stage) -> Fraction:
        """County value: total amount by total pupils."""
        schools = self.of(stage)
        return Fraction(sum(s.amounts[item.id] for s in schools) * item.per, sum(s.pupils for s in schools))

    def coefficient(self, item: Item, stage: Stage, *, weighted: bool = True) -> Fraction:
        """The 差异系数, weighted by pupils as the standard asks; unweighted is the mistake that reports make."""
        schools = self.of(stage)
        weights = [s.pupils if weighted else 1 for s in schools]
        values = [school.value(item) for school in schools]
        mean = sum((w * v for w, v in zip(weights, values, strict=True)), Fraction()) / sum(weights)
        deviations = [(v - mean) * (v - mean) for v in values]
        spread = sum((w * d for w, d in zip(weights, deviations, strict=True)), Fraction()) / sum(weights)
        return _root(spread) / mean


def _read_items() -> tuple[Item, ...]:
    return tuple(Item(**{**row, "thresholds": {s: Fraction(str(row["thresholds"][s])) for s in STAGES}}) for row in items())


ITEMS = _read_items()


def round_half_up(value: Fraction, digits: int) -> Decimal:
    """`value` with `digits` decimals, halves away from zero: how a clerk rounds."""
    scaled = abs(value) * 10**digits
    whole = int(scaled + Fraction(1, 2))
    return Decimal(whole if value >= 0 else -whole).scaleb(-digits)


def _root(value: Fraction) -> Fraction:
    context = Context(prec=30, rounding=ROUND_HALF_UP)
    return Fraction(context.sqrt(context.divide(Decimal(value.numerator), Decimal(value.denominator))))


def draw_county(rng: Random) -> County:
    """A county with five to twenty-two primary schools and sections and four to fifteen junior ones."""
    words = names()
    kind = rng.choice(["县", "县", "区", "市"])
    name = rng.choice(words["first"]) + rng.choice(words["second"]) + kind
    primary, junior, combined = rng.randint(5, 18), rng.randint(3, 11), rng.randint(1, 4)
    level = rng.uniform(0.8, 1.2)
    towns = rng.sample(words["towns"], primary + junior + combined)
    schools = [_draw_school(rng, _name(kind, towns[i], i, "primary"), "primary", level) for i in range(primary)]
    sections = [towns[primary + junior + i] + "镇九年一贯制学校" for i in range(combined)]
    schools += [_draw_school(rng, name + "小学部", "primary", level, True) for name in sections]
    schools += [_draw_school(rng, _name(kind, towns[primary + i], i, "junior"), "junior", level) for i in range(junior)]
    schools += [_draw_school(rng, name + "初中部", "junior", level, True) for name in sections]
    return County(name, kind, rng.randint(2018, 2025), tuple(schools), combined)


def _name(kind: str, town: str, index: int, stage: Stage) -> str:
    ordinal = "第" + "一二三四五六七八九"[index] if index < 3 else ""
    if stage == "primary":
        return f"{kind}{ordinal}小学" if ordinal else town + "镇中心小学"
    return f"{kind}{ordinal}中学" if ordinal else town + "镇初级中学"


def _draw_school(rng: Random, name: str, stage: Stage, level: float, combined: bool = False) -> School:
    small = combined or "镇" in name
    pupils = rng.randint(140, 620) if small else rng.randint(700, 1900)
    size = 45 if stage == "primary" else 50
    classes = -(-pupils // rng.randint(size - 13, size))
    teachers = round(pupils / (rng.uniform(14, 18) if stage == "primary" else rng.uniform(10.5, 13)))
    richness = level * (rng.uniform(1.0, rng.choice([1.4, 1.9, 2.6])) if small else rng.uniform(0.92, 1.2))
    amounts = {item.id: _draw_amount(rng, item, stage, pupils, richness) for item in ITEMS}
    amounts["degree"] = min(amounts["degree"], teachers)
    return School(name, stage, pupils, classes, teachers, amounts, combined)


def _draw_amount(rng: Random, item: Item, stage: Stage, pupils: int, richness: float) -> int:
    limit = item.thresholds[stage]
    amount = max(1, round(float(limit) * pupils / item.per * richness * rng.uniform(0.93, 1.15) / item.grain))
    amount *= item.grain
    # A value that only rounding lifts to the threshold would make the verdict of a reader depend on the rounding.
    while Fraction(amount * item.per, pupils) < limit <= Fraction(round_half_up(Fraction(amount * item.per, pupils), 2)):
        amount += item.grain
    return amount
