"""Who does the work of a batch: limited children of this machine, or the workers of a Dask cluster. Both look alike.

Knows nothing of documents.
"""

from __future__ import annotations

import logging
import warnings
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from corpus.batch.driver import Pool
from corpus.versions import catalogue_version, engine_version
from service.exits import WrongUsage, kind_of
from service.worker.launcher import Launcher
from service.worker.limited import LimitedTask
from service.worker.order import Limits

_AHEAD = 2
"""Documents that wait for each one that is read here, so that no child waits for the disk."""
_CLUSTER_WINDOW = 256
"""Documents under way on a cluster, whose workers come and go."""
_CONNECT = "20s"


@contextmanager
def local_pool(jobs: int, limits: Limits, scratch: Path) -> Iterator[Pool]:
    """Threads that each wait for a limited child; all children end with the block."""
    launcher = Launcher()
    executor = ThreadPoolExecutor(jobs)
    try:
        yield Pool(executor, LimitedTask(limits, scratch, launcher), jobs * (1 + _AHEAD))
    finally:
        launcher.stop()
        executor.shutdown(cancel_futures=True)


@contextmanager
def cluster_pool(address: str, limits: Limits, wait: Callable[[], None]) -> Iterator[Pool]:
    """The workers of the cluster whose scheduler listens at `address`; `wait` is called when there are none yet.

    A worker that dies has its documents done by others. Raises WrongUsage: the extra `cluster` is not installed, the scheduler
    does not answer, or the cluster does not have this program.
    """
    client = _connected(address)
    try:
        from distributed import KilledWorker

        if not client.nthreads():
            wait()
        executor = client.get_executor(pure=False)
        _expect_this_program(executor.submit(own_versions).result)
        yield Pool(executor, LimitedTask(limits), _CLUSTER_WINDOW, (KilledWorker,))
    finally:
        client.close()


def _connected(address: str) -> Any:
    try:
        from distributed import Client
    except ImportError as error:
        raise WrongUsage("cluster_extra_missing") from error
    warnings.filterwarnings("ignore", "Sending large graph", UserWarning)
    for name in [name for name in logging.root.manager.loggerDict if name.split(".")[0] == "distributed"]:
        logging.getLogger(name).disabled = True  # What it has to say, the user is told in a sentence.
    connect: Any = Client
    try:
        return connect(address, timeout=_CONNECT, set_as_default=False)
    except (OSError, ValueError) as error:
        raise WrongUsage("cluster_unreachable", address=address, reason=kind_of(error)) from error


def own_versions() -> tuple[str, str]:
    """Of the program and of its rules, in the process that asks."""
    return engine_version(), catalogue_version()


def _expect_this_program(ask: Callable[[], tuple[str, str]]) -> None:
    """Both scheduler and workers have to know the program; whoever does not says so by an error of his own."""
    try:
        theirs = ask()
    except Exception as error:
        raise WrongUsage("cluster_without_program", error=kind_of(error.__cause__ or error)) from error
    if theirs != own_versions():
        raise WrongUsage("cluster_other_version", theirs=" ".join(theirs), ours=" ".join(own_versions()))
