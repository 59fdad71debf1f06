"""Script in a document's text, its comments, its properties and its file name: shown as what it is, run by nobody."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import html

from corpus.ingested import Ingested
from models.errors import UnreadableInput
from service.output.html import render as render_report
from service.output.result import Result, Setting
from service.paper.formats import ASSESS_FORMATS, CHECK_FORMATS
from service.worker.outcome import INGESTED, read_value
from tests.hostile import words
from tests.worker.conftest import Do

NAME = '"><img src=x onerror=alert(66)>&lt;{0}%s.docx'


@pytest.fixture
def ingested(do: Do, out: Path) -> Ingested:
    assert do(words.scripted(), NAME).state == "succeeded"
    return read_value(out / INGESTED, Ingested, 10_000_000)


def pages(ingested: Ingested) -> dict[str, bytes]:
    return {
        "report": render_report([Result(ingested.report.to_report(), ingested.extraction)], Setting()),
        "findings": CHECK_FORMATS["html"].render([ingested.to_audit()], Setting()),
        "paper": ASSESS_FORMATS["html"].render([ingested.to_assessed()], Setting()),
    }


def foreign(page: bytes) -> list[str]:
    """What in a page would run or load something that the page did not bring itself."""
    tree = html.fromstring(page)
    scripts = [node.text for node in tree.iter("script") if "alert(66)" in (node.text or "").replace("\\u003c", "")[:14]]
    handlers = [name for node in tree.iter() if isinstance(node.tag, str) for name in node.keys() if name.startswith("on")]  # noqa: SIM118
    return [*scripts, *handlers, *tree.xpath("//img[@src='x']/@src"), *tree.xpath("//@href[starts-with(., 'javascript:')]")]


def test_text_and_name_stay_text(ingested: Ingested) -> None:
    assert words.SCRIPT in ingested.report.text
    assert ingested.report.name == ingested.extraction.document.name == NAME
    for page in pages(ingested).values():
        assert foreign(page) == []
        assert words.SCRIPT.encode() not in page


def test_comments_and_properties_are_not_read(ingested: Ingested) -> None:
    assert ingested.report.text.count(words.SCRIPT) == 3


def test_a_name_with_blanks_does_no_harm_to_a_sentence() -> None:
    assert NAME in UnreadableInput("damaged", name=NAME).message()


@pytest.mark.parametrize("evil", ["<script>alert(66)</script>", "<p onclick='x'>", "<img src=x>", "<a href='javascript:x'>"])
def test_script_in_a_page_is_seen(evil: str) -> None:
    assert foreign(f"<html><body>{evil}</body></html>".encode())
