"""A job as it goes on: waited for, or told as server-sent events. Asks the store again and again; holds no thread meanwhile."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator

from starlette.concurrency import run_in_threadpool

from corpus.store import Store
from corpus.store.jobs import JobRow, get_job

_PAUSE = 0.2
_SILENCE = 15.0
"""Seconds after which a comment is sent, so that proxies and browsers keep the stream open."""
_LONGEST = 3600.0


async def wait_for(store: Store, job: JobRow, seconds: float) -> JobRow:
    """The job once it has ended, or as it is after `seconds`."""
    until = time.monotonic() + seconds
    while job.live and time.monotonic() < until:
        await asyncio.sleep(min(_PAUSE, max(0.0, until - time.monotonic())))
        job = await run_in_threadpool(_again, store, job)
    return job


async def changes(store: Store, job: JobRow) -> AsyncIterator[JobRow | None]:
    """The job now and after every change until it ends; None where there is nothing new to tell for a while."""
    begun = told = time.monotonic()
    yield job
    while job.live and time.monotonic() - begun < _LONGEST:
        await asyncio.sleep(_PAUSE)
        now = await run_in_threadpool(_again, store, job)
        if now != job:
            job, told = now, time.monotonic()
            yield job
        elif time.monotonic() - told > _SILENCE:
            told = time.monotonic()
            yield None


def _again(store: Store, job: JobRow) -> JobRow:
    """As it is now; as it was last where it has been deleted with its document."""
    with store.reading() as c:
        return get_job(c, job.id) or job


def event(name: str, data: str) -> str:
    """One server-sent event; `data` is JSON on one line."""
    return f"event: {name}\ndata: {data}\n\n"


COMMENT = ": ...\n\n"
