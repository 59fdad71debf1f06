"""The batch: documents a minute with one and two jobs and on Dask with two and four workers, memory, and what a second run costs.

Each way reads the same documents, `junheng batch` a process of its own with an empty folder, in turns. A rate is taken from the
first tenth of the results to the last, so that loading the program does not count. `--documents 10000 --ways 1,2 --rounds 1`
is the long run; without options it takes less than two minutes on an idle machine.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

from benchmarks.timing import ROOT, machine, table
from corpus.checksums import file_sha256
from corpus.generate import generate

DOCUMENTS, ROUNDS = 120, 1
WAYS = "1,2,dask2,dask4"
GENERATED = 20
"""Different summaries; every document is one of them with a number of its own at its end."""
QUARTERS = 4
ENVIRONMENT = os.environ | {"PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"}


@dataclass(slots=True)
class Run:
    """One run of the command, watched: its seconds, when results were there, and the driver's memory in MB at each quarter."""

    documents: int
    seconds: float = 0
    seen: list[tuple[float, int]] = field(default_factory=list)
    memory: list[float] = field(default_factory=list)

    def watch(self, pid: int, done: int) -> None:
        self.seen.append((time.perf_counter(), done))
        if len(self.memory) < QUARTERS and done * QUARTERS >= self.documents * (len(self.memory) + 1):
            self.memory.append(resident_mb(pid))

    @property
    def a_minute(self) -> float:
        began, had = next((at, done) for at, done in self.seen if done * 10 >= self.documents)
        ended, all_done = next((at, done) for at, done in self.seen if done == self.seen[-1][1])
        return 60 * (all_done - had) / (ended - began) if ended > began else 0.0


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--documents", type=int, default=DOCUMENTS)
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--ways", default=WAYS, help="jobs on this machine, or dask and a number of workers; default %(default)s")
    parser.add_argument("--kills", type=int, default=0, help="then once more, killed so often on the way, and compared byte by byte")
    options = parser.parse_args()
    print(machine())
    with tempfile.TemporaryDirectory(prefix="junheng-bench-") as name:
        lay_reports(Path(name) / "in", options.documents)
        ways = options.ways.split(",")
        measure(Path(name), options.documents, options.rounds, ways)
        if options.kills:
            killed_and_compared(Path(name), Path(name) / ways[0], options.documents, options.kills)


def lay_reports(folder: Path, count: int) -> None:
    """About a page each."""
    texts = [generate(seed, kind="summary", tables=False).text for seed in range(GENERATED)]
    folder.mkdir()
    for number in range(count):
        folder.joinpath(f"{number:05d}.txt").write_text(f"{texts[number % GENERATED]}\n材料编号：CL-{number:05d}\n", encoding="utf-8")


def measure(folder: Path, documents: int, rounds: int, ways: Sequence[str]) -> None:
    found: dict[str, list[Run]] = {way: [] for way in ways}
    for _ in range(rounds):
        for way in ways:
            shutil.rmtree(folder / way, ignore_errors=True)
            with of_way(way) as options:
                found[way].append(run(folder / way, [folder / "in", *options], documents))
    rates = {way: median(one.a_minute for one in runs) for way, runs in found.items()}
    rows = [[w, f"{r:.0f}", f"{r / rates[ways[0]]:.2f}", " ".join(f"{m:.0f}" for m in found[w][-1].memory)] for w, r in rates.items()]
    table(f"{documents} documents", ["jobs or workers", "a minute", f"÷ {ways[0]}", "driver's MB at each quarter"], rows)
    tell_again(folder / ways[0], [folder / "in"], found[ways[0]][-1])


def tell_again(out: Path, arguments: Sequence[object], first: Run) -> None:
    """A run with nothing left to do, and one that finds only what was read: the results are taken away, as new rules do."""
    complete = run(out, arguments, first.documents).seconds
    shutil.rmtree(out / "results")
    rules = run(out, arguments, first.documents).seconds
    seconds = {"first run": first.seconds, "only rules changed": rules, "nothing to do": complete}
    table("The same again", ["", "seconds", "÷ first"], [[n, f"{s:.1f}", f"{s / first.seconds:.2f}"] for n, s in seconds.items()])


def killed_and_compared(folder: Path, whole: Path, documents: int, kills: int) -> None:
    """With all cores, killed when it has done its even share each time."""
    command = [sys.executable, "-m", "service.cli", "batch", str(folder / "in"), "-o", str(folder / "killed")]
    for number in range(1, kills + 1):
        with subprocess.Popen(command, cwd=ROOT, env=ENVIRONMENT, stdout=subprocess.DEVNULL) as process:
            while process.poll() is None and results(folder / "killed") * (kills + 1) < documents * number:
                time.sleep(0.05)
            process.kill()
    last = run(folder / "killed", [folder / "in"], documents)
    same = left_in(folder / "killed") == left_in(whole)
    print(f"\nKilled {kills} times: {'the same bytes' if same else 'OTHER BYTES'} as undisturbed; the last run took {last.seconds:.0f} s")


def left_in(out: Path) -> dict[Path, str]:
    """The hash of every file by its path, but for what tells of the run."""
    files = (path for path in out.rglob("*") if path.is_file() and path.name != "run.json")
    return {path.relative_to(out): file_sha256(path) for path in files}


def results(out: Path) -> int:
    return sum(1 for _ in (out / "results").glob("*/*/*.json.gz"))


@contextmanager
def of_way(way: str) -> Iterator[list[str]]:
    """The options of the command; Dask's workers live as long as the block."""
    if not way.startswith("dask"):
        yield ["--jobs", way]
        return
    from distributed import LocalCluster

    os.environ |= ENVIRONMENT
    workers = int(way.removeprefix("dask"))
    with LocalCluster(n_workers=workers, threads_per_worker=1, processes=True, dashboard_address=None, silence_logs=50) as cluster:
        yield ["--scheduler", cluster.scheduler_address]


def run(out: Path, arguments: Sequence[object], documents: int) -> Run:
    command = [sys.executable, "-m", "service.cli", "batch", *map(str, arguments), "-o", str(out)]
    start, watched = time.perf_counter(), Run(documents)
    with subprocess.Popen(command, cwd=ROOT, env=ENVIRONMENT, stdout=subprocess.DEVNULL) as process:
        while process.poll() is None:
            watched.watch(process.pid, results(out))
            time.sleep(max(0.05, documents / 5000))
    if process.returncode:
        raise RuntimeError(f"the batch ended with {process.returncode}")
    watched.seconds = time.perf_counter() - start
    return watched


def resident_mb(pid: int) -> float:
    try:
        found = re.search(r"VmRSS:\s*(\d+)", Path(f"/proc/{pid}/status").read_text(encoding="ascii"))
    except OSError:
        return 0.0
    return int(found[1]) / 1024 if found else 0.0


if __name__ == "__main__":
    main()
