"""Work handed to an executor, never much of it at a time, and what comes of it taken as it comes. Keeps and counts nothing.

The executor is any that has the interface of `concurrent.futures`.
"""

from __future__ import annotations

import traceback
from collections.abc import Callable, Generator, Iterable
from concurrent.futures import FIRST_COMPLETED, CancelledError, Executor, Future, wait
from dataclasses import dataclass
from pathlib import PurePath

from corpus.batch.work import Made, Work

Task = Callable[[Work], Made]
MOST_BYTES = 256 * 1024 * 1024
"""Of documents that are under way together."""


class ClusterLost(Exception):
    """The executor gave up on everything at once: nobody is there any more who works."""


@dataclass(frozen=True, slots=True)
class Pool:
    """Who does the work. `task` must be one that the executor can carry to where it runs.

    `window`: pieces of work under way. `deaths`: what the executor raises for work that killed those who did it.
    """

    executor: Executor
    task: Task
    window: int
    deaths: tuple[type[BaseException], ...] = ()


def drive(pool: Pool, works: Iterable[Work], window: int | None = None) -> Generator[Made, None, None]:
    """Everything that is made, in the order in which it is ready. Raises ClusterLost."""
    most, waiting = window or pool.window, iter(works)
    running: dict[Future[Made], Work] = {}
    exhausted = False
    try:
        while running or not exhausted:
            while not exhausted and _has_room(running, most):
                work = next(waiting, None)
                exhausted = work is None
                if work is not None:
                    running[pool.executor.submit(pool.task, work)] = work
            for future in wait(running, return_when=FIRST_COMPLETED).done if running else ():
                yield _made(pool, running.pop(future), future)
    finally:
        for future in running:
            future.cancel()


def _has_room(running: dict[Future[Made], Work], most: int) -> bool:
    return len(running) < most and sum(len(work.data) for work in running.values()) < MOST_BYTES


def _made(pool: Pool, work: Work, future: Future[Made]) -> Made:
    """A program error costs one document and is not held against it: the next run tries it again."""
    try:
        return future.result()
    except pool.deaths:
        return Made(work.sha256, "failed", "crashed", retryable=True)
    except CancelledError as error:
        raise ClusterLost from error
    except Exception as error:
        return Made(work.sha256, "failed", "program_error", {"error": _told(error)}, retryable=True)


def _told(error: Exception) -> str:
    """Its kind and where it arose; its words could be the document's."""
    at = traceback.extract_tb(error.__traceback__)[-1]
    return f"{type(error).__name__} {PurePath(at.filename).name}:{at.lineno}"
