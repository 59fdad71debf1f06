"""Limited children as the server sees them: what comes back, and that nothing a child meets with reaches the server."""

from __future__ import annotations

import itertools
import os
import signal
import socket
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from pathlib import Path

import pytest

from corpus.generate.report import long_report
from corpus.ingest import ingest
from corpus.ingested import Ingested
from corpus.typeset import to_text
from corpus.typeset_pdf import to_pdf
from models.messages import message
from models.schools import SchoolTable
from service.worker import launcher as launcher_module
from service.worker import zygote as zygote_module
from service.worker.launcher import Launcher, environment
from service.worker.order import MEGABYTE, IngestTask, Limits, Order, PictureTask, ProbeTask, SchoolsTask
from service.worker.outcome import INGESTED, PICTURE, SCHOOLS, Outcome, Progress, read_value
from tests.worker.conftest import DAY, Do
from tests.worker.processes import children_of, is_alive, kill, wait_until

GOLD = Path(__file__).parents[2] / "corpus" / "gold"
MOST = Limits().file


def gold(name: str) -> bytes:
    return (GOLD / name).read_bytes()


@cache
def endless_text() -> bytes:
    """Takes far longer than any limit of these tests."""
    return long_text() * 20


@cache
def long_text() -> bytes:
    return to_text(long_report(100).manuscript).encode()


@cache
def long_pdf() -> bytes:
    return to_pdf(long_report(60).manuscript)


@pytest.mark.parametrize("name", ["g01.txt", "g01.docx", "g01.pdf"])
def test_a_child_gives_what_the_same_code_gives_here(do: Do, out: Path, name: str) -> None:
    assert do(gold(name), name) == Outcome(state="succeeded")
    assert read_value(out / INGESTED, Ingested, MOST) == ingest(gold(name), name, DAY)


def test_what_cannot_be_read_comes_back_with_its_reason(do: Do, out: Path) -> None:
    outcome = do(b"\x89PNG\r\n", "照片.docx")
    assert (outcome.state, outcome.reason, outcome.retryable) == ("failed", "is_image", False)
    assert "照片.docx" in message(str(outcome.reason), **outcome.details)
    assert not (out / INGESTED).exists()


@pytest.mark.parametrize(("name", "stages"), [("长.pdf", {"pages", "blocks"}), ("长.txt", {"blocks"})])
def test_pages_are_told_while_they_are_read_and_blocks_while_figures_are(do: Do, name: str, stages: set[str]) -> None:
    heard: list[Progress | None] = []

    def hear(told: Progress | None) -> bool:
        heard.append(told)
        return True

    assert do(long_pdf() if name.endswith("pdf") else long_text(), name, heartbeat=hear).state == "succeeded"
    told = [progress for progress in heard if progress is not None]
    assert told, "it takes longer than a beat"
    assert told == sorted(told, key=lambda progress: (progress.stage == "blocks", progress.done))
    assert all(0 <= progress.done <= progress.total for progress in told)
    assert {progress.stage for progress in told} <= stages


def test_a_picture_of_a_page(do: Do, out: Path) -> None:
    assert do(gold("g01.pdf"), task=PictureTask(page=2, width=300)).state == "succeeded"
    picture = (out / PICTURE).read_bytes()
    assert picture.startswith(b"\x89PNG")
    assert int.from_bytes(picture[16:20], "big") == 300


def test_a_school_table(do: Do, out: Path) -> None:
    assert do("学校名称,小学在校生数,网络多媒体教室（间）\n第一小学,600,27\n".encode(), "表.csv", task=SchoolsTask()).state == "succeeded"
    table = read_value(out / SCHOOLS, SchoolTable, MOST)
    assert [school.name for school in table.schools] == ["第一小学"]


def test_too_much_time_is_a_timeout(do: Do) -> None:
    outcome = do(endless_text(), "长.txt", limits=Limits(wall=0.5))
    assert (outcome.state, outcome.reason, outcome.retryable) == ("failed", "timeout", True)
    assert "—" not in message("timeout", name="长.txt", **outcome.details)


def test_too_much_processor_time_is_a_timeout(do: Do) -> None:
    assert do(endless_text(), "长.txt", limits=Limits(cpu=1)).reason == "timeout"


def test_too_much_memory_is_told(do: Do) -> None:
    outcome = do(endless_text(), "长.txt", limits=Limits(memory=512 * MEGABYTE))
    assert (outcome.state, outcome.reason, outcome.retryable) == ("failed", "memory", False)


def test_a_result_that_is_too_large_is_told(do: Do) -> None:
    assert do(gold("g01.txt"), limits=Limits(file=10_000)).reason == "too_large"


def test_a_cancelled_child_is_gone(do: Do, launcher: Launcher) -> None:
    outcome = do(endless_text(), "长.txt", heartbeat=lambda pages: False)
    assert outcome == Outcome(state="cancelled")
    assert children_of(launcher.pid) == []


