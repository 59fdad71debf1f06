"""What the standard demands of a figure: the one place where checks ask for thresholds.

Takes a fact and a year; the values come from the standard's dated data, the mapping from identities.yaml.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import cache
from typing import Any, Literal

from models.fact import Fact
from models.loading import load_data
from models.quantity import Interval
from models.standard import NoSuchStandard, Standard, standard_on

DEFAULT_SCHEME = "yzjh2017"
ITEMS = 7
"""The items of the standard that a school attains or misses."""
_LATEST = 2026

Demand = Literal["at_least", "at_most", "less_than"]


@dataclass(frozen=True, slots=True)
class Limit:
    """`value` in the indicator's base unit; a figure must be at least, at most or less than it."""

    demand: Demand
    value: Fraction

    def missed_by(self, interval: Interval) -> bool:
        """Whether every value of the interval misses the limit."""
        if self.demand == "at_least":
            high = interval.high
            return high is not None and (high < self.value or (high == self.value and interval.open_high))
        if interval.low is None:
            return False
        beyond = self.demand == "less_than" or interval.open_low
        return interval.low > self.value or (beyond and interval.low == self.value)

    def met_by(self, interval: Interval) -> bool:
        """Whether every value of the interval meets the limit."""
        if self.demand == "at_least":
            return interval.low is not None and interval.low >= self.value
        if interval.high is None:
            return False
        return interval.high < self.value or (self.demand == "at_most" and interval.high == self.value)


def identities() -> dict[str, Any]:
    """The content of identities.yaml."""
    loaded: dict[str, Any] = load_data("identities.yaml")
    return loaded


def limit_for(fact: Fact, year: int | None = None, scheme: str = DEFAULT_SCHEME) -> Limit | None:
    """The limit that `scheme` sets for a fact in `year`; None where it sets none for its indicator and stage."""
    entry = identities()["limits"].get(scheme, {}).get(fact.indicator)
    if entry is None or ("stages" in entry and fact.stage not in entry["stages"]):
        return None
    return limit_of_requirement(entry["requirement"], fact.stage, year, scheme)


def limit_of_requirement(name: str, stage: str | None, year: int | None = None, scheme: str = DEFAULT_SCHEME) -> Limit | None:
    """What a requirement of `scheme` demands of a stage in `year`; of no stage, only where it demands the same of all."""
    standard = _standard(scheme, year or _LATEST)
    if standard is None:
        return None
    requirement = standard.requirement(name)
    values = requirement.values
    alike = next(iter(values.values())) if len(set(values.values())) == 1 else None
    value = values.get(stage or "all", values.get("all", alike if stage in (None, "compulsory") else None))
    if not isinstance(value, Decimal) or requirement.direction not in ("at_least", "at_most", "less_than"):
        return None
    return Limit(requirement.direction, Fraction(value))


def in_force(scheme: str, year: int) -> bool:
    """Whether a scheme was in force at the end of a year."""
    return _standard(scheme, year) is not None


@cache
def _standard(scheme: str, year: int) -> Standard | None:
    try:
        return standard_on(scheme, date(year, 12, 31))
    except NoSuchStandard:
        return None


def crosses(fact: Fact, computed: Fraction) -> bool | None:
    """Whether the written and the computed value stand on different sides of the limit; None where there is none."""
    limit = limit_for(fact)
    if limit is None or fact.value is None:
        return None
    return limit.met_by(Interval.point(fact.value)) != limit.met_by(Interval.point(computed))
