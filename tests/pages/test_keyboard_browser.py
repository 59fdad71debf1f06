"""The pages by keyboard alone, and single keys that are silent while somebody writes or an input method composes."""

from __future__ import annotations

from typing import Any

import pytest

from tests.pages.conftest import REPORT, Add, Tab
from tests.pages.test_review_browser import row_of, state_of

pytestmark = pytest.mark.browser
_MOST_TABS = 60
_COMPOSING = """([key, isComposing, keyCode]) => {
  const event = new KeyboardEvent("keydown", {key, isComposing, keyCode, bubbles: true, cancelable: true});
  document.activeElement.dispatchEvent(event);
  return event.defaultPrevented;
}"""


@pytest.fixture
def report(add: Add, request: pytest.FixtureRequest) -> int:
    return add(f"{REPORT}{request.node.name}\n".encode(), f"{request.node.name}.txt")


def tab_to(page: Any, selector: str) -> None:
    """Presses Tab until the focus is on what the selector names; it has to be seen there."""
    for _ in range(_MOST_TABS):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
            assert outline != "none", f"the focus is not seen on {selector}"
            return
    raise AssertionError(f"{selector} is not reached by {_MOST_TABS} tabs")


def test_review_correct_and_export_by_keyboard_alone(tab: Tab, report: int) -> None:
    page = tab.open("/")
    tab_to(page, 'nav a[href="/documents"]')
    page.keyboard.press("Enter")
    page.wait_for_url("**/documents")
    tab_to(page, f'a[href="/documents/{report}"]')
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/documents/{report}", wait_until="networkidle")
    tab_to(page, "#list-facts [role=option]")
    page.keyboard.press("j")
    page.keyboard.press("k")
    page.keyboard.press("/")
    page.keyboard.type("4,200")
    page.keyboard.press("Enter")
    page.keyboard.press("e")
    page.locator("#correction[open]").wait_for()
    page.keyboard.type("4300")
    page.keyboard.press("Enter")
    state_of(row_of(page, "4200个"), "已更正")
    tab_to(page, f'a[href="/documents/{report}/information"]')
    page.keyboard.press("Enter")
    page.wait_for_url("**/information")
    tab_to(page, 'a[href$="/exports/facts/csv"]')
    with page.expect_download() as download:
        page.keyboard.press("Enter")
    assert ",4300,,item" in download.value.path().read_text(encoding="utf-8-sig")


def test_each_key_does_its_work(tab: Tab, report: int) -> None:
    page = tab.open(f"/documents/{report}")
    row = row_of(page, "4200个")
    row.click()
    page.keyboard.press("x")
    state_of(row, "已驳回")
    row.click()
    page.keyboard.press("u")
    state_of(row, "待审")
    for key, name in (("2", "findings"), ("3", "ledger"), ("4", "verdicts"), ("1", "facts")):
        page.keyboard.press(key)
        assert page.locator(f"#tab-{name}").get_attribute("aria-selected") == "true"
    page.keyboard.press("?")
    assert page.locator("#help").is_visible()
    page.keyboard.press("Escape")
    assert not page.locator("#help").is_visible()
    page.locator("#tab-facts").focus()
    page.keyboard.press("ArrowRight")
    assert page.evaluate("document.activeElement.id") == "tab-findings"


@pytest.mark.parametrize("key", ["a", "x", "j", "e", "/", "?"])
@pytest.mark.parametrize(("is_composing", "code"), [(True, 0), (False, 229)])
def test_no_key_works_while_composing(tab: Tab, word_document: int, key: str, is_composing: bool, code: int) -> None:
    page = tab.open(f"/documents/{word_document}")
    page.locator("#list-facts [role=option]").first.click()
    before = page.locator("#list-facts").text_content()
    assert page.evaluate(_COMPOSING, [key, is_composing, code]) is False
    assert page.locator("dialog[open]").count() == 0
    assert page.evaluate("document.activeElement.getAttribute('role')") == "option"
    assert page.locator("#list-facts").text_content() == before
    assert page.evaluate(_COMPOSING, ["?", False, 191]) is True
    assert page.locator("#help[open]").count() == 1


def test_writing_in_a_field_decides_nothing(tab: Tab, report: int) -> None:
    page = tab.open(f"/documents/{report}")
    page.locator("#list-facts [role=option]").first.click()
    page.keyboard.press("/")
    page.keyboard.type("axuejk?")
    assert page.input_value("#search-facts") == "axuejk?"
    page.keyboard.press("Escape")
    assert page.locator("#count-facts").inner_text().startswith("已审 0 /")
    assert page.evaluate("document.activeElement.getAttribute('role')") == "option"


def test_a_real_composition_in_the_search_is_not_taken_for_keys(tab: Tab, report: int) -> None:
    page = tab.open(f"/documents/{report}")
    page.locator("#search-facts").focus()
    session = tab.context.new_cdp_session(page)
    session.send("Input.imeSetComposition", {"text": "xuexiao", "selectionStart": 7, "selectionEnd": 7})
    session.send("Input.dispatchKeyEvent", {"type": "keyDown", "key": "Process", "windowsVirtualKeyCode": 229})
    session.send("Input.insertText", {"text": "学校"})
    assert page.input_value("#search-facts") == "学校"
    assert 0 < page.locator("#list-facts [role=option]:visible").count() < page.locator("#list-facts [role=option]").count()
    assert page.locator("#list-facts .s-rejected").count() == 0


def test_single_keys_can_be_switched_off(tab: Tab, report: int) -> None:
    page = tab.open(f"/documents/{report}")
    page.locator("#help-open").click()
    page.locator("#shortcuts-on").uncheck()
    page.keyboard.press("Escape")
    page = tab.open(f"/documents/{report}")
    page.locator("#list-facts [role=option]").first.click()
    page.keyboard.press("a")
    page.keyboard.press("?")
    assert page.locator("dialog[open]").count() == 0
    page.locator("#panel-facts [data-do=accept]").click()
    page.locator("#list-facts .s-accepted").wait_for()
    assert page.locator("#list-facts .s-accepted").count() == 1
