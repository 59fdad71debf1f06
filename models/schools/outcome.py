"""Comparing an interval with a threshold: a yes, a no, or a doubt that names its reason. Pure; knows no requirement."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from models.quantity import Interval
from models.standard import Direction

Verdict = Literal["met", "not_met", "depends_on_rounding", "insufficient", "not_applicable"]
Doubt = Literal["none", "rounding", "missing"]


@dataclass(frozen=True, slots=True)
class Outcome:
    """Whether a line is met in the best and in the worst reading, and why the two differ."""

    best: bool
    worst: bool
    doubt: Doubt = "none"

    @property
    def verdict(self) -> Verdict:
        if self.best == self.worst:
            return "met" if self.worst else "not_met"
        return "depends_on_rounding" if self.doubt == "rounding" else "insufficient"


MET = Outcome(True, True)
NOT_MET = Outcome(False, False)
UNKNOWN = Outcome(True, False, "missing")


def certain(met: bool) -> Outcome:
    """The outcome without doubt."""
    return MET if met else NOT_MET


def compare(value: Interval, direction: Direction, line: Decimal | Fraction) -> Outcome:
    """Whether `value` meets `line`; `equals` asks for exactly it. A yes or no is no number: use `certain`."""
    line = Fraction(line)
    if direction in ("at_least", "level_at_least"):
        best, worst = not _all_below(value, line), value.low is not None and value.low >= line
    elif direction == "at_most":
        best, worst = value.low is None or value.low <= line, _none_above(value, line)
    elif direction == "less_than":
        best, worst = value.low is None or value.low < line, _all_below(value, line)
    elif direction == "equals":
        best, worst = line in value, value.low == value.high == line
    else:
        raise ValueError(f"{direction} compares no numbers")
    open_end = value.low is None or value.high is None
    return Outcome(best, worst, "none" if best == worst else "missing" if open_end else "rounding")


def _all_below(value: Interval, line: Fraction) -> bool:
    return value.high is not None and (value.high < line or (value.high == line and value.open_high))


def _none_above(value: Interval, line: Fraction) -> bool:
    return value.high is not None and value.high <= line


def all_of(outcomes: Iterable[Outcome]) -> Outcome:
    """Met where each of them is met."""
    found = list(outcomes)
    best, worst = all(o.best for o in found), all(o.worst for o in found)
    open_ones = [o.doubt for o in found if o.best != o.worst]
    doubt: Doubt = "none" if best == worst else ("missing" if "missing" in open_ones else "rounding")
    return Outcome(best, worst, doubt)


def narrowed(outcome: Outcome, proves: Literal["both", "failure", "success"]) -> Outcome:
    """What is left of an outcome where the evidence can only prove a failure or only a success."""
    if proves == "failure" and outcome.best:
        return UNKNOWN
    if proves == "success" and not outcome.worst:
        return UNKNOWN
    return replace(outcome)
