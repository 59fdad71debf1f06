"""What one run has to do with: every file that was found, and for every document (by the hash of its bytes) what became of it.

In a database of its own on disk, so that memory does not grow with the number of files. It is made anew by each run and
proves nothing: that a document is done is told by the files of its result.
"""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from corpus.batch.inputs import Source
from corpus.batch.work import Stage

Outcome = Literal["succeeded", "partial", "failed"]

_SCHEMA = """
PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;
CREATE TABLE sources (
    position INTEGER PRIMARY KEY, path BLOB NOT NULL, entry INTEGER NOT NULL, name TEXT NOT NULL,
    state TEXT NOT NULL, reason TEXT, sha256 TEXT, UNIQUE (path, entry)
);
CREATE INDEX by_hash ON sources (sha256, position);
CREATE TABLE documents (
    sha256 TEXT PRIMARY KEY, first INTEGER NOT NULL,
    state TEXT, reason TEXT, details TEXT, retryable INTEGER NOT NULL DEFAULT 0, way TEXT, county TEXT, notes TEXT
);
CREATE INDEX by_first ON documents (first);
"""
_NO_ENTRY = -1
_PAGE = 500


@dataclass(frozen=True, slots=True)
class Document:
    """Distinct bytes, with the first place where they were found."""

    sha256: str
    source: Source


@dataclass(frozen=True, slots=True)
class Settled:
    """What became of a document. `reason`, `details`: of one that failed. `retryable`: the next run tries it again."""

    state: Outcome
    reason: str | None = None
    details: Mapping[str, object] = field(default_factory=dict)
    retryable: bool = False


@dataclass(frozen=True, slots=True)
class Unread:
    """A file without a result. `sha256` is None where its bytes could not be had."""

    name: str
    sha256: str | None
    reason: str
    details: Mapping[str, object]
    retryable: bool


