"""The task of a batch, its untrusted part done by a limited child: what an executor's threads call, here or on a Dask worker."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from pathlib import Path

from corpus.batch.reading import StaleReading
from corpus.batch.work import Made, Work, completed, decode_result
from corpus.ingested import Ingested
from service.worker.launcher import Launcher
from service.worker.order import BatchTask, Limits, Order
from service.worker.outcome import INGESTED, REPORT, STALE, Outcome, read_made, read_value

_OWN = Launcher()
"""This process's, for all its threads; without a process of its own until the first order."""


@dataclass(frozen=True, slots=True)
class LimitedTask:
    """A `corpus.batch.driver.Task`. `scratch`: folder for the children's files; None for the system's.

    Without a launcher it can be pickled: each process that it comes to has one of its own, which ends with the process.
    """

    limits: Limits
    scratch: Path | None = None
    launcher: Launcher | None = None

    def __call__(self, work: Work) -> Made:
        if work.stage == "result":
            return _told_again(work)
        with tempfile.TemporaryDirectory(prefix="junheng-", dir=self.scratch) as name:
            return self._in(Path(name).resolve(), work)

    def _in(self, folder: Path, work: Work) -> Made:
        data, out = folder / "data", folder / "out"
        data.write_bytes(work.data)
        out.mkdir()
        task = BatchTask(sha256=work.sha256, stage="document" if work.stage == "document" else "report", day=work.day, keep=work.keep)
        launcher = self.launcher or _OWN
        outcome = launcher.run(Order(task=task, data=data, name=work.sha256, out=out, limits=self.limits))
        if outcome.state not in ("succeeded", "partial"):
            return _failed(work, outcome)
        result = read_value(out / INGESTED, Ingested, self.limits.file)
        if result is None or result.report.sha256 != work.sha256:
            return Made(work.sha256, "failed", "program_error", {"error": "result"})
        report = read_made(out / REPORT, self.limits.file) if work.stage == "document" and work.keep else None
        return completed(work, result, report)


def _told_again(work: Work) -> Made:
    try:
        return completed(work, decode_result(work.data), None)
    except StaleReading:
        return Made(work.sha256, "stale")


def _failed(work: Work, outcome: Outcome) -> Made:
    if outcome.state == "cancelled":
        return Made(work.sha256, "cancelled")
    if outcome.reason == STALE:
        return Made(work.sha256, "stale")
    details = {key: value for key, value in outcome.details.items() if key != "name"}
    return Made(work.sha256, "failed", outcome.reason, details, outcome.retryable)
