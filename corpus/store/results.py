"""Results: what one version of the program got out of a document, whole, and row by row for asking.

A result is saved in one transaction and is the document's current one from then on; those of earlier versions are kept.
The same versions twice change nothing. Nothing is computed here; reviews.py lays over the facts what people said of them.
"""

from __future__ import annotations

import gzip
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from pydantic import BaseModel, TypeAdapter
from pydantic_core import to_json
from sqlalchemy import Connection, Row, Table, insert, select, update

from corpus.ingested import Ingested, StoredReport
from corpus.store import documents as document_rows
from corpus.store.columns import now
from corpus.store.tables import facts, findings, ledger, parts, relations, results
from models.assess import Assessment
from models.fact import Extraction, Fact, Place
from models.schools import SchoolTable

State = Literal["succeeded", "partial"]
_SEARCHED = ("indicator", "unit", "stage", "area", "period", "status", "kind", "bound", "criterion")


@dataclass(frozen=True, slots=True)
class ResultRow:
    """A result: its versions, and how much is in it. `unresolved`: numbers that the program could not place."""

    id: int
    document_id: int
    engine: str
    catalogue: str
    standard: str
    state: State
    current: bool
    saved_at: datetime
    facts: int
    findings: int
    unresolved: int


def save_result(c: Connection, document_id: int, ingested: Ingested) -> ResultRow:
    """Keep what was got and make it the current result. What is known of these versions already is not written again."""
    versions = ingested.versions.model_dump()
    same = [results.c.document_id == document_id, *(results.c[name] == value for name, value in versions.items())]
    known = c.execute(select(results).where(*same)).first()
    if known is not None and known.current:
        return _result(known)
    c.execute(update(results).where(results.c.document_id == document_id, results.c.current).values(current=False))
    id = known.id if known is not None else _insert(c, document_id, ingested)
    c.execute(update(results).where(results.c.id == id).values(current=True))
    document_rows.describe(c, document_id, ingested.extraction.document)
    return _result(c.execute(select(results).where(results.c.id == id)).one())


def current_result(c: Connection, document_id: int) -> ResultRow | None:
    row = c.execute(select(results).where(results.c.document_id == document_id, results.c.current)).first()
    return None if row is None else _result(row)


def list_results(c: Connection, document_id: int) -> tuple[ResultRow, ...]:
    """All results of a document, the newest first."""
    found = c.execute(select(results).where(results.c.document_id == document_id).order_by(results.c.id.desc()))
    return tuple(_result(row) for row in found)


def get_result(c: Connection, id: int) -> ResultRow | None:
    row = c.execute(select(results).where(results.c.id == id)).first()
    return None if row is None else _result(row)


def load_ingested(c: Connection, result_id: int) -> Ingested:
    """The whole value as it was saved. Raises KeyError for no such result."""
    found = c.execute(select(parts.c.name, parts.c.content).where(parts.c.result_id == result_id)).all()
    if not found:
        raise KeyError(result_id)
    return Ingested.model_validate_json(_object((name, gzip.decompress(content)) for name, content in found))


def load_report(c: Connection, result_id: int) -> StoredReport:
    """The report as read. Raises KeyError for no such result."""
    return StoredReport.model_validate_json(_part(c, result_id, "report"))


def load_assessment(c: Connection, result_id: int) -> Assessment | None:
    """What was judged; None where no standard held. Raises KeyError for no such result."""
    return TypeAdapter(Assessment | None).validate_json(_part(c, result_id, "assessment"))


def load_schools(c: Connection, result_id: int) -> SchoolTable | None:
    """The school table that was found inside the document. Raises KeyError for no such result."""
    return TypeAdapter(SchoolTable | None).validate_json(_part(c, result_id, "schools"))


def load_ledger_places(c: Connection, result_id: int) -> tuple[tuple[Place, ...], ...]:
    """See Ingested. Nothing for a document without pages, and for a result of before they were kept."""
    content = _content(c, result_id, "ledger_places")
    return () if content is None else TypeAdapter(tuple[tuple[Place, ...], ...]).validate_json(content)


def load_extraction(c: Connection, result_id: int) -> Extraction:
    """What was extracted, as the program read it. Raises KeyError for no such result."""
    return Extraction.model_validate_json(_part(c, result_id, "extraction"))


def _part(c: Connection, result_id: int, name: str) -> bytes:
    content = _content(c, result_id, name)
    if content is None:
        raise KeyError(result_id)
    return content


def _content(c: Connection, result_id: int, name: str) -> bytes | None:
    packed = c.execute(select(parts.c.content).where(parts.c.result_id == result_id, parts.c.name == name)).scalar_one_or_none()
    return None if packed is None else gzip.decompress(packed)


def _object(members: Iterable[tuple[str, bytes]]) -> bytes:
    """JSON of an object from the JSON of its members."""
    return b"{" + b",".join(to_json(name) + b":" + content for name, content in members) + b"}"


def _insert(c: Connection, document_id: int, ingested: Ingested) -> int:
    extraction = ingested.extraction
    id: int = c.execute(
        insert(results).values(
            document_id=document_id, **ingested.versions.model_dump(), state=ingested.state, current=False, saved_at=now(),
            facts=len(extraction.facts), findings=len(ingested.checks.findings),
            unresolved=sum(entry.kind == "unresolved" for entry in extraction.ledger),
        ).returning(results.c.id)
    ).scalar_one()  # fmt: skip
    for table, rows in _rows(ingested):
        if rows:
            c.execute(insert(table), [{"result_id": id, **row} for row in rows])
    return id


def _rows(ingested: Ingested) -> Iterator[tuple[Table, list[dict[str, Any]]]]:
    """The rows of each table, without the result's id."""
    extraction = ingested.extraction
    yield parts, [{"name": name, "content": _packed(getattr(ingested, name))} for name in Ingested.model_fields]
    yield facts, [_fact(number, fact) for number, fact in enumerate(extraction.facts, 1)]
    yield relations, [_placed(number, relation, type=relation.type) for number, relation in enumerate(extraction.relations, 1)]
    yield ledger, [_placed(number, entry, kind=entry.kind) for number, entry in enumerate(extraction.ledger, 1)]
    yield (
        findings,
        [
            _placed(number, finding, code=finding.code, severity=finding.severity, changes_verdict=finding.changes_verdict)
            for number, finding in enumerate(ingested.checks.findings, 1)
        ],
    )


def _fact(position: int, fact: Fact) -> dict[str, Any]:
    searched = {name: getattr(fact, name) for name in _SEARCHED}
    return _placed(position, fact, fact_id=fact.id, page=fact.evidence.page, start=fact.evidence.start, **searched)


def _placed(position: int, value: BaseModel, **searched: object) -> dict[str, Any]:
    return {"position": position, "content": value.model_dump_json(), **searched}


def _packed(value: object) -> bytes:
    return gzip.compress(to_json(value, by_alias=True), mtime=0)


def _result(row: Row[Any]) -> ResultRow:
    return ResultRow(**row._mapping)
