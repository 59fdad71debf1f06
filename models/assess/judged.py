"""What was found out about one requirement, before it becomes a Result: outcome, value, reasons. A value only."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from models.assess.result import Conflict, Lack
from models.assess.trace import Told
from models.fact import Fact
from models.quantity import Interval
from models.schools.outcome import Outcome
from models.standard import Direction


@dataclass(frozen=True, slots=True)
class Line:
    """What a value was compared with, where that is not the requirement's own threshold."""

    number: Decimal
    direction: Direction
    unit: str


@dataclass(frozen=True, slots=True)
class Judged:
    """`value` is what was compared, `middle` its likeliest point where that is not the middle.

    `recomputed`: by indicator, what a report's claim should say according to the school table.
    """

    outcome: Outcome
    origin: Literal["table", "facts", "declared"]
    trace: tuple[Told, ...] = ()
    value: Interval | None = None
    middle: Fraction | None = None
    span: bool = False
    """`value` runs from the worst to the best case of what is missing, and no point in it is likelier than another."""
    against: Line | None = None
    facts: tuple[Fact, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    lacks: tuple[Lack, ...] = ()
    flips: bool = False
    applies: bool = True
    recomputed: dict[str, Interval] = field(default_factory=dict)

    @property
    def certain(self) -> bool:
        return not self.applies or self.outcome.best == self.outcome.worst
