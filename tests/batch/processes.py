"""`junheng batch` as a process of its own, and a Dask cluster of processes on this machine."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

ROOT = Path(__file__).parents[2]
ENVIRONMENT = os.environ | {"PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1"}


def started(*arguments: object) -> subprocess.Popen[str]:
    """Hears Ctrl-C also where the tests themselves run in the background, with that signal ignored."""
    command = [sys.executable, "-m", "service.cli", "batch", *map(str, arguments)]
    return subprocess.Popen(
        command, cwd=ROOT, env=ENVIRONMENT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
    )  # fmt: skip


def finished(*arguments: object) -> tuple[int, str, str]:
    """Exit status, standard output and standard error."""
    with started(*arguments) as process:
        out, err = process.communicate(timeout=300)
        return process.returncode, out, err


@contextmanager
def cluster(workers: int, folder: Path, **settings: str) -> Iterator[tuple[str, list[subprocess.Popen[bytes]]]]:
    """The address of a scheduler, and its workers, each a process without anybody to start it anew."""
    environment = ENVIRONMENT | settings
    with ExitStack() as stack:
        scheduler = _process(stack, ["scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard"], environment, subprocess.PIPE)
        address = _address(scheduler)
        command = ["worker", address, "--nthreads", "1", "--no-nanny", "--no-dashboard", "--local-directory", str(folder)]
        yield address, [_process(stack, command, environment, subprocess.DEVNULL) for _ in range(workers)]


def _process(stack: ExitStack, arguments: list[str], environment: dict[str, str], errors: int) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", f"distributed.cli.dask_{arguments[0]}", *arguments[1:]]
    process = stack.enter_context(subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, stderr=errors))
    stack.callback(process.kill)
    return process


def _address(scheduler: subprocess.Popen[bytes]) -> str:
    """What the scheduler says on standard error, which somebody has to go on reading."""
    for line in scheduler.stderr:
        if found := re.search(rb"tcp://127\.0\.0\.1:\d+", line):
            threading.Thread(target=scheduler.stderr.read, daemon=True).start()
            return found[0].decode()
    raise RuntimeError("the scheduler has ended")
