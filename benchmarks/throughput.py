"""Documents a minute through the service from upload to result, and the memory of its processes meanwhile."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from statistics import mean

import httpx

from benchmarks.served import BEAT, GENERATED, Reports, Server, counted, memory, serving, upload
from benchmarks.timing import seconds, table
from service.settings import Settings

UPLOADERS = 4


@dataclass(slots=True)
class Quarter:
    """One part of the documents: how many a minute, and the memory in MB at its end; of a child the most that was seen."""

    documents: int
    failed: int
    a_minute: float
    server: float
    zygote: float
    child: float


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
