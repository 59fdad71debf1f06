"""What lies in a zip archive of reports: names in the letters of its maker, and single entries inflated within limits.

Nothing is ever written to disk under a name from an archive. Does not look into documents, nor into archives inside.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path, PurePosixPath

from extractor.read.archive import FAULTS, is_encrypted, is_too_dense, overlap
from models.errors import UnreadableInput

MOST_ENTRIES = 100_000
MOST_BYTES = 100 * 1024 * 1024
"""Of one document, inflated."""
_UTF8_FLAG = 0x800


@dataclass(frozen=True, slots=True)
class Entry:
    """`number` counts all entries from 0. `reason`: why it is not to be read, a code of the labels."""

    number: int
    name: str
    reason: str | None = None


def entries(path: Path) -> Iterator[Entry]:
    """The files in an archive, in its own order. Raises UnreadableInput: `damaged`, `zip_bomb`, `no_permission`."""
    for number, info in enumerate(_opened(path).infolist()):
        name = entry_name(info)
        if not name.endswith("/"):
            yield Entry(number, name, None if is_safe(name) else "unsafe_name")


def read_entry(path: Path, number: int) -> bytes:
    """The bytes of an entry. Raises UnreadableInput: `damaged`, `encrypted`, `too_large`, `zip_bomb`."""
    archive = _opened(path)
    info = archive.infolist()[number]
    if is_encrypted(info):
        raise UnreadableInput("encrypted")
    try:
        with archive.open(info) as file:
            content = file.read(MOST_BYTES + 1)
    except FAULTS as error:
        raise UnreadableInput("damaged") from error
    if len(content) > MOST_BYTES:
        raise UnreadableInput("too_large")
    if is_too_dense(info, len(content)):
        raise UnreadableInput("zip_bomb")
    return content


def _opened(path: Path) -> zipfile.ZipFile:
    try:
        now = path.stat()
        return _checked(path, now.st_size, now.st_mtime_ns)
    except PermissionError as error:
        raise UnreadableInput("no_permission") from error
    except FAULTS as error:
        raise UnreadableInput("damaged") from error


@lru_cache(maxsize=1)
def _checked(path: Path, size: int, changed: int) -> zipfile.ZipFile:
    """The directory of a large archive takes its time: the last one stays open while entry after entry is read."""
    archive = zipfile.ZipFile(path)
    infos = archive.infolist()
    if len(infos) > MOST_ENTRIES or overlap(infos):
        raise UnreadableInput("zip_bomb")
    return archive


def entry_name(info: zipfile.ZipInfo) -> str:
    """With `/` between folders. A name that is not marked as UTF-8 was written in the letters of some Windows: GBK in China.

    zipfile takes such bytes for code page 437, from which they can be had back.
    """
    name = info.orig_filename
    if not info.flag_bits & _UTF8_FLAG:
        written = name.encode("cp437")
        for letters in ("utf-8", "gb18030"):
            with suppress(UnicodeDecodeError):
                name = written.decode(letters)
                break
    return name.replace("\\", "/")


def is_safe(name: str) -> bool:
    """Whether a name stays in its archive and is one at all.

    >>> [is_safe(name) for name in ("县/报告.docx", "../报告.docx", "/etc/报告.docx", "C:/报告.docx", "报告.docx\\0.exe", "")]
    [True, False, False, False, False, False]
    """
    path = PurePosixPath(name)
    return bool(path.parts) and not path.is_absolute() and ".." not in path.parts and ":" not in path.parts[0] and "\0" not in name
