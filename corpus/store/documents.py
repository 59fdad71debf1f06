"""Documents: each file once by its bytes, with its county and year, its other names and what became of its last job.

Keeps no bytes (blobs.py) and removes none (removal.py).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, Select, func, insert, or_, select, update

from corpus.store import auditlog
from corpus.store.columns import clean, now
from corpus.store.paging import Page, Scope, read_page, within
from corpus.store.tables import aliases, documents, jobs, results
from models.fact import Document


@dataclass(frozen=True, slots=True)
class DocumentRow:
    """A document. `state` and `reason` are those of its last job (None: there was none), `result_id` its current result."""

    id: int
    sha256: str
    name: str
    size: int
    county: str | None
    year: int | None
    title: str | None
    kind: str | None
    added_at: datetime
    added_by: str
    job_id: int | None
    state: str | None
    reason: str | None
    result_id: int | None
    facts: int | None
    findings: int | None
    unresolved: int | None


@dataclass(frozen=True, slots=True)
class DocumentFilters:
    """What a list is limited to. `text`: a part of the name or the title."""

    county: str | None = None
    year: int | None = None
    kind: str | None = None
    state: str | None = None
    text: str | None = None


@dataclass(frozen=True, slots=True)
class CountyRow:
    """A county that has documents. `name` None: documents of which nobody knows the county."""

    name: str | None
    documents: int
    first_year: int | None
    last_year: int | None
    findings: int
    unresolved: int


def add_document(
    c: Connection, sha256: str, name: str, size: int, by: str, *, county: str | None = None, year: int | None = None
) -> tuple[DocumentRow, bool]:
    """The document with these bytes, and whether it is new. An old one keeps all that it was; another name becomes an alias.

    `county` and `year` are what the uploader says, which goes before what the document itself tells. The row may lie
    outside the uploader's counties, when another county's uploader was first: look before you show it. Writes the audit log.
    """
    known = find_document(c, sha256)
    if known is not None:
        _add_alias(c, known, name, by)
        return known, False
    id = c.execute(
        insert(documents).values(
            sha256=sha256, name=name, size=size, county=county, year=year, county_given=county is not None,
            year_given=year is not None, added_at=now(), added_by=by,
        ).returning(documents.c.id)
    ).scalar_one()  # fmt: skip
    auditlog.append(c, by, "document.added", f"document/{id}", {"name": name, "sha256": sha256, "county": county, "year": year})
    row = get_document(c, id)
    assert row is not None
    return row, True


def get_document(c: Connection, id: int) -> DocumentRow | None:
    row = c.execute(_query().where(documents.c.id == id)).first()
    return None if row is None else _document(row)


def find_document(c: Connection, sha256: str) -> DocumentRow | None:
    """By its bytes."""
    row = c.execute(_query().where(documents.c.sha256 == sha256)).first()
    return None if row is None else _document(row)


def list_documents(
    c: Connection, scope: Scope, filters: DocumentFilters = DocumentFilters(), after: int | None = None, limit: int = 50
) -> Page[DocumentRow]:
    """The newest first."""
    query = _filtered(_query().where(within(scope, documents.c.county)), filters)
    return read_page(c, query, documents.c.id, _document, after, limit, newest_first=True)


def count_documents(c: Connection) -> int:
    """All of them, whosever they are."""
    return c.execute(select(func.count()).select_from(documents)).scalar_one()


def document_names(c: Connection, id: int) -> tuple[str, ...]:
    """All names under which the bytes were uploaded, the first one first."""
    first = c.execute(select(documents.c.name).where(documents.c.id == id)).scalars().all()
    others = c.execute(select(aliases.c.name).where(aliases.c.document_id == id).order_by(aliases.c.id)).scalars().all()
    return (*first, *others)


def set_place(c: Connection, id: int, by: str, *, county: str | None, year: int | None) -> DocumentRow | None:
    """Say of which county and year a document is (None: as before); no later result changes what was said.

    None for no such document. Writes the audit log.
    """
    said: dict[str, Any] = {} if county is None else {"county": county, "county_given": True}
    said |= {} if year is None else {"year": year, "year_given": True}
    if said and c.execute(update(documents).where(documents.c.id == id).values(**said)).rowcount:
        auditlog.append(c, by, "document.placed", f"document/{id}", {"county": county, "year": year})
    return get_document(c, id)


def note_download(c: Connection, id: int, by: str, **taken: str) -> None:
    """Writes into the audit log that somebody takes data of a document away; `taken` says which, and in which format."""
    auditlog.append(c, by, "document.downloaded", f"document/{id}", taken)


def describe(c: Connection, id: int, document: Document) -> None:
    """Take title, kind, and what nobody said of county and year from what the document tells of itself."""
    told = {"title": document.title, "kind": document.kind}
    c.execute(update(documents).where(documents.c.id == id).values(**told))
    c.execute(update(documents).where(documents.c.id == id, ~documents.c.county_given).values(county=document.county))
    c.execute(update(documents).where(documents.c.id == id, ~documents.c.year_given).values(year=document.year))


def list_counties(c: Connection, scope: Scope) -> tuple[CountyRow, ...]:
    """Every county with its documents counted, in the order of the names; the unknown one comes last."""
    found = c.execute(
        select(
            documents.c.county, func.count(), func.min(documents.c.year), func.max(documents.c.year),
            func.coalesce(func.sum(results.c.findings), 0), func.coalesce(func.sum(results.c.unresolved), 0),
        )
        .outerjoin(results, (results.c.document_id == documents.c.id) & results.c.current)
        .where(within(scope, documents.c.county))
        .group_by(documents.c.county)
    ).all()  # fmt: skip
    rows = [CountyRow(name, count, first, last, int(found), int(open)) for name, count, first, last, found, open in found]
    return tuple(sorted(rows, key=lambda row: (row.name is None, row.name or "")))


def _add_alias(c: Connection, document: DocumentRow, name: str, by: str) -> None:
    if clean(name) in document_names(c, document.id):
        return
    c.execute(insert(aliases).values(document_id=document.id, name=name, added_at=now(), added_by=by))
    auditlog.append(c, by, "document.named", f"document/{document.id}", {"name": name})


def _query() -> Select[Any]:
    last = select(func.max(jobs.c.id)).where(jobs.c.document_id == documents.c.id).correlate(documents).scalar_subquery()
    taken = [documents.c[name] for name in ("id", "sha256", "name", "size", "county", "year", "title", "kind", "added_at", "added_by")]
    return (
        select(
            *taken, jobs.c.id.label("job_id"), jobs.c.state, jobs.c.reason, results.c.id.label("result_id"),
            results.c.facts, results.c.findings, results.c.unresolved,
        )
        .outerjoin(jobs, jobs.c.id == last)
        .outerjoin(results, (results.c.document_id == documents.c.id) & results.c.current)
    )  # fmt: skip


def _filtered(query: Select[Any], filters: DocumentFilters) -> Select[Any]:
    wanted = {documents.c.county: filters.county, documents.c.year: filters.year, documents.c.kind: filters.kind,
              jobs.c.state: filters.state}  # fmt: skip
    for column, value in wanted.items():
        if value is not None:
            query = query.where(column == value)
    if filters.text:
        contains = [column.icontains(filters.text, autoescape=True) for column in (documents.c.name, documents.c.title)]
        query = query.where(or_(*contains))
    return query


def _document(row: Row[Any]) -> DocumentRow:
    return DocumentRow(**row._mapping)
