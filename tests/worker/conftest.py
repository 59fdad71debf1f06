"""A zygote for all tests of a module, and a way to have a file done by a limited child."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest

from service.worker.launcher import Heartbeat, Launcher
from service.worker.order import IngestTask, Limits, Order, Task
from service.worker.outcome import Outcome
from tests.store.conftest import *  # noqa: F403  The stores on both databases are those of the store's own tests.

DAY = date(2026, 3, 1)
LIMITS = Limits()
Do = Callable[..., Outcome]


def wanted(pages: object) -> bool:
    """The heartbeat of work that nobody cancels."""
    return True


@pytest.fixture(scope="session")
def launcher() -> Iterator[Launcher]:
    started = Launcher()
    started.start()
    yield started
    started.stop()


@pytest.fixture
def out(tmp_path: Path) -> Path:
    """The empty folder of the child's work."""
    folder = tmp_path / "out"
    folder.mkdir()
    return folder


@pytest.fixture
def do(launcher: Launcher, tmp_path: Path, out: Path) -> Do:
    """Has the bytes ingested, or the task done that is given."""

    def done(
        data: bytes, name: str = "报告.docx", task: Task | None = None, limits: Limits = LIMITS, heartbeat: Heartbeat = wanted
    ) -> Outcome:
        file = tmp_path / "upload"
        file.write_bytes(data)
        order = Order(task=task or IngestTask(received=DAY), data=file, name=name, out=out, limits=limits)
        return launcher.run(order, heartbeat)

    return done
