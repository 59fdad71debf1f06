"""The server's end of the zygote: starts it, gives it orders, and waits for what becomes of each child.

For many threads at once. A zygote that has died is started anew by the next order. Needs Linux.
"""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable

from pydantic import ValidationError

from service.worker.order import Order
from service.worker.outcome import Outcome, Progress, failed, read_outcome, read_progress
from service.worker.zygote import WARM, Ending

Heartbeat = Callable[[Progress | None], bool]
"""Called about four times a second with how much has been read so far; False cancels."""

BEAT = 0.25
GRACE = 30.0
"""Seconds after a child's time in which the zygote must have told of its end; it takes three to load."""
_KILLED_FOR_MEMORY = 0.5
"""A child that died with this share of its memory in use died of it: native code does not raise MemoryError."""


class _StoppedError(Exception):
    """Nothing is started any more."""


class _SilentError(Exception):
    """The zygote lives but says nothing: it hangs."""


class Launcher:
    """Starts limited children. Starting it is cheap; its zygote is started by the first order, or by `start`."""

    def __init__(self) -> None:
        self._stopped = False
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._control: socket.socket | None = None

    def start(self) -> None:
        """Let the zygote load now, so that the first order need not wait for it."""
        with self._lock:
            self._alive()

    def is_warm(self, seconds: float) -> bool:
        """Whether the zygote has loaded, or has so within so many seconds. Orders wait for it anyway; claims should not."""
        try:
            with self._lock:
                control = self._alive()
            control.settimeout(seconds)
            return control.recv(len(WARM), socket.MSG_PEEK) == WARM
        except (_StoppedError, OSError):
            return False

    def stop(self) -> None:
        """End the zygote and with it all children, for good: what is ordered later is cancelled."""
        with self._lock:
            self._stopped = True
            process, self._process = self._process, None
            if self._control is not None:
                self._control.close()
                self._control = None
        if process is not None:
            process.kill()
            process.wait()

    @property
    def pid(self) -> int:
        """The zygote's process id. Raises RuntimeError where none was started."""
        if self._process is None:
            raise RuntimeError("no zygote")
        return self._process.pid

    def run(self, order: Order, heartbeat: Heartbeat = lambda progress: True) -> Outcome:
        """Have the order done by a child of its own, and wait. `order.out` must be an empty folder. Raises nothing of the child."""
        near, far = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        with near:
            try:
                zygote = self._give(order, far)
            except _StoppedError:
                return Outcome(state="cancelled")
            try:
                ending, cancelled = _wait(near, order, heartbeat)
            except _SilentError:
                zygote.kill()
                return failed("crashed")
        if cancelled:
            return Outcome(state="cancelled")
        return failed("crashed") if ending is None else _outcome(order, ending)

    def _give(self, order: Order, channel: socket.socket) -> subprocess.Popen[bytes]:
        """Send the order off, with the end of the channel on which its child's end will be told. Gives the zygote that has it."""
        message = order.model_dump_json().encode()
        with channel, self._lock:
            try:
                socket.send_fds(self._alive(), [message], [channel.fileno()])
            except (BrokenPipeError, ConnectionResetError):
                socket.send_fds(self._started(), [message], [channel.fileno()])
            assert self._process is not None
            return self._process

    def _alive(self) -> socket.socket:
        if self._control is None or self._process is None or self._process.poll() is not None:
            return self._started()
        return self._control

    def _started(self) -> socket.socket:
        """The control socket of a new zygote."""
        if self._stopped:
            raise _StoppedError
        if self._control is not None:
            self._control.close()
        if self._process is not None:
            self._process.kill()
            self._process.wait()
        self._control, far = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        with far:
            self._process = subprocess.Popen(
                [sys.executable, "-P", "-m", "service.worker.zygote", str(far.fileno())],
                env=environment(), cwd="/", pass_fds=[far.fileno()], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                start_new_session=True,
            )  # fmt: skip
        return self._control


def environment() -> dict[str, str]:
    """What the zygote and its children know of the server's environment: where Python's modules are, and nothing else."""
    threads = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "RAYON_NUM_THREADS")
    path = os.pathsep.join(os.path.abspath(entry) for entry in sys.path)
    return {"PYTHONPATH": path, "PYTHONUTF8": "1", "LANG": "C.UTF-8", "PATH": os.defpath} | dict.fromkeys(threads, "1")


def _wait(channel: socket.socket, order: Order, heartbeat: Heartbeat) -> tuple[Ending | None, bool]:
    """How the child ended (None: the zygote died with it), and whether it was because the heartbeat said so.

    Raises _SilentError when nothing is told long after the child's time was up.
    """
    channel.settimeout(BEAT)
    patience = time.monotonic() + order.limits.wall + GRACE
    cancelled = False
    while time.monotonic() < patience:
        try:
            return _ending(channel.recv(1024)), cancelled
        except TimeoutError:
            if not cancelled and not heartbeat(read_progress(order.out)):
                channel.shutdown(socket.SHUT_WR)
                cancelled = True
        except ConnectionResetError:
            return None, cancelled
    raise _SilentError


def _ending(message: bytes) -> Ending | None:
    try:
        return Ending.model_validate_json(message)
    except ValidationError:
        return None


def _outcome(order: Order, ending: Ending) -> Outcome:
    if ending.late or ending.code == -signal.SIGXCPU:
        return failed("timeout", seconds=int(order.limits.wall))
    if ending.code != 0 and ending.peak > _KILLED_FOR_MEMORY * order.limits.memory:
        return failed("memory")
    told = read_outcome(order.out) if ending.code == 0 else None
    return told or failed("crashed", ended=ending.code)