def test_a_killed_child_costs_its_own_document(do: Do, launcher: Launcher) -> None:
    def kill_it(pages: object) -> bool:
        for child in children_of(launcher.pid):
            kill(child)
        return True

    outcome = do(endless_text(), "长.txt", heartbeat=kill_it)
    assert (outcome.state, outcome.reason, outcome.retryable) == ("failed", "crashed", True)


def test_a_killed_zygote_is_started_anew(tmp_path: Path) -> None:
    launcher = Launcher()
    launcher.start()

    def order(number: int, data: bytes) -> Order:
        out = tmp_path / f"out{number}"
        out.mkdir()
        (tmp_path / f"in{number}").write_bytes(data)
        return Order(task=IngestTask(received=DAY), data=tmp_path / f"in{number}", name="a.txt", out=out)

    def kill_zygote(pages: object) -> bool:
        children = children_of(launcher.pid)
        if children:
            kill(launcher.pid)
            wait_until(lambda: not any(map(is_alive, children)))
        return True

    assert launcher.run(order(1, endless_text()), kill_zygote).reason == "crashed"
    assert launcher.run(order(2, gold("g01.txt"))).state == "succeeded"
    launcher.stop()


def test_a_zygote_that_hangs_is_given_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(launcher_module, "GRACE", 0.1)
    launcher = Launcher()
    wait_until(lambda: launcher.is_warm(1))
    os.kill(launcher.pid, signal.SIGSTOP)
    hung = launcher.pid
    order = Order(task=ProbeTask(), data=Path(os.devnull), name="", out=tmp_path, limits=Limits(wall=0.1))
    assert launcher.run(order).reason == "crashed"
    wait_until(lambda: not is_alive(hung))
    monkeypatch.undo()
    assert launcher.run(order.model_copy(update={"limits": Limits()})).state == "succeeded"
    launcher.stop()
    assert launcher.run(order).state == "cancelled"


@pytest.fixture
def told() -> Iterator[tuple[zygote_module.Zygote, socket.socket]]:
    """A zygote in this very process that has an order waiting, and the near end of the order's channel."""
    order = Order(task=ProbeTask(), data=Path(os.devnull), name="", out=Path(os.devnull))
    near, far = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    control, control_far = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    with near, control, control_far:
        socket.send_fds(control, [order.model_dump_json().encode()], [far.fileno()])
        far.close()
        yield zygote_module.Zygote(control_far), near


def test_a_system_without_room_for_a_child_ends_nothing(
    told: tuple[zygote_module.Zygote, socket.socket], monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(order: Order) -> int:
        raise BlockingIOError

    monkeypatch.setattr(zygote_module, "_born", full)
    zygote, near = told
    zygote.turn()
    assert near.recv(10) == b""


def test_a_child_that_ends_while_it_is_cancelled_does_no_harm(
    told: tuple[zygote_module.Zygote, socket.socket], monkeypatch: pytest.MonkeyPatch
) -> None:
    born = []

    def short(order: Order) -> int:
        born.append(os.posix_spawn("/bin/true", ["true"], {}))
        return born[0]

    monkeypatch.setattr(zygote_module, "_born", short)
    zygote, near = told
    zygote.turn()
    wait_until(lambda: not is_alive(born[0]))
    near.close()
    zygote.turn()
    with pytest.raises(ChildProcessError):
        os.waitpid(born[0], 0)


def test_stopping_ends_all_children(tmp_path: Path) -> None:
    launcher = Launcher()
    (tmp_path / "in").write_bytes(endless_text())
    seen: list[int] = []

    def stop(pages: object) -> bool:
        seen.extend(children_of(launcher.pid))
        if seen:
            threading.Thread(target=launcher.stop).start()
        return True

    outcome = launcher.run(Order(task=IngestTask(received=DAY), data=tmp_path / "in", name="a", out=tmp_path), stop)
    assert outcome.reason == "crashed"
    wait_until(lambda: not any(map(is_alive, seen)))


def test_many_children_at_once_do_not_mix(launcher: Launcher, tmp_path: Path) -> None:
    names = [f"{path.stem}.txt" for path in sorted(GOLD.glob("*.txt"))]
    numbers = itertools.count()

    def ingested(name: str) -> str:
        out = tmp_path / str(next(numbers))
        out.mkdir()
        launcher.run(Order(task=IngestTask(received=DAY), data=GOLD / name, name=name, out=out))
        found = read_value(out / INGESTED, Ingested, MOST)
        return found.report.name if found else ""

    with ThreadPoolExecutor(6) as pool:
        assert list(pool.map(ingested, names)) == names


def test_a_child_knows_nothing_of_the_servers_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("JUNHENG_DATABASE_URL", "postgresql://someone:canary@host/base")
    assert "canary" not in str(environment())
    launcher = Launcher()
    outcome = launcher.run(Order(task=ProbeTask(), data=Path(os.devnull), name="", out=tmp_path))
    inherited = Path(f"/proc/{launcher.pid}/environ").read_bytes()
    launcher.stop()
    assert outcome.state == "succeeded"
    assert b"canary" not in inherited
    assert b"PYTHONPATH" in inherited, "it is the environment of the zygote that was read"
