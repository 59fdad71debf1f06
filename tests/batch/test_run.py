"""A batch as a whole, in this process: every document once, whatever happened before, and everything told."""

from __future__ import annotations

import subprocess
import sys
import threading
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import replace
from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from corpus.batch import shelf as shelf_module
from corpus.batch.driver import MOST_BYTES, ClusterLost, Pool, drive
from corpus.batch.run import OtherVersion
from corpus.batch.shelf import InUse, open_shelf
from corpus.batch.work import Labels, Made, Work, perform
from corpus.dataset.mentions import MENTION_SCHEMA
from models.errors import UnreadableInput
from tests.batch.folders import DAY, lay, left_in, reports, run, text
from tests.batch.processes import ENVIRONMENT, ROOT


def documents(out: Path) -> pd.DataFrame:
    return pd.read_parquet(out / "documents.parquet").set_index("document")


def mentions(out: Path) -> pd.DataFrame:
    return pd.read_parquet(out / "mentions")


class Counting:
    """A task that counts from which stage it was done, and how often for one document."""

    def __init__(self) -> None:
        self.stages: list[str] = []
        self.documents: list[str] = []

    def __call__(self, work: Work) -> Made:
        self.stages.append(work.stage)
        self.documents.append(work.sha256)
        return perform(work)


def test_every_figure_of_every_report_has_its_row(tmp_path: Path) -> None:
    folder, out = reports(tmp_path / "in", 5), tmp_path / "out"
    summary, done = run(out, folder)
    assert (summary.succeeded, summary.failed, done.read) == (5, {}, 5)
    rows = mentions(out)
    assert list(rows.columns) == MENTION_SCHEMA.names
    assert sorted(rows[rows.text == "2000所"].document) == sorted(documents(out).index)
    assert set(rows.county_id) == {"210381"}
    assert list(documents(out).facts) == [len(rows[rows.document == document]) for document in documents(out).index]


def test_a_report_under_two_names_is_read_once(tmp_path: Path) -> None:
    folder = lay(tmp_path / "in", {"b.txt": text(1), "a/c.txt": text(1), "d.txt": text(2)})
    counting = Counting()
    summary, _ = run(tmp_path / "out", folder, task=counting)
    assert (summary.files, summary.documents, summary.duplicates) == (3, 2, 1)
    assert len(set(counting.documents)) == len(counting.documents) == 2
    names = sorted(tuple(names) for names in documents(tmp_path / "out").names)
    assert names == [(str(folder / "a/c.txt"), str(folder / "b.txt")), (str(folder / "d.txt"),)]
    assert len(mentions(tmp_path / "out")) == 2 * 3


def test_a_file_named_twice_is_no_duplicate(tmp_path: Path) -> None:
    folder = reports(tmp_path / "in", 2)
    assert run(tmp_path / "out", folder, folder / "0001.txt")[0].duplicates == 0


def test_unreadable_files_do_not_stop_the_others(tmp_path: Path) -> None:
    broken = b"PK\x03\x04 no archive"
    folder = lay(tmp_path / "in", {"a.txt": text(), "b.docx": broken, "c.pdf": b"", "d.zip": broken, "e.png": b""})
    summary, _ = run(tmp_path / "out", folder)
    assert summary.succeeded == 1
    assert summary.failed == {"damaged": 2, "empty": 1}
    assert summary.skipped == {"other_kind": 1}
    assert set(documents(tmp_path / "out").reason.dropna()) == {"damaged", "empty"}


def test_a_second_run_does_nothing_again(tmp_path: Path) -> None:
    folder, out, counting = reports(tmp_path / "in", 3), tmp_path / "out", Counting()
    lay(folder, {"broken.docx": b"PK\x03\x04 no archive"})
    run(out, folder)
    before = left_in(out)
    summary, done = run(out, folder, task=counting, today=date(2031, 1, 1))
    assert counting.stages == [] and done.reused == 4 and summary.failed == {"damaged": 1}
    assert left_in(out) == before


def test_a_changed_file_is_another_document(tmp_path: Path) -> None:
    folder, out = reports(tmp_path / "in", 2), tmp_path / "out"
    run(out, folder)
    lay(folder, {"0000.txt": text(77)})
    summary, done = run(out, folder)
    assert (summary.documents, done.read, done.reused) == (2, 1, 1)
    assert "77所" in set(mentions(out).text)
    fresh = tmp_path / "fresh"
    run(fresh, folder)
    assert {k: v for k, v in left_in(out).items() if k in left_in(fresh)} == left_in(fresh)


