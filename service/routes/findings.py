"""`/documents/{id}/findings`: the claims of a document that do not hold, each with its places."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response

from corpus.store.contents import read_findings
from models.finding import Finding
from service.conditional import unless_known
from service.deps import Service, Viewer
from service.openapi import NOT_MODIFIED, problems
from service.shown import shown_result
from service.wire import Id, Values

router = APIRouter(tags=["results"])


class FindingOut(Values):
    """A finding and its number, from 1."""

    number: int
    finding: Finding


class FindingList(Values):
    items: list[FindingOut]


@router.get(
    "/documents/{id}/findings", summary="问题 The findings", responses={**NOT_MODIFIED, **problems(404, 409)}
)
def list_all(request: Request, response: Response, service: Service, caller: Viewer, id: Id) -> FindingList:
    """All of them in the order of the text; errors, warnings and what only informs."""
    with service.store.reading() as c:
        _, result = shown_result(c, id, caller)
        unless_known(request, response, "findings", result.id)
        rows = read_findings(c, result.id)
    return FindingList(items=[FindingOut(number=row.position, finding=row.finding) for row in rows])
