"""Puts documents into a store as the service does, and asks what became of them."""

from __future__ import annotations

from corpus.store import Store
from corpus.store.documents import DocumentRow, add_document
from corpus.store.jobs import JobRow, enqueue, get_job
from corpus.store.results import list_results
from tests.worker.processes import wait_until


def upload(store: Store, data: bytes, name: str = "报告.txt") -> JobRow:
    """The job of a document that has come in."""
    incoming = store.blobs.receive([data])
    with store.writing() as c:
        document, _ = add_document(c, incoming.sha256, name, len(data), "clerk")
        store.blobs.keep(incoming)
        return enqueue(c, document.id, "ingest", 10_000, "clerk")


def job(store: Store, id: int) -> JobRow:
    with store.reading() as c:
        found = get_job(c, id)
    assert found is not None
    return found


def ended(store: Store, id: int) -> JobRow:
    """The job, once it has ended."""
    wait_until(lambda: not job(store, id).live)
    return job(store, id)


def results(store: Store, document: DocumentRow | int) -> int:
    """How many results the document has."""
    with store.reading() as c:
        return len(list_results(c, document if isinstance(document, int) else document.id))
