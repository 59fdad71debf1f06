"""A school table as values: each school with its students, classes, raw amounts or written values. Computes nothing.

Keys of `amounts`: degree_teachers, backbone_teachers, pe_art_teachers (persons), teaching_area (with the indoor sports
rooms), teaching_area_net (without), gym_area, sports_area (with), sports_ground (without; m2), equipment_value (CNY),
multimedia_rooms, computers, books, teachers, mid_title_teachers, music_rooms, art_rooms; under a stage, or `whole` for a
school's total. Keys of `values`: ids of a standard's criteria.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from models.fact import ExactDecimal

SchoolStage = Literal["primary", "junior", "senior"]
Share = Literal["primary", "junior", "senior", "whole"]
SchoolType = Literal["primary", "junior", "nine_year", "twelve_year", "complete_secondary", "teaching_point", "special", "vocational"]
JUDGED_STAGES: tuple[SchoolStage, ...] = ("primary", "junior")
COMBINED_TYPES = ("nine_year", "twelve_year")


class _Value(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Written(_Value):
    """A figure of the table in its base unit. `step`: size of the last written digit; 0 for an exact one."""

    value: ExactDecimal = Field(ge=0)
    step: ExactDecimal = Field(Decimal(0), ge=0)


class School(_Value):
    """One school. `relaxations` are the ids of those for which it qualifies; `place` is its row in the table."""

    name: str
    type: SchoolType
    students: dict[SchoolStage, int]
    classes: dict[SchoolStage, int] = {}
    largest_class: dict[SchoolStage, int] = {}
    amounts: dict[str, dict[Share, Written]] = {}
    values: dict[str, dict[SchoolStage, Written]] = {}
    claimed_pass: dict[SchoolStage, bool] = {}
    relaxations: tuple[str, ...] = ()
    place: str | None = None

    def stages(self) -> tuple[SchoolStage, ...]:
        """The stages that have students."""
        return tuple(stage for stage, number in self.students.items() if number > 0)


class LeftOut(_Value):
    """A row of the table that is no school: a total, a note, an empty line."""

    place: str
    text: str
    reason: Literal["total", "note", "sheet"]


class SchoolTable(_Value):
    """All schools of one county. `name` is the file or table they come from."""

    name: str
    schools: tuple[School, ...]
    left_out: tuple[LeftOut, ...] = ()
