"""What was read and extracted of a document: `/report` (text and blocks), `/relations`, `/ledger`, `/results`."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

from fastapi import APIRouter, Query, Request, Response

from corpus.ingested import StoredReport
from corpus.store.contents import list_ledger, read_relations
from corpus.store.results import list_results, load_report
from models.fact import LedgerEntry, LedgerKind, Relation
from service.conditional import unless_known
from service.cursors import position
from service.deps import Service, Viewer
from service.openapi import NOT_MODIFIED, problems
from service.shown import shown_document, shown_result
from service.wire import After, Id, Limit, Listed, Values, page_out

router = APIRouter(tags=["results"])
_LEDGER = "ledger"
_STORED = {**NOT_MODIFIED, **problems(404, 409)}


class ResultOut(Values):
    """One complete extraction, and what it was made with."""

    id: int
    engine: str
    catalogue: str
    standard: str
    state: Literal["succeeded", "partial"]
    current: bool
    saved_at: datetime
    facts: int
    findings: int
    unresolved: int


class ResultList(Values):
    items: list[ResultOut]


class RelationList(Values):
    items: list[Relation]


class LedgerOut(Values):
    """What became of one number of the text. `number` counts from 1."""

    number: int
    entry: LedgerEntry


@router.get("/documents/{id}/results", summary="历次提取 All extractions", responses=problems(404))
def list_all(service: Service, caller: Viewer, id: Id) -> ResultList:
    """All complete extractions of a document, the newest first; the current one is what the other addresses show."""
    with service.store.reading() as c:
        shown_document(c, id, caller)
        return ResultList(items=[ResultOut.model_validate(row, from_attributes=True) for row in list_results(c, id)])


@router.get("/documents/{id}/report", summary="原文 The text as read", responses=_STORED)
def get_report(request: Request, response: Response, service: Service, caller: Viewer, id: Id) -> StoredReport:
    """Text, paragraphs, tables and pages as they were read; offsets of evidence count the characters of this text."""
    with service.store.reading() as c:
        _, result = shown_result(c, id, caller)
        unless_known(request, response, "report", result.id)
        return load_report(c, result.id)


@router.get("/documents/{id}/relations", summary="关系 Relations between figures", responses=_STORED)
def get_relations(request: Request, response: Response, service: Service, caller: Viewer, id: Id) -> RelationList:
    """Sums, ratios and changes that the text states."""
    with service.store.reading() as c:
        _, result = shown_result(c, id, caller)
        unless_known(request, response, "relations", result.id)
        return RelationList(items=list(read_relations(c, result.id)))


@router.get("/documents/{id}/ledger", summary="台账 What became of every number", responses=problems(400, 404, 409))
def get_ledger(
    service: Service, caller: Viewer, id: Id, kind: Annotated[LedgerKind | None, Query()] = None, after: After = None, limit: Limit = 100,
) -> Listed[LedgerOut]:  # fmt: skip
    """Every number of the text with what became of it, in the order of the text."""
    with service.store.reading() as c:
        _, result = shown_result(c, id, caller)
        page = list_ledger(c, result.id, kind, position(_LEDGER, after), limit)
    return page_out(page, _LEDGER, [LedgerOut(number=row.position, entry=row.entry) for row in page.rows])
