"""Services whose pages are looked at, what is uploaded to them, and a browser tab that notes every complaint."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from typing import Any

import httpx
import pytest

from service.settings import Settings
from tests.api.conftest import Server, gold, serving, upload

os.environ.setdefault("NO_PROXY", "127.0.0.1")
SIZES = ((1366, 768), (1920, 1080))
Add = Callable[..., int]

REPORT = """平湖县义务教育优质均衡发展自查报告
（2024年11月）
一、基本情况
2023年，全县共有义务教育学校66所，其中小学42所、初中24所。66所学校中达标5所，占9.58%。
累计投入2.8亿元，新增学位4200个，辍学率较上年下降0.36个百分点。
"""
"""Nine figures; 5 of 66 is not 9.58 %."""


@pytest.fixture(scope="session")
def open_service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A service without keys, with its worker."""
    with serving(Settings(data=tmp_path_factory.mktemp("pages"), workers=1, max_upload_mb=5)) as server:
        yield server


@pytest.fixture(scope="session")
def locked_service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A service with keys, with its worker."""
    with serving(Settings(data=tmp_path_factory.mktemp("locked"), access="keys", workers=1)) as server:
        yield server


@pytest.fixture(scope="session")
def empty_service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A service to which nothing was ever uploaded."""
    with serving(Settings(data=tmp_path_factory.mktemp("empty"), workers=0)) as server:
        yield server


def added(client: httpx.Client, data: bytes, name: str, **said: str) -> int:
    """The id of a document that was uploaded and has been processed, whatever came of it."""
    answer = upload(client, data, name, wait=0, **said).raise_for_status().json()
    if answer["job"] is not None:
        client.get(f"/jobs/{answer['job']['id']}", params={"wait": 60}).raise_for_status()
    return int(answer["document"]["id"])


@pytest.fixture(scope="session")
def add(open_service: Server) -> Iterator[Add]:
    """Uploads to the open service. The same bytes twice give the same document."""
    with open_service.client() as client:
        yield lambda data, name, **said: added(client, data, name, **said)


@pytest.fixture(scope="session")
def word_document(add: Add) -> int:
    return add(gold("g01.docx"), "岚渡县自查报告.docx")


@pytest.fixture(scope="session")
def pdf_document(add: Add) -> int:
    return add(gold("g02.pdf"), "云岫区督导评估报告.pdf")


@pytest.fixture(scope="session")
def failed_document(add: Add) -> int:
    return add(b"%PDF-1.7\nno pages", "坏文件.pdf")


class Tab:
    """A tab of the browser on one service. `complaints`: errors and warnings of the console, and scripts that failed."""

    def __init__(self, browser: Any, server: Server, **options: Any) -> None:
        self.origin = server.origin
        self.context = browser.new_context(viewport={"width": 1366, "height": 768}, base_url=server.origin, **options)
        self.page = self.context.new_page()
        self.complaints: list[str] = []
        self.page.on("console", self._note)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def _note(self, message: Any) -> None:
        if message.type in ("error", "warning"):
            self.complaints.append(message.text)

    def speak(self, lang: str) -> None:
        """As if the visitor had chosen the language before."""
        self.context.add_cookies([{"name": "junheng_lang", "value": lang, "url": self.origin}])

    def forgive(self, status: int) -> None:
        """The console tells of every answer that is no success; this one was meant to be."""
        self.complaints[:] = [text for text in self.complaints if f"status of {status}" not in text]

    def open(self, address: str) -> Any:
        """The page, when all that it fetches is there."""
        self.page.goto(address)
        self.page.wait_for_load_state("networkidle")
        return self.page


@pytest.fixture
def tab(chromium: Any, open_service: Server) -> Iterator[Tab]:
    """A tab on the open service. No page may leave a complaint."""
    tab = Tab(chromium, open_service)
    yield tab
    tab.context.close()
    assert tab.complaints == []


def review_of(client: httpx.Client, document: int, fact: str, **said: object) -> httpx.Response:
    """Somebody else's review of a figure, of the version that is there now."""
    address = f"/documents/{document}/facts/{fact}"
    tag = client.get(address).raise_for_status().headers["etag"]
    return client.put(f"{address}/review", json=said, headers={"If-Match": tag}).raise_for_status()


def fact_written(client: httpx.Client, document: int, written: str) -> dict[str, Any]:
    """The first figure of a document that is written so, with its review."""
    items = client.get(f"/documents/{document}/facts", params={"limit": 200}).raise_for_status().json()["items"]
    found: dict[str, Any] = next(item for item in items if item["machine"]["evidence"]["text"] == written)
    return found
