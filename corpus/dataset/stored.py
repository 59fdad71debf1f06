"""The mentions of every document in the service's store, as people left them. Reads the store, changes nothing."""

from __future__ import annotations

from collections.abc import Iterator

import pyarrow as pa
from sqlalchemy import Connection

from corpus.dataset.mentions import MENTION_SCHEMA, Review, mentions
from corpus.divisions.identify import HEAD, identify
from corpus.ingested import Ingested
from corpus.reviewed import as_reviewed
from corpus.store import Scope, Store
from corpus.store.anchors import anchor_of_finding
from corpus.store.documents import DocumentRow, list_documents
from corpus.store.results import load_ingested
from corpus.store.reviews import ReviewedFact, reviewed_extraction, reviewed_facts, reviewed_findings

_PAGE = 200
_STATES: dict[str, Review] = {"accepted": "accepted", "edited": "edited", "rejected": "rejected"}
"""A review in conflict with what is read now waits for somebody to look again: until then it is none."""


def stored_mentions(store: Store, scope: Scope = None) -> pa.Table:
    """The current result of each document that has one, all seen at one moment."""
    with store.reading() as c:
        tables = [document_mentions(c, row) for row in _documents(c, scope)]
    return pa.concat_tables([MENTION_SCHEMA.empty_table(), *tables])


def document_mentions(c: Connection, row: DocumentRow) -> pa.Table:
    """Of a document that has a result."""
    assert row.result_id is not None
    facts = reviewed_facts(c, row.result_id)
    ingested = _as_left(c, row.result_id, facts)
    told = ingested.extraction.document
    # What people said of county and year goes before what the document tells.
    given = row.county if row.county != told.county else None
    document = told.model_copy(update={"name": row.name, "year": row.year})
    extraction = ingested.extraction.model_copy(update={"document": document})
    county = identify(document, given=given, head=ingested.report.text[:HEAD])
    states = {fact.row.fact.id: _STATES[fact.state] for fact in facts if fact.state in _STATES}
    return mentions(ingested.model_copy(update={"extraction": extraction}), county, states)


def _documents(c: Connection, scope: Scope) -> Iterator[DocumentRow]:
    after: int | None = None
    while True:
        page = list_documents(c, scope, after=after, limit=_PAGE)
        yield from (row for row in page.rows if row.result_id is not None)
        if page.next is None:
            return
        after = page.next


def _as_left(c: Connection, result_id: int, facts: tuple[ReviewedFact, ...]) -> Ingested:
    """Findings as they follow from what people left; the facts with theirs, those that they rejected among them."""
    ingested = load_ingested(c, result_id)
    rejected = {anchor_of_finding(r.row.finding) for r in reviewed_findings(c, result_id) if r.state == "rejected"}
    reviewed = as_reviewed(ingested, reviewed_extraction(c, result_id), lambda finding: anchor_of_finding(finding) in rejected)
    extraction = reviewed.extraction.model_copy(update={"facts": tuple(fact.fact for fact in facts)})
    return reviewed.model_copy(update={"extraction": extraction})
