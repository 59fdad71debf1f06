"""`/documents/{id}/facts` and `/facts`: the figures of a document, or of all documents in the caller's counties."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Query

from corpus.store.contents import DocumentsWanted, FactFilters, FactRow, list_all_facts, list_facts
from models.fact import Area, Fact, Kind, Stage, Status
from service.cursors import position
from service.deps import Service, Viewer
from service.openapi import problems
from service.shown import shown_result
from service.wire import After, Id, Limit, Listed, Text, Values, page_out

router = APIRouter(tags=["results"])
_OF_ONE, _OF_ALL = "facts", "all_facts"


class FactOut(Values):
    """A figure as the program read it, and where it stands."""

    document: int
    number: int
    fact: Fact


def _filters(
    indicator: Text = None, unit: Text = None, stage: Annotated[Stage | None, Query()] = None,
    area: Annotated[Area | None, Query()] = None, period: Text = None, status: Annotated[Status | None, Query()] = None,
    kind: Annotated[Kind | None, Query()] = None, criterion: Text = None, page: Annotated[int | None, Query(ge=1, le=100_000)] = None,
) -> FactFilters:  # fmt: skip
    return FactFilters(indicator, unit, stage, area, period, status, kind, criterion, page)


Filters = Annotated[FactFilters, Depends(_filters)]


@router.get("/documents/{id}/facts", summary="数据 The figures of a document", responses=problems(400, 404, 409))
def list_of_one(
    service: Service, caller: Viewer, id: Id, filters: Filters, after: After = None, limit: Limit = 100
) -> Listed[FactOut]:
    """In the order of the text."""
    with service.store.reading() as c:
        _, result = shown_result(c, id, caller)
        page = list_facts(c, result.id, filters, position(_OF_ONE, after), limit)
    return page_out(page, _OF_ONE, [_out(row) for row in page.rows])


@router.get("/facts", summary="所有文件的数据 The figures of all documents", responses=problems(400))
def list_of_all(
    service: Service, caller: Viewer, filters: Filters, county: Text = None,
    year: Annotated[int | None, Query(ge=1949, le=2100)] = None, after: After = None, limit: Limit = 100,
) -> Listed[FactOut]:  # fmt: skip
    """Of the documents in the caller's counties, each cell with its evidence."""
    with service.store.reading() as c:
        page = list_all_facts(c, caller.counties, DocumentsWanted(county, year), filters, position(_OF_ALL, after), limit)
    return page_out(page, _OF_ALL, [_out(row) for row in page.rows])


def _out(row: FactRow) -> FactOut:
    return FactOut(document=row.document_id, number=row.position, fact=row.fact)
