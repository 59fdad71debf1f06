"""One worker: claims a job, has its document ingested by a limited child, and keeps the result. Again and again.

Whatever a child does costs one document. A job that this worker cannot end itself (the database is away, the disk is full)
goes back to the queue, and counts as an attempt.
"""

from __future__ import annotations

import threading
from collections.abc import Callable

from sqlalchemy import Connection

from corpus.ingested import Ingested, StoredReport
from corpus.store import Store
from corpus.store.documents import DocumentRow, get_document
from corpus.store.errors import StoreError
from corpus.store.jobs import JobLost, JobRow, claim, finish, get_job, progress, recover, release
from corpus.store.results import save_result
from service.logs import log
from service.worker.launcher import Launcher
from service.worker.order import LONGEST_NAME, IngestTask, Limits, Order
from service.worker.outcome import INGESTED, Outcome, Progress, failed, read_value
from service.worker.scratch import Scratch

POLL = 0.5
"""Seconds after which an idle worker looks into the queue, if nobody wakes it."""
_PAUSE = 2.0
"""Seconds before a worker that met with an error goes on: the database may be back by then."""


class Bell:
    """Wakes workers that rest, and tells all of them to stop."""

    def __init__(self) -> None:
        self._condition = threading.Condition()
        self.stopping = False

    def ring(self) -> None:
        with self._condition:
            self._condition.notify_all()

    def stop(self) -> None:
        with self._condition:
            self.stopping = True
            self._condition.notify_all()

    def rest(self, seconds: float) -> None:
        """Until it rings, at most so long."""
        with self._condition:
            if not self.stopping:
                self._condition.wait(seconds)


class Worker:
    """Does one job at a time. `owner` is its name in the store, which no other living worker has."""

    def __init__(self, owner: str, store: Store, launcher: Launcher, limits: Limits, scratch: Scratch, bell: Bell) -> None:
        self._owner = owner
        self._store = store
        self._launcher = launcher
        self._limits = limits
        self._scratch = scratch
        self._bell = bell
        self._owes = False

    def run(self) -> None:
        """Until the bell says to stop. Claims nothing before a child can be born: a server that dies early costs no attempt."""
        while not self._bell.stopping:
            try:
                self._settle()
                if not (self._launcher.is_warm(POLL) and self.step()):
                    self._bell.rest(POLL)
            except Exception as error:
                self._owes = True
                log().error("worker", owner=self._owner, error=type(error).__name__, code=getattr(error, "code", None))
                self._bell.rest(_PAUSE)

    def _settle(self) -> None:
        """Put back what this worker had claimed when it met with an error, before it claims anything else."""
        if self._owes:
            with self._store.writing() as c:
                recover(c, self._owner)
            self._owes = False

    def step(self) -> bool:
        """Do the first job of the queue; False if there is none."""
        with self._store.writing() as c:
            job = claim(c, self._owner)
        if job is None:
            return False
        try:
            self._do(job)
        except JobLost:
            log().info("job lost", job=job.id)
        return True

    def _do(self, job: JobRow) -> None:
        with self._store.reading() as c:
            document = get_document(c, job.document_id)
        if document is None:
            raise JobLost("job_lost", job=job.id)
        outcome, ingested = self._ingest(document, Watch(self._store, job, lambda: self._bell.stopping))
        if outcome.state == "cancelled" and self._bell.stopping:
            with self._store.writing() as c:
                release(c, job)
        elif outcome.reason == "crashed":
            self._put_back(job)
        else:
            self._keep(job, outcome, ingested)

    def _ingest(self, document: DocumentRow, watch: Watch) -> tuple[Outcome, Ingested | None]:
        with self._scratch.folder() as out:
            order = Order(
                task=IngestTask(received=document.added_at.date()), data=self._store.blobs.path(document.sha256).resolve(),
                name=document.name[:LONGEST_NAME], out=out, limits=self._limits,
            )  # fmt: skip
            outcome = self._launcher.run(order, watch)
            if outcome.state not in ("succeeded", "partial"):
                return outcome, None
            ingested = read_value(out / INGESTED, Ingested, self._limits.file)
        if ingested is None or ingested.report.sha256 != document.sha256:
            return failed("program_error", error="result", place=""), None
        return outcome, ingested

    def _keep(self, job: JobRow, outcome: Outcome, ingested: Ingested | None) -> None:
        """The result and the job's end in one transaction. Raises JobLost, and then nothing is kept."""
        state, place = ingested.state if ingested else outcome.state, outcome.details.get("place")
        with self._store.writing() as c:
            if ingested is not None:
                _all_done(c, job, ingested.report)
            finish(c, job, state, outcome.reason, retryable=outcome.state == "failed" and outcome.retryable, details=outcome.details)
            if ingested is not None:
                save_result(c, job.document_id, ingested)
        log().info("job ended", job=job.id, document=job.document_id, state=state, reason=outcome.reason, place=place)

    def _put_back(self, job: JobRow) -> None:
        """A child may have been killed for another's sake (the machine was out of memory); the third time it was its own."""
        with self._store.writing() as c:
            recover(c, self._owner)
        log().warning("child crashed", job=job.id, document=job.document_id, attempt=job.attempts)


def _all_done(c: Connection, job: JobRow, report: StoredReport) -> None:
    """Of what the document has: Word and text have no pages."""
    if report.pages:
        progress(c, job, "pages", len(report.pages), len(report.pages))
    if report.blocks:
        progress(c, job, "blocks", len(report.blocks), len(report.blocks))


class Watch:
    """The heartbeat of a job: hands its progress on to the store, and asks whether it is still wanted."""

    def __init__(self, store: Store, job: JobRow, stopping: Callable[[], bool]) -> None:
        self._store = store
        self._job = job
        self._stopping = stopping
        self._told: Progress | None = None

    def __call__(self, told: Progress | None) -> bool:
        if self._stopping():
            return False
        try:
            return self._told_and_wanted(told)
        except JobLost:
            return False
        except StoreError:
            return True  # A database that is busy for a moment is no reason to give the work up.

    def _told_and_wanted(self, told: Progress | None) -> bool:
        if told is not None and told != self._told:
            with self._store.writing() as c:
                row: JobRow | None = progress(c, self._job, *told)
            self._told = told
        else:
            with self._store.reading() as c:
                row = get_job(c, self._job.id)
        return row is not None and row.claim == self._job.claim and row.live and not row.cancel_requested
