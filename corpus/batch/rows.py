"""The figures of one document as rows of the dataset, with a summary of the document, as one small Arrow file.

The summary has the columns of documents.parquet, and `notes`: sentences by language on the county that it was assigned to.
"""

from __future__ import annotations

import json
from hashlib import sha256
from typing import Any

import pyarrow as pa

from corpus.batch.county import County, county_of
from corpus.batch.work import Labels
from corpus.dataset.mentions import MENTION_SCHEMA, mentions
from corpus.ingested import Ingested

_KEY, _SUMMARY = b"junheng.key", b"junheng.document"


def encode_rows(result: Ingested, labels: Labels) -> bytes:
    """The same result and labels give the same bytes."""
    named = _named(result, labels.names[0])
    county = county_of(named, labels.names, labels.county)
    table = mentions(named, county)
    told = {_KEY: rows_key(labels).encode(), _SUMMARY: json.dumps(_summary(named, county), ensure_ascii=False).encode()}
    sink = pa.BufferOutputStream()
    options = pa.ipc.IpcWriteOptions(compression="lz4", use_threads=False)
    with pa.ipc.new_file(sink, table.schema.with_metadata(told), options=options) as writer:
        writer.write_table(table)
    return bytes(sink.getvalue())


def rows_key(labels: Labels) -> str:
    """Changes with everything that rows depend on beside the result: rows with another key have to be made anew."""
    content = json.dumps([labels.names, labels.county, str(MENTION_SCHEMA)], ensure_ascii=False)
    return sha256(content.encode()).hexdigest()[:16]


def key_of(data: bytes) -> str | None:
    """The key that rows were made with; None for bytes that are no whole file."""
    try:
        return str(_opened(data).schema.metadata[_KEY].decode())
    except (pa.ArrowInvalid, KeyError, TypeError):
        return None


def decode_rows(data: bytes) -> tuple[pa.Table, dict[str, Any]]:
    """The rows and the summary."""
    opened = _opened(data)
    return opened.read_all().replace_schema_metadata(None), json.loads(opened.schema.metadata[_SUMMARY])


def _opened(data: bytes) -> Any:
    return pa.ipc.open_file(pa.BufferReader(data))


def _named(result: Ingested, name: str) -> Ingested:
    document = result.extraction.document.model_copy(update={"name": name})
    return result.model_copy(update={"extraction": result.extraction.model_copy(update={"document": document})})


def _summary(result: Ingested, county: County) -> dict[str, Any]:
    document, extraction, checks = result.extraction.document, result.extraction, result.checks
    return {
        "state": result.state, "county_id": county.id, "county_code": county.code, "county_name": county.name, "county_state": county.state,
        "year": document.year, "kind": document.kind, "title": document.title, "format": document.format,
        "pages": document.pages, "engine": result.versions.engine, "catalogue": result.versions.catalogue,
        "standard": result.versions.standard, "facts": len(extraction.facts), "relations": len(extraction.relations),
        "findings": sum(finding.severity != "info" for finding in checks.findings),
        "unresolved": sum(entry.kind == "unresolved" for entry in extraction.ledger),
        "notes": county.notes,
    }  # fmt: skip
