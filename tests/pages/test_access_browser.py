"""Every page is open to everybody: axe-core finds nothing in either language, and nothing runs over the edge of a screen."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.api.conftest import Server
from tests.pages.conftest import SIZES, Tab

pytestmark = pytest.mark.browser
_RULES = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]},
          "resultTypes": ["violations"]}  # fmt: skip


def _nothing(page: Any) -> None:
    pass


def _fact(page: Any) -> None:
    page.locator("#list-facts [role=option]").nth(5).click()
    page.locator("#card-facts h2").wait_for()


def _finding(page: Any) -> None:
    page.locator("#tab-findings").click()
    page.locator("#list-findings [role=option]").first.click()
    page.locator("#facing .side").first.wait_for()


def _correction(page: Any) -> None:
    _fact(page)
    page.keyboard.press("e")
    page.locator("#correction[open]").wait_for()
    page.select_option("#c-stage", "special")


def _help(page: Any) -> None:
    page.keyboard.press("?")


def _ledger(page: Any) -> None:
    page.locator("#tab-ledger").click()
    page.locator("#list-ledger [role=option]").nth(3).click()


def _verdicts(page: Any) -> None:
    page.locator("#tab-verdicts").click()
    page.locator(".requirement summary").nth(2).click()


def _uploads(page: Any) -> None:
    page.set_input_files("#files", [{"name": "图.png", "mimeType": "image/png", "buffer": b"\x89PNG\r\n\x1a\n" + bytes(9)}])
    page.locator(".refused").wait_for()


def _charts(page: Any) -> None:
    page.locator(".charts figure").first.wait_for()


VIEWS: dict[str, tuple[str, Callable[[Any], None]]] = {
    "home": ("/", _nothing),
    "uploads": ("/", _uploads),
    "documents": ("/documents", _nothing),
    "no documents": ("/documents?text=没有这样的", _nothing),
    "fact": ("/documents/{word}", _fact),
    "finding": ("/documents/{word}", _finding),
    "finding on pages": ("/documents/{pdf}", _finding),
    "ledger": ("/documents/{word}", _ledger),
    "verdicts": ("/documents/{word}", _verdicts),
    "correction": ("/documents/{word}", _correction),
    "help": ("/documents/{word}", _help),
    "failed": ("/documents/{failed}", _nothing),
    "information": ("/documents/{word}/information", _nothing),
    "counties": ("/counties", _nothing),
    "county": ("/counties/岚渡县", _charts),
    "comparison": ("/comparison", _charts),
    "comparison of nothing": ("/comparison?text=没有这样的", _nothing),
    "missing": ("/documents/999999", _nothing),
}


@pytest.fixture(scope="module")
def named(word_document: int, pdf_document: int, failed_document: int) -> dict[str, int]:
    return {"word": word_document, "pdf": pdf_document, "failed": failed_document}


def violations(page: Any) -> list[str]:
    """What axe finds, each with its first place."""
    from axe_playwright_python.sync_playwright import Axe

    found = Axe().run(page, options=_RULES).response["violations"]
    return [f"{v['id']}: {v['nodes'][0]['html'][:160]} {v['nodes'][0]['failureSummary'][:300]}" for v in found]


def _forgive(tab: Tab) -> None:
    """The refused upload and the missing document are refused and missing on purpose."""
    for status in (404, 415):
        tab.forgive(status)


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_axe_finds_nothing(tab: Tab, named: dict[str, int], view: str, lang: str) -> None:
    address, act = VIEWS[view]
    tab.speak(lang)
    page = tab.open(address.format(**named))
    act(page)
    page.wait_for_load_state("networkidle")
    assert page.locator("html").get_attribute("lang") == ("zh-CN" if lang == "zh" else "en")
    _forgive(tab)
    assert violations(page) == []


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_axe_finds_nothing_at_the_door(chromium: Any, locked_service: Server, lang: str) -> None:
    tab = Tab(chromium, locked_service)
    page = tab.open(f"/signin?lang={lang}")
    page.fill("#key", "jh_wrong")
    page.keyboard.press("Enter")
    page.locator("[role=alert]").wait_for()
    assert violations(page) == []
    tab.context.close()


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("size", SIZES)
def test_nothing_runs_over_the_edge(tab: Tab, named: dict[str, int], view: str, size: tuple[int, int]) -> None:
    address, act = VIEWS[view]
    tab.page.set_viewport_size({"width": size[0], "height": size[1]})
    page = tab.open(address.format(**named))
    act(page)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    _forgive(tab)
