"""The comparison in one file in a browser: sorted, filtered and read back to the source by keyboard, and open to everybody."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal
from functools import cache
from typing import Any

import pytest

from service.comparison.asked import asked_of, choice
from service.comparison.report import render
from service.exits import Lang
from tests.corpus.dataset.comparing_builders import dataset_of

pytestmark = pytest.mark.browser
_RULES = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}}
COUNTS = {"documents": 1, "counties": 1, "cells": 1}


Address = Callable[[Lang], str]


@pytest.fixture(scope="module", params=[5, 12])
def address(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Address:
    """Where the page of so many counties is in a language: drawn once for all tests."""
    dataset, folder = dataset_of(request.param, 3), tmp_path_factory.mktemp("pages")
    year, offered = choice(dataset, None)

    @cache
    def drawn(lang: Lang) -> str:
        file = folder / f"{lang}.html"
        file.write_bytes(render(dataset, asked_of(offered, year, {}), offered, COUNTS, lang)[0])
        return file.as_uri()

    return drawn


@pytest.fixture
def opened(chromium: Any, address: Address) -> Iterator[Any]:
    """The page in Chinese. It may leave no complaint."""
    page = chromium.new_page(viewport={"width": 1366, "height": 768})
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto(address("zh"))
    yield page
    page.close()
    assert complaints == []


def column(page: Any, place: int) -> list[Decimal]:
    """The values of a column in the order in which they are shown; cells without one are left out."""
    found = page.locator("#values tbody tr:visible").evaluate_all("(rows, place) => rows.map(row => row.cells[place].dataset.value)", place)
    return [Decimal(value) for value in found if value is not None]


def focus_comes_to(page: Any, part: str) -> None:
    """Waits by a selector: a function to be polled would have to be evaluated in the page, which its own policy forbids."""
    page.locator(f"#{part}:focus, #{part} :focus").wait_for()


def test_sorted_by_keyboard_both_ways(opened: Any) -> None:
    button = opened.locator("#values thead button").nth(2)
    button.focus()
    opened.keyboard.press("Enter")
    values = column(opened, 2)
    assert values == sorted(values, reverse=True)
    assert opened.locator("#values thead th").nth(2).get_attribute("aria-sort") == "descending"
    opened.keyboard.press("Enter")
    assert column(opened, 2) == sorted(values)
    assert opened.locator("#values thead th[aria-sort]").count() == 1


def test_filtered_by_keyboard(opened: Any) -> None:
    total = opened.locator("#values tbody tr").count()
    opened.locator("#f-text").focus()
    opened.keyboard.type("浙江")
    left = opened.locator("#values tbody tr:visible").count()
    assert 0 < left < total
    assert opened.locator("#shown").inner_text() == f"{left} / {total} 个县"
    opened.locator("#f-only").select_option("grave")
    assert all(opened.locator("#values tbody tr:visible").evaluate_all("rows => rows.map(row => row.dataset.grave === '1')"))


def test_a_figure_opens_its_source_and_focus_comes_back(opened: Any) -> None:
    link = opened.locator("#values tbody td a").first
    value = link.inner_text()
    link.focus()
    opened.keyboard.press("Enter")
    dialog = opened.locator("#source[open]")
    assert value in dialog.inner_text() and "自查报告.docx" in dialog.inner_text()
    assert dialog.locator("mark").first.is_visible()
    opened.keyboard.press("Escape")
    assert opened.locator("#source[open]").count() == 0
    assert opened.evaluate("document.activeElement.textContent") == value


def test_a_county_is_chosen_by_keyboard_and_its_figures_open_their_sources(opened: Any) -> None:
    choice = opened.locator("#f-county")
    choice.focus()
    # textContent: what the browser has not painted yet has no innerText.
    before = opened.locator("#county-shown h3").text_content()
    assert before
    opened.keyboard.press("ArrowDown")
    opened.locator("#county-shown h3").filter(has_not_text=before).wait_for()
    assert choice.locator("option:checked").text_content().split(" · ")[0] in opened.locator("#county-shown h3").text_content()
    earliest = opened.locator("#county-shown tbody tr td:nth-child(3) a").first
    value = earliest.inner_text()
    earliest.focus()
    opened.keyboard.press("Enter")
    assert value.lstrip("约≥≤") in opened.locator("#source[open]").inner_text()
    opened.keyboard.press("Escape")
    assert opened.evaluate("document.activeElement.textContent") == value


def test_names_lead_from_the_table_to_the_county_and_on_to_the_ranking(opened: Any) -> None:
    name = opened.locator("#values tbody th a").first
    name.focus()
    opened.keyboard.press("Enter")
    opened.locator("h3:focus").wait_for()
    assert opened.evaluate("document.activeElement.textContent").startswith(name.inner_text())
    opened.locator("#county-shown tbody th a").first.press("Enter")
    focus_comes_to(opened, "column-shown")
    ranks = opened.locator("#column-shown tbody tr").evaluate_all("rows => rows.map(row => Number(row.cells[1].textContent))")
    assert ranks == sorted(ranks) and ranks[0] == 1
    opened.go_back()
    focus_comes_to(opened, "county-shown")


def test_a_ranking_is_sorted_by_its_slopes_and_leads_to_a_county(opened: Any) -> None:
    opened.locator("#f-column").select_option("r1")
    opened.locator("#column-shown thead button").last.press("Enter")
    told = opened.locator("#column-shown tbody tr").evaluate_all("rows => rows.map(row => row.cells[row.cells.length - 1].dataset.value)")
    there = [Decimal(value) for value in told if value is not None]
    assert len(there) >= 3 and there == sorted(there, reverse=True)
    assert told == [told[place] for place in range(len(there))] + [None] * (len(told) - len(there))
    name = opened.locator("#column-shown tbody th a").first
    wanted = name.inner_text()
    name.press("Enter")
    focus_comes_to(opened, "county-shown")
    assert opened.locator("#county-shown h3").inner_text().startswith(wanted)


def test_what_is_alike_opens_by_keyboard(opened: Any) -> None:
    closed = opened.locator("details.alike:not([open]) summary")
    if closed.count():
        closed.first.press("Enter")
        assert opened.locator("details.alike[open] li").last.is_visible()


def test_without_a_script_every_county_and_indicator_is_there(chromium: Any, address: Address) -> None:
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address("zh"))
    counties = page.locator("#values tbody tr").count()
    assert page.locator("section.part[id^=c]").count() == counties and page.locator("section.part[id^=r]").count() > 1
    assert not page.locator("#f-county").is_visible()
    page.locator("#values tbody th a").first.click()
    assert page.locator(f"section{page.url[page.url.index('#') :]}").is_visible()
    context.close()


def test_without_a_script_the_table_and_its_sources_are_read(chromium: Any, address: Address) -> None:
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address("zh"))
    assert not page.locator("#filters").is_visible() and page.locator("#values thead button").count() == 0
    link = page.locator("#values tbody td a").first
    anchor = str(link.get_attribute("href"))
    link.click()
    assert page.locator(f"li{anchor}").is_visible() and page.url.endswith(anchor)
    context.close()


# Each size, language and screen once: what is open to everybody does not depend on them together, and a large page takes a minute.
@pytest.mark.slow
@pytest.mark.parametrize(
    ("address", "lang", "width", "height"), [(5, "zh", 1366, 768), (12, "en", 1920, 1080)], indirect=["address"], scope="module"
)
def test_the_file_is_open_to_everybody_and_fits_the_screen(chromium: Any, address: Address, lang: Lang, width: int, height: int) -> None:
    from axe_playwright_python.sync_playwright import Axe

    page = chromium.new_page(viewport={"width": width, "height": height})
    page.goto(address(lang))
    found = Axe().run(page, options={**_RULES, "resultTypes": ["violations"]}).response["violations"]
    assert [f"{one['id']}: {one['nodes'][0]['html'][:200]}" for one in found] == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.close()
