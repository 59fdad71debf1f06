"""Jobs: in order, bounded, and done once in effect whoever dies in between."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlalchemy import func, select

from corpus.store import Store
from corpus.store.contents import read_facts
from corpus.store.jobs import (
    MOST_ATTEMPTS,
    JobFilters,
    JobLost,
    JobRow,
    QueueFull,
    claim,
    count_jobs,
    enqueue,
    finish,
    get_job,
    list_jobs,
    progress,
    recover,
    release,
    request_cancel,
)
from corpus.store.removal import remove_document
from corpus.store.results import current_result, list_results, save_result
from corpus.store.tables import facts, results
from extractor.progress import Stage
from tests.store.builders import document, ingested
from tests.store.worker_process import FACTS

ROOT = Path(__file__).parents[2]
KILLS = 6
DOCUMENTS = 60


def queue(store: Store, count: int) -> list[JobRow]:
    """Jobs of documents of their own, with their ids from 1."""
    with store.writing() as c:
        return [enqueue(c, document(c, f"{n}.txt").id, "ingest", 1000, "tester") for n in range(1, count + 1)]


def claimed(store: Store, owner: str = "w") -> JobRow | None:
    with store.writing() as c:
        return claim(c, owner)


def state(store: Store, id: int) -> tuple[str, str | None]:
    with store.reading() as c:
        job = get_job(c, id)
        return job.state, job.reason


def test_the_first_asked_is_the_first_done(store: Store) -> None:
    queue(store, 3)
    assert [claimed(store).id for _ in range(3)] == [1, 2, 3]
    assert claimed(store) is None


def test_a_job_goes_its_way(store: Store) -> None:
    queued = queue(store, 1)[0]
    running = claimed(store)
    with store.writing() as c:
        half = progress(c, progress(c, running, "pages", 3, 10), "blocks", 1, 5)
        done = finish(c, half, "partial", "page_without_text", details={"page": 4})
    assert (queued.state, queued.attempts, queued.live) == ("queued", 0, True)
    assert (running.state, running.attempts, running.owner, running.started_at is not None) == ("running", 1, "w", True)
    assert (half.pages_done, half.pages_total, half.blocks_done, half.blocks_total) == (3, 10, 1, 5)
    assert (done.state, done.reason, done.details, done.owner, done.live) == ("partial", "page_without_text", {"page": 4}, None, False)


def test_a_document_has_one_live_job_of_a_kind(store: Store) -> None:
    job = queue(store, 1)[0]
    with store.writing() as c:
        assert enqueue(c, job.document_id, "ingest", 1, "other") == job
        finish(c, claim(c, "w"), "failed", "timeout", retryable=True)
        again = enqueue(c, job.document_id, "ingest", 1, "other")
    assert (again.id, again.state) == (2, "queued")


def test_the_queue_is_bounded(store: Store) -> None:
    queue(store, 2)
    with store.writing() as c:
        other = document(c, "other.txt").id
        with pytest.raises(QueueFull) as error:
            enqueue(c, other, "ingest", 2, "tester")
        claim(c, "w")
        assert enqueue(c, other, "ingest", 2, "tester").state == "queued"
    assert error.value.details == {"most": 2}


def test_a_waiting_job_is_cancelled_at_once_and_a_running_one_when_its_worker_looks(store: Store) -> None:
    queue(store, 2)
    running = claimed(store)
    with store.writing() as c:
        assert request_cancel(c, 2).state == "cancelled"
        asked = request_cancel(c, 1)
        assert (asked.state, asked.cancel_requested) == ("running", True)
        assert progress(c, running, "pages", 1, 2).cancel_requested
        finish(c, running, "cancelled")
        assert request_cancel(c, 1).state == "cancelled"
        assert request_cancel(c, 99) is None
    assert claimed(store) is None


def test_what_a_dead_worker_left_goes_back_to_the_queue(store: Store) -> None:
    queue(store, 3)
    claimed(store, "dead")
    alive = claimed(store, "alive")
    with store.writing() as c:
        assert [job.id for job in recover(c, "dead")] == [1]
    assert (state(store, 1)[0], state(store, 2)[0]) == ("queued", "running")
    assert claimed(store).id == 1
    with store.writing() as c:
        finish(c, alive, "succeeded")
        assert [job.id for job in recover(c)] == [1]


def test_a_job_that_kills_its_workers_is_given_up(store: Store) -> None:
    queue(store, 1)
    for _ in range(MOST_ATTEMPTS):
        assert claimed(store).id == 1
        with store.writing() as c:
            recover(c)
    with store.reading() as c:
        job = get_job(c, 1)
    assert (job.state, job.reason, job.retryable, job.attempts) == ("failed", "crashed", True, MOST_ATTEMPTS)


def test_a_job_that_was_to_be_cancelled_is_not_done_again(store: Store) -> None:
    queue(store, 1)
    claimed(store)
    with store.writing() as c:
        request_cancel(c, 1)
        recover(c)
    assert state(store, 1)[0] == "cancelled"


def test_a_claim_that_is_given_back_counts_for_nothing(store: Store) -> None:
    queue(store, 1)
    for _ in range(MOST_ATTEMPTS + 2):
        with store.writing() as c:
            assert release(c, claim(c, "w")).state == "queued"
    assert claimed(store).attempts == 1


def lost_by_recovery(store: Store) -> None:
    with store.writing() as c:
        recover(c)
        claim(c, "w")


def lost_by_giving_back(store: Store) -> None:
    with store.writing() as c:
        release(c, get_job(c, 1))
        claim(c, "w")


def lost_by_its_end(store: Store) -> None:
    with store.writing() as c:
        finish(c, get_job(c, 1), "failed", "timeout")


def lost_with_its_document(store: Store) -> None:
    remove_document(store, 1, "admin")


@pytest.mark.parametrize("lose", [lost_by_recovery, lost_by_giving_back, lost_by_its_end, lost_with_its_document])
def test_a_worker_that_was_given_up_saves_nothing(store: Store, lose: Callable[[Store], None]) -> None:
    queue(store, 1)
    job = claimed(store)
    lose(store)
    for act in (lambda c: progress(c, job, "pages", 1, 1), lambda c: release(c, job)):
        with pytest.raises(JobLost), store.writing() as c:
            act(c)
    with pytest.raises(JobLost), store.writing() as c:
        if lose is not lost_with_its_document:
            save_result(c, job.document_id, ingested(FACTS))
        finish(c, job, "succeeded")
    with store.reading() as c:
        assert list_results(c, 1) == ()


def test_jobs_are_listed_by_county_and_state(store: Store) -> None:
    with store.writing() as c:
        for name, county in [("a", "甲县"), ("b", "乙县"), ("c", None)]:
            enqueue(c, document(c, name, county).id, "ingest", 9, "tester")
        claim(c, "w")
        assert [job.id for job in list_jobs(c, None).rows] == [3, 2, 1]
        assert [job.id for job in list_jobs(c, ("甲县",)).rows] == [1]
        assert [job.id for job in list_jobs(c, None, JobFilters(state="queued")).rows] == [3, 2]
        assert [job.id for job in list_jobs(c, None, JobFilters(document_id=2)).rows] == [2]
        assert count_jobs(c) == {"queued": 2, "running": 1}


def test_many_workers_at_once_do_each_job_once(store: Store) -> None:
    queue(store, DOCUMENTS)

    def work(owner: str) -> list[int]:
        done = []
        while (job := claimed(store, owner)) is not None:
            with store.writing() as c:
                save_result(c, job.document_id, ingested(FACTS))
                finish(c, job, "succeeded")
            done.append(job.id)
        return done

    with ThreadPoolExecutor(8) as pool:
        done = Counter(id for ids in pool.map(work, "abcdefgh") for id in ids)
    assert done == Counter(range(1, DOCUMENTS + 1))


def start_worker(store: Store, tmp_path: Path) -> subprocess.Popen[str]:
    url = store.engine.url.render_as_string(hide_password=False)
    command = [sys.executable, "-m", "tests.store.worker_process", url, str(tmp_path)]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)


def work_until_killed(store: Store, tmp_path: Path, chance: random.Random) -> None:
    """After some steps and a moment, wherever the worker then is."""
    worker = start_worker(store, tmp_path)
    for _ in range(chance.randrange(1, 9)):
        worker.stdout.readline()
    time.sleep(chance.random() / 50)
    os.kill(worker.pid, signal.SIGKILL)
    worker.wait()
    worker.stdout.close()


def test_workers_killed_at_any_moment_lose_nothing_and_double_nothing(store: Store, tmp_path: Path) -> None:
    queue(store, DOCUMENTS)
    chance = random.Random(20250101)
    for _ in range(KILLS):
        work_until_killed(store, tmp_path, chance)
        with store.writing() as c:
            for job in recover(c):
                if job.state == "failed":  # Killed three times over the same job, which a user may ask for again.
                    enqueue(c, job.document_id, "ingest", 1000, "tester")
    last = start_worker(store, tmp_path)
    last.communicate()
    assert last.returncode == 0
    with store.reading() as c:
        assert count_jobs(c).keys() <= {"succeeded", "failed"}
        assert c.execute(select(func.count()).select_from(results)).scalar_one() == DOCUMENTS
        assert c.execute(select(func.count()).select_from(facts)).scalar_one() == DOCUMENTS * len(FACTS)
        for document_id in range(1, DOCUMENTS + 1):
            result = current_result(c, document_id)
            assert tuple(row.fact for row in read_facts(c, result.id)) == FACTS
            ended = list_jobs(c, None, JobFilters(document_id=document_id)).rows
            assert [job.state for job in ended].count("succeeded") == 1


@pytest.mark.parametrize("stage", ["pages", "blocks"])
def test_progress_is_that_of_one_claim(store: Store, stage: Stage) -> None:
    queue(store, 1)
    with store.writing() as c:
        progress(c, claim(c, "w"), stage, 7, 10)
        recover(c)
        assert (getattr(get_job(c, 1), f"{stage}_done"), getattr(claim(c, "w"), f"{stage}_total")) == (0, None)