class Inventory:
    """One run's own; `folder` holds nothing else."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._path = folder / "inventory.sqlite"
        self._path.unlink(missing_ok=True)
        self._db = sqlite3.connect(self._path, isolation_level=None)
        self._db.executescript(_SCHEMA)
        self._db.execute("BEGIN")

    def close(self) -> None:
        self._db.close()
        self._path.unlink(missing_ok=True)

    def add(self, source: Source, sha256: str | None = None) -> None:
        """A file that was named before is the same file."""
        entry = _NO_ENTRY if source.entry is None else source.entry
        row = (os.fsencode(source.path), entry, _shown(source.name), source.state, source.reason, sha256)
        added = self._db.execute("INSERT OR IGNORE INTO sources (path, entry, name, state, reason, sha256) VALUES (?, ?, ?, ?, ?, ?)", row)
        if added.rowcount and sha256 is not None:
            self._db.execute("INSERT OR IGNORE INTO documents (sha256, first) VALUES (?, ?)", (sha256, added.lastrowid))

    def documents(self, which: Literal["all", "open", "crashed"] = "all") -> Iterator[Document]:
        """In the order in which they were found: all, those that nothing became of yet, or those whose process died in this run.

        May be gone through while documents are settled.
        """
        last = 0
        query = f"""SELECT d.first, d.sha256, s.name, s.path, s.entry FROM documents d JOIN sources s ON s.position = d.first
                    WHERE d.first > ? AND {_WHICH[which]} ORDER BY d.first LIMIT ?"""
        while rows := self._db.execute(query, (last, _PAGE)).fetchall():
            for _, sha256, name, path, entry in rows:
                source = Source(name, Path(os.fsdecode(path)), None if entry == _NO_ENTRY else entry)
                yield Document(sha256, source)
            last = rows[-1][0]

    def names(self, sha256: str) -> tuple[str, ...]:
        """All names of a document, in the order in which they were found."""
        rows = self._db.execute("SELECT name FROM sources WHERE sha256 = ? ORDER BY position", (sha256,))
        return tuple(name for (name,) in rows)

    def settle(self, sha256: str, settled: Settled, way: Stage) -> None:
        """`way`: from what this run came to it; `result` where it lay there already."""
        self._db.execute(
            "UPDATE documents SET state = ?, reason = ?, details = ?, retryable = ?, way = ? WHERE sha256 = ?",
            (settled.state, settled.reason, json.dumps(settled.details), settled.retryable, way, sha256),
        )

    def assign(self, sha256: str, state: str, notes: Mapping[str, Sequence[str]]) -> None:
        """How surely the document's county is known, and what its user should know of that, by language."""
        self._db.execute("UPDATE documents SET county = ?, notes = ? WHERE sha256 = ?", (state, json.dumps(notes), sha256))

    def notes(self) -> Iterator[tuple[str, str, Mapping[str, Sequence[str]]]]:
        """Name, state and sentences of every document whose county its user should look at, in the order of finding."""
        query = """SELECT s.name, d.county, d.notes FROM documents d JOIN sources s ON s.position = d.first
                   WHERE d.notes IS NOT NULL ORDER BY d.first"""
        for name, state, notes in self._db.execute(query):
            yield name, state, json.loads(notes)

    def settled(self) -> Iterator[tuple[str, Settled]]:
        """Every document that something became of, by its hash, in the order of hashes."""
        query = "SELECT sha256, state, reason, details, retryable FROM documents WHERE state IS NOT NULL ORDER BY sha256"
        for sha256, state, reason, details, retryable in self._db.execute(query):
            yield sha256, Settled(state, reason, json.loads(details), bool(retryable))

    def failures(self) -> Iterator[Unread]:
        """Every file that should have been read and was not, by each of its names, in the order in which they were found."""
        query = """SELECT s.name, s.sha256, COALESCE(d.reason, s.reason), d.details, COALESCE(d.retryable, 1)
                   FROM sources s LEFT JOIN documents d ON d.sha256 = s.sha256
                   WHERE s.state = 'unreadable' OR d.state = 'failed' ORDER BY s.position"""
        for name, sha256, reason, details, retryable in self._db.execute(query):
            yield Unread(name, sha256, reason, json.loads(details) if details else {}, bool(retryable))

    def skipped(self) -> Iterator[tuple[str, str]]:
        """Name and reason of every file that is no document, in the order in which they were found."""
        yield from self._db.execute("SELECT name, reason FROM sources WHERE state = 'skipped' ORDER BY position")

    def count(self, what: Literal["files", "documents", "duplicates", "open", "retryable"]) -> int:
        """`duplicates`: files whose bytes had been found before."""
        return int(self._db.execute(_COUNTS[what]).fetchone()[0])

    def counts_by(self, what: Literal["state", "way", "county", "failed", "skipped"]) -> dict[str, int]:
        """Documents by state, way and state of their county; failures (of files without bytes too) and skipped files by reason."""
        return {key: int(number) for key, number in self._db.execute(_COUNTS_BY[what])}


_WHICH = {"all": "1", "open": "d.state IS NULL", "crashed": "d.reason = 'crashed'"}
_COUNTS = {
    "files": "SELECT COUNT(*) FROM sources",
    "documents": "SELECT COUNT(*) FROM documents",
    "duplicates": "SELECT (SELECT COUNT(sha256) FROM sources) - (SELECT COUNT(*) FROM documents)",
    "open": "SELECT COUNT(*) FROM documents WHERE state IS NULL",
    "retryable": "SELECT COUNT(*) FROM documents WHERE retryable",
}
_COUNTS_BY = {
    "way": "SELECT way, COUNT(*) FROM documents WHERE state IS NOT NULL GROUP BY way ORDER BY way",
    "state": "SELECT state, COUNT(*) FROM documents WHERE state IS NOT NULL GROUP BY state ORDER BY state",
    "county": "SELECT county, COUNT(*) FROM documents WHERE county IS NOT NULL GROUP BY county ORDER BY county",
    "failed": """SELECT reason, COUNT(*) FROM (SELECT reason FROM documents WHERE state = 'failed'
                 UNION ALL SELECT reason FROM sources WHERE state = 'unreadable') GROUP BY reason ORDER BY reason""",
    "skipped": "SELECT reason, COUNT(*) FROM sources WHERE state = 'skipped' GROUP BY reason ORDER BY reason",
}


def _shown(name: str) -> str:
    """Bytes of a file name that are no UTF-8 show as U+FFFD: neither a database nor a table holds them."""
    return os.fsencode(name).decode("utf-8", "replace")
