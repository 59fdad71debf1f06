"""The output contract: documents, facts with their evidence, relations between facts, and the ledger.

What each field means is said in its description; the published JSON Schema (`junheng schema`) is made from here.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, PlainSerializer

from models.quantity import Bound, Interval, Quantity, Reading, decimal_text, written_interval

Kind = Literal["level", "change"]
Status = Literal["actual", "baseline", "plan", "standard"]
Stage = Literal["primary", "junior", "compulsory", "preschool", "senior", "special"]
Area = Literal["urban", "rural"]
Flag = Literal["masked", "repaired", "ocr", "table", "total", "range"]
DocumentKind = Literal["self_inspection", "supervision", "plan", "experience", "brief", "statistics", "other"]
LedgerKind = Literal["fact", "period", "ordinal", "reference", "name", "page", "idiom", "unresolved"]

ExactDecimal = Annotated[Decimal, PlainSerializer(decimal_text, return_type=str, when_used="json")]


class _Value(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True, serialize_by_alias=True)


class Place(_Value):
    """A box on a PDF page, in points from the top left."""

    page: int = Field(ge=1)
    box: tuple[float, float, float, float] = Field(description="x0, top, x1, bottom")


class Evidence(_Value):
    """Where a fact is written. `text` is the raw text between `start` and `end`, damage and all."""

    text: str
    start: int = Field(ge=0, description="code-point offset into the document's raw text")
    end: int
    sentence: str = ""
    paragraph: int | None = Field(None, description="number of the block in the document, from 0")
    page: int | None = None
    places: tuple[Place, ...] = ()
    table: int | None = Field(None, description="number of the table in the document, from 0")
    row: int | None = None
    column: int | None = None


class Fact(_Value):
    """One written quantity of the reported matter."""

    id: str
    value: ExactDecimal | None = Field(description="in the base unit; null where the number is masked")
    value_max: ExactDecimal | None = Field(None, description="upper end of a range")
    unit: str
    step: ExactDecimal = Field(Decimal(0), description="size of the last written digit in base units; 0 for a count")
    bound: Bound = "exact"
    kind: Kind = "level"
    status: Status = "actual"
    indicator: str = Field("other", description="id from data/indicators.yaml")
    subject: str | None = Field(None, description="the words of the text that say what is measured")
    stage: Stage | None = None
    area: Area | None = None
    period: str | None = Field(None, description="2021, 2021-09 or 2016/2021, both ends included")
    criterion: str | None = Field(None, description="item of the standard that an attainment figure speaks of")
    entity: str | None = Field(None, description="place, school or body, where it is not the document's own county")
    flags: tuple[Flag, ...] = ()
    confidence: float = Field(1.0, ge=0, le=1)
    evidence: Evidence

    @property
    def masked(self) -> bool:
        return self.value is None and "masked" in self.flags

    @property
    def year(self) -> int | None:
        """The year that it is of; None where it is of a month, of several years or of no time."""
        return int(self.period) if self.period and len(self.period) == 4 and self.period.isdecimal() else None

    def quantity(self) -> Quantity:
        """The figure for computing with. Raises ValueError for a masked one or a ratio of several parts."""
        return Quantity(self._known_value(), self.unit, self.step, self.bound, self.value_max)

    def interval(self, reading: Reading, bound: Bound, step: Decimal) -> Interval:
        """What the figure stands for, read as rounded or cut off, if it had this bound and step. Raises as `quantity` does."""
        return written_interval(self._known_value(), self.value_max, step, bound, reading)

    def _known_value(self) -> Decimal:
        if self.value is None:
            raise ValueError(f"fact {self.id} has no value")
        return self.value


class SumRelation(_Value):
    """The parts make up the whole."""

    type: Literal["sum"] = "sum"
    whole: str
    parts: tuple[str, ...]

    @property
    def members(self) -> tuple[str | None, ...]:
        return (self.whole, *self.parts)


class RatioRelation(_Value):
    """part / whole is rate, in the scale that the rate's unit gives."""

    type: Literal["ratio"] = "ratio"
    part: str
    whole: str
    rate: str

    @property
    def members(self) -> tuple[str | None, ...]:
        return (self.part, self.whole, self.rate)


class ChangeRelation(_Value):
    """`to` less `from` is `delta`, absolutely or in percent of `from`; one of `from` and `delta` may be missing."""

    type: Literal["change"] = "change"
    from_: str | None = Field(None, alias="from")
    to: str
    delta: str | None = None

    @property
    def members(self) -> tuple[str | None, ...]:
        return (self.from_, self.to, self.delta)


Relation = Annotated[SumRelation | RatioRelation | ChangeRelation, Field(discriminator="type")]


class LedgerEntry(_Value):
    """What became of one number of the document."""

    kind: LedgerKind
    start: int
    end: int
    text: str
    fact: str | None = Field(None, description="id of the fact, for the kind fact")


class Statement(_Value):
    """A sentence without figures that claims something of those around it: 两项均达到国家标准。"""

    text: str
    start: int = Field(ge=0, description="code-point offset into the document's raw text")
    end: int
    paragraph: int = Field(description="number of the block in the document, from 0")


class Document(_Value):
    """The document that was read."""

    id: str = Field(description="sha256: and the hash of the file's bytes")
    name: str
    format: str
    title: str | None = None
    county: str | None = None
    year: int | None = None
    dated: str | None = Field(None, description="month of the date that stands below the text or its title, as 2024-10")
    kind: DocumentKind = "other"
    pages: int | None = None


class NoticeEntry(_Value):
    """What the reader has to tell of the file, such as a page without a text layer."""

    code: str
    message: str
    page: int | None = None


class Extraction(_Value):
    """Everything that was got out of one document: the JSON of `junheng extract --format json`."""

    document: Document
    facts: tuple[Fact, ...] = ()
    relations: tuple[Relation, ...] = ()
    ledger: tuple[LedgerEntry, ...] = ()
    statements: tuple[Statement, ...] = ()
    findings: tuple[dict[str, object], ...] = ()
    notices: tuple[NoticeEntry, ...] = ()

    def fact(self, fact_id: str) -> Fact:
        """The fact with this id. Raises KeyError."""
        for fact in self.facts:
            if fact.id == fact_id:
                return fact
        raise KeyError(fact_id)
