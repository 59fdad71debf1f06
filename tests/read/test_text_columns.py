"""Tables in plain text without a frame, and lines with wide gaps that are none (columns.yaml)."""

from __future__ import annotations

from typing import Any

import pytest

from extractor.blocks import Report, Table
from extractor.read import read_report
from tests.extractor.casebook import cases


def read(text: str) -> Report:
    return read_report(text.encode(), "报告.txt")


def rows(report: Report, table: Table) -> list[str]:
    texts = {(c.row, c.column): report.text[c.start : c.end] for c in table.cells}
    return ["|".join(texts.get((row, column), "") for column in range(table.columns)) for row in range(table.rows)]


@pytest.mark.parametrize("case", cases("columns", "tables"))
@pytest.mark.parametrize("line_break", ["\n", "\r\n"])
def test_lines_in_columns_are_a_table(case: dict[str, Any], line_break: str) -> None:
    report = read(case["text"].replace("\n", line_break))
    assert [rows(report, table) for table in report.tables()] == [case["rows"]]


@pytest.mark.parametrize("case", cases("columns", "tables"))
def test_what_stands_around_a_table_stays_text(case: dict[str, Any]) -> None:
    report = read(f"前文两所学校。\n\n{case['text']}\n后文三所学校。\n")
    texts = [report.text[b.start : b.end] for b in report.paragraphs()]
    assert [texts[0], texts[-1]] == ["前文两所学校。", "后文三所学校。"]
    assert len(list(report.tables())) == 1


@pytest.mark.parametrize("case", cases("columns", "no_tables"))
def test_wide_gaps_alone_make_no_table(case: dict[str, Any]) -> None:
    assert not list(read(case["text"]).tables())
