"""The comparison of the service: made of what is stored now, for whom it is, with a way from every figure to its document."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

import httpx
import pytest

from service.datasets import Built, Datasets, Gathering
from tests.api.conftest import Server, gold
from tests.pages.conftest import REPORT, Tab, added, fact_written, review_of
from tests.pages.test_keyboard_browser import tab_to

OTHER = REPORT.replace("平湖县", "海宁县").replace("66所", "70所")
CELL = "/comparison/cell?county={county}&year=2023&column=school.count.primary"


@pytest.fixture(scope="module")
def documents(locked_service: Server) -> dict[str, int]:
    """Two counties of one year in a service with keys."""
    with locked_service.client(locked_service.key("admin")) as admin:
        said = {"year": "2023"}
        first = added(admin, REPORT.encode(), "平湖县.txt", county="平湖县", **said)
        return {"平湖县": first, "海宁县": added(admin, OTHER.encode(), "海宁县.txt", county="海宁县", **said)}


@pytest.fixture
def visitor(locked_service: Server) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=locked_service.origin, trust_env=False, timeout=60) as client:
        yield client


def sign_in(client: httpx.Client, server: Server, counties: tuple[str, ...] | None = None) -> None:
    client.post("/signin", data={"key": server.key("reviewer", counties)})


def test_every_figure_leads_to_its_place_in_its_document(locked_service: Server, visitor: httpx.Client, documents: dict[str, int]) -> None:
    sign_in(visitor, locked_service)
    text = unescape(visitor.get("/comparison?year=2023&group=school").text)
    links = re.findall(r'href="/documents/(\d+)#facts/(f\d+)">([^<]+)<', text)
    assert {int(id) for id, _, _ in links} == set(documents.values())
    for id, fact, value in links:
        told = visitor.get(f"/documents/{id}/facts/{fact}")
        assert told.status_code == 200 and value.lstrip("约≥≤") in told.text


def test_who_is_limited_to_counties_sees_these_alone(locked_service: Server, visitor: httpx.Client, documents: dict[str, int]) -> None:
    sign_in(visitor, locked_service, ("海宁县",))
    text = visitor.get("/comparison?year=2023&group=school").text
    assert f"/documents/{documents['海宁县']}#" in text
    assert "平湖" not in text and f"/documents/{documents['平湖县']}#" not in text
    own = re.findall(r'/comparison/charts/0\?[^"]+', unescape(text))[0]
    assert "平湖" not in visitor.get(own).text
    county = Datasets(locked_service.store).of(("平湖县",))
    assert isinstance(county, Built) and county.dataset is not None
    hidden = county.dataset.wide.values["county_id"][0].as_py()
    assert visitor.get(CELL.format(county=hidden)).status_code == 404


def test_strangers_see_nothing(locked_service: Server, visitor: httpx.Client) -> None:
    for address in ("/comparison", "/comparison/charts/0", CELL.format(county="x")):
        assert visitor.get(address).status_code == 303


def test_what_people_say_of_a_figure_changes_it(locked_service: Server, visitor: httpx.Client, documents: dict[str, int]) -> None:
    sign_in(visitor, locked_service)
    address = "/comparison?year=2023&group=school&text=平湖"
    assert ">66</a>" in visitor.get(address).text
    with locked_service.client(locked_service.key("admin")) as admin:
        fact = fact_written(admin, documents["平湖县"], "66所")
        review_of(admin, documents["平湖县"], fact["machine"]["id"], decision="edit", edits={"value": "68"})
    assert ">68</a>" in visitor.get(address).text


def test_the_dataset_is_made_once_for_each_change(locked_service: Server, documents: dict[str, int]) -> None:
    datasets = Datasets(locked_service.store)
    first = datasets.of(None)
    assert isinstance(first, Built) and datasets.of(None) is first
    with locked_service.client(locked_service.key("admin")) as admin:
        added(admin, (REPORT + "又。\n").encode(), "另一份.txt", county="平湖县")
    again = datasets.of(None)
    assert isinstance(again, Built) and again is not first and len(again.documents) == len(first.documents) + 1
    own = datasets.of(("海宁县",))
    assert isinstance(own, Built) and set(own.documents.values()) == {documents["海宁县"]}


def test_who_would_wait_too_long_is_told_how_far_it_is(locked_service: Server, documents: dict[str, int]) -> None:
    assert isinstance(Datasets(locked_service.store, patience=0).of(("平湖县",)), Gathering)


def test_behind_a_cell_stand_all_its_mentions(locked_service: Server, visitor: httpx.Client, documents: dict[str, int]) -> None:
    sign_in(visitor, locked_service)
    built = Datasets(locked_service.store).of(("海宁县",))
    assert isinstance(built, Built) and built.dataset is not None
    text = visitor.get(CELL.format(county=built.dataset.wide.values["county_id"][0].as_py())).text
    assert "<mark>42所</mark>" in text and f"/documents/{documents['海宁县']}#facts/" in text


VIEWS = ("county", "ranking", "outliers", "copies")


@pytest.mark.parametrize("view", VIEWS)
def test_views_show_a_visitor_their_own_counties_alone(
    locked_service: Server, visitor: httpx.Client, documents: dict[str, int], view: str
) -> None:
    address = f"/comparison/{view}?year=2023&group=school"
    assert visitor.get(address).status_code == 303  # Strangers see nothing.
    sign_in(visitor, locked_service, ("海宁县",))
    answer = visitor.get(address)
    assert answer.status_code == 200 and "平湖" not in answer.text and f"/documents/{documents['平湖县']}#" not in answer.text
    assert "default-src" in answer.headers["content-security-policy"] and " style=" not in answer.text


def test_a_county_of_others_is_not_there(locked_service: Server, visitor: httpx.Client, documents: dict[str, int]) -> None:
    built = Datasets(locked_service.store).of(("平湖县",))
    assert isinstance(built, Built) and built.dataset is not None
    hidden = built.dataset.wide.values["county_id"][0].as_py()
    sign_in(visitor, locked_service, ("海宁县",))
    assert visitor.get(f"/comparison/county?county={hidden}").status_code == 404
    assert visitor.get("/comparison/county?county=nowhere").status_code == 404


def test_a_profile_and_a_ranking_lead_to_each_other_and_to_the_documents(
    locked_service: Server, visitor: httpx.Client, documents: dict[str, int]
) -> None:
    sign_in(visitor, locked_service)
    profile = unescape(visitor.get("/comparison/county?year=2023&group=school").text)
    ranking = unescape(visitor.get(re.findall(r'/comparison/ranking\?column=school\.count\.primary[^"]*', profile)[0]).text)
    counties = set(re.findall(r'href="(/comparison/county\?county=[^"]+)"', ranking))
    assert len(counties) == 2
    for county in counties:
        told = unescape(visitor.get(county).text)
        for id, fact, value in re.findall(r'href="/documents/(\d+)#facts/(f\d+)">([^<]+)<', told):
            assert value.lstrip("约≥≤") in visitor.get(f"/documents/{id}/facts/{fact}").text


@pytest.mark.parametrize("query", ["?by=slope", "?by=change", "?by=x&column=x&at=99", "?group=x&year=1", "?text=没有这样的县"])
def test_a_ranking_never_fails_by_its_address(locked_service: Server, visitor: httpx.Client, documents: dict[str, int], query: str) -> None:
    sign_in(visitor, locked_service)
    assert visitor.get(f"/comparison/ranking{query}").status_code == 200


def test_what_two_reports_say_alike_leads_to_both(locked_service: Server, visitor: httpx.Client, documents: dict[str, int]) -> None:
    sign_in(visitor, locked_service)
    text = unescape(visitor.get("/comparison/copies").text)
    found = re.findall(r'class="place"><a href="/documents/(\d+)#facts/', text)
    assert {documents["平湖县"], documents["海宁县"]} <= set(map(int, found))


@pytest.mark.browser
def test_views_are_reached_and_read_by_everybody(tab: Tab, open_service: Server) -> None:
    from axe_playwright_python.sync_playwright import Axe

    with open_service.client() as client:
        for county in ("平湖县", "海宁县"):
            added(client, REPORT.replace("平湖县", county).encode(), f"{county}各视图.txt", county=county, year="2023")
    page = tab.open("/comparison?year=2023&group=school")
    for view in VIEWS:
        link = page.locator(f"nav.views a[href^='/comparison/{view}']")
        link.focus()
        page.keyboard.press("Enter")
        page.wait_for_url(f"**/comparison/{view}?**")
        found = Axe().run(page, options={"resultTypes": ["violations"]}).response["violations"]
        assert [f"{one['id']}: {one['nodes'][0]['html'][:200]}" for one in found] == []
        assert page.locator("nav.views [aria-current=page]").count() == 1


@pytest.mark.browser
def test_sorted_and_filtered_by_keyboard(tab: Tab, open_service: Server) -> None:
    with open_service.client() as client:
        for number, county in enumerate(("平湖县", "海宁县", "桐乡县")):
            text = REPORT.replace("平湖县", county).replace("42所", f"4{number}所")
            added(client, text.encode(), f"{county}比较.txt", county=county, year="2023")
    page = tab.open("/comparison?year=2023&group=school&stage=primary")
    tab_to(page, "#f-text")
    page.keyboard.type("海宁")
    page.keyboard.press("Enter")
    page.wait_for_url("**text=%E6%B5%B7%E5%AE%81**")
    assert page.locator("#values tbody tr").count() == 1
    page = tab.open("/comparison?year=2023&group=school&stage=primary")
    head = page.locator("#values thead a").nth(2)
    head.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**sort=school**")
    assert page.locator("#values thead th").nth(2).get_attribute("aria-sort") == "descending"


def test_a_sample_report_has_charts(locked_service: Server, visitor: httpx.Client) -> None:
    with locked_service.client(locked_service.key("admin")) as admin:
        added(admin, gold("g01.docx"), "岚渡县.docx")
    sign_in(visitor, locked_service, ("岚渡县",))
    own = re.findall(r'/comparison/charts/\d+\?[^"]+', unescape(visitor.get("/comparison").text))
    assert own
    assert "<svg" in visitor.get(own[0]).text
    assert visitor.get("/comparison/charts/99").status_code == 404
