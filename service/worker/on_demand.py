"""What somebody waits for and a limited child makes: pictures of pages, school tables that were sent in, a probe.

Few at a time, so that a page full of pictures does not take the machine from the documents in the queue.
"""

from __future__ import annotations

import os
import threading
from bisect import bisect_left
from collections.abc import Callable
from pathlib import Path

from corpus.store.blobs import Blobs
from models.errors import UnreadableInput
from models.schools import SchoolTable
from service.worker.launcher import Launcher
from service.worker.order import LONGEST_NAME, Limits, Order, PictureTask, ProbeTask, SchoolsTask, Task
from service.worker.outcome import PICTURE, SCHOOLS, Detail, Outcome, read_made, read_value
from service.worker.scratch import Scratch

WIDTHS = (160, 800, 1200, 1600, 2400)
"""Pixels. Others are rounded up, so that a page is kept in few sizes."""
AT_A_TIME = 2
_PNG = b"\x89PNG\r\n\x1a\n"


class OnDemand:
    """Safe for many threads. `stopping`: whether the server ends."""

    def __init__(self, blobs: Blobs, launcher: Launcher, limits: Limits, scratch: Scratch, stopping: Callable[[], bool]) -> None:
        self._blobs = blobs
        self._launcher = launcher
        self._limits = limits
        self._scratch = scratch
        self._stopping = stopping
        self._turns = threading.BoundedSemaphore(AT_A_TIME)

    def picture(self, sha256: str, name: str, page: int, width: int) -> Path:
        """Page `page`, counted from 1, of the PDF with these bytes, as PNG of one of WIDTHS: `width` or the next above.

        Drawn once and kept. Raises UnreadableInput: `no_such_page`, `page_not_drawn`, `damaged`, `timeout`, `memory`, …
        """
        width = WIDTHS[min(bisect_left(WIDTHS, width), len(WIDTHS) - 1)]
        kept = self._blobs.artifact(sha256, f"page-{page}-{width}.png")
        if kept.is_file():
            return kept
        with self._scratch.folder() as out:
            self._done(PictureTask(page=page, width=width), self._blobs.path(sha256).resolve(), name, out)
            content = read_made(out / PICTURE, self._limits.file)
        if not content.startswith(_PNG):
            raise UnreadableInput("page_not_drawn", name=name, page=page)
        return self._blobs.keep_artifact(sha256, kept.name, content)

    def read_schools(self, data: bytes, name: str) -> SchoolTable:
        """The school table in an xlsx or csv file. Raises UnreadableInput."""
        with self._scratch.folder() as folder:
            file, out = folder / "upload", folder / "out"
            file.write_bytes(data)
            out.mkdir()
            self._done(SchoolsTask(), file, name, out)
            table = read_value(out / SCHOOLS, SchoolTable, self._limits.file)
        if table is None:
            raise UnreadableInput("crashed", name=name)
        return table

    def probe(self) -> dict[str, Detail]:
        """How far children are cut off on this machine. Raises UnreadableInput if none can be started."""
        with self._scratch.folder() as out:
            return self._done(ProbeTask(), Path(os.devnull), "", out).details

    def _done(self, task: Task, data: Path, name: str, out: Path) -> Outcome:
        """Raises UnreadableInput for what failed."""
        order = Order(task=task, data=data, name=name[:LONGEST_NAME], out=out, limits=self._limits)
        with self._turns:
            outcome = self._launcher.run(order, lambda progress: not self._stopping())
        if outcome.state != "succeeded":
            raise UnreadableInput(outcome.reason or "crashed", **{"name": name, **outcome.details})
        return outcome
