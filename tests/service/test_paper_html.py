"""The working paper as a page: everything of each finding is there, it loads and runs nothing, and it fits the screen."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from service.paper.html import render
from service.paper.paper import paper_of_assessed, paper_of_audit
from tests.service.paper_builders import CLEAN, HOSTILE, WRONG, assessed, checked


def page_of(text: str) -> str:
    return render(paper_of_audit(checked(text), "zh")).decode("utf-8")


def test_each_finding_has_all_that_an_auditor_needs() -> None:
    page = page_of(WRONG)
    entries = re.findall(r'<article class="entry".*?</article>', page, re.DOTALL)
    assert len(entries) == 3
    for entry in entries:
        assert all(part in entry for part in ("<mark>", 'class="place"', "<dl>", "核对依据", "审核意见", "签字：", "日期："))
    assert "42 + 25 = 67" in entries[0] and "合计不符" in entries[0]


def test_the_document_is_named_with_its_hash() -> None:
    audit = checked(WRONG)
    page = render(paper_of_audit(audit, "zh")).decode("utf-8")
    assert audit.extraction.document.id in page and "平湖县.txt" in page


def test_no_findings_are_told() -> None:
    assert "没有发现问题。" in page_of(CLEAN)


def test_text_of_the_report_is_no_markup() -> None:
    page = page_of(HOSTILE)
    assert "<script" not in page and "&lt;script&gt;" in page
    assert not re.search(r'(?:src|href)="(?!#)', page)


def test_english() -> None:
    page = render(paper_of_assessed(assessed(), "en")).decode("utf-8")
    assert "Auditor&#39;s note" in page and 'lang="en"' in page


def test_the_charts_are_text_with_a_description() -> None:
    page = render(paper_of_assessed(assessed(), "zh")).decode("utf-8")
    drawn = re.findall(r"<svg.*?</svg>", page, re.DOTALL)
    assert len(drawn) == 3
    assert all(re.search(r'<svg[^>]*aria-label="[^"]+"|aria-label="[^"]+"', svg) for svg in drawn)
    assert "▼ 3.10" in drawn[2] and "第二小学 小学" in drawn[2]
    assert "小学教学用房 4.64，要求 4.5 平方米/生" in page or "小学教学用房 4.6" in page


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[tuple[object, list[str]]]:
    """The page of an assessment of a hostile report, and what the browser complained of."""
    api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    path = tmp_path / "paper.html"
    path.write_bytes(render(paper_of_assessed(assessed(HOSTILE), "zh")))
    complaints: list[str] = []
    with api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1366, "height": 768})
        page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("request", lambda request: complaints.append(request.url) if not request.url.startswith("file:") else None)
        page.goto(path.as_uri())
        yield page, complaints
        browser.close()


@pytest.mark.browser
def test_nothing_hostile_runs_and_nothing_is_loaded(opened) -> None:
    page, complaints = opened
    assert page.evaluate("window.hacked") is None
    assert complaints == []


@pytest.mark.browser
@pytest.mark.parametrize(("width", "height"), [(1366, 768), (1920, 1080), (600, 800)])
def test_nothing_runs_over_the_edge(opened, width: int, height: int) -> None:
    page, _ = opened
    page.set_viewport_size({"width": width, "height": height})
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.browser
def test_notes_can_be_written(opened) -> None:
    page, _ = opened
    page.locator(".write").first.click()
    page.keyboard.type("已核实")
    assert page.locator(".write").first.inner_text() == "已核实"


@pytest.mark.browser
def test_bars_stand_beside_their_labels(opened) -> None:
    """No label of a chart is cut off by the edge of its picture."""
    page, _ = opened
    cut = page.evaluate("""() => [...document.querySelectorAll('figure svg')].flatMap(svg => {
        const box = svg.getBoundingClientRect();
        return [...svg.querySelectorAll('text')].map(t => [t.textContent, t.getBoundingClientRect()])
            .filter(([, r]) => r.width && (r.left < box.left - 1 || r.right > box.right + 1)).map(([text]) => text);
    })""")
    assert cut == []
