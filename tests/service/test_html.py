"""The page as a document: complete, self-contained, and never a place where a report's text can run."""

from __future__ import annotations

import base64
import hashlib
import json
from collections import Counter
from pathlib import Path

import pytest
from lxml import html

from extractor.blocks import Cell, Paragraph, Report, Table
from extractor.pipeline import extract
from extractor.read import read_report
from models.fact import LedgerEntry
from service.exits import Lang
from service.output.html import render
from service.output.marks import page_blocks
from service.output.result import Result, Setting

GOLD = sorted((Path(__file__).parents[2] / "corpus" / "gold").glob("g*.txt"))


def page(result: Result, lang: Lang = "zh") -> html.HtmlElement:
    return html.document_fromstring(render([result], Setting(lang)).decode("utf-8"))


def read(path: Path) -> Result:
    report = read_report(path.read_bytes(), path.name)
    return Result(report, extract(report))


@pytest.mark.parametrize("path", GOLD, ids=lambda path: path.stem)
def test_every_number_is_marked(path: Path) -> None:
    result = read(path)
    marks = page(result).xpath("//article//mark[@id]")
    assert [m.get("id") for m in marks] == [f"m{n}" for n in range(len(result.extraction.ledger))]
    assert [m.get("class") for m in marks] == [f"k k-{entry.kind}" for entry in result.extraction.ledger]


def test_the_text_is_whole(extracted: Result) -> None:
    text = "".join(page(extracted).xpath("//article")[0].itertext())
    assert "".join(text.split()) == "".join(extracted.report.text.split())


def test_the_list_has_every_fact(extracted: Result) -> None:
    rows = page(extracted).xpath("//li[@data-fact]/@data-fact")
    assert rows == [fact.id for fact in extracted.extraction.facts]


def test_the_chips_count_the_ledger(extracted: Result) -> None:
    chips = {chip.get("data-kind"): int(chip.findtext("b")) for chip in page(extracted).xpath("//button[@data-kind]")}
    assert chips == dict(Counter(entry.kind for entry in extracted.extraction.ledger))


def test_cards_hold_fields_and_relations(extracted: Result) -> None:
    data = json.loads(page(extracted).get_element_by_id("data").text)
    whole = next(r for r in extracted.extraction.relations if r.type == "sum").members[0]
    card = data["cards"][data["marks"][whole]]
    assert ["规范值", "66 所"] in card["fields"]
    assert [role for role, _, _ in card["relations"][0]["members"]] == ["总数", "部分", "部分"]


def test_a_script_in_the_text_stays_text(extracted: Result) -> None:
    tree = page(extracted)
    assert len(tree.xpath("//script")) == 2
    assert tree.xpath("//img") == []
    assert "<script>window.hacked" in "".join(tree.xpath("//article")[0].itertext())


def test_a_script_in_the_name_stays_text(extracted: Result) -> None:
    name = "</title><script>alert(1)</script>.txt"
    document = extracted.extraction.document.model_copy(update={"name": name, "title": None, "county": name})
    tree = page(Result(extracted.report, extracted.extraction.model_copy(update={"document": document})))
    assert len(tree.xpath("//script")) == 2
    assert tree.findtext(".//title") == name


def test_a_script_in_the_cards_stays_text(extracted: Result) -> None:
    first, *others = extracted.extraction.facts
    facts = (first.model_copy(update={"subject": "</script><script>alert(1)</script><!--"}), *others)
    tree = page(Result(extracted.report, extracted.extraction.model_copy(update={"facts": facts})))
    assert len(tree.xpath("//script")) == 2
    assert "</script><script>alert(1)" in tree.get_element_by_id("data").text.encode().decode("unicode_escape")


def test_the_policy_allows_only_this_script_and_style(extracted: Result) -> None:
    tree = page(extracted)
    policy = tree.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")[0]
    for text in (tree.xpath("//script[not(@type)]")[0].text, tree.findtext(".//style")):
        assert f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'" in policy
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy


def test_the_page_loads_nothing(extracted: Result) -> None:
    tree = page(extracted)
    assert tree.xpath("//@src | //link | //@href | //@style | //@onclick") == []
    assert "url(" not in tree.findtext(".//style")


def test_english(extracted: Result) -> None:
    tree = page(extracted, "en")
    assert tree.get("lang") == "en"
    assert "seat.new" in tree.xpath("//li//b/text()")


def table_report() -> Report:
    text = "前1\n学段\t数\n小学\t6所\n后\n"
    cells = (Cell(3, 5, 0, 0, row_span=2), Cell(6, 7, 0, 1, col_span=2), Cell(11, 13, 1, 1))
    return Report("t.txt", "txt", "0", text, [Table(3, 13, cells, header_rows=1), Paragraph(14, 15)])


def test_tables_keep_their_spans() -> None:
    result = Result(table_report(), extract(table_report()))
    rows = page(result).xpath("//article//tr")
    assert [[(c.tag, c.get("rowspan"), c.get("colspan"), c.text_content()) for c in row] for row in rows] == [
        [("th", "2", None, "学段"), ("th", None, "2", "数")],
        [("td", None, None, "6所")],
    ]


def test_text_between_the_blocks_is_shown() -> None:
    blocks = page_blocks(table_report(), [LedgerEntry(kind="unresolved", start=1, end=2, text="1")])
    assert [(p.text, p.mark) for p in blocks[0].pieces] == [("前", None), ("1", 0), ("\n", None)]


def test_a_number_over_two_blocks_has_one_anchor() -> None:
    report = Report("t.txt", "txt", "0", "有12\n34所", [Paragraph(0, 3), Paragraph(4, 7)])
    blocks = page_blocks(report, [LedgerEntry(kind="fact", start=1, end=7, text="12\n34所", fact="f1")])
    assert [(p.text, p.mark, p.first) for b in blocks for p in b.pieces if p.mark is not None] == [("12", 0, True), ("34所", 0, False)]