def test_a_file_that_changes_while_the_batch_runs_is_left_for_the_next(tmp_path: Path) -> None:
    folder, out = reports(tmp_path / "in", 30), tmp_path / "out"

    def meddling(work: Work) -> Made:
        lay(folder, {"0029.txt": text(99)})
        return perform(work)

    summary, done = run(out, folder, task=meddling)
    assert summary.failed == {"changed_meanwhile": 1} and done.retryable == 1
    assert run(out, folder)[0].succeeded == 30


def test_with_other_rules_nothing_is_read_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder, out, counting = reports(tmp_path / "in", 3), tmp_path / "out", Counting()
    run(out, folder)
    monkeypatch.setattr(shelf_module, "catalogue_version", lambda: "other")
    _, done = run(out, folder, task=counting)
    assert set(counting.stages) == {"report"} and done.extracted == 3
    assert [path.name.split("-")[1] for path in (out / "results").iterdir()] == ["other"]


def test_without_a_cache_all_is_read_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder, out, counting = reports(tmp_path / "in", 3), tmp_path / "out", Counting()
    run(out, folder, cache=False)
    assert not (out / "cache").exists()
    monkeypatch.setattr(shelf_module, "catalogue_version", lambda: "other")
    run(out, folder, task=counting, cache=False)
    assert set(counting.stages) == {"document"}


def test_another_reader_reads_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder, out, counting = reports(tmp_path / "in", 3), tmp_path / "out", Counting()
    run(out, folder)
    monkeypatch.setattr(shelf_module, "read_version", lambda: "other")
    run(out, folder, task=counting)
    assert set(counting.stages) == {"document"}


def test_another_county_or_name_only_makes_the_rows_anew(tmp_path: Path) -> None:
    folder, out, counting = reports(tmp_path / "in", 2), tmp_path / "out", Counting()
    run(out, folder)
    run(out, folder, task=counting, counties=(f"{folder / '0001.txt'}=鞍山市台安县",))
    assert counting.stages == ["result"]
    assert set(mentions(out).county_name) == {"海城市", "台安县"}


@pytest.mark.parametrize("suffix", [".json.gz", ".arrow", ".report"])
@pytest.mark.parametrize("content", [b"", b"half of it"])
def test_what_a_power_cut_tore_is_made_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, suffix: str, content: bytes) -> None:
    folder, out = reports(tmp_path / "in", 2), tmp_path / "out"
    run(out, folder)
    before = left_in(out)
    for path in out.rglob(f"*{suffix}"):
        path.write_bytes(content)
    for path in out.rglob("*.arrow"):
        path.unlink()
    if suffix == ".report":
        for path in out.rglob("*.json.gz"):
            path.unlink()
    assert run(out, folder)[0].succeeded == 2
    assert left_in(out) == before


def test_what_a_killed_run_left_half_written_is_swept_away(tmp_path: Path) -> None:
    folder, out = reports(tmp_path / "in", 2), tmp_path / "out"
    results, part = "results/0.1.0-abc-def-2020-01-01/ab", ".junheng-part"
    left = (f"{results}/a.json.gz", f"documents.parquet{part}", "cache/reports/0123456789ab/ab/a.report", "mentions/part-zz.parquet")
    lay(out, dict.fromkeys((*left, f"mentions/part-00.parquet{part}", ".junheng-work/data"), b"x"))
    run(out, folder)
    assert [path for path in left if (out / path).exists()] == []
    assert not list(out.rglob(f"*{part}")) and not (out / ".junheng-work").exists()


def test_other_things_in_the_folder_are_let_alone(tmp_path: Path) -> None:
    folder, out = reports(tmp_path / "in", 2), tmp_path / "out"
    own = ("results/thesis/chapter.docx", "mentions/my.parquet", "film.part", "cache/reports/2020/notes.txt", ".work/x")
    lay(out, dict.fromkeys(own, b"x"))
    run(out, folder)
    assert [path for path in own if not (out / path).exists()] == []


def test_two_batches_do_not_write_into_one_folder(tmp_path: Path) -> None:
    with open_shelf(tmp_path, None, None, DAY), pytest.raises(InUse), open_shelf(tmp_path, None, None, DAY):
        pass


def test_the_day_of_the_first_run_holds(tmp_path: Path) -> None:
    for given, today, held in ((None, DAY, DAY), (None, date(2030, 1, 1), DAY), (date(2020, 1, 1), DAY, date(2020, 1, 1))):
        with open_shelf(tmp_path, None, given, today) as shelf:
            assert shelf.day == held


def test_a_path_that_is_not_there_stops_the_batch_before_anything_is_read(tmp_path: Path) -> None:
    counting = Counting()
    with pytest.raises(UnreadableInput):
        run(tmp_path / "out", reports(tmp_path / "in", 1), tmp_path / "none", task=counting)
    assert counting.stages == []


