"""From upload to export in a browser, what is refused, who may sign in, and text of strangers that stays text."""

from __future__ import annotations

import io
from typing import Any
from urllib.parse import quote

import openpyxl
import pytest

from tests.api.conftest import Server, gold
from tests.pages.conftest import REPORT, Add, Tab, added, review_of
from tests.pages.test_review_browser import row_of, state_of

pytestmark = pytest.mark.browser
HOSTILE = "<script>window.hacked = 1</script><img src=x onerror='window.hacked = 2'>"


def file(name: str, data: bytes) -> dict[str, Any]:
    return {"name": name, "mimeType": "application/octet-stream", "buffer": data}


def upload_row(page: Any, name: str) -> Any:
    return page.locator("#upload-list li", has_text=name)


def test_upload_review_correct_export(tab: Tab) -> None:
    page = tab.open("/")
    page.set_input_files("#files", [file("报告.docx", gold("g12.docx")), file("平湖县.txt", f"{REPORT}流程\n".encode())])
    for name in ("报告.docx", "平湖县.txt"):
        upload_row(page, name).locator(".done", has_text="完成").wait_for()
    assert "2 份文件：完成 2" in page.locator("#upload-summary").inner_text()
    upload_row(page, "平湖县.txt").get_by_role("link", name="审阅").click()
    page.wait_for_url("**/documents/*", wait_until="networkidle")
    row_of(page, "4200个").click()
    page.locator("#panel-facts [data-do=edit]").click()
    page.fill("#c-value", "4300")
    page.locator("#correction button[type=submit]").click()
    state_of(row_of(page, "4200个"), "已更正")
    page.locator(".bar a.button").click()
    with page.expect_download() as download:
        page.locator('a[href$="/exports/facts/xlsx"]').click()
    assert download.value.suggested_filename == "平湖县-facts.xlsx"
    book = openpyxl.load_workbook(io.BytesIO(download.value.path().read_bytes()))
    values = {cell for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row}
    assert 4300 in values and 4200 not in values


def test_what_was_there_before_and_what_is_no_report(tab: Tab, word_document: int) -> None:
    page = tab.open("/")
    files = [
        file("又一次.docx", gold("g01.docx")), file("照片.docx", b"\x89PNG\r\n\x1a\n" + bytes(64)), file("空.txt", b""),
        file("坏.pdf", b"%PDF-1.7\nnothing"), file("过大.txt", "数".encode() * 2_000_000),
    ]  # fmt: skip
    page.set_input_files("#files", files)
    upload_row(page, "又一次.docx").locator(".done", has_text="与已有文件相同").wait_for()
    assert upload_row(page, "又一次.docx").get_by_role("link").get_attribute("href") == f"/documents/{word_document}"
    for name, words in (("照片.docx", "图片"), ("空.txt", "空"), ("坏.pdf", "损坏"), ("过大.txt", "超过 5 MB")):
        row = upload_row(page, name).locator(".refused")
        row.wait_for()
        assert words in row.inner_text() and row.inner_text().endswith("。")
    for status in (413, 415, 422):
        tab.forgive(status)


def test_a_file_that_is_dropped(tab: Tab) -> None:
    page = tab.open("/")
    data = page.evaluate_handle(
        "text => { const data = new DataTransfer(); data.items.add(new File([text], '拖入.txt')); return data; }", f"{REPORT}拖入\n"
    )
    page.dispatch_event("#drop", "drop", {"dataTransfer": data})
    upload_row(page, "拖入.txt").locator(".done", has_text="完成").wait_for()


def test_nothing_of_a_stranger_runs(tab: Tab, add: Add, open_service: Server) -> None:
    name = "<img src=x onerror='window.hacked=3'>.txt"
    county = "<img src=x onerror='window.hacked=4'>县"
    document = add(f"{REPORT}{HOSTILE}在校生12345人。\n".encode(), name, county=county)
    with open_service.client() as client:
        review_of(client, document, "f1", decision="accept", note=HOSTILE)
    of_document = (f"/documents/{document}", f"/documents/{document}/information")
    for address in ("/", "/documents", *of_document, "/counties", f"/counties/{quote(county)}"):
        page = tab.open(address)
        assert page.evaluate("window.hacked") is None
    page = tab.open(f"/documents/{document}")
    page.locator("mark[data-fact]", has_text="12345人").click()
    page.locator("#list-facts [role=option]").first.click()
    page.locator("#card-facts .last-said", has_text="window.hacked").wait_for()
    page.locator("#tab-ledger").click()
    page.locator("#list-ledger [role=option]").first.wait_for()
    assert page.evaluate("window.hacked") is None
    assert page.locator("img[src=x]").count() == 0


