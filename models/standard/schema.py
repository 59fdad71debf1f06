"""What a standard's data files must say: each value dated, with unit, direction, wording, sources and `confirmed`.

Takes parsed YAML, gives frozen models; `checked` refuses an incomplete file and names file, item and field. Knows no date.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any, Literal, Self, TypeVar

from pydantic import BaseModel, ConfigDict, Field, StrictBool, ValidationError, model_validator

from models.errors import BadData

Direction = Literal["at_least", "at_most", "less_than", "equals", "boolean", "level_at_least"]
Level = Literal["county", "school", "class", "county_from_schools"]
TableRule = Literal["criterion", "school_pass", "cv", "composite_cv", "special_rooms", "school_size", "class_size", "small_schools"]
Proves = Literal["both", "failure", "success"]
Value = StrictBool | Decimal
Dated = dict[date, Value]
DatedNumber = dict[date, Decimal]
RESULT_STAGES = ("primary", "junior", "compulsory", "all")


class Strict(BaseModel):
    """A frozen value that refuses unknown fields."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    @model_validator(mode="after")
    def _in_both_languages(self) -> Self:
        """What is said in Chinese in a field is said in English in the field of that name with _en."""
        for name in type(self).model_fields:
            chinese, english = getattr(self, name.removesuffix("_en")), getattr(self, name)
            if name.endswith("_en") and (bool(chinese) != bool(english) or _keys(chinese) != _keys(english)):
                raise ValueError(f"{name} does not fit {name.removesuffix('_en')}")
        return self


def _keys(told: object) -> set[str]:
    return set(told) if isinstance(told, dict) else set()


class Sourced(Strict):
    """What is confirmed names the sources in which it was seen."""

    confirmed: bool
    sources: tuple[str, ...]

    @model_validator(mode="after")
    def _source_for_confirmed(self) -> Self:
        if self.confirmed and not self.sources:
            raise ValueError("confirmed without sources")
        return self


class Source(Strict):
    """Where something was seen. Grade A official, B from an official document, C third party."""

    grade: Literal["A", "B", "C"]
    title: str
    address: str


class Selector(Strict):
    """Which facts a requirement can be judged from.

    `proves`: a county mean below a school's line proves a failure, one above it nothing. `line` and `direction` stand in
    for the requirement's own; `floor_of` takes the floor of that criterion. `over` divides by a second fact, times `scale`.
    `whole_claim`: a written 100% says all, it was not rounded. `share`: above 100% the figure is void.
    `stage`: the stages of the fact, `own` by default; `words` stand in the fact's clause, `without` do not.
    """

    indicator: str
    unit: str
    stage: tuple[str, ...] | Literal["own", "any"] = "own"
    criterion: Literal["none", "own", "item", "any"] = "none"
    entity: Literal["none", "any"] = "none"
    area: Literal["none", "any"] = "none"
    words: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    item_word: bool = False
    proves: Proves = "both"
    line: Decimal | None = None
    direction: Direction | None = None
    floor_of: str | None = None
    whole_claim: bool = False
    share: bool = False
    over: Selector | None = None
    scale: Decimal = Decimal(1)


class RequirementData(Sourced):
    """One requirement with its dated values: by stage, or `all`; other keys are figures that its table rule uses.

    `items` are ids of criteria, or names, which `items_in_english` translates.
    """

    id: str
    number: str
    name: str
    name_en: str
    wording: str
    wording_en: str
    level: Level
    direction: Direction
    unit: str
    values: dict[str, Dated] = Field(min_length=1)
    items: tuple[str, ...] = ()
    items_in_english: dict[str, str] = {}
    table: TableRule | None = None
    judged_from: tuple[Selector, ...]
    decides: bool = True
    one_result: bool = False
    note: str = ""
    note_en: str = ""

    @model_validator(mode="after")
    def _values_fit(self) -> Self:
        for key, dated in self.values.items():
            if not dated:
                raise ValueError(f"values.{key} has no dated value")
        named = {item for item in self.items if not item.isascii()}
        if named != set(self.items_in_english):
            raise ValueError("items_in_english does not name the items")
        if not self.one_result and not set(self.values) & set(RESULT_STAGES):
            raise ValueError("values name no stage")
        return self


