"""Folders of small reports, a batch over them in this process, and what it leaves behind."""

from __future__ import annotations

from concurrent.futures import Executor, ThreadPoolExecutor
from datetime import date
from hashlib import sha256
from pathlib import Path

from corpus.batch.driver import Pool, Task
from corpus.batch.run import Batch
from corpus.batch.shelf import open_shelf
from corpus.batch.summary import Done, Summary
from corpus.batch.work import perform

DAY = date(2026, 3, 1)
NOT_OF_THE_INPUTS = {"run.json", ".lock", "batch.json"}
"""What tells of a run and not of its inputs."""


def text(number: int = 1, county: str = "海城市") -> bytes:
    """A report without a year, so that the day of judgement counts."""
    return f"{county}义务教育优质均衡发展自查报告\n全市共有义务教育学校{number + 2000}所，其中小学{number}所、初中2000所。\n".encode()


def lay(folder: Path, files: dict[str, bytes]) -> Path:
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return folder


def reports(folder: Path, count: int) -> Path:
    return lay(folder, {f"{number:04d}.txt": text(number + 1) for number in range(count)})


def run(
    out: Path, *paths: Path, task: Task = perform, executor: Executor | None = None, cache: bool = True, deaths: tuple[type, ...] = (),
    counties: tuple[str, ...] = (), day: date | None = None, today: date = DAY,
) -> tuple[Summary, Done]:  # fmt: skip
    """By one thread: the readers are not made for several in one process."""
    with ThreadPoolExecutor(1) as one, open_shelf(out, out / "cache" if cache else None, day, today) as shelf:
        pool = Pool(executor or one, task, window=8, deaths=deaths)
        return Batch(shelf, pool, counties).run([str(path) for path in paths])


def left_in(out: Path) -> dict[str, str]:
    """The hash of every file that a batch left behind, by its path."""
    files = (path for path in out.rglob("*") if path.is_file() and path.name not in NOT_OF_THE_INPUTS)
    return {str(path.relative_to(out)): sha256(path.read_bytes()).hexdigest() for path in files}
