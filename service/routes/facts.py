"""`/documents/{id}/facts` and `/facts`: the figures of a document, or of all documents, with their reviews."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request, Response

from corpus.store.contents import DocumentsWanted, FactFilters
from corpus.store.judgement import State
from corpus.store.reviews import list_facts_of_result, list_reviewed_facts
from models.fact import Area, Kind, Stage, Status
from service.conditional import unless_known
from service.cursors import position
from service.deps import Reviewer, Service, Viewer
from service.openapi import NOT_MODIFIED, REVIEWED, problems
from service.reviewable import FACTS
from service.reviewing import FactOut, Review, ReviewList, fact_out, tag_of
from service.shown import shown_result
from service.wire import After, Id, IfMatch, Limit, Listed, Text, Word, page_out

router = APIRouter(tags=["results"])
_OF_ONE, _OF_ALL = "facts", "all_facts"


def _filters(
    indicator: Text = None, unit: Text = None, stage: Annotated[Stage | None, Query()] = None,
    area: Annotated[Area | None, Query()] = None, period: Text = None, status: Annotated[Status | None, Query()] = None,
    kind: Annotated[Kind | None, Query()] = None, criterion: Text = None, page: Annotated[int | None, Query(ge=1, le=100_000)] = None,
) -> FactFilters:  # fmt: skip
    return FactFilters(indicator, unit, stage, area, period, status, kind, criterion, page)


Filters = Annotated[FactFilters, Depends(_filters)]


@router.get("/documents/{id}/facts", summary="数据 The figures of a document", responses={**NOT_MODIFIED, **problems(400, 404, 409)})
def list_facts_of_document(
    request: Request, response: Response, service: Service, caller: Viewer, id: Id, filters: Filters,
    state: Annotated[State | None, Query(description="of its review")] = None, after: After = None, limit: Limit = 100,
) -> Listed[FactOut]:  # fmt: skip
    """In the order of the text, as people left them; filters look at what people left."""
    start = position(_OF_ONE, after)
    with service.store.reading() as c:
        _, result = shown_result(c, id, caller)
        page = list_facts_of_result(c, result.id, filters, state, start, limit)
    unless_known(request, response, *((known.row.position, tag_of(known)) for known in page.rows), page.next)
    return page_out(page, _OF_ONE, [fact_out(known) for known in page.rows])


@router.get("/documents/{id}/facts/{fact}", summary="一个数据 One figure", responses={**NOT_MODIFIED, **problems(404, 409)})
def get_fact(request: Request, response: Response, service: Service, caller: Viewer, id: Id, fact: Word) -> FactOut:
    """With the tag that a review has to name."""
    return FACTS.show(request, response, service, caller, id, fact)


@router.put("/documents/{id}/facts/{fact}/review", tags=["reviews"], summary="审核数据 Review a figure", responses=REVIEWED)
def put_fact_review(
    request: Request, response: Response, service: Service, caller: Reviewer, id: Id, fact: Word, said: Review, seen: IfMatch = None
) -> FactOut:
    """Accept, edit, reject or reset. Every review is kept; the last one counts, also for results to come."""
    return FACTS.review(request, response, service, caller, id, fact, said)


@router.get("/documents/{id}/facts/{fact}/reviews", tags=["reviews"], summary="审核记录 All that was said", responses=problems(404, 409))
def list_fact_reviews(service: Service, caller: Viewer, id: Id, fact: Word) -> ReviewList:
    """All reviews of a figure, the first first."""
    return FACTS.history(service, caller, id, fact)


@router.get("/facts", summary="所有文件的数据 The figures of all documents", responses=problems(400))
def list_facts(
    service: Service, caller: Viewer, filters: Filters, county: Text = None,
    year: Annotated[int | None, Query(ge=1949, le=2100)] = None, after: After = None, limit: Limit = 100,
) -> Listed[FactOut]:  # fmt: skip
    """As people left them, from the documents in the caller's counties. An answer may hold fewer than `limit` and yet have a next."""
    with service.store.reading() as c:
        page = list_reviewed_facts(c, caller.counties, DocumentsWanted(county, year), filters, position(_OF_ALL, after), limit)
    return page_out(page, _OF_ALL, [fact_out(known) for known in page.rows])
