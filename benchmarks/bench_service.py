"""Load on the web service: reads and uploads of 32 clients, idle and while extraction runs; documents a minute; memory.

`junheng serve` runs as a process of its own on loopback, keys off, with an empty data folder and SQLite; a second one
counts the documents. The clients run on the same machine and share its processors with it. `--documents 2000` shows
over a longer time whether memory stays flat; a run without it takes less than two minutes.
"""

from __future__ import annotations

import argparse
import sys
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import count
from statistics import median, quantiles

import httpx

from benchmarks.served import Reports, Server, cancel_queued, full_load, made_reports, serving, upload, wait_until_idle
from benchmarks.throughput import show_documents
from benchmarks.timing import machine, seconds, table
from service.settings import Settings

DOCUMENTS = 200
CLIENTS = 32
READ_FROM = 10
"""Documents that the clients read while others are uploaded."""
UPLOADS_EACH = 1
LIMIT = 200
"""Milliseconds in which a page is to answer."""
READS = {
    "document list, page": "/documents",
    "document list, API": "/api/v1/documents",
    "facts, API": "/api/v1/documents/{id}/facts",
    "review, page": "/documents/{id}",
}
UPLOAD = "upload, API"

Times = Mapping[str, Sequence[float]]
"""Milliseconds of every request, by its name in the table."""


@dataclass(frozen=True, slots=True)
class Mode:
    """How many clients read, for how many seconds, and how long each pauses between an answer and its next request."""

    title: str
    clients: int
    seconds: float
    pause: float


MODES = (
    Mode("One client", 1, 2, 0),
    Mode(f"{CLIENTS} clients, each asks a second after its last answer", CLIENTS, 4, 1),
    Mode(f"{CLIENTS} clients, each asks at once, so that {CLIENTS} requests are always under way", CLIENTS, 3, 0),
)


def timed(work: Callable[[], object]) -> float:
    """In milliseconds."""
    return 1000 * seconds(work)


def by_clients(server: Server, number: int, work: Callable[[httpx.Client, int], Sequence[tuple[str, float]]]) -> Times:
    """What so many clients, each a thread with a connection, measure when all begin together."""
    together = threading.Barrier(number)

    def one(index: int) -> Sequence[tuple[str, float]]:
        with server.client() as client:
            client.get("/api/v1/health")
            together.wait()
            return work(client, index)

    found: dict[str, list[float]] = {}
    with ThreadPoolExecutor(number) as pool:
        for name, time_taken in (pair for pairs in pool.map(one, range(number)) for pair in pairs):
            found.setdefault(name, []).append(time_taken)
    return found


def reads(server: Server, mode: Mode, documents: Sequence[int]) -> Times:
    """All clients read, each the kinds of reads and the documents in turn, beginning at different ones."""

    def work(client: httpx.Client, index: int) -> list[tuple[str, float]]:
        found = []
        time.sleep(mode.pause * index / mode.clients)
        end = time.monotonic() + mode.seconds
        for turn in count(index):
            name = list(READS)[turn % len(READS)]
            path = READS[name].format(id=documents[turn // len(READS) % len(documents)])
            found.append((name, timed(lambda path=path: client.get(path).raise_for_status())))  # type: ignore[misc]
            time.sleep(mode.pause)
            if time.monotonic() > end:
                return found
        return found

    return by_clients(server, mode.clients, work)


def uploads(server: Server, mode: Mode, reports: Reports) -> Times:
    """Each client uploads some reports."""

    def work(client: httpx.Client, index: int) -> list[tuple[str, float]]:
        found = []
        time.sleep(mode.pause * index / mode.clients)
        for _ in range(UPLOADS_EACH):
            found.append((UPLOAD, timed(lambda: upload(client, reports))))
            time.sleep(mode.pause)
        return found

    return by_clients(server, mode.clients, work)


def measured_idle(server: Server, client: httpx.Client, documents: Sequence[int], reports: Reports) -> list[Times]:
    """All modes' reads, then all modes' uploads. The queue is empty when uploads begin; their own reading begins with them."""
    read = [reads(server, mode, documents) for mode in MODES]
    uploaded = []
    for mode in MODES:
        cancel_queued(client)
        uploaded.append(uploads(server, mode, reports))
    return [{**one, **other} for one, other in zip(read, uploaded, strict=True)]


def measured_loaded(server: Server, documents: Sequence[int], reports: Reports) -> list[Times]:
    """The same while every worker has something to read all the time."""
    with full_load(server, reports):
        return [{**reads(server, mode, documents), **uploads(server, mode, reports)} for mode in MODES]


def show_answers(reports: Reports) -> None:
    """The tables of reads and uploads, idle and loaded."""
    with serving() as server, server.client() as client:
        documents = [upload(client, reports) for _ in range(READ_FROM)]
        wait_until_idle(client)
        idle = measured_idle(server, client, documents, reports)
        loaded = measured_loaded(server, documents, reports)
    for mode, before, during in zip(MODES, idle, loaded, strict=True):
        show_mode(mode, before, during)


def show_mode(mode: Mode, idle: Times, loaded: Times) -> None:
    head = ["", "requests", "idle p50 ms", "p95", "extracting p50 ms", "p95", "p50 × idle", f"under {LIMIT} ms"]
    rows = []
    for name in (*READS, UPLOAD):
        before, during = middle_and_tail(idle[name]), middle_and_tail(loaded[name])
        cells = [f"{value:.0f}" for value in (*before, *during)]
        rows.append([name, f"{len(idle[name])} + {len(loaded[name])}", *cells, f"{during[0] / before[0]:.1f}", under_limit(*during)])
    rates = [sum(len(times[name]) for name in READS) / mode.seconds for times in (idle, loaded)]
    table(f"{mode.title}: {rates[0]:.0f} reads a second idle, {rates[1]:.0f} while extraction runs", head, rows)


def under_limit(middle: float, tail: float) -> str:
    return "p50 and p95" if tail < LIMIT else "p50 only" if middle < LIMIT else "neither"


def middle_and_tail(times: Sequence[float]) -> tuple[float, float]:
    """p50 and p95."""
    return median(times), quantiles(times, n=20, method="inclusive")[-1] if len(times) > 1 else times[0]


def asked(arguments: Sequence[str]) -> int:
    """How many documents are to go through the service, 4 at least."""
    parser = argparse.ArgumentParser(description="Load on the web service.")
    parser.add_argument("--documents", type=int, default=DOCUMENTS, metavar="N", help=f"default {DOCUMENTS}; 2000 for the full run")
    return max(4, int(parser.parse_args(arguments).documents))


def main() -> None:
    number = asked(sys.argv[1:])
    print(f"{machine()}; SQLite, {Settings().workers} worker(s), clients on the same machine")
    reports = made_reports()
    show_answers(reports)
    show_documents(reports, number)


if __name__ == "__main__":
    main()
