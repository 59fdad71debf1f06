"""kill -9 of children, zygote and server at random moments: every document is done, once, and nothing is left behind."""

from __future__ import annotations

import os
import random
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from corpus.store import Store, open_store
from corpus.store.jobs import MOST_ATTEMPTS, count_jobs
from tests.worker.processes import children_of, is_alive, kill, wait_until
from tests.worker.stored import job, results, upload

ROOT = Path(__file__).parents[2]
TEXT = "平湖县{n}年自查报告\n{n}年，全县共有义务教育学校66所，其中小学42所、初中24所。\n" + "达标率为95.2%，比上年提高2.1个百分点。\n" * 10


@contextmanager
def server(url: str, folder: Path, *more: str) -> Iterator[subprocess.Popen[str]]:
    """The driver process, from when it has taken up what was left."""
    command = [sys.executable, "-m", "tests.worker.server_process", url, str(folder), *more]
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    with subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as process:
        try:
            assert process.stdout.readline() == "started\n"
            yield process
        finally:
            process.kill()


def done(store: Store) -> int:
    with store.reading() as c:
        return count_jobs(c).get("succeeded", 0)


def killed_while_it_works(url: str, folder: Path, store: Store, chance: random.Random) -> None:
    """Runs a server, kills some children, now and then the zygote, and at last the server; nobody survives it."""
    enough = done(store) + chance.randrange(1, 8)
    with server(url, folder) as process:
        wait_until(lambda: done(store) >= enough or process.poll() is not None)
        zygotes = children_of(process.pid)
        children = [child for zygote in zygotes for child in children_of(zygote)]
        if children and chance.random() < 0.5:
            kill(chance.choice(children))
        if chance.random() < 0.3:
            kill(zygotes[0])
        kill(process.pid)
        wait_until(lambda: not any(map(is_alive, [*zygotes, *children])))


def finished(url: str, folder: Path) -> None:
    with server(url, folder, "--until-idle") as process:
        assert process.wait(300) == 0


# A server's start is what takes the time, and the database is the same from one kill to the next: the long run is on one of them.
@pytest.mark.parametrize(
    ("kind", "documents", "kills"),
    [("sqlite", 12, 2), pytest.param("postgresql", 60, 2, marks=pytest.mark.slow), pytest.param("sqlite", 200, 6, marks=pytest.mark.slow)],
)
def test_killed_servers_lose_nothing_and_double_nothing(url: str, tmp_path: Path, documents: int, kills: int) -> None:
    chance = random.Random(documents)
    store = open_store(url, tmp_path)
    asked = [upload(store, TEXT.format(n=2000 + number % 25).encode() + b"%d" % number) for number in range(documents)]
    assert len({one.document_id for one in asked}) == documents
    for _ in range(kills):
        killed_while_it_works(url, tmp_path, store, chance)
    finished(url, tmp_path)
    ends = [job(store, one.id) for one in asked]
    for end in ends:
        given_up = (end.state, end.reason, end.retryable, end.attempts) == ("failed", "crashed", True, MOST_ATTEMPTS)
        assert end.state == "succeeded" or given_up, "only what was killed each time may have failed, and says so"
    assert sum(end.state == "failed" for end in ends) <= kills // 2
    assert [results(store, end.document_id) for end in ends] == [int(end.state == "succeeded") for end in ends]
    assert list((tmp_path / "work").iterdir()) == []
    store.close()
