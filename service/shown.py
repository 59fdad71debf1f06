"""Documents, jobs and results as a caller may see them: what lies outside their counties is not there (404)."""

from __future__ import annotations

from sqlalchemy import Connection

from corpus.store.documents import DocumentRow, get_document
from corpus.store.jobs import JobRow, get_job
from corpus.store.results import ResultRow, current_result
from service.problems import Problem
from service.security import Caller


def shown_document(c: Connection, id: int, caller: Caller) -> DocumentRow:
    """Raises Problem (404)."""
    row = get_document(c, id)
    if row is None or not caller.sees(row.county):
        raise Problem("not_found", id=id)
    return row


def shown_result(c: Connection, id: int, caller: Caller) -> tuple[DocumentRow, ResultRow]:
    """A document and its current result. Raises Problem: 404, or 409 where nothing has been extracted from it."""
    row = shown_document(c, id, caller)
    result = current_result(c, id)
    if result is None:
        raise Problem("no_result")
    return row, result


def shown_job(c: Connection, id: int, caller: Caller) -> tuple[JobRow, DocumentRow]:
    """A job and its document. Raises Problem (404)."""
    job = get_job(c, id)
    if job is None:
        raise Problem("not_found", id=id)
    return job, shown_document(c, job.document_id, caller)
