"""A batch from its paths to its tables: find, read what is not there yet, lay down. Read this first.

  1. inputs.py, archives.py   the files that the paths name; they are hashed, and listed in inventory.py
  2. shelf.py                 what earlier runs have left of each document
  3. work.py, driver.py       the rest of the work, done by an executor; what comes of it goes onto the shelf at once
  4. tables.py, summary.py    what the shelf holds of this run's documents, as tables and counts

A run that is killed at any moment has lost only what was under way. The same call goes on from what lies on the shelf, and
the tables are the same bytes as if nothing had happened.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from corpus.batch.county import given_county
from corpus.batch.driver import Pool, drive
from corpus.batch.inputs import Source, find_sources
from corpus.batch.inventory import Document, Inventory, Settled
from corpus.batch.rows import decode_rows, key_of, rows_key
from corpus.batch.shelf import Shelf
from corpus.batch.sources import hash_of, read_bytes
from corpus.batch.summary import Done, Summary, summarise, write_summary
from corpus.batch.tables import write_tables
from corpus.batch.work import Labels, Made, Stage, Work
from corpus.versions import catalogue_version, engine_version
from models.errors import UnreadableInput

Step = Literal["find", "read", "write"]
Hear = Callable[[Step, int, int | None], None]
"""Told how far a step has come: how many are done, and of how many where that is known."""


class OtherVersion(Exception):
    """A worker runs another version of the program, or of its rules, than this machine. Its argument: that version."""


@dataclass(frozen=True, slots=True)
class Batch:
    """One run over a shelf. `counties`: what the user says of all documents or of some (see given_county).

    `lists`: writes what only people read.
    """

    shelf: Shelf
    pool: Pool
    counties: Sequence[str] = ()
    hear: Hear = lambda step, done, total: None
    lists: Callable[[Inventory], None] = lambda inventory: None

    def run(self, paths: Sequence[str]) -> tuple[Summary, Done]:
        """Raises UnreadableInput for a path that is not there, ClusterLost, OtherVersion, and OSError where nothing can be written."""
        inventory = Inventory(self.shelf.work)
        try:
            self._find(inventory, paths)
            _Reading(self, inventory).run()
            write_tables(self.shelf, inventory, lambda done, total: self.hear("write", done, total))
            self.lists(inventory)
            counts = summarise(inventory)
            write_summary(self.shelf, *counts)
            self.shelf.sweep()
            return counts
        finally:
            inventory.close()

    def _find(self, inventory: Inventory, paths: Sequence[str]) -> None:
        own = [folder for folder in (self.shelf.out, self.shelf.cache) if folder is not None]
        for number, source in enumerate(find_sources(paths, own), start=1):
            add_source(inventory, source)
            self.hear("find", number, None)


def add_source(inventory: Inventory, source: Source) -> None:
    """With the hash of its bytes, or the reason why they cannot be had."""
    if source.state != "document":
        inventory.add(source)
        return
    try:
        data = read_bytes(source)
    except UnreadableInput as error:
        inventory.add(Source(source.name, source.path, source.entry, "unreadable", error.code))
    else:
        inventory.add(source, hash_of(data))


class _Reading:
    """The documents of one run on their way to a result each."""

    def __init__(self, batch: Batch, inventory: Inventory) -> None:
        self._batch = batch
        self._shelf = batch.shelf
        self._inventory = inventory
        self._stages: dict[str, Stage] = {}
        """Of the documents that are under way."""
        self._total, self._done = inventory.count("documents"), 0

    def run(self) -> None:
        """What crashed is done once more at the end, alone: it may have been for another's sake."""
        pool = self._batch.pool
        self._batch.hear("read", 0, self._total)
        self._drive(drive(pool, self._works("all")))
        self._drive(drive(pool, self._works("open")))
        self._drive(drive(pool, self._works("crashed"), window=1))
        if self._inventory.count("open"):
            raise RuntimeError("documents without an outcome")

    def _drive(self, made: Iterator[Made]) -> None:
        for one in made:
            stage = self._stages.pop(one.sha256)
            if one.state == "stale":
                self._shelf.forget(one.sha256)
            elif one.state != "cancelled":
                self._keep(one, stage)

    def _keep(self, made: Made, stage: Stage) -> None:
        expected = (engine_version(), catalogue_version())
        if made.versions not in (None, expected):
            raise OtherVersion(" ".join(made.versions or ()))
        self._shelf.keep(made)
        state = "failed" if made.state not in ("succeeded", "partial") else made.state
        self._settle(made.sha256, Settled(state, made.reason, made.details, made.retryable), stage)

    def _settle(self, sha256: str, settled: Settled, way: Stage) -> None:
        self._inventory.settle(sha256, settled, way)
        self._done = min(self._done + 1, self._total)
        self._batch.hear("read", self._done, self._total)

    def _works(self, which: Literal["all", "open", "crashed"]) -> Iterator[Work]:
        for document in self._inventory.documents(which):
            labels = self._labels(document)
            settled = self._lying_there(document, labels)
            if settled is not None:
                self._settle(document.sha256, settled, "result")
            elif work := self._work(document, labels):
                self._stages[document.sha256] = work.stage
                yield work

    def _labels(self, document: Document) -> Labels:
        names = self._inventory.names(document.sha256)
        return Labels(names, given_county(self._batch.counties, names))

    def _lying_there(self, document: Document, labels: Labels) -> Settled | None:
        """What earlier runs found out about the document, if nothing of it has to be made anew."""
        if failure := self._shelf.failure(document.sha256):
            return failure
        rows = self._shelf.rows(document.sha256)
        if rows is None or key_of(rows) != rows_key(labels) or not self._shelf.has_result(document.sha256):
            return None
        return Settled(decode_rows(rows)[1]["state"])

    def _work(self, document: Document, labels: Labels) -> Work | None:
        """From the furthest stage that is kept; None where the bytes are no longer what was found."""
        if (kept := self._shelf.result(document.sha256)) is not None:
            return self._work_on(document, "result", kept, labels)
        if (kept := self._shelf.report(document.sha256)) is not None:
            return self._work_on(document, "report", kept, labels)
        try:
            data = read_bytes(document.source)
        except UnreadableInput as error:
            self._settle(document.sha256, Settled("failed", error.code, retryable=True), "document")
            return None
        if hash_of(data) != document.sha256:
            self._settle(document.sha256, Settled("failed", "changed_meanwhile", retryable=True), "document")
            return None
        return self._work_on(document, "document", data, labels)

    def _work_on(self, document: Document, stage: Stage, data: bytes, labels: Labels) -> Work:
        return Work(document.sha256, stage, data, labels, self._shelf.day, keep=self._shelf.cache is not None)
