"""Load on the web service: reads and uploads of 32 clients, idle and while extraction runs; documents a minute; memory.

`junheng serve` runs as a process of its own on loopback, keys off, with an empty data folder and SQLite; a second one
counts the documents. The clients run on the same machine and share its processors with it. `--documents 2000` shows
over a longer time whether memory stays flat; a run without it takes less than two minutes.
"""

from __future__ import annotations

import argparse
import os
import re
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from itertools import count, pairwise
from pathlib import Path
from statistics import mean, median, quantiles

import httpx

from benchmarks.timing import ROOT, machine, seconds, table
from service.settings import Settings

DOCUMENTS = 200
CLIENTS = 32
UPLOADERS = 4
GENERATED = 20
"""Different reports; every upload is one of them with a number of its own at its end."""
READ_FROM = 10
"""Documents that the clients read while others are uploaded."""
QUEUED = 30
"""Documents that wait, at least, while extraction runs at full load."""
UPLOADS_EACH = 1
LIMIT = 200
"""Milliseconds in which a page is to answer."""
BEAT = 0.1
PATIENCE = 60
READS = {
    "document list, page": "/documents",
    "document list, API": "/api/v1/documents",
    "facts, API": "/api/v1/documents/{id}/facts",
    "review, page": "/documents/{id}",
}
UPLOAD = "upload, API"
ENDED = ("succeeded", "partial", "failed", "cancelled")

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


@dataclass(slots=True)
class Reports:
    """Small invented reports, no two of them alike. For many threads."""

    texts: Sequence[str]
    numbers: Iterator[int] = field(default_factory=count)

    def next(self) -> tuple[str, bytes]:
        """Name and bytes of one that nobody has had."""
        number = next(self.numbers)
        return f"report-{number:05d}.txt", f"{self.texts[number % len(self.texts)]}\n材料编号：CL-{number:05d}\n".encode()


@dataclass(frozen=True, slots=True)
class Server:
    """A running service."""

    pid: int
    url: str

    def client(self) -> httpx.Client:
        """One client with a connection of its own."""
        return httpx.Client(base_url=self.url, transport=httpx.HTTPTransport(retries=10), trust_env=False, timeout=PATIENCE)


@dataclass(slots=True)
class Quarter:
    """One part of the documents: how many a minute, and the memory in MB at its end; of a child the most that was seen."""

    documents: int
    failed: int
    a_minute: float
    server: float
    zygote: float
    child: float


def made_reports() -> Reports:
    """About one to three pages each."""
    from corpus.generate import generate

    return Reports([generate(seed, errors=3).text for seed in range(GENERATED)])


@contextmanager
def serving() -> Iterator[Server]:
    """`junheng serve` with a fresh folder and its defaults, once it has read a first document."""
    with tempfile.TemporaryDirectory(prefix="junheng-bench-") as folder:
        environment = {name: value for name, value in os.environ.items() if not name.startswith("JUNHENG_")}
        environment |= {"PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"}
        command = [sys.executable, "-m", "service.cli", "serve", "--port", "0", "--data", folder]
        process = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, encoding="utf-8")
        try:
            server = Server(process.pid, announced(process))
            warm_up(server)
            yield server
        finally:
            process.terminate()
            try:
                process.wait(PATIENCE)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def announced(process: subprocess.Popen[str]) -> str:
    """The address that the service tells in its first line."""
    line = process.stdout.readline() if process.stdout else ""
    found = re.search(r"http://127\.0\.0\.1:\d+", line)
    if found is None:
        raise RuntimeError(f"junheng serve did not start: {line.strip()}")
    return found[0]


def warm_up(server: Server) -> None:
    """One document, whose reading waits for all libraries to be loaded."""
    file = ("first.txt", "全县共有小学42所。".encode())
    with server.client() as client:
        client.post("/api/v1/documents", params={"wait": 60}, files={"file": file}).raise_for_status()


def upload(client: httpx.Client, reports: Reports) -> int:
    """Sends the next report, later where the queue is full; gives the document's number."""
    file = reports.next()
    while (answer := client.post("/api/v1/documents", files={"file": file})).status_code == 503:
        time.sleep(float(answer.headers.get("Retry-After", 1)))
    return int(answer.raise_for_status().json()["document"]["id"])


def counted(client: httpx.Client) -> tuple[int, dict[str, int]]:
    """The documents of the store, each of which had one job here, and how many jobs have ended how."""
    text = client.get("/api/v1/metrics").raise_for_status().text
    documents = re.search(r"^junheng_documents (\S+)", text, re.MULTILINE)
    states = dict(re.findall(r'^junheng_jobs\{state="(\w+)"\} (\S+)', text, re.MULTILINE))
    return int(float(documents[1])) if documents else 0, {state: int(float(states.get(state, 0))) for state in ENDED}


def waiting(client: httpx.Client) -> int:
    """Documents whose reading has not ended."""
    documents, ended = counted(client)
    return documents - sum(ended.values())


def wait_until_idle(client: httpx.Client) -> None:
    while waiting(client):
        time.sleep(BEAT)


def cancel_queued(client: httpx.Client) -> None:
    """What still waits is taken out of the queue, and what is being read is waited for."""
    while items := client.get("/api/v1/jobs", params={"state": "queued", "limit": 100}).raise_for_status().json()["items"]:
        for job in items:
            client.delete(f"/api/v1/jobs/{job['id']}")
    wait_until_idle(client)


