"""Each data format opened again by another program: what was extracted is what is read, and nothing in it runs."""

from __future__ import annotations

import csv
import io
import json
from decimal import Decimal

import openpyxl
import pytest

from corpus.export.cells import fits_excel
from models.fact import Extraction, NoticeEntry
from service.output.csv import FIELDS, cell_text
from service.output.csv import render as to_csv
from service.output.json import render as to_json
from service.output.jsonl import render as to_jsonl
from service.output.result import Result, Setting
from service.output.xlsx import COLUMNS
from service.output.xlsx import render as to_xlsx

EVIL = '=HYPERLINK("http://x","y")'


def changed(result: Result, **update: object) -> Result:
    """The result with the first fact changed."""
    first, *others = result.extraction.facts
    facts = (first.model_copy(update=update), *others)
    return Result(result.report, result.extraction.model_copy(update={"facts": facts}))


def csv_rows(*results: Result) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(to_csv(results, Setting()).decode("utf-8-sig"), newline="")))


def book(*results: Result) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(to_xlsx(results, Setting())))


def test_json_is_the_model(extracted: Result) -> None:
    assert Extraction.model_validate_json(to_json([extracted], Setting())) == extracted.extraction
    assert to_json([extracted], Setting()).decode() == extracted.extraction.model_dump_json() + "\n"


def test_json_is_indented_for_people(extracted: Result) -> None:
    assert to_json([extracted], Setting(pretty=True)).decode().startswith('{\n  "document"')


@pytest.mark.parametrize("count", [0, 1, 2])
def test_several_files_are_an_array(extracted: Result, count: int) -> None:
    documents = json.loads(to_json([extracted] * count, Setting(several=True)))
    assert [d["document"]["name"] for d in documents] == ["平湖县.txt"] * count


def test_jsonl_has_a_fact_a_line(extracted: Result) -> None:
    lines = [json.loads(line) for line in to_jsonl([extracted, extracted], Setting()).decode().splitlines()]
    ids = [fact.id for fact in extracted.extraction.facts]
    assert [line["id"] for line in lines] == ids * 2
    assert {line["document"] for line in lines} == {"平湖县.txt"}


def test_csv_is_read_back(extracted: Result) -> None:
    rows = csv_rows(extracted, extracted)
    facts = extracted.extraction.facts
    assert list(rows[0]) == list(FIELDS)
    assert [Decimal(row["value"]) for row in rows] == [fact.value for fact in facts] * 2
    assert [row["text"] for row in rows[: len(facts)]] == [fact.evidence.text for fact in facts]


def test_csv_has_a_mark_for_excel(extracted: Result) -> None:
    assert to_csv([extracted], Setting()).startswith(b"\xef\xbb\xbfdocument,")


@pytest.mark.parametrize("text", [EVIL, "+1+cmd", "-2+3", "@SUM(A1)", "\t=1", "\r=1", "＝1+1", " =1+1", "－1-1"])
def test_csv_has_no_formula(extracted: Result, text: str) -> None:
    assert csv_rows(changed(extracted, subject=text))[0]["subject"] == "'" + text


@pytest.mark.parametrize("text", ["-3.6", "+11", "0.5008", "2016/2021", "教师"])
def test_numbers_and_plain_text_stay(text: str) -> None:
    assert cell_text(text) == text


def test_a_negative_value_stays_a_number(extracted: Result) -> None:
    assert csv_rows(changed(extracted, value=Decimal("-3.60")))[0]["value"] == "-3.60"


def test_workbook_has_four_sheets(extracted: Result) -> None:
    sheets = book(extracted)
    assert sheets.sheetnames == ["数据", "关系", "台账", "说明"]
    assert [cell.value for cell in sheets["数据"][1]][:5] == ["文件", "县（市、区）", "文件年份", "编号", "指标"]
    assert sheets["数据"].freeze_panes == "A2"
    assert sheets["数据"].auto_filter.ref.startswith("A1:")


def test_workbook_is_read_back(extracted: Result) -> None:
    column = [c.field for c in COLUMNS].index("value") + 1
    values = [row[column - 1].value for row in book(extracted)["数据"].iter_rows(min_row=2)]
    assert values == [float(fact.value) for fact in extracted.extraction.facts if fact.value is not None]


def test_workbook_rows_are_complete(extracted: Result) -> None:
    sheets = book(extracted, extracted)
    extraction = extracted.extraction
    assert sheets["数据"].max_row == 1 + 2 * len(extraction.facts)
    assert sheets["台账"].max_row == 1 + 2 * len(extraction.ledger)
    members = sum(1 for r in extraction.relations for m in r.members if m is not None)
    assert members > 0
    assert sheets["关系"].max_row == 1 + 2 * members


@pytest.mark.parametrize("text", [EVIL, "{=1+1}", "http://example.com", "12", "<r>1</r>", "<r><t>&</t></r>"])
def test_workbook_has_no_formula_and_no_link(extracted: Result, text: str) -> None:
    sheet = book(changed(extracted, subject=text))["数据"]
    cell = sheet.cell(2, [c.field for c in COLUMNS].index("subject") + 1)
    assert (cell.value, cell.data_type, cell.hyperlink) == (text, "s", None)


def test_a_number_too_long_for_excel_is_text(extracted: Result) -> None:
    value = Decimal("12345678901234567.89")
    sheet = book(changed(extracted, value=value))["数据"]
    assert sheet.cell(2, [c.field for c in COLUMNS].index("value") + 1).value == "12345678901234567.89"


@pytest.mark.parametrize(
    ("value", "fits"), [("98.6", True), ("0.50", True), ("2.8E+8", True), ("123456789012345", True), ("0.1234567890123456", False)]
)
def test_which_numbers_excel_holds(value: str, fits: bool) -> None:
    assert fits_excel(Decimal(value)) is fits


def test_a_blank_figure_is_an_empty_cell(extracted: Result) -> None:
    masked = changed(extracted, value=None, flags=("masked",))
    assert csv_rows(masked)[0]["value"] == ""
    assert book(masked)["数据"].cell(2, [c.field for c in COLUMNS].index("value") + 1).value is None


def test_control_letters_do_not_break_the_workbook(extracted: Result) -> None:
    sheet = book(changed(extracted, subject="a\x00\x1bb" + "长" * 40000))["数据"]
    text = sheet.cell(2, [c.field for c in COLUMNS].index("subject") + 1).value
    assert isinstance(text, str)
    assert text.startswith("a\ufffd\ufffdb")
    assert len(text) == 32767


def test_the_workbook_explains_itself(extracted: Result) -> None:
    cells = [cell.value for row in book(extracted)["说明"].iter_rows() for cell in row if cell.value is not None]
    assert {"平湖县.txt", "平湖县", "各列含义", len(extracted.extraction.facts)} <= set(cells)


def test_a_document_without_facts(extracted: Result) -> None:
    empty = Result(extracted.report, Extraction(document=extracted.extraction.document, notices=(NoticeEntry(code="x", message="y"),)))
    assert csv_rows(empty) == []
    assert book(empty)["数据"].max_row == 1
