"""Documents and jobs by the API: uploads good and bad, waiting and listening, lists in pages, conditional requests."""

from __future__ import annotations

import json
from typing import Any

import httpx
import pytest

from corpus.store.jobs import get_job
from service.uploads import shown_name
from tests.api.conftest import COUNTY, Server, gold, upload

PNG = b"\x89PNG\r\n\x1a\n"
BAD_FILES = [
    ("空.txt", b"", 422, "empty"),
    ("图.docx", PNG, 415, "is-image"),
    ("压缩.docx", b"Rar!\x1a\x07\x00", 415, "packed"),
    ("网页.txt", b"<!DOCTYPE html><html></html>", 415, "is-html"),
    ("旧.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512), 415, "old-word"),
    ("加密.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), 422, "encrypted"),
    ("坏.docx", b"PK\x03\x04" + bytes(64), 422, "damaged"),
    ("坏.pdf", b"%PDF-1.7\n" + bytes(64), 422, "damaged"),
]


@pytest.mark.parametrize(("name", "data", "status", "reason"), BAD_FILES, ids=[name for name, *_ in BAD_FILES])
def test_a_bad_file_is_answered_with_its_reason(client: httpx.Client, name: str, data: bytes, status: int, reason: str) -> None:
    answer = upload(client, data, name)
    problem = answer.json()
    assert (answer.status_code, problem["status"], problem["reason"]) == (status, status, reason)
    assert answer.headers["content-type"] == "application/problem+json"
    assert name in problem["detail"] and problem["type"] == "urn:junheng:problem:unreadable-file"


def test_english_is_given_where_it_is_wanted(client: httpx.Client) -> None:
    answer = client.get("/documents/99999", headers={"Accept-Language": "en"})
    assert answer.json()["title"] == "Not found"


def test_the_same_bytes_are_one_document(client: httpx.Client, document: int) -> None:
    again = upload(client, gold("g01.pdf"), "另一个名字.pdf")
    found = again.json()
    assert (again.status_code, found["duplicate"], found["job"]) == (200, True, None)
    assert found["document"]["id"] == document and "另一个名字.pdf" in found["document"]["aliases"]


def test_an_upload_is_a_job_that_can_be_asked(client: httpx.Client) -> None:
    accepted = upload(client, "全县小学12所。".encode(), "短.txt", wait=0)
    assert accepted.status_code == 202
    job = client.get(accepted.headers["location"].removeprefix("/api/v1"), params={"wait": 60}).json()
    assert (job["state"], job["problem"]) == ("succeeded", None)
    assert client.get(f"/documents/{job['document']}/facts").json()["items"][0]["fact"]["value"] == "12"


def test_a_job_is_told_as_events(client: httpx.Client) -> None:
    job = upload(client, "全县初中13所。".encode(), "事件.txt", wait=0).json()["job"]
    with client.stream("GET", f"/jobs/{job['id']}/events") as stream:
        assert stream.headers["content-type"].startswith("text/event-stream")
        told = [json.loads(line.removeprefix("data: ")) for line in stream.iter_lines() if line.startswith("data: ")]
    assert told[-1]["state"] == "succeeded"
    assert len(told) == len({json.dumps(event, sort_keys=True) for event in told})


def test_uploaders_cancel_their_own_jobs(keyed_server: Server) -> None:
    with keyed_server.client(keyed_server.key("uploader")) as mine, keyed_server.client(keyed_server.key("uploader")) as other:
        job = upload(mine, "待取消。".encode(), "取消.txt", wait=0).json()["job"]["id"]
        assert other.delete(f"/jobs/{job}").json()["code"] == "not-yours"
        assert mine.delete(f"/jobs/{job}").json()["state"] == "cancelled"
        assert mine.delete(f"/jobs/{job}").json()["code"] == "job-over"
    with keyed_server.store.reading() as c:
        assert get_job(c, job).state == "cancelled"


def test_lists_come_in_pages(keyed_server: Server) -> None:
    made = [keyed_server.document(county="分页县")[0] for _ in range(5)]
    seen: list[int] = []
    with keyed_server.client(keyed_server.key("viewer")) as client:
        wanted: dict[str, Any] = {"county": "分页县", "limit": 2}
        while True:
            page = client.get("/documents", params=wanted).json()
            seen += [item["id"] for item in page["items"]]
            if page["next"] is None:
                break
            wanted["after"] = page["next"]
        assert seen == made[::-1]
        cursor = client.get("/jobs", params={"limit": 1}).json()["next"]
        for wrong in (cursor, "x", "文", "AAAA"):
            assert client.get("/documents", params={"after": wrong}).json()["code"] == "bad-cursor"


@pytest.mark.parametrize("part", ["", "/facts", "/findings", "/relations", "/assessment", "/report", "/pages", "/exports/facts/csv"])
def test_what_is_known_is_not_sent_again(client: httpx.Client, document: int, part: str) -> None:
    first = client.get(f"/documents/{document}{part}")
    again = client.get(f"/documents/{document}{part}", headers={"If-None-Match": first.headers["etag"]})
    assert (first.status_code, again.status_code, again.content) == (200, 304, b"")
    assert again.headers["etag"] == first.headers["etag"]


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\文件\\报告.docx", "报告.docx"),
        ("a\x00b\x1b.txt", "a\ufffdb\ufffd.txt"),
        ("长" * 300 + ".docx", "长" * 195 + ".docx"),
        ("..", "未命名"),
        ("", "未命名"),
    ],
)
def test_names_are_made_safe(given: str, shown: str) -> None:
    assert shown_name(given) == shown


def test_a_document_is_placed_and_deleted(client: httpx.Client) -> None:
    id = upload(client, "放置。".encode(), "放置.txt").json()["document"]["id"]
    placed = client.patch(f"/documents/{id}", json={"county": COUNTY, "year": 2021}).json()
    assert (placed["county"], placed["year"]) == (COUNTY, 2021)
    assert client.delete(f"/documents/{id}").status_code == 204
    assert client.get(f"/documents/{id}").status_code == 404
