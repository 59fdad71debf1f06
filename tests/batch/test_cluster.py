"""On a Dask cluster of several worker processes: what one worker leaves undone another does, and nothing is done twice in effect."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from distributed import Client, KilledWorker

from corpus.batch.driver import Task
from corpus.batch.summary import Done, Summary
from tests.batch.cluster_tasks import POISON, killing
from tests.batch.folders import lay, left_in, reports, run, text
from tests.batch.processes import cluster, finished, started
from tests.worker.processes import kill, wait_until

pytestmark = pytest.mark.slow
"""A cluster is half a dozen processes that each load the whole program."""


@contextmanager
def connected(address: str) -> Iterator[Client]:
    with Client(address, set_as_default=False) as client:
        yield client


def on_cluster(address: str, out: Path, folder: Path, task: Task) -> tuple[Summary, Done]:
    with connected(address) as client:
        return run(out, folder, task=task, executor=client.get_executor(pure=False), deaths=(KilledWorker,))


def results(out: Path) -> list[Path]:
    return list((out / "results").glob("*/*/*.json.gz"))


def test_a_worker_that_is_killed_loses_and_doubles_nothing(tmp_path: Path) -> None:
    """The command with its limited children on the workers, against one job on this machine."""
    folder, out = reports(tmp_path / "in", 16), tmp_path / "out"
    lay(folder, {"副本.txt": text(1), "坏.docx": b"PK\x03\x04 no archive"})
    with cluster(2, tmp_path / "dask") as (address, workers), started(folder, "-o", out, "--scheduler", address) as process:
        wait_until(lambda: len(results(out)) >= 2 or process.poll() is not None, 120)
        kill(workers[0].pid)
        said = process.communicate(timeout=300)[0]
    assert process.returncode == 3
    assert "本次新读取 17 份" in said
    finished(folder, "-o", tmp_path / "alone", "--jobs", 1)
    assert left_in(out) == left_in(tmp_path / "alone")


def test_poison_that_kills_every_worker_fails_alone(tmp_path: Path) -> None:
    folder = lay(reports(tmp_path / "in", 12), {"0003.txt": text(4) + POISON})
    with cluster(4, tmp_path / "dask", DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES="0") as (address, workers):
        summary, done = on_cluster(address, tmp_path / "out", folder, killing)
        assert [worker.poll() is not None for worker in workers].count(True) == 2
    assert (summary.succeeded, summary.failed, done.retryable) == (11, {"crashed": 1}, 1)


def test_a_lost_scheduler_is_told(tmp_path: Path) -> None:
    folder, out = reports(tmp_path / "in", 16), tmp_path / "out"
    with cluster(1, tmp_path / "dask") as (address, _):
        process = started(folder, "-o", out, "--scheduler", address)
        wait_until(lambda: results(out) or process.poll() is not None, 120)
    said = process.communicate(timeout=120)[1]
    assert process.returncode == 1
    assert "集群恢复后" in said and "Traceback" not in said
