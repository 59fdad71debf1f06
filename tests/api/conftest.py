"""Running services for the tests: real servers on ports of loopback, over folders of their own."""

from __future__ import annotations

import itertools
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

import httpx
import pytest
import uvicorn

from corpus.ingest import ingest
from corpus.ingested import Ingested
from corpus.store import Store
from corpus.store.documents import add_document
from corpus.store.jobs import claim, enqueue, finish
from corpus.store.keys import Role, create_key
from corpus.store.results import save_result
from service.app import create_app
from service.settings import Settings

GOLD = Path(__file__).parents[2] / "corpus" / "gold"
ROOT = "/api/v1"
COUNTY = "岚渡县"
"""Of the sample reports g01."""
_numbers = itertools.count(1)


@dataclass(frozen=True)
class Server:
    """A server that runs. `url`: of the API."""

    url: str
    store: Store

    @property
    def origin(self) -> str:
        return self.url.removesuffix(ROOT)

    def client(self, key: str | None = None) -> httpx.Client:
        """Somebody with a key, or with none."""
        headers = {} if key is None else {"Authorization": f"Bearer {key}"}
        return httpx.Client(base_url=self.url, headers=headers, timeout=60, trust_env=False)

    def key(self, role: Role, counties: tuple[str, ...] | None = None) -> str:
        """The secret of a new key."""
        with self.store.writing() as c:
            return create_key(c, f"{role} {next(_numbers)}", role, counties, None, "tests")[1]

    def document(self, data: bytes | None = None, name: str = "报告.txt", county: str = COUNTY) -> tuple[int, int]:
        """A new document and its queued job, put into the store without an upload."""
        incoming = self.store.blobs.receive([data or f"第{next(_numbers)}份报告".encode()])
        with self.store.writing() as c:
            row, _ = add_document(c, incoming.sha256, name, incoming.size, "tests", county=county)
            self.store.blobs.keep(incoming)
            return row.id, enqueue(c, row.id, "ingest", 10_000, "tests").id


@contextmanager
def serving(settings: Settings) -> Iterator[Server]:
    """The application in a thread of its own, until the block ends."""
    app = create_app(settings)
    listening = socket.create_server(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(app, log_config=None, access_log=False, timeout_graceful_shutdown=1))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
    thread.start()
    while not server.started:
        assert thread.is_alive(), "the server did not start"
        thread.join(0.02)
    try:
        yield Server(f"http://127.0.0.1:{listening.getsockname()[1]}{ROOT}", app.state.running.store)
    finally:
        server.should_exit = True
        thread.join()
        listening.close()


def gold(name: str) -> bytes:
    """The bytes of a sample report."""
    return (GOLD / name).read_bytes()


@cache
def read(name: str) -> Ingested:
    """What a sample report gives."""
    return ingest(gold(name), name, date(2025, 1, 1))


def with_result(server: Server, name: str) -> tuple[int, int]:
    """A sample report in the store with its result and its job, which has ended."""
    document, job = server.document(gold(name), name)
    with server.store.writing() as c:
        save_result(c, document, read(name))
        while (claimed := claim(c, "tests")) is not None:
            finish(c, claimed, "succeeded")
    return document, job


def upload(client: httpx.Client, data: bytes, name: str, wait: int = 60, **said: str) -> httpx.Response:
    return client.post("/documents", params={"wait": wait}, files={"file": (name, data)}, data=said)


@pytest.fixture(scope="session")
def open_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A service without keys that extracts what is uploaded."""
    with serving(Settings(data=tmp_path_factory.mktemp("open"), workers=1, max_upload_mb=1)) as server:
        yield server


@pytest.fixture(scope="session")
def keyed_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A service with keys, whose jobs nobody does."""
    with serving(Settings(data=tmp_path_factory.mktemp("keyed"), access="keys", workers=0, max_queue=10_000)) as server:
        yield server


@pytest.fixture
def client(open_server: Server) -> Iterator[httpx.Client]:
    """The person at the machine of a service without keys."""
    with open_server.client() as client:
        yield client


@pytest.fixture(scope="session")
def document(open_server: Server) -> int:
    """A PDF that was uploaded and extracted."""
    with open_server.client() as client:
        answer = upload(client, gold("g01.pdf"), "自查报告.pdf")
    assert answer.status_code in (200, 201), answer.text
    return int(answer.json()["document"]["id"])
