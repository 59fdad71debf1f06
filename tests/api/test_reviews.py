"""Reviews by the API: what the reviewer saw has to be named; what is corrected goes into exports and verdicts."""

from __future__ import annotations

import csv
import io

import httpx
import pytest

FACT = "f2"


@pytest.fixture
def path(document: int) -> str:
    return f"/documents/{document}/facts/{FACT}"


def test_a_writer_names_what_it_saw(client: httpx.Client, path: str) -> None:
    seen = client.get(path).headers["etag"]
    said = {"decision": "accept", "note": "核对无误"}
    assert client.put(f"{path}/review", json=said).json()["code"] == "condition-missing"
    done = client.put(f"{path}/review", json=said, headers={"If-Match": seen})
    assert (done.status_code, done.json()["state"], done.json()["review"]["made_by"]) == (200, "accepted", "local")
    late = client.put(f"{path}/review", json=said, headers={"If-Match": seen})
    assert (late.status_code, late.json()["code"]) == (412, "version-differs")
    assert client.get(path).headers["etag"] == done.headers["etag"] != seen
    assert [r["decision"] for r in client.get(f"{path}/reviews").json()["items"]][-1] == "accept"


def test_a_correction_goes_into_the_exports(client: httpx.Client, document: int) -> None:
    path = f"/documents/{document}/facts/f3"
    seen = client.get(path).headers["etag"]
    before = client.get(f"/documents/{document}/exports/facts/csv")
    edit = {"decision": "edit", "edits": {"value": "4321"}}
    assert client.put(f"{path}/review", json=edit, headers={"If-Match": seen}).json()["fact"]["value"] == "4321"
    after = client.get(f"/documents/{document}/exports/facts/csv", headers={"If-None-Match": before.headers["etag"]})
    rows = {row["id"]: row for row in csv.DictReader(io.StringIO(after.content.decode("utf-8-sig")))}
    assert rows["f3"]["value"] == "4321"
    assert client.get(f"/documents/{document}/exports/assessment/html").status_code == 200


@pytest.mark.parametrize("edits", [{"value": "many"}, {"unit": "furlong"}, {"evidence": "x"}, {"value": "1e999999"}])
def test_a_wrong_correction_is_refused(client: httpx.Client, path: str, edits: dict[str, str]) -> None:
    seen = client.get(path).headers["etag"]
    answer = client.put(f"{path}/review", json={"decision": "edit", "edits": edits}, headers={"If-Match": seen})
    assert (answer.status_code, answer.json()["code"]) == (422, "bad-edit")


def test_a_rejected_finding_leaves_the_paper(client: httpx.Client, document: int) -> None:
    finding = client.get(f"/documents/{document}/findings").json()["items"][0]
    id = finding["finding"]["id"]
    said = client.put(f"/documents/{document}/findings/{id}/review", json={"decision": "reject"}, headers={"If-Match": finding["etag"]})
    assert said.json()["state"] == "rejected"
    paper = client.get(f"/documents/{document}/exports/findings/json").json()
    assert id not in {f["id"] for f in paper["findings"]}
