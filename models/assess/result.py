"""What an assessment says: a result for each requirement, each school, each part and the county. JSON-ready; computes nothing.

A field of words has one of the same name with _en beside it, which is empty only in what was judged before there were any.
"""

from __future__ import annotations

from datetime import date
from typing import Literal

from pydantic import BaseModel, ConfigDict, StrictBool

from models.fact import Evidence, ExactDecimal
from models.schools.outcome import Verdict

SchoolState = Literal["met", "above_floor", "below", "open", "missing"]
Origin = Literal["table", "facts", "declared", "none"]


class _Value(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Conflict(_Value):
    """Facts that disagree with each other, or with what the school table gives."""

    facts: tuple[str, ...]
    message: str
    message_en: str = ""


class Lack(_Value):
    """How much a school lacks to reach the line (or has too much of), in whole things where the thing is whole."""

    school: str
    stage: str | None
    amount: ExactDecimal
    unit: str


class Result(_Value):
    """The verdict on one requirement, in one stage and for one item.

    `worst` and `best` are whether it is met in the worst and best reading. `value` lies in [low, high]; None is unknown or
    without limit. `margin` is how far the value is on the good side of the threshold, negative where it misses it.
    `decides`: counts for the county. `flips`: rounding as in the form would change the verdict.
    """

    requirement: str
    number: str
    name: str
    name_en: str = ""
    part: str
    stage: str | None
    item: str | None
    item_name: str | None
    item_name_en: str | None = None
    decides: bool
    verdict: Verdict
    worst: bool
    best: bool
    origin: Origin
    value: ExactDecimal | None = None
    low: ExactDecimal | None = None
    high: ExactDecimal | None = None
    unit: str
    direction: str
    threshold: StrictBool | ExactDecimal | None
    margin: ExactDecimal | None = None
    lacks: tuple[Lack, ...] = ()
    lacking: Lack | None = None
    facts: tuple[str, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    flips: bool = False
    confirmed: bool
    sources: tuple[str, ...]
    trace: tuple[str, ...]
    trace_en: tuple[str, ...] = ()


class CriterionResult(_Value):
    """One of the seven in one school: `met`, between the floor and the threshold, below the floor, or open."""

    criterion: str
    value: ExactDecimal | None
    threshold: ExactDecimal
    state: SchoolState
    gap: str | None = None


class SchoolResult(_Value):
    """A section of a school. `in_form`: the verdict on rounded values; `claimed`: what the table itself says."""

    school: str
    stage: str
    students: int
    place: str | None
    verdict: Verdict
    in_form: bool | None
    flips: bool
    claimed: bool | None
    claim_differs: bool
    criteria: tuple[CriterionResult, ...]


class ExcludedSchool(_Value):
    school: str
    place: str | None
    reason: str
    reason_en: str = ""


class StageValue(_Value):
    """County mean and 差异系数 of one criterion in one stage; `low` and `high` where the table is rounded."""

    stage: str
    criterion: str
    mean: ExactDecimal | None
    cv: ExactDecimal | None
    low: ExactDecimal | None
    high: ExactDecimal | None


class Conclusion(_Value):
    """Of a part or of the whole county."""

    id: str
    name: str
    name_en: str = ""
    verdict: Verdict
    best: Verdict
    worst: Verdict
    not_met: tuple[str, ...]
    not_met_en: tuple[str, ...] = ()
    open: tuple[str, ...]
    open_en: tuple[str, ...] = ()


class Assessment(_Value):
    """Everything: `model_dump_json()` gives decimals as strings. `unconfirmed`: requirements whose line was not confirmed."""

    standard: str
    name: str
    name_en: str = ""
    document: str
    overlay: str | None
    day: date
    county: Conclusion
    parts: tuple[Conclusion, ...]
    results: tuple[Result, ...]
    schools: tuple[SchoolResult, ...]
    excluded: tuple[ExcludedSchool, ...]
    stages: tuple[StageValue, ...]
    unconfirmed: tuple[str, ...]
    trace: tuple[str, ...]
    trace_en: tuple[str, ...] = ()

    def result(self, requirement: str, stage: str | None = None, item: str | None = None) -> Result:
        """The result of a requirement. Raises KeyError."""
        for result in self.results:
            if (result.requirement, result.stage, result.item) == (requirement, stage, item):
                return result
        raise KeyError((requirement, stage, item))
