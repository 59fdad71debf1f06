"""A standard as it holds on one day: plain values, no dates to choose from. Reads no files."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from models.standard.schema import (
    RESULT_STAGES,
    Criterion,
    Direction,
    Level,
    Relaxation,
    Rounding,
    Selector,
    Source,
    Sourced,
    Split,
    Strict,
    TableRule,
    Value,
)


class Requirement(Sourced):
    """One requirement on the day: `values` by stage (or `all`) and by the names that its table rule uses."""

    id: str
    part: str
    number: str
    name: str
    name_en: str
    wording: str
    wording_en: str
    level: Level
    direction: Direction
    unit: str
    values: dict[str, Value]
    items: tuple[str, ...]
    items_in_english: dict[str, str]
    table: TableRule | None
    judged_from: tuple[Selector, ...]
    decides: bool
    one_result: bool
    note: str
    note_en: str
    since: dict[str, date]

    @property
    def stages(self) -> tuple[str | None, ...]:
        """The stages for which it is judged; None stands for the county as a whole."""
        if self.one_result:
            return (None,)
        return tuple(None if key == "all" else key for key in RESULT_STAGES if key in self.values)

    def threshold(self, stage: str | None) -> Value | None:
        """The value for `stage`; None where the requirement has no single one."""
        return self.values.get(stage or "all")

    def number_of(self, key: str) -> Decimal:
        """The figure `key`. Raises KeyError, or TypeError where it is a yes or no."""
        value = self.values[key]
        if isinstance(value, bool):
            raise TypeError(f"{self.id}.{key} is no number")
        return value


class Part(Strict):
    id: str
    name: str
    name_en: str
    count: int | None


class Scope(Strict):
    """Types of schools that do not count, with the reason, and the fewest students that others need, with the reason in both languages."""

    excluded_types: dict[str, str]
    excluded_types_en: dict[str, str]
    smallest: dict[str, tuple[Decimal, str, str]]


class SchoolRule(Sourced):
    """A school passes with `least_met` criteria met, if none of the rest lies below `floor` x its threshold."""

    text: str
    text_en: str
    least_met: int
    floor: Decimal


class Standard(Sourced):
    """A standard on a day, with the overlay and the relaxations that were asked for."""

    id: str
    name: str
    name_en: str
    short: str
    short_en: str
    document: str
    decision: str
    decision_en: str
    day: date
    overlay: str | None
    parts: tuple[Part, ...]
    requirements: tuple[Requirement, ...]
    scope: Scope
    school_rule: SchoolRule | None
    split: Split
    rounding: Rounding
    criteria: tuple[Criterion, ...]
    relaxations: tuple[Relaxation, ...]
    references: dict[str, Source]

    def requirement(self, id: str) -> Requirement:
        """The requirement with this id. Raises KeyError."""
        for requirement in self.requirements:
            if requirement.id == id:
                return requirement
        raise KeyError(id)

    def threshold(self, criterion: str, stage: str) -> Decimal | None:
        """What a school of `stage` must reach in `criterion`; None where the standard sets nothing for a school."""
        for requirement in self.requirements:
            if requirement.id == criterion and stage in requirement.values:
                return requirement.number_of(stage)
        return None
