"""Every page without a browser: who may see what, both languages, nothing inline, nothing unescaped."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import httpx
import pytest

from service.pages.signin import inside
from service.words import load_words
from tests.api.conftest import Server, gold
from tests.pages.conftest import REPORT, Add, added

WEB = Path(__file__).parents[2] / "service" / "web"
PAGES = (
    "/", "/documents", "/documents?text=自查&state=succeeded", "/documents/{word}", "/documents/{pdf}", "/documents/{pdf}?view=text",
    "/documents/{failed}", "/documents/{word}/information", "/documents/{failed}/information", "/counties", "/counties/岚渡县",
    "/documents/{word}/facts/f1", "/documents/{word}/ledger", "/documents/{word}/verdicts", "/documents/{word}/charts",
    "/counties/岚渡县/conflicts", "/comparison", "/comparison?year=1000&group=x&sort=y&at=z", "/comparison?text=没有这样的",
)  # fmt: skip


class Inline(HTMLParser):
    """Everything of a page that a policy without `unsafe-inline` would not let work."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.found += [f"{tag} {name}" for name in given if name == "style" or name.startswith("on")]
        self.found += [f"{tag} {value}" for value in given.values() if (value or "").strip().lower().startswith("javascript:")]
        if tag == "style" or (tag == "script" and "src" not in given and given.get("type") != "application/json"):
            self.found.append(tag)


@pytest.fixture(scope="module")
def browser(open_service: Server) -> Iterator[httpx.Client]:
    """A visitor of the open service who has chosen no language."""
    # Lets go of a connection before the server does, which waits for 5 s too: one that is closed while it is taken up fails.
    limits = httpx.Limits(keepalive_expiry=2)
    with httpx.Client(base_url=open_service.origin, trust_env=False, timeout=60, limits=limits) as client:
        yield client


@pytest.fixture(scope="module")
def named(word_document: int, pdf_document: int, failed_document: int) -> dict[str, int]:
    return {"word": word_document, "pdf": pdf_document, "failed": failed_document}


@pytest.mark.parametrize("address", PAGES)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_page_answers_with_nothing_inline(browser: httpx.Client, named: dict[str, int], address: str, lang: str) -> None:
    answer = browser.get(address.format(**named), headers={"Cookie": f"junheng_lang={lang}"})
    assert answer.status_code == 200
    assert Inline(answer.text).found == []
    assert "unsafe-inline" not in answer.headers["content-security-policy"]
    if "<html" in answer.text:
        assert f'<html lang="{"zh-CN" if lang == "zh" else "en"}">' in answer.text


def test_chinese_first_and_a_choice_that_lasts(open_service: Server) -> None:
    with httpx.Client(base_url=open_service.origin, trust_env=False, headers={"Accept-Language": "en"}) as client:
        assert 'lang="zh-CN"' in client.get("/documents").text
        assert 'lang="en"' in client.get("/documents?lang=en").text
        assert 'lang="en"' in client.get("/").text
        assert client.get("/api/v1/documents/999999").json()["title"] == "Not found"


MISSING = ("/documents/999999", "/documents/x", "/counties/没有县", "/documents?after=x", "/documents/{word}/facts/no")


@pytest.mark.parametrize("address", MISSING)
def test_what_is_not_there_is_a_page_that_says_so(browser: httpx.Client, named: dict[str, int], address: str) -> None:
    answer = browser.get(address.format(**named))
    assert answer.status_code in (400, 404)
    assert answer.headers["content-type"].startswith("text/html")
    assert "<h1>" in answer.text


@pytest.mark.parametrize(
    ("address", "accept", "media"),
    [
        ("/nowhere", "text/html,*/*;q=0.8", "text/html; charset=utf-8"),
        ("/nowhere", "*/*", "application/problem+json"),
        ("/api/v1/nowhere", "text/html,*/*;q=0.8", "application/problem+json"),
    ],
)
def test_an_address_that_there_is_not_is_a_page_for_browsers(browser: httpx.Client, address: str, accept: str, media: str) -> None:
    answer = browser.get(address, headers={"Accept": accept})
    assert (answer.status_code, answer.headers["content-type"]) == (404, media)


def test_a_county_may_have_a_slash_in_its_name(browser: httpx.Client, add: Add) -> None:
    add(REPORT.replace("平湖县", "湖东县").encode(), "合并.txt", county="湖东县/湖西区")
    link = re.search(r'href="(/counties/[^"]*/[^"]*)"', browser.get("/counties").text)
    assert link is not None
    for address in (link[1], f"{link[1]}/conflicts", f"/api/v1{link[1]}", f"/api/v1{link[1]}/conflicts"):
        assert browser.get(address).status_code == 200
    assert browser.get(f"/api/v1{link[1]}").json()["name"] == "湖东县/湖西区"


def test_text_of_strangers_is_escaped(browser: httpx.Client, add: Add) -> None:
    name = '"><img src=x onerror=alert(1)>.txt'
    document = add((REPORT + "<script>alert(1)</script>在校生12345人。\n").encode(), name)
    for address in ("/documents", f"/documents/{document}", f"/documents/{document}/information", f"/documents/{document}/ledger"):
        text = browser.get(address).text
        assert "<script>alert" not in text
        assert "<img src=x" not in text


