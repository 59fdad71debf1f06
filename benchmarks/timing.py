"""What the benchmarks share: the machine's name, children that are timed, rounds that alternate, a printed table.

Nothing is asserted: a time says as much of the machine and of what else runs on it as of the program. Therefore each
benchmark runs all it compares in turns, several rounds, and gives medians and their ratio.
"""

from __future__ import annotations

import json
import os
import platform
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from statistics import median
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
BUILD = ROOT / "build" / "bench"
GOLD = ROOT / "corpus" / "gold"


def machine() -> str:
    """Processor, cores, memory and versions in one line."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    info = Path("/proc/cpuinfo")
    lines = info.read_text(encoding="utf-8").splitlines() if info.exists() else []
    processor = next((line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")), platform.machine())
    load = os.getloadavg()[0]
    return f"{processor}, {os.cpu_count()} cores, {memory:.0f} GB, Python {platform.python_version()}, load before {load:.1f}"


def in_turns(tasks: Mapping[str, Callable[[], Any]], rounds: int) -> dict[str, list[Any]]:
    """What each task gave in each round; every round runs all tasks once."""
    found: dict[str, list[Any]] = {name: [] for name in tasks}
    for _ in range(rounds):
        for name, task in tasks.items():
            found[name].append(task())
    return found


def seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def child(script: str, *arguments: str) -> dict[str, Any]:
    """What `script`, run in a Python of its own, prints as JSON in its last line."""
    environment = os.environ | {"PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"}
    done = subprocess.run([sys.executable, script, *arguments], env=environment, check=True, stdout=subprocess.PIPE, encoding="utf-8")
    told: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return told


def peak_mb() -> int:
    """The most memory that this process has held so far, in MB."""
    return round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (2**20 if sys.platform == "darwin" else 2**10))


def tell_parent(**values: object) -> None:
    """The answer of a child: `values` and its peak memory so far in MB."""
    print(json.dumps({**values, "peak_mb": peak_mb()}))


def middle(answers: Sequence[Mapping[str, Any]], key: str) -> float:
    return median(float(answer[key]) for answer in answers)


def table(title: str, head: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """A table with its first column at the left and the others at the right."""
    widths = [max(len(row[i]) for row in (head, *rows)) for i in range(len(head))]
    print(f"\n{title}")
    for row in (head, ["-" * width for width in widths], *rows):
        print("  ".join(cell.ljust(w) if not i else cell.rjust(w) for i, (cell, w) in enumerate(zip(row, widths, strict=True))).rstrip())
