"""The review in a browser: document and lists point at each other, decisions are kept, and nobody's is overwritten."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from corpus.ingest import ingest
from corpus.store.results import save_result
from tests.api.conftest import Server
from tests.pages.conftest import REPORT, Add, Tab, fact_written, review_of

pytestmark = pytest.mark.browser
_SELECTED = ".panel:not([hidden]) [role=option][aria-selected=true]"
DAY = date(2025, 1, 1)
_ALL_DONE = "全部审完了。"


@pytest.fixture
def report(add: Add, request: pytest.FixtureRequest) -> int:
    """A report of the test's own, of which nobody has reviewed anything."""
    return add(f"{REPORT}{request.node.name}\n".encode(), "平湖县.txt")


def row_of(page: Any, written: str) -> Any:
    return page.locator("#list-facts [role=option]", has_text=written).first


def card_of(page: Any, text: str) -> str:
    """What the card says, once it speaks of `text`."""
    page.locator("#card-facts h2", has_text=text).wait_for()
    return str(page.locator("#card-facts").inner_text())


def state_of(row: Any, expected: str) -> None:
    row.locator(".badge", has_text=expected).wait_for()


def test_from_the_text_to_the_list_and_back(tab: Tab, report: int) -> None:
    page = tab.open(f"/documents/{report}")
    page.locator("mark[data-fact]", has_text="4200个").click()
    assert "新增学位" in page.locator(_SELECTED).inner_text()
    assert "4,200 个" in card_of(page, "4,200")
    row_of(page, "2.8亿元").click()
    assert page.locator("mark.here").inner_text() == "2.8亿元"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.textContent") == "2.8亿元"
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.getAttribute('aria-selected')") == "true"


def test_a_page_of_a_pdf_has_boxes_that_can_be_clicked(tab: Tab, pdf_document: int) -> None:
    page = tab.open(f"/documents/{pdf_document}")
    picture = page.locator("#p1 img")
    assert picture.evaluate("image => image.decode().then(() => image.naturalWidth)") == 1600
    box = page.locator("#p1 rect[data-fact]").first
    fact = box.get_attribute("data-fact")
    box.click()
    assert page.locator(_SELECTED).get_attribute("data-id") == fact
    assert page.locator("rect.here").first.get_attribute("data-fact") == fact
    page.locator("a[data-view=text]").click()
    page.locator("mark[data-fact]").first.wait_for()
    assert page.locator("#sheet img").count() == 0


def test_the_places_of_a_contradiction_side_by_side(tab: Tab, report: int, pdf_document: int) -> None:
    page = tab.open(f"/documents/{report}")
    page.locator("#tab-findings").click()
    page.locator("#list-findings [role=option]", has_text="9.58%").first.click()
    sides = page.locator("#facing .side")
    sides.first.wait_for()
    assert {side.split("\n")[0].split()[-1] for side in sides.all_inner_texts()} >= {"所", "9.58%"}
    assert page.locator("mark.here").count() == 1
    assert page.locator("mark.kin").count() >= 1
    boxes = [sides.nth(i).bounding_box() for i in range(2)]
    assert boxes[0]["y"] == boxes[1]["y"] and boxes[0]["x"] < boxes[1]["x"]
    page = tab.open(f"/documents/{pdf_document}")
    page.locator("#tab-findings").click()
    page.locator("#list-findings [role=option]").first.click()
    page.locator("#facing svg.cut image").first.wait_for()
    assert page.locator("#facing svg.cut").count() == page.locator("#facing .side").count() == 3


def test_accept_reject_and_undo_keep_who_and_when(tab: Tab, report: int) -> None:
    page = tab.open(f"/documents/{report}")
    row = row_of(page, "4200个")
    row.click()
    page.locator("#panel-facts [data-do=accept]").click()
    state_of(row, "已接受")
    row.click()
    assert "接受" in card_of(page, "4,200") and "本机" in card_of(page, "4,200")
    assert page.locator("#card-facts .last-said time").get_attribute("datetime").endswith("+00:00")
    page.locator("#panel-facts [data-do=reject]").click()
    state_of(row, "已驳回")
    row.click()
    page.locator("#panel-facts [data-do=reset]").click()
    state_of(row, "待审")
    row.click()
    page.locator("#card-facts details summary", has_text="（3）").wait_for()
    assert page.locator("#count-facts").inner_text().startswith("已审 0 /")