def test_a_failed_document_says_why(browser: httpx.Client, failed_document: int) -> None:
    text = browser.get(f"/documents/{failed_document}").text
    assert "这份文件没能处理" in text
    assert "损坏" in text


def test_strangers_are_sent_to_sign_in_and_back(locked_service: Server) -> None:
    with httpx.Client(base_url=locked_service.origin, trust_env=False) as client:
        answer = client.get("/documents?year=2024")
        assert (answer.status_code, answer.headers["location"]) == (303, "/signin?next=%2Fdocuments%3Fyear%3D2024")
        wrong = client.post("/signin", data={"key": "jh_no", "next": "/documents"})
        assert wrong.status_code == 401
        assert "密钥" in wrong.text
        right = client.post("/signin", data={"key": locked_service.key("viewer"), "next": "/documents"})
        assert (right.status_code, right.headers["location"]) == (303, "/documents")
        assert client.get("/documents").status_code == 200


def test_another_site_signs_nobody_in(locked_service: Server) -> None:
    said = {"Origin": "https://evil.example", "Sec-Fetch-Site": "cross-site"}
    answer = httpx.post(f"{locked_service.origin}/signin", data={"key": locked_service.key("viewer")}, headers=said, trust_env=False)
    assert answer.status_code == 403
    assert "set-cookie" not in answer.headers or "junheng_session" not in answer.headers["set-cookie"]


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("/documents/3?view=text", "/documents/3?view=text"), ("//evil.example", "/"), ("/\\evil.example", "/"),
        ("https://evil.example", "/"), ("/\t/evil.example", "/"), ("", "/"),
    ],
)  # fmt: skip
def test_signing_in_leads_nowhere_else(address: str, expected: str) -> None:
    assert inside(address) == expected


def test_each_sees_their_own_counties_only(locked_service: Server) -> None:
    with locked_service.client(locked_service.key("admin")) as admin:
        document = added(admin, gold("g01.docx"), "岚渡县.docx")
    with httpx.Client(base_url=locked_service.origin, trust_env=False) as client:
        client.post("/signin", data={"key": locked_service.key("reviewer", ("云岫区",))})
        for address in ("", "/information", "/facts/f1", "/findings/x", "/ledger", "/verdicts", "/charts"):
            assert client.get(f"/documents/{document}{address}").status_code == 404
        for address in ("/counties/岚渡县", "/counties/岚渡县/conflicts"):
            assert client.get(address).status_code == 404
        for address in ("/", "/documents", "/counties", "/comparison"):
            assert "岚渡县" not in client.get(address).text


def test_nothing_is_offered_that_a_viewer_may_not_do(locked_service: Server) -> None:
    with locked_service.client(locked_service.key("admin")) as admin:
        document = added(admin, gold("g01.docx"), "岚渡县.docx")
    with httpx.Client(base_url=locked_service.origin, trust_env=False) as client:
        client.post("/signin", data={"key": locked_service.key("viewer")})
        assert 'id="upload"' not in client.get("/").text
        review = client.get(f"/documents/{document}").text
        assert 'data-do="accept"' not in review and 'id="correction"' not in review
        information = client.get(f"/documents/{document}/information").text
        assert 'id="delete"' not in information and 'id="place"' not in information


def test_an_empty_service_says_what_to_do(empty_service: Server) -> None:
    said = {"/": "还没有文件", "/documents": "还没有文件", "/counties": "还没有县", "/comparison": "还没有可以比较的数据"}
    for address, sentence in said.items():
        assert sentence in httpx.get(f"{empty_service.origin}{address}", trust_env=False).text


def test_every_word_is_used_and_in_both_languages() -> None:
    folders = (WEB, WEB.parent / "pages", WEB.parent / "comparison", WEB.parent / "output")
    sources = [p for folder in folders for p in folder.rglob("*") if p.suffix in (".py", ".j2", ".js")]
    text = "\n".join(p.read_text(encoding="utf-8") for p in sources)
    composed = re.compile(
        r"format_\w+|formula_\w+|review_(?:unreviewed|accepted|edited|rejected)|"
        r"download_(?:facts|findings|assessment)(?:_means)?|copied_(?:figure|passage)"
    )
    unused = [name for name in load_words()["word"] if not re.search(rf"""['"]{name}['"]""", text) and not composed.fullmatch(name)]
    assert unused == []
    assert all(set(entry) == {"zh", "en"} for family in load_words().values() for entry in family.values())


def test_browsers_keep_styles_and_scripts_until_they_change(browser: httpx.Client) -> None:
    address = re.search(r"/assets/\w+/page\.js", browser.get("/").text)[0]
    answer = browser.get(address)
    assert (answer.status_code, answer.headers["content-type"]) == (200, "text/javascript; charset=utf-8")
    assert "immutable" in answer.headers["cache-control"]
    old = browser.get("/assets/0/page.js")
    assert (old.content, old.headers["cache-control"]) == (answer.content, "no-cache")
    assert browser.get("/assets/0/..%2Fpage.py").status_code == 404
    assert browser.get("/assets/0/no.js").status_code == 404
