"""The uploads, each once by the sha256 of its bytes, in two-level folders; and beside it what is drawn from a result.

A file appears under its name whole or not at all (written aside, flushed, renamed). No user's name is ever part of a
path. Pictures of pages are only kept to save time: they can be drawn again, so no backup holds them.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from corpus.store.errors import disk_told

_SHA256 = re.compile("[0-9a-f]{64}")
_ARTIFACT = re.compile(r"[a-z0-9][a-z0-9._-]{0,63}")


@dataclass(frozen=True, slots=True)
class Incoming:
    """Bytes that have arrived but are no document yet: a file aside, to be kept or dropped."""

    path: Path
    sha256: str
    size: int

    def drop(self) -> None:
        """Once it was kept, this does nothing."""
        self.path.unlink(missing_ok=True)


@dataclass(frozen=True, slots=True)
class Blobs:
    """The folder of the uploads. All of it raises StoreError where the disk is full or cannot be written."""

    folder: Path

    def receive(self, chunks: Iterable[bytes]) -> Incoming:
        """Write a stream aside. What the stream raises goes up, and nothing of it stays."""
        with disk_told():
            self._aside().mkdir(parents=True, exist_ok=True)
            descriptor, name = tempfile.mkstemp(dir=self._aside())
            try:
                return _written(descriptor, Path(name), chunks)
            except BaseException:
                Path(name).unlink(missing_ok=True)
                raise

    def keep(self, incoming: Incoming) -> Path:
        """Give the bytes their place. Call it inside the writing transaction that adds the document."""
        with disk_told():
            path = self.path(incoming.sha256)
            put_in_place(incoming.path, path)
            return path

    def path(self, sha256: str) -> Path:
        """Where the bytes are or would be. Raises ValueError for anything but a sha256."""
        if not _SHA256.fullmatch(sha256):
            raise ValueError("not a sha256")
        return self.folder / sha256[:2] / sha256[2:4] / sha256

    def remove(self, sha256: str) -> None:
        """The bytes and everything drawn from them."""
        with disk_told():
            self.path(sha256).unlink(missing_ok=True)
            shutil.rmtree(self._drawn(sha256), ignore_errors=True)

    def all(self) -> Iterator[str]:
        """The sha256 of every upload that is kept."""
        return (path.name for path in sorted(self.folder.glob("??/??/*")) if _SHA256.fullmatch(path.name))

    def artifact(self, sha256: str, name: str) -> Path:
        """Where something drawn from an upload is or would be, such as `page-3-2x.png`. Raises ValueError for another name."""
        if not _ARTIFACT.fullmatch(name):
            raise ValueError("not a name of an artifact")
        return self._drawn(sha256) / name

    def keep_artifact(self, sha256: str, name: str, content: bytes) -> Path:
        """Written whole or not at all; the same name again replaces it."""
        with disk_told():
            path = self.artifact(sha256, name)
            put_in_place(self.receive([content]).path, path)
            return path

    def clear_aside(self) -> None:
        """Drop what a killed server left half received. Call it before any upload is taken."""
        shutil.rmtree(self._aside(), ignore_errors=True)

    def _aside(self) -> Path:
        return self.folder / "incoming"

    def _drawn(self, sha256: str) -> Path:
        return self.path(sha256).with_suffix(".drawn")


def _written(descriptor: int, path: Path, chunks: Iterable[bytes]) -> Incoming:
    digest = hashlib.sha256()
    with os.fdopen(descriptor, "wb") as file:
        for chunk in chunks:
            digest.update(chunk)
            file.write(chunk)
        file.flush()
        os.fsync(file.fileno())
        size = file.tell()
    return Incoming(path, digest.hexdigest(), size)


def put_in_place(source: Path, target: Path) -> None:
    """Rename a flushed file, so that the new name, and every folder made for it, survives a power cut too."""
    _make_folder(target.parent)
    os.replace(source, target)
    _flush(target.parent)


def _make_folder(folder: Path) -> None:
    if not folder.is_dir():
        _make_folder(folder.parent)
        folder.mkdir(exist_ok=True)
        _flush(folder.parent)


def _flush(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
