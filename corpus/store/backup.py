"""A backup: one tar file of all rows and all uploads, each file with its sha256, that any of the two databases can take.

Rows are JSON lines, one file a table, read in one transaction, so that they are of one moment. Sessions are left out (people
sign in again), and pictures of pages (they are drawn again). restore.py reads it.
"""

from __future__ import annotations

import base64
import json
import os
import tarfile
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict
from sqlalchemy import Connection, MetaData, Table, select

from corpus.checksums import file_sha256
from corpus.store import auditlog
from corpus.store.blobs import Blobs, put_in_place
from corpus.store.columns import iso, now
from corpus.store.counters import read_counters
from corpus.store.database import Store
from corpus.store.errors import Refused, disk_told
from corpus.store.migrate import current_revision
from corpus.store.tables import documents, sessions

FORMAT = 1
MANIFEST = "manifest.json"
LEFT_OUT = ("alembic_version", sessions.name)
_BATCH = 500


class BackupFile(BaseModel):
    """A file of a backup. `rows`: of a table; None for an upload."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    size: int
    sha256: str
    rows: int | None = None


class Manifest(BaseModel):
    """What is in a backup: the first file of the tar.

    `audit_head`: number and hash of the audit log's last row. `counters`: the last id that each table has given.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    format: int
    revision: str
    made_at: str
    audit_head: tuple[int, str]
    counters: dict[str, int]
    files: tuple[BackupFile, ...]


def backup(store: Store, target: Path) -> Manifest:
    """Write a backup of the store as it is now; work may go on meanwhile. `target` appears whole or not at all.

    Raises Refused where `target` exists or an upload is damaged or gone (somebody deleted its document meanwhile), and StoreError.
    """
    if target.exists():
        raise Refused("backup_target_exists", name=target.name)
    with disk_told():
        target.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=target.parent, prefix=".backup-") as aside:
            folder = Path(aside)
            with store.reading() as c:
                made = _manifest(c, store.blobs, folder)
            (folder / MANIFEST).write_text(made.model_dump_json(indent=1), encoding="utf-8")
            _pack(folder, store.blobs, made, folder / "backup.tar")
            put_in_place(folder / "backup.tar", target)
    return made


def upload_name(sha256: str) -> str:
    """What an upload is called in a backup."""
    return f"uploads/{sha256}"


def table_name(table: str) -> str:
    """What the rows of a table are called in a backup."""
    return f"tables/{table}.jsonl"


def reflected(c: Connection) -> list[Table]:
    """The tables as they are in the database, whatever its version, those that others refer to first."""
    found = MetaData()
    found.reflect(c)
    return [table for table in found.sorted_tables if table.name not in LEFT_OUT]


def _manifest(c: Connection, blobs: Blobs, folder: Path) -> Manifest:
    head = auditlog.head(c)
    tables = reflected(c)
    rows = [_write_rows(c, table, folder) for table in tables]
    uploads = [_upload(blobs, sha256) for sha256 in c.execute(select(documents.c.sha256).order_by(documents.c.id)).scalars()]
    return Manifest(
        format=FORMAT, revision=current_revision(c) or "", made_at=iso(now()), audit_head=(head.number, head.hash),
        counters=read_counters(c, tables), files=(*rows, *uploads),
    )  # fmt: skip


def _upload(blobs: Blobs, sha256: str) -> BackupFile:
    path = blobs.path(sha256)
    if not path.is_file() or file_sha256(path) != sha256:
        raise Refused("backup_disturbed", sha256=sha256)
    return BackupFile(name=upload_name(sha256), size=path.stat().st_size, sha256=sha256)


def _write_rows(c: Connection, table: Table, folder: Path) -> BackupFile:
    path = folder / table_name(table.name)
    path.parent.mkdir(exist_ok=True)
    rows = 0
    with path.open("w", encoding="ascii") as file:
        for line in _lines(c, table):
            file.write(line)
            rows += 1
    return BackupFile(name=table_name(table.name), size=path.stat().st_size, sha256=file_sha256(path), rows=rows)


def _lines(c: Connection, table: Table) -> Iterator[str]:
    query = select(table).order_by(*table.primary_key.columns).execution_options(yield_per=_BATCH)
    for row in c.execute(query):
        yield json.dumps({name: _plain(value) for name, value in row._mapping.items()}) + "\n"


def _plain(value: Any) -> Any:
    return {"base64": base64.b64encode(value).decode("ascii")} if isinstance(value, bytes) else value


def _pack(folder: Path, blobs: Blobs, manifest: Manifest, target: Path) -> None:
    """The manifest comes first, so that a reader knows what to expect of each file that follows. Only its owner may read it."""
    target.touch(mode=0o600)
    with target.open("wb") as file:
        with tarfile.open(fileobj=file, mode="w", format=tarfile.PAX_FORMAT) as tar:
            for name, path in _members(folder, blobs, manifest.files):
                try:
                    tar.add(path, name, recursive=False, filter=_nobodys)
                except FileNotFoundError as error:
                    raise Refused("backup_disturbed", sha256=path.name) from error
        file.flush()
        os.fsync(file.fileno())


def _members(folder: Path, blobs: Blobs, files: Iterable[BackupFile]) -> Iterator[tuple[str, Path]]:
    yield MANIFEST, folder / MANIFEST
    for entry in files:
        yield entry.name, folder / entry.name if entry.rows is not None else blobs.path(entry.sha256)


def _nobodys(info: tarfile.TarInfo) -> tarfile.TarInfo:
    """Without the names and rights of this machine."""
    info.uid = info.gid = 0
    info.uname = info.gname = ""
    info.mode = 0o600
    return info