class PartFile(Strict):
    """One part of a standard. `count` is how many items the document itself counts."""

    part: str
    name: str
    name_en: str
    count: int | None = None
    requirements: tuple[RequirementData, ...] = Field(min_length=1)


class Way(Strict):
    """Raw amounts that make up a criterion's amount."""

    add: tuple[str, ...] = Field(min_length=1)
    less: tuple[str, ...] = ()


class Criterion(Strict):
    """A resource indicator computed from a school table: amount / students x `per`.

    `split`: a whole school's amount is shared among its stages by weight. `whole`: comes in whole numbers only.
    """

    id: str
    name: str
    name_en: str
    per: int = Field(gt=0)
    unit: str
    amount_unit: str
    whole: bool
    split: bool
    ways: tuple[Way, ...] = Field(min_length=1)


class Smallest(Strict):
    students: DatedNumber = Field(min_length=1)
    reason: str
    reason_en: str


class ScopeData(Sourced):
    excluded_types: dict[str, str]
    excluded_types_en: dict[str, str]
    smallest: dict[str, Smallest] = {}


class SchoolRuleData(Sourced):
    text: str
    text_en: str
    least_met: DatedNumber = Field(min_length=1)
    floor: DatedNumber = Field(min_length=1)


class Split(Sourced):
    """Weights of one student of each stage, by type of school, else `default`."""

    weights: dict[str, dict[str, Decimal]]


class Rounding(Strict):
    """Decimals that the application form prescribes."""

    value: int
    cv: int


class Relaxation(Sourced):
    """A dated exception that holds only if asked for, and only for schools that carry its id."""

    id: str
    requirement: str
    who: str
    who_en: str
    effect: str
    effect_en: str
    document: str
    dates_confirmed: bool
    starts: date = Field(alias="from")
    until: date | None = None
    values: dict[str, Decimal] = {}


class StandardFile(Sourced):
    """standard.yaml: what holds for the whole of a standard; `files` are its parts."""

    id: str
    name: str
    name_en: str
    short: str
    short_en: str
    document: str
    starts: date = Field(alias="from")
    decision: str
    decision_en: str
    files: tuple[str, ...] = Field(min_length=1)
    scope: ScopeData
    school_rule: SchoolRuleData | None = None
    split: Split
    rounding: Rounding
    criteria: tuple[Criterion, ...]
    relaxations: tuple[Relaxation, ...] = ()


class OverlayFile(Sourced):
    """A province's differences from a standard: dated values, wordings, notes and added requirements by part."""

    id: str
    name: str
    name_en: str
    standard: str
    document: str
    values: dict[str, dict[str, Dated]] = {}
    wordings: dict[str, str] = {}
    wordings_en: dict[str, str] = {}
    notes: dict[str, str] = {}
    notes_en: dict[str, str] = {}
    adds: dict[str, tuple[RequirementData, ...]] = {}


class SourcesFile(Strict):
    sources: dict[str, Source]


Model = TypeVar("Model", bound=BaseModel)


def checked(kind: type[Model], data: Any, name: str) -> Model:
    """`data` as a `kind`. Raises BadData `standard_incomplete` or `standard_wrong_value` with name, item and field."""
    try:
        return kind.model_validate(data)
    except ValidationError as error:
        first = error.errors()[0]
        code = "standard_incomplete" if first["type"] == "missing" else "standard_wrong_value"
        field = ".".join(str(step) for step in first["loc"] if not isinstance(step, int))
        raise BadData(code, name=name, item=_item(data, first["loc"]), field=field, problem=first["msg"]) from error


def _item(data: Any, path: tuple[int | str, ...]) -> str:
    """The id nearest above the faulty place, else the number of the list entry."""
    nearest = str(data.get("id") or data.get("part") or "—") if isinstance(data, dict) else "—"
    for step in path:
        try:
            data = data[step]
        except (KeyError, IndexError, TypeError):
            break
        if isinstance(step, int):
            nearest = f"{step + 1}"
        if isinstance(data, dict) and "id" in data:
            nearest = str(data["id"])
    return nearest
