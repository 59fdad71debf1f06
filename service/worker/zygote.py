"""The process that limited children are forked from: the extractor is loaded once, and every child is born with it.

A program of its own, started by launcher.py with an environment without secrets. Takes orders as JSON over a socket, each
with a channel (a socket) of its own. Tells on the channel how the child ended; a channel that its owner closes means that
the child is to be killed, and a closed control socket, that the server is gone: then all are killed. So neither a
kill -9 of the server nor one of the zygote leaves a child behind. Reads nothing that a child sends.

Not multiprocessing and not pebble: both unpickle what a child sends, which lets a child that was taken over take over
the server, and both hand the server's environment on.
"""

from __future__ import annotations

import os
import selectors
import signal
import socket
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import NoReturn

from pydantic import BaseModel

from service.worker.child import live
from service.worker.order import Order
from service.worker.warmup import warm_up

LONGEST_ORDER = 65536
WARM = b"warm"
"""All that a zygote ever says on the control socket, when it has loaded."""


class Ending(BaseModel):
    """How a child ended. `code`: its exit status, or less than 0 the signal that ended it; `late`: because its time was up.

    `peak`: the most memory that it had in use, in bytes.
    """

    code: int
    late: bool
    peak: int


@dataclass(slots=True)
class _Run:
    pid: int
    handle: int
    """The pidfd, readable when the child has ended."""
    channel: socket.socket
    deadline: float
    late: bool = False

    def kill(self) -> None:
        signal.pidfd_send_signal(self.handle, signal.SIGKILL)


class Zygote:
    """One thread, so that a fork copies all there is."""

    def __init__(self, control: socket.socket) -> None:
        self._control = control
        self._runs: dict[int, _Run] = {}
        self._selector = selectors.DefaultSelector()
        self._watch(control.fileno(), self._accept)

    def serve(self) -> None:
        """Until the control socket is closed, by SystemExit."""
        while True:
            self.turn()

    def turn(self) -> None:
        """Wait for something to happen, and deal with it."""
        for key, _ in self._selector.select(self._patience()):
            key.data()
        self._kill_late()

    def _watch(self, file: int, act: Callable[[], None]) -> None:
        self._selector.register(file, selectors.EVENT_READ, act)

    def _patience(self) -> float | None:
        """Seconds until the next child is late."""
        deadlines = [run.deadline for run in self._runs.values() if not run.late]
        return max(min(deadlines) - time.monotonic(), 0) if deadlines else None

    def _kill_late(self) -> None:
        now = time.monotonic()
        for run in self._runs.values():
            if not run.late and run.deadline <= now:
                run.late = True
                run.kill()

    def _accept(self) -> None:
        try:
            message, files, _, _ = socket.recv_fds(self._control, LONGEST_ORDER, 1)
        except ConnectionResetError:
            self._end()  # The server is gone and has left unread what it was told.
        if not message:
            self._end()
        order, channel = Order.model_validate_json(message), socket.socket(fileno=files[0])
        try:
            pid = _born(order)
        except OSError:
            channel.close()  # No memory or no process to be had: its owner takes it for a child that crashed.
            return
        run = _Run(pid, os.pidfd_open(pid), channel, time.monotonic() + order.limits.wall)
        self._runs[pid] = run
        self._watch(run.handle, lambda: self._ended(run))
        self._watch(run.channel.fileno(), lambda: self._cancelled(run))

    def _cancelled(self, run: _Run) -> None:
        """Nothing is ever sent on the channel, so it is readable when its owner has closed it."""
        if run.pid not in self._runs:
            return  # It has ended in the same turn.
        self._selector.unregister(run.channel.fileno())
        run.kill()

    def _ended(self, run: _Run) -> None:
        del self._runs[run.pid]
        _, status, usage = os.wait4(run.pid, 0)
        code = os.waitstatus_to_exitcode(status)
        ending = Ending(code=code, late=run.late, peak=usage.ru_maxrss * 1024)
        self._selector.unregister(run.handle)
        if run.channel.fileno() in self._selector.get_map():
            self._selector.unregister(run.channel.fileno())
        os.close(run.handle)
        with run.channel:
            try:
                run.channel.send(ending.model_dump_json().encode())
            except OSError:
                return  # Its owner has gone; nobody wants to know.

    def _end(self) -> NoReturn:
        for run in self._runs.values():
            run.kill()
        sys.exit()


def _born(order: Order) -> int:
    """The pid of the order's child. Raises OSError where the system has no room for one."""
    parent = os.getpid()
    pid = os.fork()
    if pid == 0:
        live(order, parent)
    return pid


def main() -> None:
    """The program: its only argument is the number of the control socket that it inherits."""
    control = socket.socket(fileno=int(sys.argv[1]))
    warm_up()
    control.send(WARM)
    Zygote(control).serve()


if __name__ == "__main__":
    main()
