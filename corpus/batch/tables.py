"""What the shelf holds of a run's documents, laid down as Parquet: `mentions/part-XX.parquet`, `documents.parquet`.

A partition holds the figures of the documents whose hash begins with XX, in the order of hashes: never more than one of
them is in memory, and one whose documents are the same as before is left as it is. The same documents give the same bytes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from itertools import groupby
from pathlib import Path
from typing import IO, Any

import pyarrow as pa
from pyarrow import parquet

from corpus.batch.files import whole_file
from corpus.batch.inventory import Inventory, Settled
from corpus.batch.rows import decode_rows
from corpus.batch.shelf import Shelf
from corpus.dataset.mentions import MENTION_SCHEMA

MENTIONS, DOCUMENTS = "mentions", "documents.parquet"
_PREFIX = 2
_ROWS_AT_ONCE = 50_000
_DOCUMENTS_AT_ONCE = 1_000
_MADE_FROM = b"junheng.made_from"
_TEXT, _COUNT = pa.string(), pa.int64()
DOCUMENT_SCHEMA = pa.schema([
    pa.field("document", _TEXT, nullable=False),  # sha256 of the bytes
    pa.field("names", pa.list_(_TEXT), nullable=False),
    pa.field("state", _TEXT, nullable=False),  # succeeded, partial (a page could not be read), failed
    pa.field("reason", _TEXT),  # Of one that failed: a code of models/data/messages.yaml.
    *(pa.field(name, _TEXT) for name in ("county_id", "county_code", "county_name", "county_state")),
    pa.field("year", pa.int16()),
    *(pa.field(name, _TEXT) for name in ("kind", "title", "format")),
    pa.field("pages", _COUNT),
    *(pa.field(name, _TEXT) for name in ("engine", "catalogue", "standard")),
    *(pa.field(name, _COUNT) for name in ("facts", "relations", "findings", "unresolved")),
])  # fmt: skip
"""A row for each distinct document. The last four are counts; `findings` leaves out what only informs."""


@dataclass(frozen=True, slots=True)
class _Entry:
    """A document of a partition; `rows` is None of one that failed."""

    sha256: str
    settled: Settled
    rows: bytes | None


def write_tables(shelf: Shelf, inventory: Inventory, hear: Callable[[int, int], None]) -> None:
    """`hear`: told how many documents are laid down, and of how many."""
    total, done = inventory.count("documents"), 0
    written: set[Path] = set()
    with whole_file(shelf.out / DOCUMENTS) as file, _writer(file, DOCUMENT_SCHEMA) as documents:
        waiting: list[dict[str, Any]] = []
        for prefix, group in groupby(inventory.settled(), key=lambda pair: pair[0][:_PREFIX]):
            entries = [_Entry(hash, settled, _rows(shelf, hash, settled)) for hash, settled in group]
            if any(entry.rows for entry in entries):
                written.add(_write_partition(shelf.out / MENTIONS / f"part-{prefix}.parquet", entries))
            waiting += (_document(entry, inventory) for entry in entries)
            if len(waiting) >= _DOCUMENTS_AT_ONCE:
                _put(documents, waiting)
                waiting = []
            done += len(entries)
            hear(done, total)
        _put(documents, waiting)
    for path in sorted((shelf.out / MENTIONS).glob("part-??.parquet")):
        if path not in written:
            path.unlink()


def _rows(shelf: Shelf, hash: str, settled: Settled) -> bytes | None:
    return None if settled.state == "failed" else shelf.rows(hash)


def _put(documents: Any, rows: Sequence[dict[str, Any]]) -> None:
    if rows:
        documents.write_table(pa.Table.from_pylist(rows, schema=DOCUMENT_SCHEMA))


def _document(entry: _Entry, inventory: Inventory) -> dict[str, Any]:
    """The row of a document; its county is noted in the inventory on the way."""
    told: dict[str, Any] = decode_rows(entry.rows)[1] if entry.rows else {}
    if told:
        inventory.assign(entry.sha256, told["county_state"], told.pop("notes"))
    told |= {"document": entry.sha256, "names": list(inventory.names(entry.sha256))}
    return told | {"state": entry.settled.state, "reason": entry.settled.reason}


def _write_partition(path: Path, entries: Sequence[_Entry]) -> Path:
    made_from = _made_from(entries)
    if not path.exists() or _read_made_from(path) != made_from:
        schema = MENTION_SCHEMA.with_metadata({_MADE_FROM: made_from})
        with whole_file(path) as file, _writer(file, schema) as writer:
            for table in _gathered(entries):
                writer.write_table(table.replace_schema_metadata(schema.metadata))
    return path


def _gathered(entries: Sequence[_Entry]) -> Iterator[pa.Table]:
    """The rows of all, many at a time."""
    waiting: list[pa.Table] = []
    for entry in entries:
        if entry.rows is not None:
            waiting.append(decode_rows(entry.rows)[0])
        if sum(map(len, waiting)) >= _ROWS_AT_ONCE:
            yield pa.concat_tables(waiting)
            waiting = []
    if waiting:
        yield pa.concat_tables(waiting)


def _made_from(entries: Sequence[_Entry]) -> bytes:
    """A hash of the rows that a partition is made from."""
    digest = sha256()
    for entry in entries:
        if entry.rows is not None:
            digest.update(sha256(entry.rows).digest())
    return digest.hexdigest().encode()


def _read_made_from(path: Path) -> bytes | None:
    try:
        return dict(parquet.read_schema(path).metadata or {}).get(_MADE_FROM)
    except pa.ArrowInvalid:
        return None


def _writer(file: IO[bytes], schema: pa.Schema) -> Any:
    return parquet.ParquetWriter(file, schema, compression="zstd")
