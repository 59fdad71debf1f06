"""Jobs: what has to be done with a document, from the queue to its end, once in effect whatever dies in between.

A worker claims a job, tells how far it got, and ends it in the transaction that saves its result. A claim counts: who was
given up for dead and ends the job after another has claimed it gets JobLost, and his transaction keeps nothing. Nothing
here goes by the clock: the queue is in the order of the ids.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal, get_args

from sqlalchemy import Connection, Row, Select, and_, func, insert, select, update

from corpus.store.columns import now
from corpus.store.errors import Refused
from corpus.store.paging import Page, Scope, read_page, within
from corpus.store.tables import documents, jobs
from extractor.progress import Stage

State = Literal["queued", "running", "succeeded", "partial", "failed", "cancelled"]
Ended = Literal["succeeded", "partial", "failed", "cancelled"]
LIVE = ("queued", "running")
ENDED: tuple[Ended, ...] = get_args(Ended)
MOST_ATTEMPTS = 3
"""Claims of one job whose worker died. Then the document is taken to be what kills them."""
_NO_DETAILS: Mapping[str, object] = {}
_NOTHING_DONE: dict[str, Any] = {"pages_done": 0, "pages_total": None, "blocks_done": 0, "blocks_total": None}
_QUEUED: dict[str, Any] = {"state": "queued", "owner": None, "started_at": None, **_NOTHING_DONE}


class QueueFull(Refused):
    """As many jobs wait as may; `details["most"]`."""


class JobLost(Refused):
    """The job is no longer this worker's: it was recovered, claimed by another, ended, or its document was deleted."""


@dataclass(frozen=True, slots=True)
class JobRow:
    """A job. `attempts`: claims that were not given back. `claim`: the number of its last claim, which is never given again.

    `pages_total` and `blocks_total` are None until the document was opened, and until all its pages were read.
    `reason`: a code of data/messages.yaml where it failed, with `retryable`; `details` fill the blanks of its sentence.
    """

    id: int
    document_id: int
    kind: str
    state: State
    reason: str | None
    details: dict[str, object]
    retryable: bool
    attempts: int
    claim: int
    owner: str | None
    cancel_requested: bool
    pages_done: int
    pages_total: int | None
    blocks_done: int
    blocks_total: int | None
    asked_by: str
    queued_at: datetime
    started_at: datetime | None
    ended_at: datetime | None

    @property
    def live(self) -> bool:
        return self.state in LIVE


@dataclass(frozen=True, slots=True)
class JobFilters:
    """What a list is limited to."""

    document_id: int | None = None
    state: State | None = None


def enqueue(c: Connection, document_id: int, kind: str, most: int, by: str) -> JobRow:
    """A job at the end of the queue, or the document's live one of this kind. Raises QueueFull where `most` wait already."""
    same = select(jobs).where(jobs.c.document_id == document_id, jobs.c.kind == kind, jobs.c.state.in_(LIVE))
    live = c.execute(same).first()
    if live is not None:
        return _job(live)
    if c.execute(select(func.count()).select_from(jobs).where(jobs.c.state == "queued")).scalar_one() >= most:
        raise QueueFull("queue_full", most=most)
    added = insert(jobs).values(
        document_id=document_id, kind=kind, state="queued", details="{}", retryable=False, attempts=0, claim=0,
        cancel_requested=False, **_NOTHING_DONE, asked_by=by, queued_at=now(),
    )  # fmt: skip
    return _job(c.execute(added.returning(jobs)).one())


def claim(c: Connection, owner: str) -> JobRow | None:
    """The first job of the queue, now running and `owner`'s; None for an empty queue."""
    first = select(func.min(jobs.c.id)).where(jobs.c.state == "queued").scalar_subquery()
    counts = {"attempts": jobs.c.attempts + 1, "claim": jobs.c.claim + 1}
    return _changed(c, jobs.c.id == first, state="running", owner=owner, started_at=now(), **_NOTHING_DONE, **counts)


