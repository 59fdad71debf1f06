"""The list of divisions: its codes, what lies in what, and what became of what."""

from __future__ import annotations

from datetime import date
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.divisions.names import short_names, stem
from models.divisions.places import called, places_in
from models.divisions.table import (
    Division,
    divisions,
    full_name,
    history,
    lasting,
    prefecture_of,
    successor,
    with_code,
)
from models.loading import load_data

SOURCES = load_data("divisions/sources.yaml")
ANY = st.sampled_from(divisions())


@given(ANY)
def test_code_has_the_form_of_the_standard(division: Division) -> None:
    assert len(division.code) == 6 and division.code.isascii() and division.code.isdigit()
    assert division.code[0] in "123456" and division.name == division.name.strip() != ""


@given(ANY)
def test_what_a_division_lies_in_is_listed_and_holds_it(division: Division) -> None:
    above = with_code(division.parent, division.until) if division.parent else None
    assert (above is None) == (division.level == "province")
    assert above is None or (above.code == division.parent and above.holds(division))


@given(ANY)
def test_years_are_in_order_and_in_the_time_of_the_list(division: Division) -> None:
    first, last = SOURCES["first_year"], date.fromisoformat(SOURCES["as_of"]).year
    assert all(year is None or first < year <= last for year in (division.since, division.until))
    assert division.since is None or division.until is None or division.since < division.until


@given(ANY)
def test_what_has_ended_goes_on_in_what_was_then_in_force(division: Division) -> None:
    after = successor(division)
    assert (after is None) == (division.change is None)
    assert division.until or after is None
    assert after is None or (after != division and after.in_force(division.until))


@given(ANY)
def test_every_chain_ends_in_the_present_or_where_the_division_ended(division: Division) -> None:
    last = lasting(division)
    assert last.until is None or last.change != "continued"
    assert division in history(division) and lasting(last) == last


@given(ANY)
def test_a_division_has_one_name_at_a_time(division: Division) -> None:
    for before, after in pairwise(history(division)):
        assert before.until is not None and after.since is not None and before.until <= after.since


@pytest.mark.parametrize("year", range(2001, 2027))
def test_no_code_is_in_force_twice_at_the_end_of_a_year(year: int) -> None:
    held = [d.code for d in divisions() if d.in_force(year) and d.until != year]
    assert len(held) == len(set(held))


@given(ANY)
def test_a_full_name_is_read_to_its_end(division: Division) -> None:
    (place,) = places_in(full_name(division))
    assert division in {n.division for n in place.meant}


@pytest.mark.parametrize("level", ["province", "prefecture", "county"])
def test_present_numbers(level: str) -> None:
    """What the ministry counts at the end of 2024; since then two districts have ended and three counties were founded."""
    expected = {"province": 31, "prefecture": 333, "county": 2847}
    assert sum(d.until is None and d.level == level for d in divisions()) == expected[level]


@pytest.mark.parametrize(
    ("name", "bare", "short"),
    [
        ("繁昌区", "繁昌", ()),
        ("横县", "横县", ()),
        ("神农架林区", "神农架", ()),
        ("阿里地区", "阿里", ()),
        ("兴安盟", "兴安", ()),
        ("松桃苗族自治县", "松桃", ("松桃县",)),
        ("东乡族自治县", "东乡", ("东乡县",)),
        ("隆林各族自治县", "隆林", ("隆林县",)),
        ("鄂温克族自治旗", "鄂温克", ("鄂温克旗",)),
        ("双江拉祜族佤族布朗族傣族自治县", "双江", ("双江县",)),
        ("博尔塔拉蒙古自治州", "博尔塔拉", ("博尔塔拉州",)),
        ("新疆维吾尔自治区", "新疆", ("新疆自治区",)),
        ("内蒙古自治区", "内蒙古", ()),
    ],
)
def test_how_a_name_is_shortened(name: str, bare: str, short: tuple[str, ...]) -> None:
    assert (stem(name), short_names(name)) == (bare, short)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("安徽省/芜湖市/繁昌/自评", ["繁昌"]),
        ("关于对鼓楼区和繁昌区的督导", ["鼓楼区", "繁昌区"]),
        ("济南市中区教育", ["市中区"]),
        ("教育资源均衡、合作办学与公安局", []),
        ("青安县义务教育", []),
        ("城区学校与新区学校", []),
        ("大同市城区学校", ["城区"]),
    ],
)
def test_names_in_a_text(text: str, found: list[str]) -> None:
    assert [place.name for place in places_in(text)] == found


def test_prefecture_as_it_was() -> None:
    (lujiang,) = (n.division for n in called("庐江县") if n.division.until)
    assert (full_name(lujiang), prefecture_of(lasting(lujiang)).name) == ("安徽省巢湖市庐江县", "合肥市")


def test_sources_are_named() -> None:
    sources: list[dict[str, Any]] = SOURCES["sources"]
    assert all(set(source) == {"what", "title"} and source["title"] for source in sources)


def test_a_code_that_no_list_has() -> None:
    assert with_code("999999") is None and called("青禾县") == ()