@contextmanager
def full_load(server: Server, reports: Reports) -> Iterator[None]:
    """Meanwhile documents always wait, so that every worker reads one after the other. They still do at its end."""
    stop = threading.Event()
    with server.client() as client:
        feed(client, reports)
        feeder = threading.Thread(target=keep_fed, args=(server, reports, stop), daemon=True)
        feeder.start()
        try:
            yield
        finally:
            stop.set()
            feeder.join()


def keep_fed(server: Server, reports: Reports, stop: threading.Event) -> None:
    with server.client() as client:
        while not stop.wait(BEAT):
            feed(client, reports)


def feed(client: httpx.Client, reports: Reports) -> None:
    """Fill the queue up where it has become short."""
    for _ in range(QUEUED * Settings().workers - waiting(client)):
        upload(client, reports)


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


def rss(pid: int) -> float:
    """Memory of a process in MB, with what it shares with others; 0 where it has ended."""
    try:
        found = re.search(r"^VmRSS:\s+(\d+)", Path(f"/proc/{pid}/status").read_text(encoding="utf-8"), re.MULTILINE)
    except OSError:
        return 0
    return int(found[1]) / 1024 if found else 0


def children_of(pid: int) -> list[int]:
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            parent = stat.read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()[1]
        except OSError:
            continue  # It ended while we looked.
        if int(parent) == pid:
            found.append(int(stat.parent.name))
    return found


def memory(server: Server) -> tuple[float, float, float]:
    """MB of the server, of the process from which its children are born, and of the largest child of the moment."""
    zygotes = children_of(server.pid)
    children = [rss(child) for zygote in zygotes for child in children_of(zygote)]
    return rss(server.pid), max(map(rss, zygotes), default=0), max(children, default=0)


def in_quarters(server: Server, reports: Reports, number: int) -> list[Quarter]:
    """Uploads so many documents, as fast as the queue takes them, and follows them until the last is read; first the start."""
    with server.client() as client, ThreadPoolExecutor(UPLOADERS) as pool:
        before = sum(counted(client)[1].values())
        found = [Quarter(0, 0, 0, *memory(server))]
        begun = time.perf_counter()
        sent = [pool.submit(send, server, reports, number * i // UPLOADERS, number * (i + 1) // UPLOADERS) for i in range(UPLOADERS)]
        for i in range(4):
            found.append(followed(server, client, before + number * (i + 1) // 4, before, begun))
            begun = time.perf_counter()
        for one in sent:
            one.result()
    for last, quarter in pairwise(found):
        quarter.a_minute *= quarter.documents - last.documents
    return found


def send(server: Server, reports: Reports, start: int, end: int) -> None:
    with server.client() as client:
        for _ in range(start, end):
            upload(client, reports)


def followed(server: Server, client: httpx.Client, goal: int, before: int, begun: float) -> Quarter:
    """Until so many jobs have ended. `a_minute` is for one document."""
    child = 0.0
    while sum((ended := counted(client)[1]).values()) < goal:
        child = max(child, memory(server)[2])
        time.sleep(BEAT)
    took = time.perf_counter() - begun
    now = memory(server)
    return Quarter(sum(ended.values()) - before, ended["failed"], 60 / took, now[0], now[1], max(child, now[2]))


def alone(reports: Reports) -> float:
    """Documents a minute of the same work in this process, without service, store and children."""
    from corpus.ingest import ingest

    files = [reports.next() for _ in range(GENERATED)]
    ingest(files[0][1], files[0][0], date(2024, 6, 1))
    return 60 * len(files) / seconds(lambda: [ingest(data, name, date(2024, 6, 1)) for name, data in files])


def show_documents(reports: Reports, number: int) -> None:
    """The table of documents a minute and memory."""
    bare = [alone(reports)]
    with serving() as server:
        begun = time.perf_counter()
        found = in_quarters(server, reports, number)
        whole = 60 * number / (time.perf_counter() - begun)
    bare.append(alone(reports))
    workers = Settings().workers
    title = f"{number} documents from upload to result: {whole:.0f} a minute with {workers} worker(s), {found[-1].failed} failed"
    head = ["after", "documents/min", "× bare ingest", "server MB", "× first quarter", "zygote MB", "× first quarter", "largest child MB"]
    rows = [["0", "", "", f"{found[0].server:.0f}", "", f"{found[0].zygote:.0f}", "", ""]]
    for one in found[1:]:
        speed = [f"{one.a_minute:.0f}", f"{one.a_minute / mean(bare) / workers:.2f}"]
        sizes = [cell for key in ("server", "zygote") for cell in grown(getattr(one, key), getattr(found[1], key))]
        rows.append([str(one.documents), *speed, *sizes, f"{one.child:.0f}"])
    table(title, head, rows)
    rates = " and ".join(f"{rate:.0f}" for rate in bare)
    print(f"bare ingest in one process, before and after: {rates} documents a minute; memory is resident, shared pages included")


def grown(size: float, first: float) -> list[str]:
    """MB, and how many times the first."""
    return [f"{size:.0f}", f"{size / first:.2f}" if first else ""]


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
