"""kill -9 of the real `junheng serve` while clients upload to it: what was accepted is done, once, by the next server."""

from __future__ import annotations

import os
import random
import re
import subprocess
import sys
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.worker.processes import children_of, is_alive, kill, wait_until

ROOT = Path(__file__).parents[2]
DOCUMENTS, KILLS, CLIENTS = 36, 2, 3
TEXT = "平湖县{n}年自查报告\n{n}年，全县共有义务教育学校66所，其中小学42所、初中24所。\n" + "达标率为95.2%，比上年提高2.1个百分点。\n" * 10
ENDED = ("succeeded", "failed")
PATIENCE = 300
"""Seconds, on a machine that has much else to do: a guard against a hang."""


@dataclass
class Service:
    """The service of the moment; `url` changes when another one takes its place."""

    pid: int = 0
    url: str = ""


@contextmanager
def served(service: Service, database: str, folder: Path) -> Iterator[subprocess.Popen[str]]:
    """`junheng serve`, from when it answers until it is killed."""
    command = [sys.executable, "-m", "service.cli", "serve", "--port", "0", "--workers", "2", "--data", str(folder)]
    kept = {name: value for name, value in os.environ.items() if not name.startswith("JUNHENG_")}
    environment = kept | {"PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1", "JUNHENG_DATABASE_URL": database}
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as process:
        try:
            assert process.stdout is not None
            address = re.search(r"http://\S+:\d+", process.stdout.readline())
            assert address is not None
            service.pid, service.url = process.pid, f"{address[0]}/api/v1"
            wait_until(lambda: asked(service, "/ready") is not None, PATIENCE)
            yield process
        finally:
            process.kill()


def asked(service: Service, path: str, **params: Any) -> httpx.Response | None:
    """A good answer; None where there is none, for whatever reason."""
    try:
        answer = httpx.get(service.url + path, params=params, trust_env=False, timeout=30)
    except httpx.TransportError:
        return None
    return answer if answer.is_success else None


def upload_all(service: Service, numbers: Iterable[int]) -> None:
    """As a client does it that has to bring its files in: each again, until some server accepts it."""
    for number in numbers:
        upload(service, number)


def upload(service: Service, number: int) -> None:
    data = TEXT.format(n=2000 + number % 25).encode() + b"%d" % number
    accepted = threading.Event()
    while not accepted.is_set():
        try:
            answer = httpx.post(f"{service.url}/documents", files={"file": (f"{number}.txt", data)}, trust_env=False, timeout=30)
        except httpx.TransportError:
            accepted.wait(0.05)
            continue
        if answer.is_success:
            accepted.set()


def ended(service: Service) -> int:
    """Jobs that have ended, by the service's own count."""
    answer = asked(service, "/metrics")
    counts = re.findall(rf'^junheng_jobs{{state="(?:{"|".join(ENDED)})"}} (\S+)', answer.text if answer else "", re.MULTILINE)
    return sum(int(float(count)) for count in counts)


def killed(service: Service, process: subprocess.Popen[str], chance: random.Random) -> None:
    """When some more documents are done: the server, and now and then a child of its zygote a moment before."""
    enough = ended(service) + chance.randrange(3, 12)
    wait_until(lambda: ended(service) >= enough, PATIENCE)
    zygotes = children_of(process.pid)
    children = [child for zygote in zygotes for child in children_of(zygote)]
    if children and chance.random() < 0.5:
        kill(chance.choice(children))
    kill(process.pid)
    wait_until(lambda: not any(map(is_alive, [*zygotes, *children])))


@pytest.mark.slow
def test_a_killed_service_loses_no_upload_and_doubles_none(url: str, tmp_path: Path) -> None:
    chance = random.Random(DOCUMENTS)
    service = Service()
    clients = [threading.Thread(target=upload_all, args=(service, range(n, DOCUMENTS, CLIENTS)), daemon=True) for n in range(CLIENTS)]
    for kills in range(KILLS):
        with served(service, url, tmp_path) as process:
            if kills == 0:
                for client in clients:
                    client.start()
            killed(service, process, chance)
    with served(service, url, tmp_path):
        for client in clients:
            client.join()
        wait_until(lambda: ended(service) >= DOCUMENTS, PATIENCE)
        found = documents(service)
        results = [len(got(service, f"/documents/{one['id']}/results")["items"]) for one in found]
    assert sorted(one["name"] for one in found) == sorted(f"{number}.txt" for number in range(DOCUMENTS))
    assert len({one["sha256"] for one in found}) == DOCUMENTS
    failed = [one["reason"] for one in found if one["state"] != "succeeded"]
    assert failed == ["crashed"] * len(failed), "only what was killed each time may have failed, and says so"
    assert len(failed) <= 1
    assert results == [int(one["state"] == "succeeded") for one in found]


def documents(service: Service) -> list[dict[str, Any]]:
    """All documents, page by page."""
    page = got(service, "/documents", limit=200)
    found: list[dict[str, Any]] = page["items"]
    while page["next"] is not None:
        page = got(service, "/documents", limit=200, after=page["next"])
        found += page["items"]
    return found


def got(service: Service, path: str, **params: Any) -> dict[str, Any]:
    answer = asked(service, path, **params)
    assert answer is not None
    found: dict[str, Any] = answer.json()
    return found
