"""Schools and facts for the tests of the assessment, made from a few words."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from models.fact import Evidence, Fact
from models.schools import School, Written
from models.standard import Standard, standard_on

DAY = date(2024, 6, 1)
SEVEN = (
    "teachers_above_required_degree_per_100", "backbone_teachers_per_100", "pe_art_teachers_per_100",
    "teaching_area_per_student", "sports_area_per_student", "equipment_value_per_student", "multimedia_rooms_per_100",
)  # fmt: skip
AMOUNTS = {
    "degree_teachers": "60", "backbone_teachers": "20", "pe_art_teachers": "15", "teaching_area": "7000", "gym_area": "500",
    "sports_ground": "12000", "equipment_value": "3000000", "multimedia_rooms": "30",
}  # fmt: skip
"""Amounts of a school of 1000 students that meets all seven in both stages."""


def yzjh(**options: Any) -> Standard:
    return standard_on("yzjh2017", DAY, **options)


def written(value: str | Decimal, step: str = "0") -> Written:
    return Written(value=Decimal(value), step=Decimal(step))


def school_of_values(stage: str, values: dict[str, Written], students: int = 500, name: str = "甲校") -> School:
    return School.model_validate(
        {"name": name, "type": stage, "students": {stage: students}, "values": {k: {stage: v} for k, v in values.items()}}
    )


def school_of_amounts(stage: str = "primary", name: str = "甲校", students: int = 1000, **amounts: str) -> School:
    """A school that meets all seven, but for what is given; amounts are of its one stage."""
    given = {name: {stage: written(value)} for name, value in (AMOUNTS | amounts).items()}
    return School.model_validate({"name": name, "type": stage, "students": {stage: students}, "amounts": given})


def well_above(standard: Standard, stage: str) -> dict[str, Written]:
    """Values twice the line in all seven."""
    return {c: written((standard.threshold(c, stage) or Decimal(0)) * 2) for c in SEVEN}


def fact(number: int, **fields: Any) -> Fact:
    """A fact of a report: 0.1 % precision, actual level, unless said otherwise. `sentence` has {} for the figure."""
    value = Decimal(fields.pop("value"))
    text = f"{value}{fields.get('unit', '%')}"
    sentence = fields.pop("sentence", "全县为{}").format(text) + "。"
    start = 100 * number
    given: dict[str, Any] = {"unit": "%", "step": "0.1", **fields}
    evidence = Evidence(text=text, start=start, end=start + len(text), sentence=sentence, paragraph=number)
    return Fact(id=f"f{number}", value=value, evidence=evidence, **given)