def test_signing_in_and_out(chromium: Any, locked_service: Server) -> None:
    tab = Tab(chromium, locked_service)
    page = tab.open("/documents?year=2024")
    page.fill("#key", "jh_wrong")
    page.keyboard.press("Enter")
    assert "密钥" in page.locator("[role=alert]").inner_text()
    page.fill("#key", locked_service.key("reviewer"))
    page.keyboard.press("Enter")
    page.wait_for_url("**/documents?year=2024")
    assert "审核" in page.locator(".who").inner_text()
    page = tab.open("/")
    page.set_input_files("#files", [file("登录后.txt", f"{REPORT}登录\n".encode())])
    upload_row(page, "登录后.txt").locator(".done", has_text="完成").wait_for()
    upload_row(page, "登录后.txt").get_by_role("link").click()
    page.wait_for_url("**/documents/*", wait_until="networkidle")
    row_of(page, "4200个").click()
    page.keyboard.press("a")
    state_of(row_of(page, "4200个"), "已接受")
    page.locator("#sign-out").click()
    page.wait_for_url("**/signin")
    page = tab.open("/documents")
    assert page.url.endswith("/signin?next=%2Fdocuments")
    tab.forgive(401)
    assert tab.complaints == []
    tab.context.close()


def test_who_is_signed_out_meanwhile_is_sent_to_sign_in(chromium: Any, locked_service: Server) -> None:
    key = locked_service.key("reviewer")
    with locked_service.client(key) as client:
        document = added(client, f"{REPORT}退出\n".encode(), "退出.txt")
    tab = Tab(chromium, locked_service)
    page = tab.open(f"/documents/{document}")
    page.fill("#key", key)
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/documents/{document}", wait_until="networkidle")
    tab.context.clear_cookies()
    page.locator("#list-facts [role=option]").first.click()
    page.wait_for_url(f"**/signin?next=%2Fdocuments%2F{document}")
    tab.context.close()


def test_county_year_and_deleting(tab: Tab, add: Add) -> None:
    document = add(f"{REPORT}改县名\n".encode(), "改县名.txt")
    page = tab.open(f"/documents/{document}/information")
    page.fill("#county", "新名县")
    page.fill("#year", "2022")
    page.locator("#place button").click()
    page.locator("#alert", has_text="已保存").wait_for()
    page = tab.open("/counties/新名县")
    assert "2022" in page.locator("table.documents").inner_text()
    page = tab.open(f"/documents/{document}/information")
    page.fill("#number", str(document))
    page.locator("#delete button").click()
    page.wait_for_url("**/documents")
    assert page.locator(f'a[href="/documents/{document}"]').count() == 0


def test_a_document_that_failed_can_be_tried_again(tab: Tab, failed_document: int) -> None:
    page = tab.open(f"/documents/{failed_document}")
    assert "未能" in page.title() or page.locator(".notice.bad").is_visible()
    page.locator("#again").click()
    page.locator("#again").wait_for()
    page.locator(".notice.bad", has_text="损坏").wait_for()


def test_documents_of_one_county_that_contradict_each_other(tab: Tab, add: Add) -> None:
    for year, schools in ((1, "66所"), (2, "67所")):
        text = f"汀州县义务教育发展报告{year}\n（2024年11月）\n2023年，汀州县共有小学{schools}。\n"
        add(text.encode(), f"汀州{year}.txt", county="汀州县")
    page = tab.open("/counties/汀州县")
    sides = page.locator(".conflicts .side")
    sides.first.wait_for()
    assert sides.count() == 2
    assert {"66所", "67所"} == set(sides.locator("mark").all_inner_texts())
    sides.first.get_by_role("link").click()
    page.locator("mark.here").wait_for()


def test_charts_of_a_county(tab: Tab, word_document: int) -> None:
    page = tab.open("/counties/岚渡县")
    page.locator(".charts figure svg text", has_text="骨干教师").first.wait_for()
    assert page.locator(".charts figure").count() == 3
