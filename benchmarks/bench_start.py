"""How long a user waits for the command line: whole processes, from the call to the end."""

from __future__ import annotations

import os
import subprocess
import sys
from functools import partial
from statistics import median

from benchmarks.timing import GOLD, ROOT, in_turns, machine, seconds, table

ROUNDS = 7
CALLS = {
    "python -c pass": ["-c", "pass"],
    "python -c 'import spacy'": ["-c", "import spacy"],
    "junheng --help": ["-m", "service.cli", "--help"],
    "junheng extract g03.txt": ["-m", "service.cli", "extract", str(GOLD / "g03.txt")],
    "junheng extract g03.docx": ["-m", "service.cli", "extract", str(GOLD / "g03.docx")],
    "junheng extract g02.pdf": ["-m", "service.cli", "extract", str(GOLD / "g02.pdf")],
}


def run(arguments: list[str]) -> None:
    environment = os.environ | {"PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"}
    subprocess.run([sys.executable, *arguments], env=environment, check=True, stdout=subprocess.DEVNULL)


def main() -> None:
    tasks = {name: partial(seconds, partial(run, arguments)) for name, arguments in CALLS.items()}
    in_turns(tasks, 1)  # so that the files of all are in the system's cache
    print(f"{machine()}; median of {ROUNDS} rounds in turns")
    found = {name: median(times) for name, times in in_turns(tasks, ROUNDS).items()}
    least = found["python -c pass"]
    table("Cold start", ["", "seconds", "× bare Python"], [[name, f"{time:.2f}", f"{time / least:.1f}"] for name, time in found.items()])


if __name__ == "__main__":
    main()
