"""The table for people: it keeps its width, marks the number, colours only a terminal, and shows what needs a look."""

from __future__ import annotations

import io
import re
from decimal import Decimal
from pathlib import Path

import pytest
from rich.cells import cell_len
from rich.console import Console

from extractor.blocks import Notice, Paragraph, Report
from extractor.pipeline import extract
from extractor.read import read_report
from models.fact import LedgerEntry
from service.exits import Lang
from service.output.figures import number_text, snippet
from service.output.result import Result, Setting
from service.output.terminal import print_results, render

GOLD = sorted((Path(__file__).parents[2] / "corpus" / "gold").glob("g*.txt"))


def result_of(text: str) -> Result:
    report = read_report(text.encode("utf-8"), "a.txt")
    return Result(report, extract(report))


def printed(result: Result, width: int, terminal: bool = False, lang: Lang = "zh") -> str:
    out = io.StringIO()
    console = Console(file=out, width=width, force_terminal=terminal, color_system="standard" if terminal else None, highlight=False)
    print_results(console, [result], lang)
    return out.getvalue()


@pytest.mark.parametrize("width", [80, 100, 140, 200])
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_no_line_is_wider_than_the_terminal(width: int, lang: Lang) -> None:
    shown = printed(result_of(GOLD[0].read_text(encoding="utf-8")), width, lang=lang)
    assert max(cell_len(line) for line in shown.splitlines()) <= width


def test_no_line_begins_with_a_closing_mark() -> None:
    shown = printed(result_of(GOLD[0].read_text(encoding="utf-8")), 80)
    assert [line for line in shown.splitlines() if re.match(r" {40,48}[，。、；：）】]", line)] == []


def test_every_fact_is_shown(extracted: Result) -> None:
    shown = printed(extracted, 140)
    unresolved = sum(entry.kind == "unresolved" for entry in extracted.extraction.ledger)
    assert len(re.findall("【[^】]+】", shown)) == len(extracted.extraction.facts) + unresolved
    assert {"2.8亿元", "280,000,000 元", "4,200 个", "新增学位", "■ 一、基本情况"} <= {p for p in re.split(r"  +|\n", shown) if p}


def test_counts_are_shown(extracted: Result) -> None:
    shown = printed(extracted, 80)
    assert f"台账 {len(extracted.extraction.ledger)}  数据 {len(extracted.extraction.facts)}" in shown
    assert f"关系 {len(extracted.extraction.relations)}" in shown


def test_colours_are_for_terminals_only(extracted: Result) -> None:
    assert "\x1b[" in printed(extracted, 80, terminal=True)
    assert "\x1b" not in printed(extracted, 80)
    assert b"\x1b" not in render([extracted], Setting())


def test_a_report_cannot_steer_the_terminal() -> None:
    text = "\x1b]0;x\x07标题\n全县有学校66所\x1b[2J，\u202e学生9人。"
    report = Report("\x1b[5m.docx", "docx", "0", text, [Paragraph(0, 9, "heading"), Paragraph(10, len(text))])
    shown = printed(Result(report, extract(report)), 80)
    assert "【66所】" in shown
    assert set(shown).isdisjoint("\x1b\x07\u202e")


def test_notices_are_shown(extracted: Result) -> None:
    extracted.report.notices.append(Notice("page_without_text", {"page": 3}))
    assert "提示：第 3 页没有文字层" in printed(extracted, 140)
    assert "Page 3 has no text layer" in printed(extracted, 140, lang="en")


def test_unresolved_numbers_are_shown(extracted: Result) -> None:
    at = extracted.report.text.index("12345")
    ledger = (LedgerEntry(kind="unresolved", start=at, end=at + 5, text="12345"),) * 12
    shown = printed(Result(extracted.report, extracted.extraction.model_copy(update={"ledger": ledger})), 140)
    assert shown.count("【12345】") == 10
    assert "另有 2 处" in shown


def test_no_facts_is_said() -> None:
    assert "这份文件里没有数据。" in printed(result_of("春天来了。"), 80)


def test_a_cut_never_leaves_half_a_number() -> None:
    report = read_report("共有学校1234567所，教师89所，学生7654321人。".encode(), "a.txt")
    at = report.text.index("89")
    piece = snippet(report, at, at + 2, 8, 7)
    assert (piece.before, piece.after) == ("…所，教师", "所，学生…")


def test_numbers_have_separators_and_all_their_digits() -> None:
    assert [number_text(Decimal(v)) for v in ("2.8E+8", "0.50", "-1234.5")] == ["280,000,000", "0.50", "-1,234.5"]
