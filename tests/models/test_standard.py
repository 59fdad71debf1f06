"""The standards' data: what holds on a day, overlays and relaxations, and the refusal of incomplete files."""

from __future__ import annotations

from copy import deepcopy
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from models.errors import BadData
from models.indicators import load_indicators
from models.standard import NoSuchStandard, read_part, standard_ids, standard_on
from tests.models.assess_builders import DAY, SEVEN, yzjh

PART: dict[str, Any] = {
    "part": "quality",
    "name": "教育质量",
    "name_en": "Quality of education",
    "requirements": [
        {
            "id": "retention", "number": "3.1", "name": "巩固率", "name_en": "Retention", "wording": "达到95%以上",
            "wording_en": "At least 95%", "level": "county",
            "direction": "at_least", "unit": "%", "values": {"all": {date(2017, 1, 1): "95", date(2025, 1, 1): "96"}},
            "judged_from": [{"indicator": "quality.retention_rate", "unit": "%"}], "confirmed": True,
            "sources": ["S_XLSX_FORM"],
        }
    ],
}  # fmt: skip


def test_the_parts_count_what_the_document_counts() -> None:
    standard = yzjh()
    numbers = {p.id: {r.number.rstrip("ab") for r in standard.requirements if r.part == p.id} for p in standard.parts}
    assert {id: len(found) for id, found in numbers.items()} == {
        "resource": 9, "government": 15, "quality": 9, "recognition": 1, "veto": 7, "precondition": 2
    }  # fmt: skip
    assert tuple(c.id for c in standard.criteria) == SEVEN


@pytest.mark.parametrize("id", standard_ids())
def test_every_requirement_says_its_wording_and_source(id: str) -> None:
    standard = standard_on(id, DAY)
    for requirement in standard.requirements:
        assert requirement.wording and requirement.values
        assert set(requirement.sources) <= standard.references.keys()
        assert {s.indicator for s in requirement.judged_from} <= load_indicators().keys()


def test_floors_are_those_of_the_form() -> None:
    standard = yzjh()
    rule = standard.school_rule
    assert rule is not None and rule.least_met == 6
    floors = {s: [(standard.threshold(c, s) or 0) * rule.floor for c in SEVEN] for s in ("primary", "junior")}
    assert floors["primary"] == [Decimal(x) for x in ("3.57", "0.85", "0.765", "3.825", "6.375", "1700", "1.955")]
    assert floors["junior"] == [Decimal(x) for x in ("4.505", "0.85", "0.765", "4.93", "8.67", "2125", "2.04")]


def test_overlay_changes_only_what_it_says() -> None:
    national, local = yzjh(), yzjh(overlay="liaoning")
    changed = [r.id for r, q in zip(national.requirements, local.requirements, strict=True) if r.values != q.values]
    assert changed == ["gov_07_special_ed_funding"]
    assert local.requirement("gov_07_special_ed_funding").values == {"all": Decimal(8000)}


def test_overlay_before_its_own_day_changes_no_value() -> None:
    early = standard_on("yzjh2017", date(2017, 6, 1), overlay="liaoning")
    assert early.requirement("gov_07_special_ed_funding").values == {"all": Decimal(6000)}


def test_unconfirmed_lines_are_marked() -> None:
    assert [r.id for r in standard_on("jbjh2012", DAY).requirements if not r.confirmed] == ["b12_composite_cv"]


def test_relaxation_only_if_asked_and_only_on_its_days() -> None:
    day = date(2020, 5, 1)
    assert standard_on("yzjh2017", day).relaxations == ()
    asked = standard_on("yzjh2017", day, relaxations=["older_school_size"])
    assert asked.relaxations[0].values["nine_year"] == 3000
    with pytest.raises(NoSuchStandard, match="relaxation_not_in_force"):
        yzjh(relaxations=["older_school_size"])


@pytest.mark.parametrize(
    ("code", "arguments"),
    [
        ("standard_unknown", {"id": "yzjh2099", "day": DAY}),
        ("standard_not_in_force", {"id": "yzjh2017", "day": date(2016, 12, 31)}),
        ("overlay_unknown", {"id": "yzjh2017", "day": DAY, "overlay": "atlantis"}),
        ("overlay_of_another", {"id": "jbjh2012", "day": DAY, "overlay": "liaoning"}),
        ("relaxation_unknown", {"id": "yzjh2017", "day": DAY, "relaxations": ["none"]}),
    ],
)
def test_what_does_not_exist_is_refused_in_a_sentence(code: str, arguments: dict[str, Any]) -> None:
    with pytest.raises(NoSuchStandard) as caught:
        standard_on(**arguments)
    assert caught.value.code == code
    assert "{" not in caught.value.message("zh") + caught.value.message("en")


def test_a_part_that_is_complete_is_read() -> None:
    assert read_part(PART, "x.yaml").requirements[0].values["all"][date(2025, 1, 1)] == 96


@pytest.mark.parametrize(
    "field",
    [
        "id", "number", "name", "name_en", "wording", "wording_en", "level", "direction", "unit", "values", "judged_from", "confirmed",
        "sources",
    ],
)  # fmt: skip
def test_a_missing_field_is_named_with_file_and_item(field: str) -> None:
    part = deepcopy(PART)
    del part["requirements"][0][field]
    with pytest.raises(BadData) as caught:
        read_part(part, "x.yaml")
    assert caught.value.code == "standard_incomplete"
    assert caught.value.details["name"] == "x.yaml"
    assert caught.value.details["item"] == ("retention" if field != "id" else "1")
    assert field in str(caught.value.details["field"])


@pytest.mark.parametrize(
    ("field", "value", "code"),
    [
        ("direction", "upwards", "standard_wrong_value"),
        ("values", {}, "standard_wrong_value"),
        ("values", {"all": {}}, "standard_wrong_value"),
        ("values", {"all": {"sometime": "95"}}, "standard_wrong_value"),
        ("values", {"all": {date(2017, 1, 1): "many"}}, "standard_wrong_value"),
        ("sources", [], "standard_wrong_value"),
        ("sources", ["S_NOWHERE"], "standard_unknown_reference"),
        ("judged_from", [{"indicator": "no.such", "unit": "%"}], "standard_unknown_reference"),
        ("colour", "red", "standard_wrong_value"),
        ("note", "只有中文", "standard_wrong_value"),
        ("items", ["语文"], "standard_wrong_value"),
    ],
)
def test_a_wrong_value_is_refused(field: str, value: object, code: str) -> None:
    part = deepcopy(PART)
    part["requirements"][0][field] = value
    with pytest.raises(BadData) as caught:
        read_part(part, "x.yaml")
    assert caught.value.code == code
    assert "x.yaml" in caught.value.message("zh")


def test_a_doubled_item_is_refused() -> None:
    part = deepcopy(PART)
    part["requirements"] *= 2
    with pytest.raises(BadData, match="standard_item_doubled"):
        read_part(part, "x.yaml")
