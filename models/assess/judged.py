"""What was found out about one requirement, before it becomes a Result: outcome, value, reasons. A value only."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from models.assess.result import Conflict, Lack
from models.fact import Fact
from models.quantity import Interval
from models.schools.outcome import Outcome


@dataclass(frozen=True, slots=True)
class Judged:
    """`value` is what was compared. `recomputed`: by indicator, what a report's claim should say, from the school table."""

    outcome: Outcome
    origin: Literal["table", "facts", "declared"]
    trace: tuple[str, ...] = ()
    value: Interval | None = None
    facts: tuple[Fact, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    lacks: tuple[Lack, ...] = ()
    flips: bool = False
    applies: bool = True
    recomputed: dict[str, Interval] = field(default_factory=dict)

    @property
    def certain(self) -> bool:
        return not self.applies or self.outcome.best == self.outcome.worst
