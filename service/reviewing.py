"""Facts and findings as people left them, as the API shows them, with the tag that a next review has to name."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from pydantic import BaseModel, ConfigDict, Field
from sqlalchemy import Connection

from corpus.ingested import Ingested
from corpus.reviewed import as_reviewed
from corpus.store.anchors import anchor_of_finding
from corpus.store.decisions import NewReview
from corpus.store.judgement import Decision, State
from corpus.store.results import load_ingested
from corpus.store.reviews import (
    ReviewedFact,
    ReviewedFinding,
    ReviewRow,
    reviewed_extraction,
    reviewed_facts,
    reviewed_findings,
)  # fmt: skip
from models.fact import Fact
from models.finding import Finding
from service.wire import Values


class Review(BaseModel):
    """What a person says. `edits`: fields of the fact with their right values, for the decision `edit` alone."""

    model_config = ConfigDict(extra="forbid")

    decision: Decision
    edits: dict[str, str | None] = Field({}, max_length=20)
    note: str = Field("", max_length=2000)

    def by(self, name: str) -> NewReview:
        return NewReview(self.decision, name, self.edits, self.note)


class ReviewOut(Values):
    """What a person said. `thread`: all that was said of one figure or finding."""

    thread: int
    version: int
    decision: Decision
    edits: dict[str, Any]
    note: str
    made_by: str
    made_at: datetime


class ReviewList(Values):
    items: list[ReviewOut]


class FactOut(Values):
    """A figure: `fact` as people left it, `machine` as the program reads it. `etag` goes into If-Match of a review."""

    document: int
    number: int
    fact: Fact
    machine: Fact
    state: State
    etag: str
    review: ReviewOut | None


class FindingOut(Values):
    """A finding. `etag` goes into If-Match of a review."""

    document: int
    number: int
    finding: Finding
    state: State
    etag: str
    review: ReviewOut | None


def fact_out(known: ReviewedFact) -> FactOut:
    row = known.row
    return FactOut(
        document=row.document_id, number=row.position, fact=known.fact, machine=row.fact, state=known.state, etag=tag_of(known),
        review=None if known.review is None else review_out(known.review),
    )  # fmt: skip


def finding_out(known: ReviewedFinding) -> FindingOut:
    row = known.row
    return FindingOut(
        document=row.document_id, number=row.position, finding=row.finding, state=known.state, etag=tag_of(known),
        review=None if known.review is None else review_out(known.review),
    )  # fmt: skip


def review_out(row: ReviewRow) -> ReviewOut:
    return ReviewOut(
        thread=row.thread_id, version=row.version, decision=row.decision, edits=row.edits, note=row.note, made_by=row.made_by,
        made_at=row.made_at,
    )  # fmt: skip


def tag_of(known: ReviewedFact | ReviewedFinding) -> str:
    return review_tag(known.row.result_id, known.version)


def review_tag(result_id: int, version: int) -> str:
    """Names the result, too: in a new one the same id may be another figure."""
    return f'"{result_id}.{version}"'


def review_state(c: Connection, result_id: int) -> str:
    """Changes with every review that touches the result."""
    reviews = [known.review for known in reviewed_facts(c, result_id)] + [known.review for known in reviewed_findings(c, result_id)]
    return ",".join(str(review.id) for review in reviews if review is not None)


def reviewed_result(c: Connection, result_id: int) -> Ingested:
    """The whole result as people left it."""
    rejected = {anchor_of_finding(r.row.finding) for r in reviewed_findings(c, result_id) if r.state == "rejected"}
    ingested = load_ingested(c, result_id)
    return as_reviewed(ingested, reviewed_extraction(c, result_id), lambda finding: anchor_of_finding(finding) in rejected)
