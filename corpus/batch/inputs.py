"""The files that PATHS name: files, folders with all below them, patterns, and what lies in zip archives.

Gives a Source for each, in an order that depends on names only; opens archives, no document. A file that is named itself is
taken whatever its ending; of a folder or an archive, what ends like a document.
"""

from __future__ import annotations

import glob
import os
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Literal

from corpus.batch.archives import entries
from models.errors import UnreadableInput

DOCUMENTS = frozenset({".docx", ".docm", ".pdf", ".txt", ".doc", ".wps", ".rtf", ".odt", ".ofd"})
"""Endings of reports. The last five cannot be read, which their owner must be told."""
ARCHIVE = ".zip"
_LEFT_BEHIND = ("~$", ".~", ".")
"""How names begin of what Word, WPS and the system leave beside the documents."""
_OF_THE_SYSTEM = frozenset({"__MACOSX", "Thumbs.db", "desktop.ini"})

State = Literal["document", "skipped", "unreadable"]


@dataclass(frozen=True, slots=True)
class Source:
    """A file, or entry number `entry` of the archive at `path`. `name`: as its user would write it.

    `reason`: why it is skipped (a code of the labels) or cannot be read (of the messages).
    """

    name: str
    path: Path
    entry: int | None = None
    state: State = "document"
    reason: str | None = None


def find_sources(paths: Sequence[str], own: Collection[Path] = ()) -> Iterator[Source]:
    """`own`: folders of the program's output, which are passed over. Raises UnreadableInput for a path that is not there."""
    passed = frozenset(os.path.realpath(path) for path in own)
    for path in paths:
        for found in _matching(path):
            if os.path.isdir(found):
                yield from _in_folder(found, passed)
            else:
                yield from _file(Path(found), named=True)


def _matching(path: str) -> list[str]:
    """The path itself, or everything that matches it as a pattern."""
    if os.path.lexists(path):
        return [os.path.normpath(path)]
    found = sorted(glob.glob(path, recursive=True))
    if not found:
        raise UnreadableInput("missing_file", name=path)
    return found


def _in_folder(folder: str, passed: frozenset[str]) -> Iterator[Source]:
    try:
        names = sorted(os.listdir(folder))
    except OSError:
        yield Source(folder, Path(folder), state="unreadable", reason="no_permission")
        return
    for name in names:
        path = os.path.join(folder, name)
        if not os.path.isdir(path) or _is_left_behind(name):
            yield from _file(Path(path), named=False)
        elif os.path.islink(path):
            yield Source(path, Path(path), state="skipped", reason="linked_folder")
        elif os.path.realpath(path) not in passed:
            yield from _in_folder(path, passed)


def _file(path: Path, named: bool) -> Iterator[Source]:
    """The file, or what the archive holds. `named`: by the user, and not found in a folder."""
    name, suffix = str(path), path.suffix.lower()
    reason = None if named else reason_to_skip(path.name)
    if reason is None and path.exists() and not path.is_file():
        reason = "no_file"
    if reason is not None and suffix != ARCHIVE:
        yield Source(name, path, state="skipped", reason=reason)
    elif suffix == ARCHIVE and not _is_left_behind(path.name):
        yield from _in_archive(name, path)
    else:
        yield Source(name, path)


def reason_to_skip(name: str) -> str | None:
    """Why a file of this name is no document; None for one that may be."""
    if _is_left_behind(name):
        return "left_behind"
    return None if PurePosixPath(name).suffix.lower() in DOCUMENTS else "other_kind"


def _is_left_behind(name: str) -> bool:
    return name.startswith(_LEFT_BEHIND) or name in _OF_THE_SYSTEM


def _in_archive(name: str, path: Path) -> Iterator[Source]:
    try:
        for entry in entries(path):
            inner = f"{name}/{entry.name}"
            reason = entry.reason or _reason_inside(entry.name)
            yield Source(inner, path, entry.number, "skipped" if reason else "document", reason)
    except UnreadableInput as error:
        yield Source(name, path, state="unreadable", reason=error.code)


def _reason_inside(name: str) -> str | None:
    parts = PurePosixPath(name).parts
    if any(map(_is_left_behind, parts)):
        return "left_behind"
    return "nested_archive" if parts[-1].lower().endswith(ARCHIVE) else reason_to_skip(parts[-1])
