"""What a document's figures rest on, as one value that changes whenever any of it does: for what is computed once and kept."""

from __future__ import annotations

from typing import NamedTuple

from sqlalchemy import Connection, func, select

from corpus.store.paging import Scope, within
from corpus.store.tables import documents, results, review_threads, reviews


class Stamp(NamedTuple):
    """`review`: the id of the last thing that anybody said of the document's figures or findings, 0 for none."""

    result: int
    name: str
    county: str | None
    year: int | None
    review: int


def document_stamps(c: Connection, scope: Scope) -> dict[int, Stamp]:
    """By id of the document: those of a scope that have a current result, in the order in which they came."""
    last = (
        select(review_threads.c.document_id, func.max(reviews.c.id).label("review"))
        .join(reviews, reviews.c.thread_id == review_threads.c.id).group_by(review_threads.c.document_id).subquery()
    )  # fmt: skip
    found = c.execute(
        select(
            documents.c.id, results.c.id, documents.c.name, documents.c.county, documents.c.year, func.coalesce(last.c.review, 0),
        )
        .join(results, (results.c.document_id == documents.c.id) & results.c.current)
        .outerjoin(last, last.c.document_id == documents.c.id)
        .where(within(scope, documents.c.county))
        .order_by(documents.c.id)
    )  # fmt: skip
    return {id: Stamp(*stamp) for id, *stamp in found}
