"""What figures and findings have in common: one of a document is shown with its tag, is reviewed, and tells what was said of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

from fastapi import Request, Response
from sqlalchemy import Connection

from corpus.store.decisions import NewReview, review_fact, review_finding
from corpus.store.reviews import ReviewedFact, ReviewedFinding, history_of, reviewed_fact, reviewed_finding
from service.conditional import refuse_stale, tagged, unless_known
from service.deps import Running
from service.problems import Problem
from service.reviewing import FactOut, FindingOut, Review, ReviewList, fact_out, finding_out, review_out, tag_of
from service.security import Caller
from service.shown import shown_result

K = TypeVar("K", ReviewedFact, ReviewedFinding)
Out = TypeVar("Out", FactOut, FindingOut)


@dataclass(frozen=True, slots=True)
class Reviewable(Generic[K, Out]):
    """A kind of thing that people review. `find` and `decide` are functions of the store; `out` is how the API shows one.

    `document` and `item` are the ids in an address. All methods raise Problem: 404 for what is not there or lies outside
    the caller's counties, 409 where nothing has been extracted from the document.
    """

    find: Callable[[Connection, int, str], K | None]
    decide: Callable[[Connection, int, str, NewReview, int], K]
    out: Callable[[K], Out]

    def known(self, c: Connection, caller: Caller, document: int, item: str) -> K:
        _, result = shown_result(c, document, caller)
        found = self.find(c, result.id, item)
        if found is None:
            raise Problem("not_found", id=item)
        return found

    def show(self, request: Request, response: Response, service: Running, caller: Caller, document: int, item: str) -> Out:
        """Raises NotModified, too."""
        with service.store.reading() as c:
            known = self.known(c, caller, document, item)
        unless_known(request, response, tag=tag_of(known))
        return self.out(known)

    def review(self, request: Request, response: Response, service: Running, caller: Caller, document: int, item: str, said: Review) -> Out:
        """Raises Problem also where the request does not name the version that is there: 412, 428."""
        with service.store.writing() as c:
            known = self.known(c, caller, document, item)
            refuse_stale(request, tag_of(known))
            new = self.decide(c, known.row.result_id, item, said.by(caller.name), known.version)
        response.headers.update(tagged(tag_of(new)))
        return self.out(new)

    def history(self, service: Running, caller: Caller, document: int, item: str) -> ReviewList:
        """All that was said, the first first."""
        with service.store.reading() as c:
            rows = history_of(c, self.known(c, caller, document, item))
        return ReviewList(items=[review_out(row) for row in rows])


FACTS = Reviewable(reviewed_fact, review_fact, fact_out)
FINDINGS = Reviewable(reviewed_finding, review_finding, finding_out)
