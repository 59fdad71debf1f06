"""`/documents/{id}/facts` and `/facts`: the figures of a document with their reviews, or of all documents as read."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request, Response

from corpus.store.contents import DocumentsWanted, FactFilters, list_all_facts
from corpus.store.judgement import State
from corpus.store.reviews import ReviewedFact, review_fact, review_history, reviewed_facts
from models.fact import Area, Fact, Kind, Stage, Status
from service.conditional import FRESH, refuse_stale, unless_known
from service.cursors import position
from service.deps import Reviewer, Service, Viewer
from service.openapi import NOT_MODIFIED, REVIEWED, problems
from service.problems import Problem
from service.reviewing import FactOut, Review, ReviewOut, fact_out, fits, part_of, review_out, review_tag
from service.shown import shown_result
from service.wire import After, Id, IfMatch, Limit, Listed, Text, Values, Word, page_out

router = APIRouter(tags=["results"])
_OF_ONE, _OF_ALL = "facts", "all_facts"


class FactRead(Values):
    """A figure as the program read it, and where it stands."""

    document: int
    number: int
    fact: Fact


class ReviewList(Values):
    items: list[ReviewOut]


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
        known = reviewed_facts(c, result.id)
    chosen = [fact_out(k) for k in known if fits(k.fact, filters) and state in (None, k.state)]
    found = part_of(chosen, _OF_ONE, start, limit)
    unless_known(request, response, found.model_dump_json())
    return found


@router.get("/documents/{id}/facts/{fact}", summary="一个数据 One figure", responses={**NOT_MODIFIED, **problems(404, 409)})
def get_fact(request: Request, response: Response, service: Service, caller: Viewer, id: Id, fact: Word) -> FactOut:
    """With the tag that a review has to name."""
    with service.store.reading() as c:
        _, result = shown_result(c, id, caller)
        known = _known(reviewed_facts(c, result.id), fact)
    unless_known(request, response, tag=review_tag(result.id, known.version))
    return fact_out(known)


@router.put("/documents/{id}/facts/{fact}/review", tags=["reviews"], summary="审核数据 Review a figure", responses=REVIEWED)
def put_fact_review(
    request: Request, response: Response, service: Service, caller: Reviewer, id: Id, fact: Word, said: Review, seen: IfMatch = None
) -> FactOut:
    """Accept, edit, reject or reset. Every review is kept; the last one counts, also for results to come."""
    with service.store.writing() as c:
        _, result = shown_result(c, id, caller)
        known = _known(reviewed_facts(c, result.id), fact)
        refuse_stale(request, review_tag(result.id, known.version))
        new = review_fact(c, result.id, fact, said.by(caller.name), known.version)
    response.headers.update({**FRESH, "ETag": review_tag(result.id, new.version)})
    return fact_out(new)


@router.get("/documents/{id}/facts/{fact}/reviews", tags=["reviews"], summary="审核记录 All that was said", responses=problems(404, 409))
def list_fact_reviews(service: Service, caller: Viewer, id: Id, fact: Word) -> ReviewList:
    """All reviews of a figure, the first first."""
    with service.store.reading() as c:
        _, result = shown_result(c, id, caller)
        known = _known(reviewed_facts(c, result.id), fact)
        history = review_history(c, known.review.thread_id) if known.review else ()
    return ReviewList(items=[review_out(row) for row in history])


@router.get("/facts", summary="所有文件的数据 The figures of all documents", responses=problems(400))
def list_facts(
    service: Service, caller: Viewer, filters: Filters, county: Text = None,
    year: Annotated[int | None, Query(ge=1949, le=2100)] = None, after: After = None, limit: Limit = 100,
) -> Listed[FactRead]:  # fmt: skip
    """As read from the documents in the caller's counties, each with its evidence."""
    with service.store.reading() as c:
        page = list_all_facts(c, caller.counties, DocumentsWanted(county, year), filters, position(_OF_ALL, after), limit)
    return page_out(page, _OF_ALL, [FactRead(document=row.document_id, number=row.position, fact=row.fact) for row in page.rows])


def _known(facts: tuple[ReviewedFact, ...], id: str) -> ReviewedFact:
    """Raises Problem (404)."""
    for known in facts:
        if known.row.fact.id == id:
            return known
    raise Problem("not_found", id=id)
