"""The assessment standards as dated data: `standard_on(id, day)` gives a Standard. Judges nothing."""

from models.standard.load import (
    NoSuchStandard,
    first_day,
    overlay_ids,
    read_part,
    short_name,
    standard_ids,
    standard_of_overlay,
    standard_on,
)
from models.standard.resolved import Part, Requirement, SchoolRule, Standard
from models.standard.schema import Criterion, Direction, Relaxation, Selector, Value

__all__ = [
    "Criterion", "Direction", "NoSuchStandard", "Part", "Relaxation", "Requirement", "SchoolRule", "Selector", "Standard",
    "Value", "first_day", "overlay_ids", "read_part", "short_name", "standard_ids", "standard_of_overlay",
    "standard_on",
]  # fmt: skip
