"""What people decide of facts and findings, written down: a new row at the end of a thread, and a line of the audit log.

A thread begins with the first decision. Whoever decides names the version that they saw. reviews.py reads the threads.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, TypeVar

from sqlalchemy import Connection, insert

from corpus.store import auditlog
from corpus.store.anchors import Anchor, anchor_of_fact, anchor_of_finding
from corpus.store.columns import now
from corpus.store.contents import FactRow
from corpus.store.errors import Refused
from corpus.store.judgement import BadEdit, Decision, edited
from corpus.store.results import ResultRow, get_result
from corpus.store.reviews import ReviewedFact, ReviewedFinding, ReviewRow, Subject, review_history, reviewed_fact, reviewed_finding
from corpus.store.tables import review_threads, reviews
from models.fact import Fact

K = TypeVar("K")


class StaleReview(Refused):
    """Somebody else was first, or the document has another result by now. `details["version"]`: the version that holds."""


@dataclass(frozen=True, slots=True)
class NewReview:
    """What somebody says. `edits`: fields of the fact with their values as in its JSON, for the decision `edit` only."""

    decision: Decision
    by: str
    edits: Mapping[str, Any] = field(default_factory=dict)
    note: str = ""


def review_fact(c: Connection, result_id: int, fact_id: str, review: NewReview, expected: int) -> ReviewedFact:
    """Say something of a fact of the current result. `expected`: the version that the person saw, 0 for none.

    Edits are all that differs from the program's reading, also where there were edits before. Raises KeyError for no such
    fact, StaleReview and BadEdit. Writes the audit log.
    """
    result = _current(c, result_id)
    known = _there(reviewed_fact(c, result_id, fact_id), fact_id)
    plain = replace(review, edits=_plain_edits(known.row.fact, review))
    _add(c, result.document_id, known, plain, expected, anchor_of_fact(known.row.fact))
    return _there(reviewed_fact(c, result_id, fact_id), fact_id)


def review_finding(c: Connection, result_id: int, finding_id: str, review: NewReview, expected: int) -> ReviewedFinding:
    """Say something of a finding of the current result: it is accepted or rejected, never edited.

    Raises KeyError for no such finding, StaleReview and BadEdit. Writes the audit log.
    """
    result = _current(c, result_id)
    known = _there(reviewed_finding(c, result_id, finding_id), finding_id)
    if review.edits or review.decision == "edit":
        raise BadEdit("bad_edit", field=next(iter(review.edits), "decision"))
    _add(c, result.document_id, known, review, expected, anchor_of_finding(known.row.finding))
    return _there(reviewed_finding(c, result_id, finding_id), finding_id)


def _there(known: K | None, id: str) -> K:
    if known is None:
        raise KeyError(id)
    return known


def _plain_edits(fact: Fact, review: NewReview) -> dict[str, Any]:
    """The edits as they stand in the JSON of a fact. Raises BadEdit, also for edits that the decision has no use for."""
    if bool(review.edits) != (review.decision == "edit"):
        raise BadEdit("bad_edit", field=next(iter(review.edits), "decision"))
    changed = edited(fact, review.edits).model_dump(mode="json", by_alias=True)
    return {field: changed[field] for field in review.edits}


def settle_lost_review(c: Connection, thread_id: int, review: NewReview, expected: int) -> ReviewRow:
    """Take a review whose figure is gone out of the queue: `reset` or `reject`, nothing else makes sense.

    Raises KeyError for no such thread, StaleReview and BadEdit. Writes the audit log.
    """
    history = review_history(c, thread_id)
    if not history:
        raise KeyError(thread_id)
    if review.edits or review.decision not in ("reset", "reject"):
        raise BadEdit("bad_edit", field="decision")
    last = history[-1]
    _refuse_stale(last.version, expected)
    _write(c, last.document_id, last.subject, thread_id, review, expected + 1, last.anchor, last.machine)
    return review_history(c, thread_id)[-1]


def _add(c: Connection, document_id: int, known: ReviewedFact | ReviewedFinding, review: NewReview, expected: int, anchor: Anchor) -> None:
    """A row in the thread of what is reviewed, which begins with the first."""
    _refuse_stale(known.version, expected)
    subject: Subject = "fact" if isinstance(known, ReviewedFact) else "finding"
    machine = known.row.fact if isinstance(known.row, FactRow) else known.row.finding
    if known.review is not None:
        thread_id = known.review.thread_id
    else:
        begun = insert(review_threads).values(document_id=document_id, subject=subject).returning(review_threads.c.id)
        thread_id = c.execute(begun).scalar_one()
    _write(c, document_id, subject, thread_id, review, expected + 1, anchor.model_dump_json(), machine.model_dump_json())


def _write(
    c: Connection, document_id: int, subject: Subject, thread_id: int, review: NewReview, version: int, anchor: str, machine: str
) -> None:
    values = {
        "version": version, "decision": review.decision, "edits": json.dumps(dict(review.edits), ensure_ascii=False),
        "note": review.note, "made_by": review.by, "made_at": now(), "anchor": anchor, "machine": machine,
    }  # fmt: skip
    c.execute(insert(reviews).values(thread_id=thread_id, **values))
    details = {"thread": thread_id, "version": version, "decision": review.decision, "fields": sorted(review.edits)}
    auditlog.append(c, review.by, f"{subject}.reviewed", f"document/{document_id}", details)


def _current(c: Connection, result_id: int) -> ResultRow:
    """The result, if it is still the one that people see. Raises StaleReview, and KeyError for no such result."""
    result = get_result(c, result_id)
    if result is None:
        raise KeyError(result_id)
    if not result.current:
        raise StaleReview("stale_review", version=None)
    return result


def _refuse_stale(version: int, expected: int) -> None:
    if version != expected:
        raise StaleReview("stale_review", version=version)
