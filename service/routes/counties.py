"""`/counties`: every county with its documents counted; one with its documents, their verdicts and their contradictions."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path
from sqlalchemy import Connection

from corpus.counties import MOST_DOCUMENTS, differences
from corpus.store.documents import CountyRow, DocumentFilters, DocumentRow, list_counties, list_documents
from corpus.store.results import load_assessment
from corpus.store.reviews import reviewed_extraction
from models.assess.result import Conclusion
from models.fact import Fact
from models.finding import Finding
from service.deps import Service, Viewer
from service.openapi import problems
from service.problems import Problem
from service.security import Caller
from service.wire import DocumentOut, Values, document_out

router = APIRouter(tags=["counties"])
Name = Annotated[str, Path(min_length=1, max_length=100)]
"""May hold a slash, as 甲县/乙区 does: its routes take the rest of the path, the longer ones first."""


class CountyOut(Values):
    """A county in numbers. `name` null: documents of which nobody knows the county."""

    name: str | None
    documents: int
    first_year: int | None
    last_year: int | None
    findings: int
    unresolved: int


class CountyList(Values):
    items: list[CountyOut]


class Judged(Values):
    """A document, and the conclusion of its own assessment for the whole county; null where there is none."""

    document: DocumentOut
    standard: str | None
    conclusion: Conclusion | None


class CountyDocuments(Values):
    """The newest documents first, at most forty."""

    name: str
    items: list[Judged]


class ConflictOut(Values):
    """A quantity that two documents give and that contradicts itself."""

    first: int
    second: int
    first_fact: Fact
    second_fact: Fact
    finding: Finding


class ConflictList(Values):
    items: list[ConflictOut]


@router.get("/counties", summary="县列表 List the counties")
def list_all(service: Service, caller: Viewer) -> CountyList:
    """In the order of their names; documents without a county come last."""
    with service.store.reading() as c:
        return CountyList(items=[_county(row) for row in list_counties(c, caller.counties)])


@router.get("/counties/{name:path}/conflicts", summary="文件之间的矛盾 Contradictions between documents", responses=problems(404))
def list_conflicts(service: Service, caller: Viewer, name: Name) -> ConflictList:
    """What two documents of the county say differently, by the figures as people left them."""
    with service.store.reading() as c:
        rows = [row for row in _documents(c, caller, name) if row.result_id is not None]
        extractions = {row.id: reviewed_extraction(c, row.result_id) for row in rows if row.result_id is not None}
    return ConflictList(items=[ConflictOut.model_validate(found, from_attributes=True) for found in differences(name, extractions)])


@router.get("/counties/{name:path}", summary="一个县的文件和结论 One county", responses=problems(404))
def get_county(service: Service, caller: Viewer, name: Name) -> CountyDocuments:
    """Its documents of all years, each with the conclusion of its assessment."""
    with service.store.reading() as c:
        return CountyDocuments(name=name, items=[_judged(c, row) for row in _documents(c, caller, name)])


def _documents(c: Connection, caller: Caller, name: str) -> tuple[DocumentRow, ...]:
    """Raises Problem (404) where the caller sees none."""
    page = list_documents(c, caller.counties, DocumentFilters(county=name), limit=MOST_DOCUMENTS)
    if not page.rows:
        raise Problem("not_found", id=name)
    return page.rows


def _county(row: CountyRow) -> CountyOut:
    return CountyOut.model_validate(row, from_attributes=True)


def _judged(c: Connection, row: DocumentRow) -> Judged:
    found = None if row.result_id is None else load_assessment(c, row.result_id)
    return Judged(document=document_out(row), standard=found and found.standard, conclusion=found and found.county)