def test_a_correction_changes_value_and_verdict_of_the_finding(tab: Tab, report: int) -> None:
    page = tab.open(f"/documents/{report}")
    row_of(page, "9.58%").click()
    page.locator("#panel-facts [data-do=edit]").click()
    page.fill("#c-value", "7.58")
    page.select_option("#c-criterion", "sports_area_per_student")
    page.fill("#c-note", "原件为 7.58%")
    assert "9.58" in page.locator("#m-value").inner_text()
    page.locator("#correction button[type=submit]").click()
    row = row_of(page, "9.58%")
    state_of(row, "已更正")
    row.click()
    card = card_of(page, "7.58")
    assert "9.58% → 7.58%" in card and "体育运动场馆面积" in card and "原件为 7.58%" in card
    page.locator("#tab-findings").click()
    page.locator("#list-findings [role=option]", has_text="9.58%").first.click()
    page.locator("#card-findings .notice.good", has_text="不再成立").wait_for()
    assert "9.58% → 7.58%" in page.locator("#facing").inner_text()


def test_a_figure_is_corrected_where_its_contradiction_is_shown(tab: Tab, report: int) -> None:
    page = tab.open(f"/documents/{report}")
    page.locator("#tab-findings").click()
    page.locator("#list-findings [role=option]", has_text="9.58%").first.click()
    page.locator("#facing .side .head", has_text="9.58%").locator("[data-edit]").click()
    page.fill("#c-value", "7.58")
    page.keyboard.press("Enter")
    page.locator("#card-findings .notice.good", has_text="不再成立").wait_for()
    assert page.evaluate("document.activeElement.dataset.kind") == "findings"


def test_a_wrong_correction_is_told_and_nothing_is_lost(tab: Tab, report: int) -> None:
    page = tab.open(f"/documents/{report}")
    row_of(page, "4200个").click()
    page.locator("#panel-facts [data-do=edit]").click()
    page.locator("#correction button[type=submit]").click()
    assert "没有改动" in page.locator("#correction-alert").inner_text()
    page.fill("#c-period", "去年")
    page.locator("#correction button[type=submit]").click()
    page.locator("#correction-alert", has_not_text="没有改动").wait_for()
    assert page.locator("#correction").is_visible()
    assert page.input_value("#c-period") == "去年"
    page.locator("#correction [data-close]").click()
    state_of(row_of(page, "4200个"), "待审")
    tab.forgive(422)


def test_nobody_overwrites_what_another_has_just_said(tab: Tab, report: int, open_service: Server) -> None:
    page = tab.open(f"/documents/{report}")
    row_of(page, "4200个").click()
    card_of(page, "4,200")
    with open_service.client() as other:
        review_of(other, report, fact_written(other, report, "4200个")["fact"]["id"], decision="reject")
    page.keyboard.press("a")
    alert = page.locator("#alert", has_text="已驳回")
    alert.wait_for()
    assert "本机" in alert.inner_text()
    state_of(row_of(page, "4200个"), "已驳回")
    page.keyboard.press("a")
    state_of(row_of(page, "4200个"), "已接受")
    tab.forgive(412)


def test_a_correction_under_way_survives_another_ones_review(tab: Tab, report: int, open_service: Server) -> None:
    page = tab.open(f"/documents/{report}")
    row_of(page, "4200个").click()
    page.locator("#panel-facts [data-do=edit]").click()
    page.fill("#c-value", "4300")
    with open_service.client() as other:
        review_of(other, report, fact_written(other, report, "4200个")["fact"]["id"], decision="accept")
    page.locator("#correction button[type=submit]").click()
    page.locator("#correction-alert", has_text="已接受").wait_for()
    assert page.input_value("#c-value") == "4300"
    page.locator("#correction button[type=submit]").click()
    state_of(row_of(page, "4200个"), "已更正")
    tab.forgive(412)


