"""The catalogue of indicators: the contract's ids, units that exist, and groups of words that can be met."""

from __future__ import annotations

import pytest

from models.indicators import OTHER, Indicator, load_indicators
from models.units import load_units

INDICATORS = list(load_indicators().values())


def test_other_is_last_resort() -> None:
    other = load_indicators()[OTHER]
    assert other.unit == "any"
    assert [i.id for i in INDICATORS if i.unit == "any"] == [OTHER]


@pytest.mark.parametrize("indicator", INDICATORS, ids=lambda indicator: indicator.id)
def test_indicator(indicator: Indicator) -> None:
    assert indicator.name
    assert indicator.wordings
    for wording in indicator.wordings:
        assert wording.weight > 0
        assert any(group.side != "never" for group in wording.groups)
        for group in wording.groups:
            assert group.words
            assert all(word and word == word.strip() for word in group.words)


GAPS = {OTHER: pytest.mark.xfail(strict=False, reason="known gap: a < inside a group")}


@pytest.mark.parametrize("indicator", [pytest.param(i, id=i.id, marks=GAPS.get(i.id, ())) for i in INDICATORS])
def test_signs_stand_only_where_they_are_understood(indicator: Indicator) -> None:
    """< and > open a group, | & and ^ part; a sign inside a word would be looked for in the text and never be met."""
    for wording in indicator.wordings:
        assert [word for group in wording.groups for word in group.words if set(word) & set("{}|&<>!^")] == []


@pytest.mark.parametrize("indicator", [i for i in INDICATORS if i.rate], ids=lambda indicator: indicator.id)
def test_rate_is_a_share(indicator: Indicator) -> None:
    assert "%" in load_indicators()[indicator.rate].units


@pytest.mark.parametrize("indicator", [i for i in INDICATORS if i.per_head], ids=lambda indicator: indicator.id)
def test_per_head_is_of_the_same_amount(indicator: Indicator) -> None:
    unit = load_indicators()[indicator.per_head].unit
    assert unit == "number" or unit.split("/")[0] == indicator.unit


@pytest.mark.parametrize("indicator", [i for i in INDICATORS if i.default_for], ids=lambda indicator: indicator.id)
def test_default_unit_is_known(indicator: Indicator) -> None:
    assert set(indicator.default_for) <= {*load_units().base_units, *load_units().units}


def test_no_unit_tells_two_indicators() -> None:
    units = [unit for indicator in INDICATORS for unit in indicator.default_for]
    assert len(units) == len(set(units))


def test_no_two_indicators_share_a_name() -> None:
    names = [indicator.name for indicator in INDICATORS]
    assert len(names) == len(set(names))


@pytest.mark.parametrize(
    ("id", "unit"),
    [
        ("seat.new", "item"), ("school.count", "school"), ("student.aided", "person_time"), ("funding.operating_per_student", "CNY/person"),
        ("funding.teacher_allowance_rate", "CNY/month"), ("class.size", "person"), ("class.large", "class"), ("teacher.ratio", "ratio"),
        ("area.site", "m2"), ("network.bandwidth", "Mbps"), ("cv.composite", "number"), ("resource.books", "item/person"),
        ("resource.sports_area_per_student", "m2/person"), ("resource.backbone_teachers_per_100", "person/100person"),
        ("quality.homework", "minute"), ("teacher.training_hours", "hour"), ("society.land", "m2"), ("quality.retention_rate", "%"),
    ],
)  # fmt: skip
def test_unit_of_the_contract(id: str, unit: str) -> None:
    assert load_indicators()[id].unit == unit
