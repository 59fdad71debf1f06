"""Jobs from the queue to their end on both databases: done once, cancelled, refused, taken up again, whatever happens meanwhile."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from corpus.ingest import ingest
from corpus.store import Store
from corpus.store.documents import get_document
from corpus.store.errors import StoreError
from corpus.store.jobs import claim, enqueue, request_cancel
from corpus.store.removal import remove_document
from corpus.store.results import current_result, load_ingested, save_result
from models.errors import UnreadableInput
from models.messages import message
from service.worker import supervisor as supervisor_module
from service.worker import worker as worker_module
from service.worker.launcher import Heartbeat, Launcher
from service.worker.on_demand import WIDTHS
from service.worker.order import Limits, Order
from service.worker.outcome import INGESTED, Outcome, failed, write_outcome
from service.worker.scratch import Scratch
from service.worker.supervisor import Supervisor
from service.worker.worker import Bell, Worker
from tests.worker.conftest import DAY, wanted
from tests.worker.processes import wait_until
from tests.worker.server_process import Settings
from tests.worker.stored import ended, job, results, upload
from tests.worker.test_launcher import endless_text, gold, long_pdf

Start = Callable[[], Supervisor]


class Lent(Launcher):
    """The zygote of all these tests, which takes seconds to load: a Supervisor that stops leaves it alone."""

    def __init__(self, launcher: Launcher) -> None:
        self._launcher = launcher

    def run(self, order: Order, heartbeat: Heartbeat = wanted) -> Outcome:
        return self._launcher.run(order, heartbeat)

    def is_warm(self, seconds: float) -> bool:
        return self._launcher.is_warm(seconds)

    def start(self) -> None: ...

    def stop(self) -> None: ...


@pytest.fixture
def start(store: Store, launcher: Launcher, monkeypatch: pytest.MonkeyPatch) -> Iterator[Start]:
    """Starts a Supervisor over the store; it is stopped when the test ends."""
    monkeypatch.setattr(supervisor_module, "Launcher", lambda: Lent(launcher))
    started: list[Supervisor] = []

    def one() -> Supervisor:
        started.append(Supervisor(store, Settings(store.folder)))
        started[-1].start()
        return started[-1]

    yield one
    for supervisor in started:
        supervisor.stop()


@pytest.mark.parametrize("name", ["g01.txt", "g05.docx", "g12.pdf"])
def test_a_document_is_ingested_once(store: Store, start: Start, name: str) -> None:
    asked = upload(store, gold(name), name)
    start()
    done = ended(store, asked.id)
    assert (done.state, done.reason, done.details, done.attempts) == ("succeeded", None, {}, 1)
    with store.reading() as c:
        result, document = current_result(c, done.document_id), get_document(c, done.document_id)
        kept = load_ingested(c, result.id)
    assert kept == ingest(gold(name), name, document.added_at.date())
    assert (done.pages_done, done.blocks_done) == (len(kept.report.pages), len(kept.report.blocks))
    assert results(store, document) == 1


def test_extracting_anew_by_the_same_rules_changes_nothing(store: Store, start: Start) -> None:
    first = upload(store, gold("g01.txt"))
    supervisor = start()
    ended(store, first.id)
    with store.writing() as c:
        again = enqueue(c, first.document_id, "ingest", 10, "clerk")
    supervisor.wake()
    assert ended(store, again.id).state == "succeeded"
    assert again.id != first.id
    assert results(store, first.document_id) == 1


def test_a_refused_document_has_its_reason_with_all_blanks_filled(store: Store, start: Start) -> None:
    bad = upload(store, b"PK\x03\x04 half a zip", "半截.docx")
    good = upload(store, gold("g01.txt"))
    start()
    refused = ended(store, bad.id)
    assert (refused.state, refused.reason, refused.retryable) == ("failed", "damaged", False)
    assert "—" not in message(str(refused.reason), **{"name": "半截.docx", **refused.details})
    assert results(store, refused.document_id) == 0
    assert ended(store, good.id).state == "succeeded"


def test_pages_are_counted_while_they_are_read(store: Store, start: Start) -> None:
    asked = upload(store, long_pdf(), "长.pdf")
    start()
    wait_until(lambda: job(store, asked.id).pages_total)
    seen = job(store, asked.id)
    assert 0 <= seen.pages_done <= seen.pages_total
    assert ended(store, asked.id).pages_done == seen.pages_total


def test_a_running_job_is_cancelled(store: Store, start: Start) -> None:
    asked = upload(store, endless_text())
    start()
    wait_until(lambda: job(store, asked.id).state == "running")
    with store.writing() as c:
        request_cancel(c, asked.id)
    assert ended(store, asked.id).state == "cancelled"
    assert results(store, asked.document_id) == 0


def test_a_document_that_is_deleted_meanwhile_stops_its_child(store: Store, start: Start) -> None:
    asked = upload(store, endless_text())
    supervisor = start()
    wait_until(lambda: job(store, asked.id).state == "running")
    remove_document(store, asked.document_id, "admin")
    assert ended(store, upload(store, gold("g01.txt")).id).state == "succeeded"
    assert supervisor.alive()


def test_stopping_puts_the_work_back_without_counting_it(store: Store, start: Start) -> None:
    asked = upload(store, endless_text())
    supervisor = start()
    wait_until(lambda: job(store, asked.id).state == "running")
    supervisor.stop()
    left = job(store, asked.id)
    assert (left.state, left.attempts, left.owner) == ("queued", 0, None)
    assert not supervisor.alive()


def test_what_a_dead_server_left_is_taken_up(store: Store, start: Start) -> None:
    asked = upload(store, gold("g01.txt"))
    with store.writing() as c:
        claim(c, "dead/0")
    rubbish = store.folder / "work" / "left behind"
    rubbish.mkdir(parents=True)
    start()
    done = ended(store, asked.id)
    assert (done.state, done.attempts) == ("succeeded", 2)
    assert not rubbish.exists()


def test_no_work_is_left_lying_about(store: Store, start: Start) -> None:
    asked = upload(store, gold("g01.txt"))
    start()
    ended(store, asked.id)
    wait_until(lambda: not list((store.folder / "work").iterdir()))


def test_a_child_that_dies_is_tried_again_until_it_is_its_own_fault(store: Store) -> None:
    asked = upload(store, gold("g01.txt"))
    scratch = Scratch(store.folder / "work")
    scratch.clear()
    worker = Worker("me", store, Ended(failed("crashed")), Limits(), scratch, Bell())
    seen = [(worker.step(), job(store, asked.id).state) for _ in range(4)]
    assert seen == [(True, "queued"), (True, "queued"), (True, "failed"), (False, "failed")]
    assert (job(store, asked.id).reason, job(store, asked.id).retryable) == ("crashed", True)


class Ended(Launcher):
    """A child that has ended so."""

    def __init__(self, outcome: Outcome) -> None:
        super().__init__()
        self._outcome = outcome

    def run(self, order: Order, heartbeat: Heartbeat = wanted) -> Outcome:
        return self._outcome


class Taken(Launcher):
    """A child that was taken over: it claims success and leaves what `leave` writes."""

    def __init__(self, leave: Callable[[Path], object]) -> None:
        super().__init__()
        self._leave = leave

    def run(self, order: Order, heartbeat: Heartbeat = wanted) -> Outcome:
        write_outcome(order.out, Outcome(state="succeeded"))
        self._leave(order.out / INGESTED)
        return Outcome(state="succeeded")


LIES = {
    "nothing": lambda path: None,
    "no JSON": lambda path: path.write_bytes(b"\x80\x04\x95"),
    "another shape": lambda path: path.write_text('{"facts": []}'),
    "another document": lambda path: path.write_text(ingest("别的文件，66所".encode(), "a", DAY).model_dump_json()),
    "a link": lambda path: path.symlink_to("/etc/hostname"),
}


@pytest.mark.parametrize("leave", LIES.values(), ids=LIES)
def test_a_child_that_lies_is_not_believed(store: Store, leave: Callable[[Path], object]) -> None:
    asked = upload(store, gold("g01.txt"))
    scratch = Scratch(store.folder / "work")
    scratch.clear()
    assert Worker("me", store, Taken(leave), Limits(), scratch, Bell()).step()
    done = job(store, asked.id)
    assert (done.state, done.reason) == ("failed", "program_error")
    assert results(store, asked.document_id) == 0


def test_a_store_that_cannot_keep_the_result_gets_it_later(store: Store, start: Start, monkeypatch: pytest.MonkeyPatch) -> None:
    failures = iter([StoreError("store_full"), StoreError("store_busy")])

    def sometimes(*arguments: object) -> object:
        for error in failures:
            raise error
        return save_result(*arguments)

    monkeypatch.setattr(worker_module, "save_result", sometimes)
    monkeypatch.setattr(worker_module, "_PAUSE", 0.01)
    asked = upload(store, gold("g01.txt"))
    start()
    assert ended(store, asked.id).state == "succeeded"
    assert results(store, asked.document_id) == 1


def test_a_page_is_drawn_once_and_kept(store: Store, start: Start) -> None:
    asked = upload(store, gold("g01.pdf"), "g01.pdf")
    with store.reading() as c:
        sha256 = get_document(c, asked.document_id).sha256
    supervisor = start()
    picture = supervisor.picture(sha256, "g01.pdf", 1, 700)
    head = picture.read_bytes()[:24]
    assert int.from_bytes(head[16:20], "big") == WIDTHS[1]
    made = picture.stat().st_mtime_ns
    assert supervisor.picture(sha256, "g01.pdf", 1, WIDTHS[1]) == picture
    assert picture.stat().st_mtime_ns == made
    assert supervisor.picture(sha256, "g01.pdf", 1, 99_999).name == f"page-1-{WIDTHS[-1]}.png"


def test_a_page_that_is_not_there_is_told(store: Store, start: Start) -> None:
    asked = upload(store, gold("g01.pdf"), "g01.pdf")
    with store.reading() as c:
        sha256 = get_document(c, asked.document_id).sha256
    with pytest.raises(UnreadableInput) as caught:
        start().picture(sha256, "g01.pdf", 99, 800)
    assert (caught.value.code, caught.value.details["name"]) == ("no_such_page", "g01.pdf")
    assert "—" not in caught.value.message()


def test_a_school_table_is_read_in_a_child(store: Store, start: Start) -> None:
    supervisor = start()
    table = supervisor.read_schools("学校名称,小学在校生数,网络多媒体教室（间）\n第一小学,600,27\n".encode(), "表.csv")
    assert [school.name for school in table.schools] == ["第一小学"]
    with pytest.raises(UnreadableInput) as caught:
        supervisor.read_schools(b"PK\x03\x04", "表.xlsx")
    assert "表.xlsx" in caught.value.message()


def test_it_tells_how_far_children_are_cut_off(store: Store, start: Start) -> None:
    assert set(start().probe()) == {"network", "files"}