def progress(c: Connection, job: JobRow, stage: Stage, done: int, total: int) -> JobRow:
    """Tell how many pages or blocks are done; the row says whether somebody wants it cancelled. Raises JobLost."""
    return _held(_changed(c, _mine(job), **{f"{stage}_done": done, f"{stage}_total": total}), job)


def finish(
    c: Connection, job: JobRow, state: Ended, reason: str | None = None, retryable: bool = False,
    details: Mapping[str, object] = _NO_DETAILS,
) -> JobRow:  # fmt: skip
    """End a claimed job, in the transaction that saves its result. Raises JobLost, and then nothing may be kept."""
    written = json.dumps(dict(details), ensure_ascii=False)
    ended = {"state": state, "reason": reason, "details": written, "retryable": retryable, "owner": None, "ended_at": now()}
    return _held(_changed(c, _mine(job), **ended), job)


def release(c: Connection, job: JobRow) -> JobRow:
    """Back to the queue, since the server stops: nobody died, so the claim does not count. Raises JobLost."""
    return _held(_changed(c, _mine(job), attempts=job.attempts - 1, **_QUEUED), job)


def request_cancel(c: Connection, id: int) -> JobRow | None:
    """A waiting job is cancelled at once, a running one when its worker next looks, an ended one stays as it is."""
    cancelled = _changed(c, (jobs.c.id == id) & (jobs.c.state == "queued"), state="cancelled", cancel_requested=True, ended_at=now())
    asked = cancelled or _changed(c, (jobs.c.id == id) & (jobs.c.state == "running"), cancel_requested=True)
    return asked or get_job(c, id)


def recover(c: Connection, owner: str | None = None) -> tuple[JobRow, ...]:
    """What a dead server (or its one worker `owner`) left running goes back to the queue, or ends.

    One that was to be cancelled is; one that has taken MOST_ATTEMPTS workers along has failed as `crashed`.
    """
    dead = jobs.c.state == "running" if owner is None else and_(jobs.c.state == "running", jobs.c.owner == owner)
    left = c.execute(select(jobs).where(dead).order_by(jobs.c.id)).all()
    return tuple(_recovered(c, _job(row)) for row in left)


def get_job(c: Connection, id: int) -> JobRow | None:
    row = c.execute(select(jobs).where(jobs.c.id == id)).first()
    return None if row is None else _job(row)


def list_jobs(c: Connection, scope: Scope, filters: JobFilters = JobFilters(), after: int | None = None, limit: int = 50) -> Page[JobRow]:
    """The newest first, of the documents in a scope."""
    query: Select[Any] = select(jobs).join(documents).where(within(scope, documents.c.county))
    if filters.document_id is not None:
        query = query.where(jobs.c.document_id == filters.document_id)
    if filters.state is not None:
        query = query.where(jobs.c.state == filters.state)
    return read_page(c, query, jobs.c.id, _job, after, limit, newest_first=True)


def count_jobs(c: Connection) -> dict[str, int]:
    """How many jobs are in each state; states without any are left out."""
    found = c.execute(select(jobs.c.state, func.count()).group_by(jobs.c.state).order_by(jobs.c.state)).all()
    return {state: count for state, count in found}


def _recovered(c: Connection, job: JobRow) -> JobRow:
    if job.cancel_requested:
        return finish(c, job, "cancelled")
    if job.attempts >= MOST_ATTEMPTS:
        return finish(c, job, "failed", "crashed", retryable=True)
    return _held(_changed(c, _mine(job), **_QUEUED), job)


def _mine(job: JobRow) -> Any:
    """The condition that the claim from which `job` came still holds."""
    return and_(jobs.c.id == job.id, jobs.c.state == "running", jobs.c.claim == job.claim)


def _changed(c: Connection, which: Any, **values: Any) -> JobRow | None:
    row = c.execute(update(jobs).where(which).values(**values).returning(jobs)).first()
    return None if row is None else _job(row)


def _held(changed: JobRow | None, job: JobRow) -> JobRow:
    if changed is None:
        raise JobLost("job_lost", job=job.id)
    return changed


def _job(row: Row[Any]) -> JobRow:
    return JobRow(**{**row._mapping, "details": json.loads(row.details)})
