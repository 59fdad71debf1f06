"""Documents removed with everything that came of them, bytes included.

Rows go first. Bytes go in a second transaction which sees that no document has them: whoever uploads them again in between
keeps them, and what a crash leaves in between is swept when the service starts.
"""

from __future__ import annotations

import json

from sqlalchemy import Connection, delete, select

from corpus.store import auditlog
from corpus.store.blobs import Blobs
from corpus.store.database import Store
from corpus.store.documents import DocumentRow, get_document
from corpus.store.tables import audit, documents

DELETED = "document.deleted"
"""What the audit log calls it."""


def remove_document(store: Store, id: int, by: str) -> DocumentRow | None:
    """The document with its results, reviews, jobs, bytes and pictures. None for no such document. Writes the audit log."""
    with store.writing() as c:
        document = get_document(c, id)
        if document is None:
            return None
        delete_document(c, document, by)
    with store.writing() as c:
        _remove_unused(c, store.blobs, document.sha256)
    return document


def delete_document(c: Connection, document: DocumentRow, by: str) -> None:
    """The rows alone. Writes the audit log."""
    c.execute(delete(documents).where(documents.c.id == document.id))
    auditlog.append(c, by, DELETED, f"document/{document.id}", {"name": document.name, "sha256": document.sha256})


def sweep(store: Store) -> tuple[str, ...]:
    """Remove the bytes of deleted documents that a crash has left, and what was half received. Call it before any upload is taken.

    Only what this database knows to be deleted is removed: a folder that is opened with a wrong database loses nothing.
    """
    store.blobs.clear_aside()
    with store.writing() as c:
        deleted = _deleted(c)
        return tuple(sha256 for sha256 in store.blobs.all() if sha256 in deleted and _remove_unused(c, store.blobs, sha256))


def _deleted(c: Connection) -> set[str]:
    """The sha256 of every document that was ever deleted."""
    told = c.execute(select(audit.c.details).where(audit.c.action == DELETED)).scalars()
    return {json.loads(details)["sha256"] for details in told}


def _remove_unused(c: Connection, blobs: Blobs, sha256: str) -> bool:
    used = c.execute(select(documents.c.id).where(documents.c.sha256 == sha256)).first() is not None
    if not used:
        blobs.remove(sha256)
    return not used
