"""`POST /assessment` and `/assessment/file`: verdicts from plain facts or a school table of other programs. Stores nothing."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated, Literal

from fastapi import APIRouter, File, Query, UploadFile
from pydantic import BaseModel, ConfigDict, Field

from corpus.audit import DEFAULT_STANDARD
from corpus.school_table import school_table
from models.assess import Assessment, assess
from models.fact import Area, Evidence, Fact, Kind, Stage, Status
from models.quantity import Bound
from models.schools import LeftOut, School, SchoolTable
from models.standard import standard_on
from service.deps import Service, Viewer
from service.openapi import problems
from service.problems import Problem
from service.uploads import shown_name
from service.wire import Text

router = APIRouter(tags=["judging"])
Exact = Annotated[Decimal, Field(max_digits=30, decimal_places=12)]
_Word = Annotated[str, Field(max_length=200)]
_Cell = Annotated[str, Field(max_length=1000)]


class PlainFact(BaseModel):
    """A figure of another program, in a base unit. Fields mean what they mean in the facts of a document."""

    model_config = ConfigDict(extra="forbid")

    id: _Word | None = Field(None, description="f1, f2 … by place where none is given")
    indicator: _Word = Field(description="an id of /indicators")
    value: Exact
    value_max: Exact | None = None
    unit: _Word
    step: Annotated[Exact, Field(ge=0)] = Decimal(0)
    bound: Bound = "exact"
    kind: Kind = "level"
    status: Status = "actual"
    stage: Stage | None = None
    area: Area | None = None
    period: _Word | None = None
    criterion: _Word | None = None
    entity: _Word | None = None
    source: Annotated[str, Field(max_length=2000)] = Field("", description="where the figure is from: shown as its evidence")

    def fact(self, number: int) -> Fact:
        evidence = Evidence(text=self.source, start=0, end=len(self.source), sentence=self.source)
        fields = self.model_dump(exclude={"source", "id"})
        return Fact(**fields, id=self.id or f"f{number}", evidence=evidence)


class JudgeRequest(BaseModel):
    """What is to be judged, and by which standard. The school table comes as schools or as rows of cell texts."""

    model_config = ConfigDict(extra="forbid")

    facts: list[PlainFact] = Field([], max_length=20_000)
    schools: list[School] | None = Field(None, max_length=5_000)
    school_rows: list[list[_Cell]] | None = Field(None, max_length=20_000, description="cell texts, headings first, as in a sheet")
    standard: _Word = DEFAULT_STANDARD
    on: date | None = Field(None, description="the day whose standard holds; today where none is given")
    overlay: _Word | None = None
    relaxations: list[_Word] = Field([], max_length=20)
    declared: dict[str, bool | Exact | Literal["not_applicable"]] = Field({}, description="what was found on the spot, by requirement")


class Judgement(BaseModel):
    """The verdicts, and the rows of the school table that are no schools."""

    assessment: Assessment
    left_out: list[LeftOut] = []


@router.post("/assessment", summary="判定给出的数据或学校表 Judge posted facts or a school table")
def judge(wanted: JudgeRequest, caller: Viewer) -> Judgement:
    """Every requirement of the standard judged, each with its reasons. Nothing of it is kept."""
    table = _table(wanted)
    if table is None and not wanted.facts and not wanted.declared:
        raise Problem("nothing_to_judge")
    standard = standard_on(wanted.standard, wanted.on or date.today(), wanted.overlay, tuple(wanted.relaxations))
    facts = [fact.fact(number) for number, fact in enumerate(wanted.facts, 1)]
    verdicts = assess(facts, table.schools if table else None, standard, wanted.declared)
    return Judgement(assessment=verdicts, left_out=list(table.left_out) if table else [])


@router.post("/assessment/file", summary="判定学校表文件 Judge a school table (xlsx, csv)", responses=problems(415))
def judge_file(
    service: Service, caller: Viewer, file: Annotated[UploadFile, File(description="xlsx or csv, told by its content")],
    standard: Annotated[str, Query(max_length=200)] = DEFAULT_STANDARD, on: Annotated[date | None, Query()] = None,
    overlay: Text = None,
) -> Judgement:  # fmt: skip
    """The same for a file, which is read in a limited child process. Nothing of it is kept."""
    table = service.supervisor.read_schools(file.file.read(), shown_name(file.filename or ""))
    verdicts = assess((), table.schools, standard_on(standard, on or date.today(), overlay))
    return Judgement(assessment=verdicts, left_out=list(table.left_out))


def _table(wanted: JudgeRequest) -> SchoolTable | None:
    """Raises UnreadableInput for rows that are no school table."""
    if wanted.schools is not None and wanted.school_rows is not None:
        raise Problem("both_school_tables")
    if wanted.school_rows is not None:
        return school_table(wanted.school_rows)
    return SchoolTable(name="", schools=tuple(wanted.schools)) if wanted.schools else None
