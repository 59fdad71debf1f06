"""Nothing is dropped and nothing is counted twice: what must hold of the extraction of any text whatever."""

from __future__ import annotations

import re
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings

from extractor.blocks import Paragraph, Report
from extractor.pipeline import extract
from extractor.read import read_report
from extractor.spans import CHINESE
from models.fact import Extraction
from models.indicators import load_indicators
from models.units import load_units
from tests.extractor.casebook import GOLD, TITLE, cases, gold_reading
from tests.extractor.writing import TEXTS

NUMBER = re.compile(rf"[0-9０-９]+|[{CHINESE}]+")
DIGITS = re.compile(r"[0-9０-９]+")


def read(text: str) -> tuple[str, Extraction]:
    """The decoded text and its extraction. Control characters are left out: no file that holds them is text."""
    printable = "".join(c for c in text if c in "\n\r\t" or not (c < " " or "\x7f" <= c <= "\x9f"))
    report = read_report(f"{TITLE}\n{printable}".encode(), "any.txt")
    return report.text, extract(report)


def one_paragraph(text: str) -> Report:
    """A report whose whole text is one paragraph, whatever it holds."""
    return Report("any.txt", "txt", sha256(text.encode()).hexdigest(), text, [Paragraph(0, len(text))] if text else [])


def check_ledger(raw: str, extraction: Extraction) -> None:
    """Ordered, without overlap, and every character of every number in exactly one entry."""
    at = 0
    covered: set[int] = set()
    for entry in extraction.ledger:
        assert at <= entry.start < entry.end <= len(raw)
        assert entry.text == raw[entry.start : entry.end]
        at = entry.end
        covered.update(range(entry.start, entry.end))
    for number in NUMBER.finditer(raw):
        assert covered.issuperset(range(*number.span())), number


def check_facts(raw: str, extraction: Extraction) -> None:
    """Evidence is cut out of the raw text, ids are known to ledger and relations, units and indicators are of the catalogues."""
    ids = [f.id for f in extraction.facts]
    assert len(set(ids)) == len(ids)
    assert [e.fact for e in extraction.ledger if e.kind == "fact"] == ids
    for fact in extraction.facts:
        assert raw[fact.evidence.start : fact.evidence.end] == fact.evidence.text
        assert fact.indicator in load_indicators()
        assert fact.unit in load_units().base_units
        assert ("masked" in fact.flags) <= (fact.value is None)
    for relation in extraction.relations:
        assert {m for m in relation.members if m is not None} <= set(ids)


@settings(max_examples=150)
@example("投入100")
@example("一二三四五\t六\t七\n1\t2\t3\n")
@example("2021年2021年2021-2021")
@given(TEXTS)
def test_any_text(text: str) -> None:
    raw, extraction = read(text)
    check_ledger(raw, extraction)
    check_facts(raw, extraction)


@given(TEXTS)
def test_any_text_as_one_paragraph(text: str) -> None:
    extraction = extract(one_paragraph(text))
    check_ledger(text, extraction)
    check_facts(text, extraction)


@settings(max_examples=40)
@given(TEXTS)
def test_same_bytes_same_json(text: str) -> None:
    first, second = read(text)[1], read(text)[1]
    assert first.model_dump_json() == second.model_dump_json()


@settings(max_examples=40)
@given(TEXTS)
def test_json_gives_the_extraction_back(text: str) -> None:
    extraction = read(text)[1]
    assert Extraction.model_validate_json(extraction.model_dump_json()) == extraction


@pytest.mark.parametrize("case", cases("columns", "tables"))
def test_tables_without_a_frame(case: dict[str, Any]) -> None:
    raw, extraction = read(case["text"])
    check_ledger(raw, extraction)
    check_facts(raw, extraction)


def test_there_are_reports() -> None:
    assert GOLD


@pytest.mark.parametrize("path", GOLD, ids=lambda path: path.stem)
def test_labelled_report(path: Path) -> None:
    raw = read_report(path.read_bytes(), path.name).text
    extraction = gold_reading(path)
    check_ledger(raw, extraction)
    check_facts(raw, extraction)
    for run in DIGITS.finditer(raw):
        holders = [e for e in extraction.ledger if e.start < run.end() and run.start() < e.end]
        assert len(holders) == 1, f"{run} is parted among {[e.text for e in holders]}"


@pytest.mark.parametrize("path", GOLD[:3], ids=lambda path: path.stem)
def test_labelled_report_read_again(path: Path) -> None:
    again = extract(read_report(path.read_bytes(), path.name))
    assert again.model_dump_json() == gold_reading(path).model_dump_json()
