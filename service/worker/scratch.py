"""Folders for the work of children: one each, on the disk of the uploads, gone when the work is done."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Scratch:
    """The folder of those folders; nobody else writes into it."""

    root: Path

    def clear(self) -> None:
        """Make it empty: what lies there was left by a server that was killed."""
        shutil.rmtree(self.root, ignore_errors=True)
        self.root.mkdir(parents=True, exist_ok=True)

    @contextmanager
    def folder(self) -> Iterator[Path]:
        """A new empty folder that only this user can read."""
        folder = Path(tempfile.mkdtemp(dir=self.root))
        try:
            yield folder.resolve()
        finally:
            shutil.rmtree(folder, ignore_errors=True)
