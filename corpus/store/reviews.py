"""Reviews: what people said of facts and findings, kept row by row for good, and laid over whatever result is current.

All reviews of one figure or finding are a thread; its last row counts, and its number is the version that a next one has to
know. A thread belongs to the document and finds its figure in each new result (anchors.py); one whose figure is gone, or is
read otherwise than when it was reviewed, is a conflict and goes back to the queue (judgement.py).
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import Connection, Row, Select, func, insert, select

from corpus.store import auditlog
from corpus.store.anchors import Anchor, anchor_of_fact, anchor_of_finding, match
from corpus.store.columns import now
from corpus.store.contents import (
    ALL_DOCUMENTS,
    ALL_FACTS,
    DocumentsWanted,
    FactFilters,
    FactRow,
    FindingRow,
    fits,
    list_all_facts,
    read_facts,
    read_findings,
)
from corpus.store.errors import Refused
from corpus.store.judgement import BadEdit, Decision, State, applied, edited, overlaid, shown_fact, state_of_fact, state_of_finding
from corpus.store.paging import Page, Scope
from corpus.store.results import ResultRow, get_result, load_extraction
from corpus.store.tables import results, review_threads, reviews
from models.fact import Extraction, Fact
from models.finding import Finding

Subject = Literal["fact", "finding"]


class StaleReview(Refused):
    """Somebody else was first, or the document has another result by now. `details["version"]`: the version that holds."""


@dataclass(frozen=True, slots=True)
class NewReview:
    """What somebody says. `edits`: fields of the fact with their values as in its JSON, for the decision `edit` only."""

    decision: Decision
    by: str
    edits: Mapping[str, Any] = field(default_factory=dict)
    note: str = ""


@dataclass(frozen=True, slots=True)
class ReviewRow:
    """What somebody said. `anchor` and `machine`: of what, and how the program read it then, as JSON."""

    id: int
    thread_id: int
    document_id: int
    subject: Subject
    version: int
    decision: Decision
    edits: dict[str, Any]
    note: str
    made_by: str
    made_at: datetime
    anchor: str
    machine: str


@dataclass(frozen=True, slots=True)
class ReviewedFact:
    """A fact as the program reads it (`row`), as people left it (`fact`), and the review that counts."""

    row: FactRow
    fact: Fact
    state: State
    review: ReviewRow | None

    @property
    def version(self) -> int:
        return 0 if self.review is None else self.review.version


@dataclass(frozen=True, slots=True)
class ReviewedFinding:
    """A finding and the review that counts."""

    row: FindingRow
    state: State
    review: ReviewRow | None

    @property
    def version(self) -> int:
        return 0 if self.review is None else self.review.version


def reviewed_facts(c: Connection, result_id: int) -> tuple[ReviewedFact, ...]:
    """All facts of a result in the order of the text, with the reviews laid over them."""
    rows = read_facts(c, result_id)
    found = _found(c, result_id, "fact", [anchor_of_fact(row.fact) for row in rows])
    return tuple(_reviewed_fact(row, found.get(index)) for index, row in enumerate(rows))


def list_reviewed_facts(
    c: Connection, scope: Scope, wanted: DocumentsWanted = ALL_DOCUMENTS, filters: FactFilters = ALL_FACTS,
    after: int | None = None, limit: int = 50,
) -> Page[ReviewedFact]:  # fmt: skip
    """The facts of all documents in a scope, filtered as people left them. A page may have fewer rows than `limit`, and a next one."""
    with_reviews = select(review_threads.c.document_id).where(review_threads.c.subject == "fact")
    page = list_all_facts(c, scope, wanted, filters, after, limit, whole=with_reviews)
    known = set(c.execute(with_reviews).scalars())
    touched = dict.fromkeys(row.result_id for row in page.rows if row.document_id in known)
    reviewed = {r.row.id: r for result_id in touched for r in reviewed_facts(c, result_id)}
    rows = (reviewed.get(row.id) or _reviewed_fact(row, None) for row in page.rows)
    return Page(tuple(row for row in rows if fits(row.fact, filters)), page.next)


def documents_with_reviews(c: Connection) -> frozenset[int]:
    """The documents of whose figures somebody has said anything, whatever became of it."""
    return frozenset(c.execute(select(review_threads.c.document_id).where(review_threads.c.subject == "fact")).scalars())


def reviewed_findings(c: Connection, result_id: int) -> tuple[ReviewedFinding, ...]:
    """All findings of a result in the order of the text, with the reviews laid over them."""
    rows = read_findings(c, result_id)
    found = _found(c, result_id, "finding", [anchor_of_finding(row.finding) for row in rows])
    return tuple(_reviewed_finding(row, found.get(index)) for index, row in enumerate(rows))


def lost_reviews(c: Connection, result_id: int) -> tuple[ReviewRow, ...]:
    """Reviews in conflict because what they speak of is gone from the result, the oldest thread first.

    What was rejected and is gone is no conflict: the program has come to agree.
    """
    facts = [anchor_of_fact(row.fact) for row in read_facts(c, result_id)]
    findings = [anchor_of_finding(row.finding) for row in read_findings(c, result_id)]
    lost = (*_lost(c, result_id, "fact", facts), *_lost(c, result_id, "finding", findings))
    return tuple(sorted((r for r in lost if r.decision in ("accept", "edit")), key=lambda r: r.thread_id))


def reviewed_extraction(c: Connection, result_id: int) -> Extraction:
    """What was extracted, with facts as people left them and without those that they rejected."""
    reviewed = reviewed_facts(c, result_id)
    shown = {r.row.fact.id: None if r.state == "rejected" else r.fact for r in reviewed if r.review is not None}
    return overlaid(load_extraction(c, result_id), shown)


def review_fact(c: Connection, result_id: int, fact_id: str, review: NewReview, expected: int) -> ReviewedFact:
    """Say something of a fact of the current result. `expected`: the version that the person saw, 0 for none.

    Edits are all that differs from the program's reading, also where there were edits before. Raises KeyError for no such
    fact, StaleReview and BadEdit. Writes the audit log.
    """
    result = _current(c, result_id)
    known = next((r for r in reviewed_facts(c, result_id) if r.row.fact.id == fact_id), None)
    if known is None:
        raise KeyError(fact_id)
    plain = replace(review, edits=_plain_edits(known.row.fact, review))
    return _reviewed_fact(known.row, _add(c, result.document_id, known, plain, expected, anchor_of_fact(known.row.fact)))


def review_finding(c: Connection, result_id: int, finding_id: str, review: NewReview, expected: int) -> ReviewedFinding:
    """Say something of a finding of the current result: it is accepted or rejected, never edited.

    Raises KeyError for no such finding, StaleReview and BadEdit. Writes the audit log.
    """
    result = _current(c, result_id)
    known = next((r for r in reviewed_findings(c, result_id) if r.row.finding.id == finding_id), None)
    if known is None:
        raise KeyError(finding_id)
    if review.edits or review.decision == "edit":
        raise BadEdit("bad_edit", field=next(iter(review.edits), "decision"))
    return _reviewed_finding(known.row, _add(c, result.document_id, known, review, expected, anchor_of_finding(known.row.finding)))


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
    return _write(c, last.document_id, last.subject, thread_id, review, expected + 1, last.anchor, last.machine)


def review_history(c: Connection, thread_id: int) -> tuple[ReviewRow, ...]:
    """All that was said of one figure or finding, the first first; nothing for no such thread."""
    return tuple(_review(row) for row in c.execute(_reviews().where(reviews.c.thread_id == thread_id).order_by(reviews.c.version)))


def _add(
    c: Connection, document_id: int, known: ReviewedFact | ReviewedFinding, review: NewReview, expected: int, anchor: Anchor
) -> ReviewRow:
    """A row in the thread of what is reviewed, which begins with the first."""
    _refuse_stale(known.version, expected)
    subject: Subject = "fact" if isinstance(known, ReviewedFact) else "finding"
    machine = known.row.fact if isinstance(known.row, FactRow) else known.row.finding
    if known.review is not None:
        thread_id = known.review.thread_id
    else:
        begun = insert(review_threads).values(document_id=document_id, subject=subject).returning(review_threads.c.id)
        thread_id = c.execute(begun).scalar_one()
    return _write(c, document_id, subject, thread_id, review, expected + 1, anchor.model_dump_json(), machine.model_dump_json())


def _write(
    c: Connection, document_id: int, subject: Subject, thread_id: int, review: NewReview, version: int, anchor: str, machine: str
) -> ReviewRow:
    values = {
        "version": version, "decision": review.decision, "edits": json.dumps(dict(review.edits), ensure_ascii=False),
        "note": review.note, "made_by": review.by, "made_at": now(), "anchor": anchor, "machine": machine,
    }  # fmt: skip
    id = c.execute(insert(reviews).values(thread_id=thread_id, **values).returning(reviews.c.id)).scalar_one()
    details = {"thread": thread_id, "version": version, "decision": review.decision, "fields": sorted(review.edits)}
    auditlog.append(c, review.by, f"{subject}.reviewed", f"document/{document_id}", details)
    return _review(c.execute(_reviews().where(reviews.c.id == id)).one())


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


def _found(c: Connection, result_id: int, subject: Subject, present: Sequence[Anchor]) -> dict[int, ReviewRow]:
    """The review that counts of each thing that has one, by its index."""
    last = _last_reviews(c, result_id, subject)
    return {index: last[thread] for thread, index in match(_anchors(last), present).found.items()}


def _lost(c: Connection, result_id: int, subject: Subject, present: Sequence[Anchor]) -> list[ReviewRow]:
    last = _last_reviews(c, result_id, subject)
    return [last[thread] for thread in match(_anchors(last), present).lost]


def _anchors(last: Mapping[int, ReviewRow]) -> dict[int, Anchor]:
    return {thread: Anchor.model_validate_json(review.anchor) for thread, review in last.items()}


def _last_reviews(c: Connection, result_id: int, subject: Subject) -> dict[int, ReviewRow]:
    """The last row of each thread of the document that a result is of."""
    document = select(results.c.document_id).where(results.c.id == result_id).scalar_subquery()
    of_document = (review_threads.c.document_id == document) & (review_threads.c.subject == subject)
    last = select(func.max(reviews.c.id)).join(review_threads).where(of_document).group_by(reviews.c.thread_id)
    query = _reviews().where(reviews.c.id.in_(last)).order_by(reviews.c.thread_id)
    return {row.thread_id: _review(row) for row in c.execute(query)}


def _reviews() -> Select[Any]:
    return select(reviews, review_threads.c.document_id, review_threads.c.subject).join(review_threads)


def _reviewed_fact(row: FactRow, review: ReviewRow | None) -> ReviewedFact:
    if review is None:
        return ReviewedFact(row, row.fact, "open", None)
    machine = Fact.model_validate_json(review.machine)
    vouched = applied(machine, review.edits)
    state = state_of_fact(review.decision, machine, vouched, row.fact)
    return ReviewedFact(row, shown_fact(vouched, row.fact, review.decision), state, review)


def _reviewed_finding(row: FindingRow, review: ReviewRow | None) -> ReviewedFinding:
    if review is None:
        return ReviewedFinding(row, "open", None)
    return ReviewedFinding(row, state_of_finding(review.decision, Finding.model_validate_json(review.machine), row.finding), review)


def _review(row: Row[Any]) -> ReviewRow:
    return ReviewRow(**dict(row._mapping) | {"edits": json.loads(row.edits)})
