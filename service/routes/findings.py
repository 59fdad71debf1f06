"""`/documents/{id}/findings`: the claims of a document that do not hold, each with its places and its review."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from corpus.store.decisions import settle_lost_review
from corpus.store.judgement import State
from corpus.store.reviews import lost_reviews, reviewed_findings
from models.finding import Code, Severity
from service.conditional import refuse_stale, unless_known
from service.deps import Reviewer, Service, Viewer
from service.openapi import NOT_MODIFIED, REVIEWED, problems
from service.problems import Problem
from service.reviewable import FINDINGS
from service.reviewing import FindingOut, Review, ReviewList, ReviewOut, finding_out, review_out, review_tag
from service.shown import shown_result
from service.wire import Id, IfMatch, Values, Word

router = APIRouter(tags=["results"])


class FindingList(Values):
    items: list[FindingOut]


class LostReview(ReviewOut):
    """A review whose figure or finding is no more in the present result. `anchor`: what it spoke of, as JSON."""

    subject: str
    anchor: str
    etag: str


class LostList(Values):
    items: list[LostReview]


@router.get("/documents/{id}/findings", summary="问题 The findings", responses={**NOT_MODIFIED, **problems(404, 409)})
def list_findings(
    request: Request, response: Response, service: Service, caller: Viewer, id: Id, code: Annotated[Code | None, Query()] = None,
    severity: Annotated[Severity | None, Query()] = None, state: Annotated[State | None, Query(description="of its review")] = None,
) -> FindingList:  # fmt: skip
    """All of them in the order of the text; errors, warnings and what only informs."""
    with service.store.reading() as c:
        _, result = shown_result(c, id, caller)
        known = reviewed_findings(c, result.id)
    chosen = [
        finding_out(k) for k in known
        if code in (None, k.row.finding.code) and severity in (None, k.row.finding.severity) and state in (None, k.state)
    ]  # fmt: skip
    found = FindingList(items=chosen)
    unless_known(request, response, found.model_dump_json())
    return found


@router.get("/documents/{id}/findings/{finding}", summary="一个问题 One finding", responses={**NOT_MODIFIED, **problems(404, 409)})
def get_finding(request: Request, response: Response, service: Service, caller: Viewer, id: Id, finding: Word) -> FindingOut:
    """With the tag that a review has to name."""
    return FINDINGS.show(request, response, service, caller, id, finding)


@router.put("/documents/{id}/findings/{finding}/review", tags=["reviews"], summary="审核问题 Review a finding", responses=REVIEWED)
def put_finding_review(
    request: Request, response: Response, service: Service, caller: Reviewer, id: Id, finding: Word, said: Review, seen: IfMatch = None
) -> FindingOut:
    """Accept, reject or reset; a finding is never edited."""
    return FINDINGS.review(request, response, service, caller, id, finding, said)


@router.get(
    "/documents/{id}/findings/{finding}/reviews", tags=["reviews"], summary="审核记录 All that was said", responses=problems(404, 409)
)
def list_finding_reviews(service: Service, caller: Viewer, id: Id, finding: Word) -> ReviewList:
    """All reviews of a finding, the first first."""
    return FINDINGS.history(service, caller, id, finding)


@router.get("/documents/{id}/lost-reviews", tags=["reviews"], summary="失去依据的审核 Reviews without object", responses=problems(404, 409))
def list_lost_reviews(service: Service, caller: Viewer, id: Id) -> LostList:
    """Reviews of figures or findings that the present result does not have: somebody has to look."""
    with service.store.reading() as c:
        _, result = shown_result(c, id, caller)
        lost = lost_reviews(c, result.id)
    items = [
        LostReview(**review_out(row).model_dump(), subject=row.subject, anchor=row.anchor, etag=review_tag(result.id, row.version))
        for row in lost
    ]
    return LostList(items=items)


@router.put("/documents/{id}/lost-reviews/{thread}", tags=["reviews"], summary="了结 Settle a review without object", responses=REVIEWED)
def put_lost_review(
    request: Request, service: Service, caller: Reviewer, id: Id, thread: int, said: Review, seen: IfMatch = None
) -> ReviewOut:
    """`reset` or `reject`: takes it out of the queue."""
    with service.store.writing() as c:
        _, result = shown_result(c, id, caller)
        row = next((row for row in lost_reviews(c, result.id) if row.thread_id == thread), None)
        if row is None:
            raise Problem("not_found", id=thread)
        refuse_stale(request, review_tag(result.id, row.version))
        return review_out(settle_lost_review(c, thread, said.by(caller.name), row.version))