def test_an_error_of_the_program_costs_one_document_and_is_tried_again(tmp_path: Path) -> None:
    folder, out = reports(tmp_path / "in", 3), tmp_path / "out"

    def faulty(work: Work) -> Made:
        if work.data == text(1):
            raise ZeroDivisionError
        return perform(work)

    summary, done = run(out, folder, task=faulty)
    assert (summary.succeeded, summary.failed, done.retryable) == (2, {"program_error": 1}, 1)
    assert run(out, folder)[0].succeeded == 3


def test_a_worker_of_another_version_is_refused(tmp_path: Path) -> None:
    with pytest.raises(OtherVersion):
        run(tmp_path / "out", reports(tmp_path / "in", 1), task=lambda work: replace(perform(work), versions=("0.0", "other")))
    assert not list((tmp_path / "out").rglob("*.json.gz"))


class Dying(Executor):
    """Does its work at once; the poison takes with it whatever is under way together with it, as a dying worker does."""

    def __init__(self, poison: bytes) -> None:
        self._poison = poison
        self.calls: list[bytes] = []
        self._waiting: list[tuple[Future[Made], Work]] = []

    def submit(self, task, work):  # type: ignore[override]
        self.calls.append(work.data)
        future: Future[Made] = Future()
        self._waiting.append((future, work))
        threading.Timer(0.05, self._work, [task]).start()
        return future

    def _work(self, task) -> None:
        waiting, self._waiting = self._waiting, []
        poisoned = any(work.data == self._poison for _, work in waiting)
        for future, work in waiting:
            if poisoned:
                future.set_exception(BrokenProcessPool())
            else:
                future.set_result(task(work))


def test_a_poisonous_document_fails_alone(tmp_path: Path) -> None:
    folder, out = reports(tmp_path / "in", 6), tmp_path / "out"
    executor = Dying(text(2))
    summary, done = run(out, folder, executor=executor, deaths=(BrokenProcessPool,))
    assert (summary.succeeded, summary.failed, done.retryable) == (5, {"crashed": 1}, 1)
    assert executor.calls.count(text(2)) == 2
    assert run(out, folder)[0].succeeded == 6


def test_a_lost_cluster_ends_the_batch_and_keeps_what_was_done(tmp_path: Path) -> None:
    folder, out = reports(tmp_path / "in", 3), tmp_path / "out"

    class Lost(ThreadPoolExecutor):
        def submit(self, task, work):  # type: ignore[override]
            future = super().submit(task, work)
            if work.data != text(1):
                future = Future()
                future.cancel()
                future.set_running_or_notify_cancel()
            return future

    with Lost(1) as executor, pytest.raises(ClusterLost):
        run(out, folder, executor=executor)
    assert run(out, folder)[0].succeeded == 3


def test_little_work_is_under_way_at_a_time() -> None:
    under_way, most = 0, 0

    class Watched(ThreadPoolExecutor):
        def submit(self, task, work):  # type: ignore[override]
            nonlocal under_way, most
            under_way += 1
            most = max(most, under_way)
            return super().submit(task, work)

    with Watched(2) as executor:
        pool = Pool(executor, lambda work: Made(work.sha256, "succeeded"), window=5)
        for _ in drive(pool, (Work(str(n), "document", b"", Labels(()), DAY) for n in range(200))):
            under_way -= 1
    assert most <= 5


def test_large_documents_wait_for_each_other() -> None:
    taken = []

    def works():
        for n in range(3):
            taken.append(n)
            yield Work(str(n), "document", bytes(MOST_BYTES // 2 + 1), Labels(()), DAY)

    with ThreadPoolExecutor(1) as executor:
        made = drive(Pool(executor, lambda work: Made(work.sha256, "succeeded"), window=5), works())
        next(made)
        assert taken == [0, 1]
        made.close()


def peak_of_listing(folder: Path, count: int) -> int:
    """In a process of its own: what threads of other tests do counts as well."""
    command = [sys.executable, "-m", "tests.batch.listing", str(folder), str(count)]
    return int(subprocess.run(command, cwd=ROOT, env=ENVIRONMENT, check=True, capture_output=True, text=True, timeout=120).stdout)


def test_memory_hardly_grows_with_the_number_of_files(tmp_path: Path) -> None:
    """By the names of one folder, which are sorted; by nothing of what the files hold, some 5 kB each."""
    small, large = peak_of_listing(tmp_path / "small", 200), peak_of_listing(tmp_path / "large", 3000)
    assert large - small < 3000 * 1000
