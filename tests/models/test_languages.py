"""What an assessment and the standards say in English: all of it, and no Chinese but for the numbers of documents."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from string import Formatter
from typing import Any

import pytest

from models.assess import assess
from models.loading import load_data
from models.schools import School
from models.standard import overlay_ids, standard_ids, standard_of_overlay, standard_on
from tests.models.assess_builders import DAY, SEVEN, fact, school_of_amounts, school_of_values, well_above, written, yzjh
from tests.models.test_assess import FACTS

CHINESE = re.compile(r"[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]")
DOCUMENT = re.compile(r"国?[\u4e00-\u9fff]+〔\d{4}〕\d+号")
RELAXED = date(2020, 5, 1)


def english(value: Any, name: str = "") -> Iterator[tuple[str, Any, Any]]:
    """Every field of words in `value`, at any depth, with what it says in Chinese and in English."""
    for key, inner in value.items() if isinstance(value, dict) else enumerate(value):
        if isinstance(key, str) and key.endswith("_en"):
            yield f"{name}.{key}", value[key.removesuffix("_en")], inner
        elif isinstance(inner, dict | list | tuple):
            yield from english(inner, f"{name}.{key}")


def texts(told: Any) -> list[str]:
    """The texts of a field: one, none, a list, or one for each name."""
    return [] if told is None else [told] if isinstance(told, str) else list(told.values() if isinstance(told, dict) else told)


def assert_both(value: Any) -> None:
    found = list(english(value))
    assert found
    for name, zh, en in found:
        assert len(texts(zh)) == len(texts(en)) and all(map(bool, texts(zh))) == all(map(bool, texts(en))), name
        assert [text for text in texts(en) if CHINESE.search(DOCUMENT.sub("", text))] == [], name


@pytest.mark.parametrize("id", standard_ids())
def test_a_standard_is_told_in_both_languages(id: str) -> None:
    assert_both(standard_on(id, DAY).model_dump(mode="json"))


@pytest.mark.parametrize("id", overlay_ids())
def test_an_overlay_is_told_in_both_languages(id: str) -> None:
    assert_both(standard_on(standard_of_overlay(id), DAY, overlay=id).model_dump(mode="json"))


@pytest.mark.parametrize("group", sorted(set(load_data("trace.yaml"))))
def test_a_sentence_has_the_same_blanks_in_both_languages(group: str) -> None:
    for key, wording in load_data("trace.yaml")[group].items():
        zh, en = ({blank for _, blank, _, _ in Formatter().parse(wording[lang]) if blank} for lang in ("zh", "en"))
        assert zh == en, key
        assert not CHINESE.search(wording["en"]), key


@pytest.mark.parametrize("case", FACTS, ids=lambda c: f"{c['ask']['id']}: {c['why']}")
def test_the_trace_of_facts_is_told_in_both_languages(case: dict[str, Any]) -> None:
    facts = [fact(i, **{**fields, "unit": fields.get("unit", "%")}) for i, fields in enumerate(case["facts"])]
    assert_both(assess(facts, None, yzjh()).model_dump(mode="json"))


def schools() -> list[School]:
    """One of each kind that the rules tell of: too large, too few rooms, without a value, rounded, out of scope, small."""
    full = school_of_amounts(name="A", students=2600, music_rooms="1", art_rooms="1")
    no_gym = {name: amount for name, amount in school_of_amounts().amounts.items() if name != "gym_area"}
    values = well_above(yzjh(), "junior")
    return [
        full.model_copy(update={"classes": {"primary": 50}, "claimed_pass": {"primary": True}}),
        school_of_amounts(name="B", degree_teachers="1"),
        School.model_validate({"name": "C", "type": "primary", "students": {"primary": 60}, "amounts": no_gym}),
        school_of_values("junior", values, name="D"),
        school_of_values("junior", {c: written(v.value, "0.01") for c, v in values.items()}, name="E"),
        School.model_validate({"name": "F", "type": "special", "students": {"primary": 80}}),
        School.model_validate({"name": "G", "type": "teaching_point", "students": {"primary": 30}}),
        School.model_validate({"name": "H", "type": "complete_secondary", "students": {"senior": 300}}),
    ]


@pytest.mark.parametrize("id", standard_ids())
def test_the_trace_of_a_school_table_is_told_in_both_languages(id: str) -> None:
    cv = fact(1, indicator="cv.item", unit="number", stage="junior", criterion=SEVEN[0], value="0.9")
    claims = [cv, fact(2, indicator="school.compliant_rate", stage="primary", value="77")]
    assert_both(assess(claims, schools(), standard_on(id, DAY)).model_dump(mode="json"))


@pytest.mark.parametrize("declared", [True, False, "not_applicable"])
def test_what_was_declared_is_told_in_both_languages(declared: Any) -> None:
    standard = standard_on("yzjh2017", RELAXED, "liaoning", [r["id"] for r in load_data("standards/yzjh2017/standard.yaml")["relaxations"]])
    found = assess([], schools(), standard, {"gov_01_layout_plan": declared})
    assert_both(found.model_dump(mode="json"))
    assert_both(standard.model_dump(mode="json"))


def test_the_languages_of_a_result_stand_side_by_side() -> None:
    found = assess([fact(1, indicator="teacher.exchange_rate", value="9.5")], None, yzjh()).result("gov_11a_teacher_rotation")
    assert found.trace_en[-1] == "Verdict: not met."
    assert len(found.trace) == len(found.trace_en)
    assert "“9.5%” (f1, paragraph 2) stands for 9.45% to 9.55% (exclusive)" in "\n".join(found.trace_en)
