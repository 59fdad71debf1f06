"""Reviews: what people said of facts and findings, read from the rows that decisions.py writes and laid over any result.

All reviews of one figure or finding are a thread; its last row counts, and its number is the version that a next one has to
know. A thread belongs to the document and finds its figure in each new result (anchors.py); one whose figure is gone, or is
read otherwise than when it was reviewed, is a conflict and goes back to the queue (judgement.py).
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import Connection, Row, Select, func, select

from corpus.store.anchors import Anchor, anchor_of_fact, anchor_of_finding, match, match_places
from corpus.store.contents import (
    ALL_DOCUMENTS,
    ALL_FACTS,
    DocumentsWanted,
    FactFilters,
    FactRow,
    FindingRow,
    fits,
    list_all_facts,
    list_facts,
    read_fact,
    read_facts,
    read_findings,
)
from corpus.store.judgement import Decision, State, applied, overlaid, shown_fact, state_of_fact, state_of_finding
from corpus.store.paging import Page, Scope
from corpus.store.results import load_extraction
from corpus.store.tables import results, review_threads, reviews
from models.fact import Extraction, Fact
from models.finding import Finding

Subject = Literal["fact", "finding"]


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
    touched = _touched(c, result_id)
    return tuple(_with_review(row, touched) for row in read_facts(c, result_id))


def reviewed_fact(c: Connection, result_id: int, fact_id: str) -> ReviewedFact | None:
    """One fact of a result with its review; None for no such fact."""
    row = read_fact(c, result_id, fact_id)
    return None if row is None else _with_review(row, _touched(c, result_id))


def list_facts_of_result(
    c: Connection, result_id: int, filters: FactFilters = ALL_FACTS, state: State | None = None, after: int | None = None,
    limit: int = 50,
) -> Page[ReviewedFact]:  # fmt: skip
    """The facts of a result in the order of the text, filtered as people left them; `after` is a position."""
    touched = _touched(c, result_id)
    chosen = {position: fits(known.fact, filters) and state in (None, known.state) for position, known in touched.items()}
    page = list_facts(c, result_id, filters, after, limit, chosen=chosen, others=state in (None, "open"))
    return Page(tuple(_with_review(row, touched) for row in page.rows), page.next)


def list_reviewed_facts(
    c: Connection, scope: Scope, wanted: DocumentsWanted = ALL_DOCUMENTS, filters: FactFilters = ALL_FACTS,
    after: int | None = None, limit: int = 50,
) -> Page[ReviewedFact]:  # fmt: skip
    """The facts of all documents in a scope, filtered as people left them. A page may have fewer rows than `limit`, and a next one."""
    with_reviews = select(review_threads.c.document_id).where(review_threads.c.subject == "fact")
    page = list_all_facts(c, scope, wanted, filters, after, limit, whole=with_reviews)
    known = set(c.execute(with_reviews).scalars())
    touched = {id: _touched(c, id) for id in dict.fromkeys(row.result_id for row in page.rows if row.document_id in known)}
    rows = (_with_review(row, touched.get(row.result_id, {})) for row in page.rows)
    return Page(tuple(row for row in rows if fits(row.fact, filters)), page.next)


def documents_with_reviews(c: Connection) -> frozenset[int]:
    """The documents of whose figures somebody has said anything, whatever became of it."""
    return frozenset(c.execute(select(review_threads.c.document_id).where(review_threads.c.subject == "fact")).scalars())


def reviewed_findings(c: Connection, result_id: int) -> tuple[ReviewedFinding, ...]:
    """All findings of a result in the order of the text, with the reviews laid over them."""
    rows = read_findings(c, result_id)
    last = _last_reviews(c, result_id, "finding")
    threads = match(_anchors(last), [anchor_of_finding(row.finding) for row in rows]).found
    found = {index: last[thread] for thread, index in threads.items()}
    return tuple(_reviewed_finding(row, found.get(index)) for index, row in enumerate(rows))


def reviewed_finding(c: Connection, result_id: int, finding_id: str) -> ReviewedFinding | None:
    """One finding of a result with its review; None for no such finding."""
    return next((known for known in reviewed_findings(c, result_id) if known.row.finding.id == finding_id), None)


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


def review_history(c: Connection, thread_id: int) -> tuple[ReviewRow, ...]:
    """All that was said of one figure or finding, the first first; nothing for no such thread."""
    return tuple(_review(row) for row in c.execute(_reviews().where(reviews.c.thread_id == thread_id).order_by(reviews.c.version)))


def _touched(c: Connection, result_id: int) -> dict[int, ReviewedFact]:
    """The facts of a result that have a review, by position. Reads all others only where one has moved in the text."""
    last = _last_reviews(c, result_id, "fact")
    if not last:
        return {}
    anchors = _anchors(last)
    rows = read_facts(c, result_id, {spot.start for anchor in anchors.values() for spot in anchor.spots})
    found: Mapping[int, int] = match_places(anchors, [anchor_of_fact(row.fact) for row in rows])
    if len(found) < len(anchors):
        rows = read_facts(c, result_id)
        found = match(anchors, [anchor_of_fact(row.fact) for row in rows]).found
    return {rows[index].position: _reviewed_fact(rows[index], last[thread]) for thread, index in found.items()}


def history_of(c: Connection, known: ReviewedFact | ReviewedFinding) -> tuple[ReviewRow, ...]:
    """The same for what was found with its review."""
    return () if known.review is None else review_history(c, known.review.thread_id)


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


def _with_review(row: FactRow, touched: Mapping[int, ReviewedFact]) -> ReviewedFact:
    return touched.get(row.position) or ReviewedFact(row, row.fact, "open", None)


def _reviewed_fact(row: FactRow, review: ReviewRow) -> ReviewedFact:
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
