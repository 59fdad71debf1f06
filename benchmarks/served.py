"""`junheng serve` as the benchmarks run it: a process of its own on loopback with an empty folder, and clients that fill it.

Keys off, SQLite, the defaults of the service. Gives reports to upload, the state of the queue, and memory; measures no time.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

import httpx

from benchmarks.timing import ROOT
from service.settings import Settings

GENERATED = 20
"""Different reports; every upload is one of them with a number of its own at its end."""
QUEUED = 30
"""Documents that wait, at least, while extraction runs at full load."""
BEAT = 0.1
PATIENCE = 60
ENDED = ("succeeded", "partial", "failed", "cancelled")


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
