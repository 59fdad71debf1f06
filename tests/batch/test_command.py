"""`junheng batch` as its user runs it: what it says, what it leaves, and that it may be killed at any moment."""

from __future__ import annotations

import csv
import json
import random
import re
import signal
from pathlib import Path
from typing import Any

import pytest

from models.loading import load_data
from tests.batch.folders import lay, left_in, reports, text
from tests.batch.processes import ROOT, finished, started
from tests.batch.test_inputs import packed
from tests.service.conftest import Run, run  # noqa: F401  A fixture.
from tests.worker.processes import children_of, is_alive, wait_until

MIXED = {
    "海城市/自查报告.txt": text(1), "海城市/副本.txt": text(1), "海城市/坏.docx": b"PK\x03\x04 no archive", "海城市/空.pdf": b"",
    "海城市/校园.png": b"x", "无名县.txt": text(2, "无名县"),
    "其他.zip": packed({"台安县/自查报告.txt": text(3, "台安县"), "../出去.txt": text(4), "里面.zip": b"x"}),
}  # fmt: skip


@pytest.fixture(scope="module")
def mixed(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, tuple[int, str, str]]:
    """The output of one run over a folder of all sorts, and what it said."""
    folder = tmp_path_factory.mktemp("mixed")
    lay(folder / "in", MIXED)
    return folder / "out", finished(folder / "in", "-o", folder / "out", "--jobs", 1)


def results(out: Path) -> list[Path]:
    return list((out / "results").glob("*/*/*.json.gz"))


def rows(path: Path) -> list[dict[str, Any]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_everything_is_told(mixed: tuple[Path, tuple[int, str, str]]) -> None:
    out, (status, said, errors) = mixed
    assert (status, errors) == (3, "")
    told = dict(re.findall(r"^ *(\S+) +(\d+)$", said, re.M))
    assert told["内容重复的文件"] == "1"
    assert told["读取成功"] == "3"
    assert told["文件损坏"] == told["空文件"] == "1"
    assert told["压缩包中的压缩包"] == told["压缩包中不安全的文件名"] == told["不是报告的文件类型"] == "1"
    assert json.loads((out / "summary.json").read_text())["counties"] == {"listed": 2, "unknown": 1}


def test_failures_are_listed_for_excel(mixed: tuple[Path, tuple[int, str, str]]) -> None:
    out, _ = mixed
    assert (out / "failures.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    found = {Path(row["file"]).name: row for row in rows(out / "failures.csv")}
    assert {name: row["reason"] for name, row in found.items()} == {"坏.docx": "damaged", "空.pdf": "empty"}
    assert found["坏.docx"]["explanation"].endswith("另存为 docx 后重新上传。")


def test_doubtful_counties_are_listed(mixed: tuple[Path, tuple[int, str, str]]) -> None:
    [row] = rows(mixed[0] / "counties.csv")
    assert row["county_state"] == "unknown" and "无名县" in row["explanation"] and "--county" in row["explanation"]


def test_every_reason_has_its_words() -> None:
    source = "".join(path.read_text() for room in ("extractor", "corpus/batch", "service/worker") for path in (ROOT / room).rglob("*.py"))
    raised = set(re.findall(r"""(?:UnreadableInput|_?refuse|failed)\(\s*"([a-z_]+)\"""", source)) - {"no_such_page", "page_not_drawn"}
    labels, messages = load_data("labels.yaml"), load_data("messages.yaml")
    assert raised - set(labels["unread"]) == set()
    assert set(labels["unread"]) - set(messages) == set()


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["none", "-o", "out"], "“none”"),
        (["in", "-o", "out", "--on", "2024-13-01"], "2024-13-01"),
        (["in", "-o", "in/a.txt"], "in/a.txt"),
    ],
)
def test_wrong_usage_is_told_before_anything_is_read(run: Run, arguments: list[str], code: str) -> None:  # noqa: F811
    lay(Path("in"), {"a.txt": text()})
    result = run("batch", *arguments)
    assert result.exit_code == 2
    assert code in result.output


def test_without_dask_it_says_what_to_install(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:  # noqa: F811
    monkeypatch.setitem(__import__("sys").modules, "distributed", None)
    lay(Path("in"), {"a.txt": text()})
    result = run("batch", "in", "-o", "out", "--scheduler", "tcp://127.0.0.1:1")
    assert result.exit_code == 2
    assert "junheng[cluster]" in result.output


def test_ctrl_c_says_how_to_go_on(tmp_path: Path) -> None:
    folder, out = reports(tmp_path / "in", 16), tmp_path / "out"
    with started(folder, "-o", out, "--jobs", 1) as process:
        wait_until(lambda: len(results(out)) >= 2)
        process.send_signal(signal.SIGINT)
        said = process.communicate(timeout=60)[1]
    assert process.returncode == 130
    assert "Traceback" not in said and "继续" in said
    status, said, _ = finished(folder, "-o", out, "--jobs", 2, "--lang", "en")
    assert status == 0
    assert re.search(r"took over ([2-9]|1\d)\.", said)


@pytest.mark.slow
def test_killed_thrice_it_leaves_the_same_bytes(tmp_path: Path) -> None:
    """kill -9 of the driver at random moments; no child outlives it, and no document is done again that was done."""
    folder, whole, killed = reports(tmp_path / "in", 16), tmp_path / "whole", tmp_path / "killed"
    lay(folder, MIXED)
    finished(folder, "-o", whole, "--jobs", 1)
    chance = random.Random(5)
    for _ in range(3):
        done = {path: path.stat().st_mtime_ns for path in results(killed)}
        kill_after(len(done) + chance.randrange(1, 5), folder, killed)
        assert {path: path.stat().st_mtime_ns for path in done} == done
    assert finished(folder, "-o", killed, "--jobs", 2)[0] == 3
    assert left_in(killed) == left_in(whole)


def kill_after(enough: int, folder: Path, out: Path) -> None:
    with started(folder, "-o", out, "--jobs", 2) as process:
        wait_until(lambda: len(results(out)) >= enough)
        below = [child for zygote in children_of(process.pid) for child in (zygote, *children_of(zygote))]
        process.kill()
    wait_until(lambda: not any(map(is_alive, below)))
