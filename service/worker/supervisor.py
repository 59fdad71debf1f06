"""Everything that is done with files from strangers: the workers over the queue, pictures of pages, school tables.

A Supervisor is the only one that starts children. At its start it takes up what a killed server left behind.
"""

from __future__ import annotations

import socket
import threading
from pathlib import Path
from typing import Protocol
from uuid import uuid4

from corpus.store import Store
from corpus.store.jobs import recover
from models.schools import SchoolTable
from service.logs import log
from service.worker.launcher import Launcher
from service.worker.on_demand import OnDemand
from service.worker.order import MEGABYTE, Limits
from service.worker.outcome import Detail
from service.worker.scratch import Scratch
from service.worker.worker import Bell, Worker

_LONGEST_PICTURE = 30.0
"""Seconds: somebody is waiting for it."""


class WorkerSettings(Protocol):
    """What it needs of the service's settings. `timeout` in seconds, for one document."""

    @property
    def data(self) -> Path: ...
    @property
    def workers(self) -> int: ...
    @property
    def timeout(self) -> int: ...
    @property
    def memory_mb(self) -> int: ...


class Supervisor:
    """Over one store. Two servers on one database take up each other's work only when one of them starts."""

    def __init__(self, store: Store, settings: WorkerSettings) -> None:
        self._store = store
        self._launcher = Launcher()
        self._scratch = Scratch(settings.data / "work")
        self._bell = Bell()
        self._limits = Limits(wall=settings.timeout, cpu=settings.timeout, memory=max(settings.memory_mb, 512) * MEGABYTE)
        quick = self._limits.model_copy(update={"wall": min(_LONGEST_PICTURE, settings.timeout)})
        self._on_demand = OnDemand(store.blobs, self._launcher, quick, self._scratch, lambda: self._bell.stopping)
        server = f"{socket.gethostname()}/{uuid4().hex[:8]}"
        self._threads = [self._thread(f"{server}/{number}") for number in range(settings.workers)]

    def _thread(self, owner: str) -> threading.Thread:
        worker = Worker(owner, self._store, self._launcher, self._limits, self._scratch, self._bell)
        return threading.Thread(target=worker.run, name=owner, daemon=True)

    def start(self) -> None:
        """Take up what a killed server left running, and begin. Raises StoreError."""
        self._scratch.clear()
        with self._store.writing() as c:
            recovered = recover(c)
        if recovered:
            log().info("jobs recovered", jobs=[job.id for job in recovered])
        self._launcher.start()
        for thread in self._threads:
            thread.start()

    def stop(self) -> None:
        """End all children and wait for the workers; what they were at goes back to the queue. A second time does nothing."""
        self._bell.stop()
        for thread in self._threads:
            if thread.ident is not None:
                thread.join()
        self._launcher.stop()

    def alive(self) -> bool:
        """Whether every worker is at work or waiting for some."""
        return not self._bell.stopping and all(thread.is_alive() for thread in self._threads)

    def wake(self) -> None:
        """There is something new in the queue. Without it, a worker finds it half a second later."""
        self._bell.ring()

    def picture(self, sha256: str, name: str, page: int, width: int) -> Path:
        """See OnDemand.picture."""
        return self._on_demand.picture(sha256, name, page, width)

    def read_schools(self, data: bytes, name: str) -> SchoolTable:
        """See OnDemand.read_schools."""
        return self._on_demand.read_schools(data, name)

    def probe(self) -> dict[str, Detail]:
        """How far children are cut off on this machine: `network` is namespace, landlock or open, `files` landlock or open."""
        return self._on_demand.probe()
