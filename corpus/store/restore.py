"""A backup put into a new database and an empty folder: checked whole before anything is written, and then all or nothing.

A backup of an earlier version is put in as it was and then migrated. Names in it lead nowhere but to the program's own tables
and folder, and every byte is held against the manifest. It bears no signature: who can forge all of it can forge a store.
"""

from __future__ import annotations

import base64
import hashlib
import json
import shutil
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import IO, Any

from pydantic import ValidationError
from sqlalchemy import Connection, Table, insert, inspect, select
from sqlalchemy.exc import CompileError, OperationalError, StatementError

from corpus.store import auditlog
from corpus.store.backup import FORMAT, MANIFEST, BackupFile, Manifest, reflected, table_name, upload_name
from corpus.store.blobs import Blobs
from corpus.store.counters import set_counters
from corpus.store.database import database_url, migrating, uploads_in
from corpus.store.errors import Refused, disk_told
from corpus.store.migrate import revisions, upgrade
from corpus.store.tables import documents

_CHUNK = 1 << 20
_BATCH = 500
_MOST_MANIFEST = 64 << 20


def verify(source: Path) -> Manifest:
    """What is in a backup, after every file was held against its sha256. Raises Refused for one that is damaged or too new."""
    with _opened(source) as tar:
        manifest = _manifest(tar, source.name)
        for entry in manifest.files:
            digest = hashlib.sha256()
            for chunk in _content(tar, entry, source.name):
                digest.update(chunk)
            if digest.hexdigest() != entry.sha256:
                raise _damaged(source.name, entry.name)
        if tar.next() is not None:
            raise _damaged(source.name, "tar")
    return manifest


def restore(source: Path, url: str | None, folder: Path, by: str) -> Manifest:
    """Put a backup into a new database and an empty folder, and bring it to the newest version. Writes the audit log.

    Raises Refused where the backup is damaged or too new or the target is not empty, and StoreError; then nothing was kept.
    """
    manifest = verify(source)
    with disk_told():
        folder.mkdir(parents=True, exist_ok=True)
        blobs = uploads_in(folder)
        if blobs.folder.exists():
            raise Refused("restore_not_empty")
        try:
            with migrating(database_url(url, folder)) as c, _opened(source) as tar:
                _put(c, blobs, tar, manifest, source.name)
                auditlog.append(c, by, "store.restored", "store", {"made_at": manifest.made_at, "head": list(manifest.audit_head)})
        except BaseException:
            shutil.rmtree(blobs.folder, ignore_errors=True)
            raise
    return manifest


def _put(c: Connection, blobs: Blobs, tar: tarfile.TarFile, manifest: Manifest, name: str) -> None:
    """All of a backup into an empty database, in the caller's transaction, and its uploads into the folder."""
    if inspect(c).get_table_names():
        raise Refused("restore_not_empty")
    upgrade(c, manifest.revision)
    tables = {table_name(table.name): table for table in reflected(c)}
    if [entry.name for entry in manifest.files if entry.rows is not None] != list(tables):
        raise _damaged(name, MANIFEST)
    _manifest(tar, name)
    for entry in manifest.files:
        content = _content(tar, entry, name)
        if entry.rows is not None:
            _put_table(c, tables[entry.name], content, name)
        else:
            blobs.keep(blobs.receive(content))
    set_counters(c, list(tables.values()), manifest.counters)
    _check_whole(c, manifest, name)
    upgrade(c)


def _put_table(c: Connection, table: Table, content: Iterator[bytes], name: str) -> None:
    """Rows that do not fit the table come from somebody who has also mended the sums."""
    try:
        _put_rows(c, table, content)
    except (ValueError, TypeError, AttributeError, LookupError, CompileError, StatementError) as error:
        if isinstance(error, OperationalError):
            raise
        raise _damaged(name, table_name(table.name)) from error


def _put_rows(c: Connection, table: Table, content: Iterator[bytes]) -> None:
    rows = ({column: _value(value) for column, value in json.loads(line).items()} for line in _lines(content))
    while batch := list(islice(rows, _BATCH)):
        c.execute(insert(table), batch)


def _check_whole(c: Connection, manifest: Manifest, name: str) -> None:
    """The rows go with the uploads, and the audit log is the one that was backed up."""
    uploads = [entry.sha256 for entry in manifest.files if entry.rows is None]
    if list(c.execute(select(documents.c.sha256).order_by(documents.c.id)).scalars()) != uploads:
        raise _damaged(name, MANIFEST)
    if auditlog.verify(c) is not None or auditlog.head(c) != auditlog.Head(*manifest.audit_head):
        raise _damaged(name, table_name("audit"))


@contextmanager
def _opened(source: Path) -> Iterator[tarfile.TarFile]:
    """The tar, read from its beginning to its end. Raises Refused for what is none."""
    if not source.is_file():
        raise Refused("missing_file", name=source.name)
    try:
        with tarfile.open(source, mode="r|") as tar:
            yield tar
    except (tarfile.TarError, EOFError) as error:
        raise _damaged(source.name, "tar") from error


def _manifest(tar: tarfile.TarFile, name: str) -> Manifest:
    """The first file. Raises Refused for a newer format or a version of the store that this program does not know."""
    info = tar.next()
    if info is None or info.name != MANIFEST or not info.isreg() or info.size > _MOST_MANIFEST:
        raise _damaged(name, MANIFEST)
    written = _file(tar, info).read()
    try:
        manifest = Manifest.model_validate_json(written)
    except ValidationError as error:
        raise _damaged(name, MANIFEST) from error
    if manifest.format > FORMAT or manifest.revision not in revisions():
        raise Refused("backup_newer", name=name)
    return manifest


def _content(tar: tarfile.TarFile, entry: BackupFile, name: str) -> Iterator[bytes]:
    """The next file of the tar, which has to be the one that the manifest says."""
    info = tar.next()
    expected = entry.name if entry.rows is not None else upload_name(entry.sha256)
    if info is None or not info.isreg() or (info.name, info.size) != (entry.name, entry.size) or entry.name != expected:
        raise _damaged(name, entry.name)
    file = _file(tar, info)
    while chunk := file.read(_CHUNK):
        yield chunk


def _file(tar: tarfile.TarFile, info: tarfile.TarInfo) -> IO[bytes]:
    file = tar.extractfile(info)
    assert file is not None
    return file


def _lines(content: Iterator[bytes]) -> Iterator[bytes]:
    rest = b""
    for chunk in content:
        *lines, rest = (rest + chunk).split(b"\n")
        yield from lines
    if rest:
        yield rest


def _value(value: Any) -> Any:
    return base64.b64decode(value["base64"]) if isinstance(value, dict) else value


def _damaged(name: str, part: str) -> Refused:
    return Refused("backup_damaged", name=name, part=part)
