"""The page in a browser: from a fact to its place and back, by mouse and by keyboard, and nothing hostile runs."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from service.output.html import render
from service.output.result import Result, Setting

pytestmark = pytest.mark.browser


@pytest.fixture
def opened(chromium, extracted: Result, tmp_path: Path) -> Iterator[tuple[object, list[str]]]:
    """The page, and what the browser complained of."""
    path = tmp_path / "page.html"
    path.write_bytes(render([extracted], Setting()))
    complaints: list[str] = []
    page = chromium.new_page(viewport={"width": 1366, "height": 768})
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto(path.as_uri())
    yield page, complaints
    page.close()


def mark_of(page, text: str):
    return page.locator("mark.k-fact", has_text=text).first


def test_from_the_text_to_the_fact_and_back(opened) -> None:
    page, _ = opened
    mark_of(page, "4200个").click()
    row = page.locator("li[aria-selected=true]")
    assert "新增学位" in row.inner_text()
    assert "4,200 个" in page.locator("#card").inner_text()
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.getAttribute('aria-selected')") == "true"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.textContent") == "4200个"


def test_by_keyboard_through_the_list(opened, extracted: Result) -> None:
    page, _ = opened
    page.locator("#list li").first.focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("End")
    assert page.locator("mark.here").inner_text() == extracted.extraction.facts[-1].evidence.text
    assert page.locator("#list li[tabindex='0']").count() == 1


def test_a_relation_leads_to_its_members(opened) -> None:
    page, _ = opened
    mark_of(page, "66所").click()
    assert page.locator("mark.kin").all_inner_texts()[:2] == ["42所", "24所"]
    page.locator("#card .relation button").first.click()
    assert page.locator("mark.here").inner_text() == "42所"


def test_the_filter(opened, extracted: Result) -> None:
    page, _ = opened
    page.keyboard.press("/")
    page.keyboard.type("学校达标率")
    rows = sum(entry.kind in ("fact", "unresolved") for entry in extracted.extraction.ledger)
    assert page.locator("#list li:visible").count() == 1
    assert page.locator("#shown").inner_text() == f"显示 1 / {rows}"
    page.keyboard.press("Enter")
    assert page.locator("mark.here").inner_text() == "7.58%"


def test_a_chip_hides_its_kind(opened) -> None:
    page, _ = opened
    page.locator(".chip[data-kind=period]").click()
    assert page.locator("mark.k-period.off").count() == page.locator("mark.k-period").count() > 0
    assert page.locator("mark.k-fact.off").count() == 0
    page.locator(".chip[data-kind=fact]").click()
    assert set(page.locator("#list li:visible").evaluate_all("rows => rows.map(row => row.dataset.kind)")) == {"unresolved"}


def test_nothing_hostile_runs(opened) -> None:
    page, complaints = opened
    mark_of(page, "12345人").click()
    assert page.evaluate("window.hacked") is None
    assert complaints == []


@pytest.mark.parametrize(("width", "height"), [(1366, 768), (1920, 1080), (800, 600)])
def test_nothing_runs_over_the_edge(opened, width: int, height: int) -> None:
    page, _ = opened
    page.set_viewport_size({"width": width, "height": height})
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert page.locator("#list").bounding_box()["height"] > 150


CONTRAST = """() => {
  const light = (c) => { const v = c / 255; return v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4; };
  const shade = (rgb) => 0.2126 * light(rgb[0]) + 0.7152 * light(rgb[1]) + 0.0722 * light(rgb[2]);
  const numbers = (text) => text.match(/[0-9.]+/g).map(Number);
  const behind = (node) => {
    for (; node; node = node.parentElement) {
      const c = numbers(getComputedStyle(node).backgroundColor);
      if (c.length < 4 || c[3] > 0) return c;
    }
    return [255, 255, 255];
  };
  const poor = new Set();
  for (const node of document.querySelectorAll("body *")) {
    if (![...node.childNodes].some((c) => c.nodeType === 3 && c.data.trim()) || !node.getClientRects().length) continue;
    const [a, b] = [shade(numbers(getComputedStyle(node).color)), shade(behind(node))];
    const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    if (ratio < 4.5) poor.add(`${node.tagName}.${node.className} ${ratio.toFixed(2)}`);
  }
  return [...poor];
}"""


def test_contrast_is_enough(opened) -> None:
    page, _ = opened
    mark_of(page, "66所").click()
    page.locator(".chip[data-kind=period]").click()
    assert page.evaluate(CONTRAST) == []
