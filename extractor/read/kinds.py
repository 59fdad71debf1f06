"""What kind of file some bytes are, by their content: predicates for the inventory of readers.

Each takes the whole file. The name of the file plays no part: extensions lie.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

Matches = Callable[[bytes], bool]

_OLE2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HEAD = 1024
_MAIN_PART = re.compile(r"word/document\d*\.xml")


def is_empty(data: bytes) -> bool:
    return not data.strip()


def starts_with(*marks: bytes) -> Matches:
    """Matches files that begin with one of `marks`."""
    return lambda data: data.startswith(marks)


def is_pdf(data: bytes) -> bool:
    """Viewers accept junk before the mark, so it may stand anywhere in the first 1024 bytes."""
    return b"%PDF-" in data[:_HEAD]


def is_zip(data: bytes) -> bool:
    return data.startswith((b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08"))


def zip_holding(*parts: str) -> Matches:
    """Matches zips with an entry whose path starts with one of `parts`."""
    return lambda data: is_zip(data) and any(name.startswith(parts) for name in _zip_names(data))


def is_docx(data: bytes) -> bool:
    return is_zip(data) and any(_MAIN_PART.fullmatch(name) for name in _zip_names(data))


def is_zip_bomb(data: bytes) -> bool:
    return is_zip(data) and _listing(data).refused == "zip_bomb"


def is_broken_zip(data: bytes) -> bool:
    return is_zip(data) and not _zip_names(data) and not data.startswith(b"PK\x05\x06")


def has_macros(data: bytes) -> bool:
    return is_docx(data) and any(name.endswith("vbaproject.bin") for name in _zip_names(data))


def ole2_with(*streams: str) -> Matches:
    """Matches OLE2 files with one of the streams (all OLE2 files, if none is given).

    Stream names stand in the directory as UTF-16; a search for them is enough to tell the programs apart.
    """
    names = [stream.encode("utf-16-le") for stream in streams]
    return lambda data: data.startswith(_OLE2) and (not names or any(name in data for name in names))


def is_word_xml(data: bytes) -> bool:
    """Word 2003 XML or a flat package: one XML file instead of a zip."""
    head = _head_text(data)
    return head.startswith("<?xml") and any(mark in head for mark in ("word.document", "pkg:package", "w:worddocument"))


def is_html(data: bytes) -> bool:
    head = _head_text(data)
    is_xhtml = head.startswith("<?xml") and "<html" in head
    return is_xhtml or head.startswith(("<!doctype html", "<html", "mime-version:"))


def is_image(data: bytes) -> bool:
    return (
        data.startswith((b"\x89PNG\r\n", b"\xff\xd8\xff", b"GIF87a", b"GIF89a", b"II*\x00", b"MM\x00*"))
        or (data.startswith(b"RIFF") and data[8:12] == b"WEBP")
        or (data.startswith(b"BM") and data[6:10] == b"\x00\x00\x00\x00")
        or data[4:12] in (b"ftypheic", b"ftypmif1", b"ftypheix", b"ftypavif")
    )


def _head_text(data: bytes) -> str:
    """The beginning as lower-case ASCII, whatever the encoding: enough for markup."""
    return data[:_HEAD].replace(b"\x00", b"").decode("ascii", "ignore").lstrip().lower()


@dataclass(frozen=True, slots=True)
class _Listing:
    """The names of a zip's entries; none for one that is refused, with the reason."""

    names: tuple[str, ...] = ()
    refused: str | None = None


@lru_cache(maxsize=1)
def _listing(data: bytes) -> _Listing:
    """Every predicate asks for it, and reading a directory of many entries takes its time."""
    from extractor.read.archive import Archive
    from models.errors import UnreadableInput

    try:
        return _Listing(tuple(Archive(data).names()))
    except UnreadableInput as error:
        return _Listing(refused=error.code)


def _zip_names(data: bytes) -> tuple[str, ...]:
    return _listing(data).names
