"""Nothing of a document runs anywhere: not as a formula in a table, not as a script in a page, by no way of export."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from itertools import product

import httpx
import openpyxl
import pytest

from tests.api.conftest import upload

EVIL = "=HYPERLINK(0)"
NAME = "=cmd|' /C calc'!A0<script>alert(1)</script>.txt"
TEXT = f"""{EVIL}县2023年自查报告

+1+1小学12所，@SUM(A1)初中8所，共21所。<script>alert(1)</script>教师{EVIL}共1234人，-2-3学生23456人。

学校名称\t在校生数\t学段
{EVIL}小学\t300\t小学
-1+1初中\t400\t初中
"""
KINDS = ("facts", "findings", "assessment")
_NUMBER = re.compile(r"[-+]?[0-9]+(\.[0-9]+)?")


@pytest.fixture(scope="module")
def evil(open_server: object) -> Iterator[int]:
    with open_server.client() as client:  # type: ignore[attr-defined]
        yield upload(client, TEXT.encode(), NAME, county=EVIL).json()["document"]["id"]


def export(client: httpx.Client, document: int, kind: str, format: str) -> httpx.Response:
    answer = client.get(f"/documents/{document}/exports/{kind}/{format}")
    assert answer.status_code == 200, answer.text
    return answer


@pytest.mark.parametrize("kind", KINDS)
def test_no_text_is_a_formula_in_a_workbook(client: httpx.Client, evil: int, kind: str) -> None:
    book = openpyxl.load_workbook(io.BytesIO(export(client, evil, kind, "xlsx").content))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    formulas = [str(cell.value) for cell in cells if cell.data_type == "f"]
    assert [f for f in formulas if "HYPERLINK" in f or "cmd|" in f or "SUM(A1)" in f] == []
    assert any(cell.data_type == "s" and EVIL in str(cell.value) for cell in cells)


def test_numbers_stay_numbers(client: httpx.Client, evil: int) -> None:
    book = openpyxl.load_workbook(io.BytesIO(export(client, evil, "facts", "xlsx").content))
    assert {12, 8, 1234, 23456} <= {cell.value for sheet in book for row in sheet.iter_rows() for cell in row if cell.data_type == "n"}


def test_no_cell_of_a_csv_begins_a_formula(client: httpx.Client, evil: int) -> None:
    rows = csv.reader(io.StringIO(export(client, evil, "facts", "csv").content.decode("utf-8-sig")))
    cells = [cell for row in rows for cell in row]
    assert [cell for cell in cells if cell.lstrip().startswith(tuple("=+-@")) and not _NUMBER.fullmatch(cell)] == []
    assert any(cell.startswith("'=") for cell in cells)


@pytest.mark.parametrize("kind", KINDS)
def test_no_script_runs_in_a_page(client: httpx.Client, evil: int, kind: str) -> None:
    answer = export(client, evil, kind, "html")
    assert "<script>alert" not in answer.text
    assert answer.headers["content-security-policy"].startswith("sandbox;")


@pytest.mark.parametrize(("kind", "format"), list(product(KINDS, ("json", "html", "xlsx", "table"))))
def test_every_export_is_a_download(client: httpx.Client, evil: int, kind: str, format: str) -> None:
    disposition = export(client, evil, kind, format).headers["content-disposition"]
    assert disposition.startswith("attachment; filename*=UTF-8''")
    assert not set("<>\"'| ") & set(disposition.partition("''")[2])


def test_every_download_is_in_the_audit_log(client: httpx.Client, evil: int) -> None:
    taken = export(client, evil, "facts", "csv")
    known = client.get(f"/documents/{evil}/exports/facts/csv", headers={"If-None-Match": taken.headers["etag"]})
    assert known.status_code == 304, "what is not sent again is no download"
    assert client.get(f"/documents/{evil}/file").content == TEXT.encode()
    rows = client.get("/audit", params={"limit": 2}).json()["items"]
    told = [(row["action"], row["actor"], row["target"], row["details"]) for row in rows]
    who = ("document.downloaded", "local", f"document/{evil}")
    assert told == [(*who, {"what": "file"}), (*who, {"what": "facts", "format": "csv"})]