def test_filters_and_the_next_open_figure(tab: Tab, report: int) -> None:
    page = tab.open(f"/documents/{report}")
    all_rows = page.locator("#list-facts [role=option]").count()
    page.fill("#search-facts", "新增学位 4,200")
    assert page.locator("#list-facts [role=option]:visible").count() == 1
    assert page.locator("#count-facts").inner_text() == f"显示 1 / {all_rows}"
    page.fill("#search-facts", "")
    row_of(page, "42所").click()
    page.keyboard.press("a")
    state_of(row_of(page, "42所"), "已接受")
    page.locator(_SELECTED, has_text="24所").wait_for()
    page.select_option("#state-facts", "accepted")
    assert page.locator("#list-facts [role=option]:visible").count() == 1
    page.select_option("#state-facts", "")
    for _ in range(all_rows - 1):
        selected = page.locator(_SELECTED)
        id = selected.get_attribute("data-id")
        page.keyboard.press("a")
        state_of(page.locator(f"#fact-{id}"), "已接受")
        page.wait_for_load_state("networkidle")
    page.keyboard.press("n")
    page.locator("#said", has_text=_ALL_DONE).wait_for(state="attached")
    assert page.locator("#count-facts").inner_text() == f"已审 {all_rows} / {all_rows}"


def test_a_number_that_is_no_figure_is_shown_on_its_page(tab: Tab, pdf_document: int) -> None:
    page = tab.open(f"/documents/{pdf_document}")
    page.locator("#tab-ledger").click()
    page.locator("#list-ledger [role=option][data-of=period]").first.click()
    assert page.locator("rect.here").count() > 0
    assert page.locator("rect.here:not([data-of=period])").count() == 0
    assert page.url.endswith(f"/documents/{pdf_document}"), "nobody is sent to the text view"


def test_ledger_and_verdicts(tab: Tab, report: int, word_document: int) -> None:
    page = tab.open(f"/documents/{report}")
    page.locator("#tab-ledger").click()
    page.locator("#list-ledger [role=option]", has_text="2024年11月").click()
    assert page.locator("mark.here").inner_text() == "2024年11月"
    page.locator("#panel-ledger .chip[data-kind=period]").click()
    kinds = page.locator("#list-ledger [role=option]:visible").evaluate_all("rows => rows.map(row => row.dataset.of)")
    assert set(kinds) == {"fact", "ordinal"}
    page = tab.open(f"/documents/{word_document}")
    page.locator("#tab-verdicts").click()
    page.locator("#panel-verdicts .chip[data-kind=insufficient]").click()
    page.locator("#panel-verdicts .requirement[data-of=insufficient]").first.wait_for(state="hidden")
    used = page.locator("#panel-verdicts .requirement:visible", has=page.locator("[data-select]")).first
    used.locator("summary").click()
    used.locator("[data-select]").first.click()
    assert page.locator("#tab-facts").get_attribute("aria-selected") == "true"
    assert page.locator("mark.here").count() == 1


def test_a_review_whose_figure_is_gone_waits_until_it_is_settled(tab: Tab, report: int, open_service: Server) -> None:
    with open_service.client() as client:
        review_of(client, report, fact_written(client, report, "4200个")["fact"]["id"], decision="accept", note="核对原件")
    without = ingest(REPORT.replace("新增学位4200个，", "").encode(), "平湖县.txt", DAY)
    later = without.model_copy(update={"versions": without.versions.model_copy(update={"engine": "later"})})
    with open_service.store.writing() as c:
        save_result(c, report, later)
    page = tab.open(f"/documents/{report}")
    notice = page.locator("details.notice", has_text="1 条审核")
    notice.locator("summary").click()
    assert "核对原件" in notice.inner_text()
    notice.locator("[data-settle]").click()
    notice.wait_for(state="detached")
    assert tab.open(f"/documents/{report}").locator("details.notice").count() == 0


def test_an_address_opens_its_figure(tab: Tab, report: int, open_service: Server) -> None:
    with open_service.client() as client:
        fact = fact_written(client, report, "2.8亿元")["fact"]["id"]
    page = tab.open(f"/documents/{report}#facts/{fact}")
    assert page.locator("mark.here").inner_text() == "2.8亿元"
