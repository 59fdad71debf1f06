"""An upload on its way into the store: what its first bytes and its name tell, its county, and the place of its bytes.

Opens no document: everything that has to look inside runs later in a limited child process.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath, PureWindowsPath
from typing import BinaryIO

from sqlalchemy import Connection

from corpus.store import Store
from corpus.store.documents import DocumentRow, add_document
from corpus.store.jobs import JobRow, enqueue
from corpus.store.results import get_result
from corpus.versions import catalogue_version, engine_version
from extractor.read import kinds
from models.errors import UnreadableInput
from models.plain import plain_line
from service.problems import Problem
from service.security import Caller

_CHUNK = 256 * 1024
_HEAD = 1024
INGEST = "ingest"
_DONE = ("succeeded", "partial")
_MOST_NAME = 200
_NEVER: tuple[tuple[Callable[[bytes], bool], str], ...] = (
    (kinds.is_image, "is_image"),
    (kinds.starts_with(b"{\\rtf"), "is_rtf"),
    (kinds.starts_with(b"Rar!\x1a", b"7z\xbc\xaf\x27\x1c", b"\x1f\x8b"), "packed"),
    (kinds.is_html, "is_html"),
)
"""Kinds of files that are no report, which the first bytes tell for certain."""


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as it came in, and what the uploader says of it."""

    file: BinaryIO
    name: str
    county: str | None
    year: int | None


def keep_upload(store: Store, upload: Upload, caller: Caller, most_queued: int) -> tuple[DocumentRow, JobRow | None, bool]:
    """The document, its new job (None where there was nothing left to do), and whether its bytes were there before.

    Raises UnreadableInput for a file that is certainly no report, QueueFull, StoreError, and Problem for a foreign county.
    """
    name = shown_name(upload.name)
    county = county_of(upload.county, caller)
    _refuse_by_head(upload.file, name)
    incoming = store.blobs.receive(_chunks(upload.file))
    try:
        with store.writing() as c:
            row, created = add_document(c, incoming.sha256, name, incoming.size, caller.name, county=county, year=upload.year)
            if not caller.sees(row.county):
                raise Problem("document_elsewhere")
            # Bytes that somebody took out of the folder come back with the next upload of them.
            if created or not store.blobs.path(row.sha256).exists():
                store.blobs.keep(incoming)
            return row, _job(c, row, caller, most_queued), not created
    finally:
        incoming.drop()


def shown_name(name: str) -> str:
    """A file name without folders and control characters, at most 200 characters with its suffix.

    >>> shown_name("..\\\\..\\\\a/报告.docx"), shown_name("\\0"), shown_name("")
    ('报告.docx', '�', '未命名')
    """
    bare = PurePosixPath(PureWindowsPath(plain_line(unicodedata.normalize("NFC", name))).as_posix()).name.strip(" .") or "未命名"
    stem, dot, suffix = bare.rpartition(".")
    if len(bare) <= _MOST_NAME or not dot or len(suffix) > 10:
        return bare[:_MOST_NAME]
    return f"{stem[: _MOST_NAME - len(suffix) - 1]}.{suffix}"


def county_of(given: str | None, caller: Caller) -> str | None:
    """The county that the uploader says, or the only one that is theirs. Raises Problem for another, or none of several."""
    county = plain_line(given).strip() if given else None
    if caller.counties is None:
        return county
    if county is None and len(caller.counties) == 1:
        return caller.counties[0]
    if county is None:
        raise Problem("county_needed", known="、".join(caller.counties))
    if county not in caller.counties:
        raise Problem("county_forbidden", county=county)
    return county


def _refuse_by_head(file: BinaryIO, name: str) -> None:
    head = file.read(_HEAD)
    file.seek(0)
    if not head:
        raise UnreadableInput("empty", name=name)
    for matches, code in _NEVER:
        if matches(head):
            raise UnreadableInput(code, name=name)


def _job(c: Connection, row: DocumentRow, caller: Caller, most_queued: int) -> JobRow | None:
    """The job that goes on with the document; None where a complete result of this version of the program is there."""
    if row.result_id is not None and row.state in _DONE and is_up_to_date(c, row.result_id):
        return None
    return enqueue(c, row.id, INGEST, most_queued, caller.name)


def is_up_to_date(c: Connection, result_id: int) -> bool:
    """Whether a result was made by this version of the program and its data."""
    result = get_result(c, result_id)
    return result is not None and (result.engine, result.catalogue) == (engine_version(), catalogue_version())


def _chunks(file: BinaryIO) -> Iterator[bytes]:
    while chunk := file.read(_CHUNK):
        yield chunk
