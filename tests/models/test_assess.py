"""The assessment: verdicts from facts, from the school table, from both; conclusions, traces and lacks."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from models.assess import Assessment, assess
from models.schools import School
from models.standard import NoSuchStandard, standard_on
from tests.models.assess_builders import DAY, SEVEN, fact, school_of_amounts, school_of_values, well_above, written, yzjh

CASES = Path(__file__).parents[1] / "cases"
FACTS: list[dict[str, Any]] = yaml.safe_load((CASES / "assess.yaml").read_text(encoding="utf-8"))["facts"]
VECTORS: dict[str, list[dict[str, Any]]] = yaml.safe_load((CASES / "standard_vectors.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", FACTS, ids=lambda c: f"{c['ask']['id']}: {c['why']}")
def test_verdict_from_facts(case: dict[str, Any]) -> None:
    facts = [fact(i, **fields) for i, fields in enumerate(case["facts"])]
    ask = case["ask"]
    found = assess(facts, None, yzjh()).result(ask["id"], ask.get("stage"), ask.get("item"))
    assert found.verdict == case["verdict"], found.trace
    assert len(found.conflicts) == case.get("conflicts", 0)
    assert (found.best, found.worst) == {"met": (True, True), "not_met": (False, False)}.get(found.verdict, (True, False))
    if found.facts:
        assert {e.sentence for e in found.evidence} <= {f.evidence.sentence for f in facts}


@pytest.mark.parametrize("vector", VECTORS["published"])
def test_published_coefficients_are_judged_one_by_one(vector: dict[str, Any]) -> None:
    facts = [
        fact(i, indicator="cv.item", unit="number", step="0.001", stage=vector["stage"], criterion=c, value=cv)
        for i, (c, cv) in enumerate(zip(SEVEN, vector["cvs"], strict=True))
    ]
    found = assess(facts, None, yzjh())
    verdicts = [found.result("resource_indicator_cv", vector["stage"], c).verdict for c in SEVEN]
    assert verdicts.count("met") == vector["met"] and verdicts.count("not_met") == 7 - vector["met"]


def county(*schools: School, **options: Any) -> Assessment:
    return assess([], schools, yzjh(), **options)


def part(assessment: Assessment, id: str) -> Any:
    return next(p for p in assessment.parts if p.id == id)


def test_county_that_obeys_is_met_in_part_one() -> None:
    found = county(school_of_amounts(), school_of_amounts("junior", "乙校"))
    assert part(found, "resource").verdict == "met"
    assert found.county.verdict == "insufficient"
    assert (found.county.best, found.county.worst) == ("met", "not_met")


def test_all_declared_is_met() -> None:
    standard = yzjh()
    declared: dict[str, Any] = {}
    for r in standard.requirements:
        value = next(iter(r.values.values()))
        declared[r.id] = value if isinstance(value, bool) else "not_applicable"
    found = assess([], [school_of_amounts(), school_of_amounts("junior", "乙校")], standard, declared)
    assert found.county.verdict == "met"
    vetoed = assess([], None, standard, declared | {"veto_06_falsification": True})
    assert vetoed.county.verdict == "not_met" and vetoed.county.not_met == ("V6 有弄虚作假行为",)


def test_declared_for_what_does_not_exist_is_refused() -> None:
    with pytest.raises(NoSuchStandard, match="requirement_unknown"):
        assess([], None, yzjh(), {"gov_99": True})
    with pytest.raises(NoSuchStandard, match="declared_value"):
        assess([], None, yzjh(), {"gov_01_layout_plan": Decimal(3)})


def test_declared_figure_is_compared() -> None:
    found = assess([], None, yzjh(), {"quality_09b_school_difference_rate/语文": Decimal("0.15")})
    assert found.result("quality_09b_school_difference_rate", None, "语文").verdict == "not_met"
    assert found.result("quality_09b_school_difference_rate", None, "数学").verdict == "insufficient"


def test_school_that_misses_fails_the_county_and_says_what_it_lacks() -> None:
    found = county(school_of_amounts(degree_teachers="30", equipment_value="1500000"), school_of_amounts("junior", "乙校"))
    result = found.result("schools_resource_pass_rate", "primary")
    assert result.verdict == "not_met" and any("甲校" in line for line in result.trace)
    teachers = found.result("teachers_above_required_degree_per_100", "primary")
    assert teachers.lacking is not None and teachers.lacking.amount == 12
    money = found.result("equipment_value_per_student", "primary")
    assert money.lacking is not None and money.lacking.amount == 500_000
    assert found.county.verdict == "not_met"


def test_lacking_rooms_are_whole() -> None:
    found = county(school_of_amounts(students=1001, multimedia_rooms="23"))
    result = found.result("multimedia_rooms_per_100", "primary")
    assert result.lacking is not None and result.lacking.amount == 1


def vector_county(factor: int = 1) -> list[School]:
    """The published example as equipment: weighted 0.515 fails the limit of 0.50, unweighted 0.489 would pass it."""
    vector = VECTORS["cv"][0]
    rows = zip(vector["students"], vector["amounts"], strict=True)
    return [school_of_amounts(name=f"校{i}", students=p, equipment_value=str(a * factor)) for i, (p, a) in enumerate(rows)]


def test_cv_of_the_published_example_misses_the_primary_limit() -> None:
    found = assess([], vector_county(), yzjh()).result("resource_indicator_cv", "primary", "equipment_value_per_student")
    assert found.verdict == "not_met" and found.value is not None
    assert found.value.quantize(Decimal("0.000001")) == Decimal("0.515257")
    assert found.margin is not None and found.margin < 0


def test_claim_against_the_table_is_a_conflict() -> None:
    claim = {"indicator": "cv.item", "unit": "number", "stage": "primary", "criterion": "equipment_value_per_student"}
    wrong = fact(1, **claim, value="0.489", step="0.001")
    right = fact(2, **claim, value="0.515", step="0.001")
    for said, conflicts in ((wrong, ("f1",)), (right, ())):
        found = assess([said], vector_county(), yzjh())
        result = found.result("resource_indicator_cv", "primary", "equipment_value_per_student")
        assert result.origin == "table" and result.verdict == "not_met"
        assert tuple(f for c in result.conflicts for f in c.facts) == conflicts


def test_rounded_table_leaves_the_cv_to_rounding() -> None:
    standard = yzjh()
    values = well_above(standard, "primary")
    two = [
        school_of_values("primary", values | {"sports_area_per_student": written(v, "0.01")}, name=n)
        for n, v in (("甲", "30.00"), ("乙", "10.00"))
    ]
    found = assess([], two, standard).result("resource_indicator_cv", "primary", "sports_area_per_student")
    assert found.verdict == "depends_on_rounding"
    assert found.low is not None and found.high is not None and found.low < Decimal("0.5") < found.high
    exact = [
        school_of_values("primary", values | {"sports_area_per_student": written(v)}, name=n) for n, v in (("甲", "30.00"), ("乙", "10.00"))
    ]
    assert assess([], exact, standard).result("resource_indicator_cv", "primary", "sports_area_per_student").verdict == "met"


@pytest.mark.parametrize(
    ("type", "students", "verdict"),
    [
        ("primary", {"primary": 2000}, "met"), ("primary", {"primary": 2001}, "not_met"),
        ("junior", {"junior": 2001}, "not_met"), ("nine_year", {"primary": 1500, "junior": 1000}, "met"),
        ("nine_year", {"primary": 1500, "junior": 1001}, "not_met"),
        ("twelve_year", {"primary": 1500, "junior": 1000, "senior": 900}, "met"),
        ("complete_secondary", {"junior": 2000, "senior": 900}, "met"),
        ("complete_secondary", {"junior": 2001, "senior": 900}, "not_met"), ("special", {"primary": 3000}, "insufficient"),
    ],
)  # fmt: skip
def test_school_size(type: str, students: dict[str, int], verdict: str) -> None:
    school = School.model_validate({"name": "甲", "type": type, "students": students})
    assert county(school).result("gov_04_school_size").verdict == verdict


@pytest.mark.parametrize(("asked", "tagged", "verdict"), [(True, True, "met"), (True, False, "not_met"), (False, True, "not_met")])
def test_relaxed_size_needs_the_setting_and_the_school(asked: bool, tagged: bool, verdict: str) -> None:
    ids = ["older_school_size"]
    standard = standard_on("yzjh2017", date(2020, 1, 1), relaxations=ids if asked else [])
    school = School.model_validate({"name": "甲", "type": "primary", "students": {"primary": 2400}, "relaxations": ids if tagged else []})
    assert assess([], [school], standard).result("gov_04_school_size").verdict == verdict


@pytest.mark.parametrize(
    ("stage", "fields", "verdict"),
    [
        ("primary", {"classes": {"primary": 20}}, "insufficient"), ("primary", {"classes": {"primary": 19}}, "not_met"),
        ("primary", {"largest_class": {"primary": 45}}, "met"), ("primary", {"largest_class": {"primary": 46}}, "not_met"),
        ("junior", {"largest_class": {"junior": 50}}, "met"), ("junior", {"largest_class": {"junior": 51}}, "not_met"),
        ("junior", {"classes": {"junior": 17}}, "not_met"), ("junior", {}, "insufficient"),
    ],
)  # fmt: skip
def test_class_size(stage: str, fields: dict[str, Any], verdict: str) -> None:
    school = School.model_validate({"name": "甲", "type": stage, "students": {stage: 900 if stage == "primary" else 851}, **fields})
    assert county(school).result("gov_05_class_size", stage).verdict == verdict


@pytest.mark.parametrize(
    ("classes", "music", "art", "verdict", "lacking"),
    [(12, 1, 1, "met", None), (13, 1, 1, "not_met", 2), (13, 2, 1, "not_met", 1), (24, 4, 0, "not_met", 2), (1, 1, 1, "met", None)],
)
def test_music_and_art_rooms(classes: int, music: int, art: int, verdict: str, lacking: int | None) -> None:
    rooms = {"music_rooms": {"primary": {"value": music}}, "art_rooms": {"primary": {"value": art}}}
    school = School.model_validate(
        {"name": "甲", "type": "primary", "students": {"primary": 400}, "classes": {"primary": classes}, "amounts": rooms}
    )
    result = county(school).result("gov_03_music_art_rooms")
    assert result.verdict == verdict
    assert (result.lacking.amount if result.lacking else None) == lacking


def test_small_school_funding_applies_only_where_there_are_small_schools() -> None:
    small = School.model_validate({"name": "甲", "type": "teaching_point", "students": {"primary": 30}})
    assert county(school_of_amounts()).result("gov_06_small_school_funding").verdict == "not_applicable"
    result = county(small).result("gov_06_small_school_funding")
    assert result.verdict == "insufficient" and any("甲" in line for line in result.trace)


def test_excluded_schools_are_listed_with_their_reason() -> None:
    special = School.model_validate({"name": "启智学校", "type": "special", "students": {"primary": 80}, "place": "表第9行"})
    found = county(school_of_amounts(), special)
    assert [(e.school, e.place) for e in found.excluded] == [("启智学校", "表第9行")]
    assert "特殊教育学校" in found.excluded[0].reason


def test_claimed_pass_that_does_not_follow_is_said() -> None:
    school = school_of_amounts(degree_teachers="1").model_copy(update={"claimed_pass": {"primary": True}})
    found = county(school)
    assert found.schools[0].claim_differs
    assert any("不符" in line for line in found.result("schools_resource_pass_rate", "primary").trace)


def test_composite_cv_of_2012_is_the_mean_and_unconfirmed() -> None:
    amounts = {"sports_area": "9000", "computers": "100", "books": "20000", "teachers": "60", "mid_title_teachers": "30"}
    standard = standard_on("jbjh2012", DAY)
    rich = school_of_amounts(name="乙校", **{k: str(3 * int(v)) for k, v in amounts.items()})
    found = assess([], [school_of_amounts(**amounts), rich], standard)
    result = found.result("b12_composite_cv", "primary")
    cvs = [v.cv for v in found.stages if v.stage == "primary" and v.cv is not None]
    assert len(cvs) == 8 and result.value is not None
    assert abs(result.value - sum(cvs, Decimal(0)) / 8) < Decimal("1e-15")
    assert not result.confirmed and found.unconfirmed == ("b12_composite_cv",)
    assert any("未经原文确认" in line for line in result.trace)


def test_every_trace_begins_with_the_clause_and_ends_with_the_verdict() -> None:
    found = assess([fact(1, indicator="teacher.exchange_rate", value="11.5")], [school_of_amounts()], yzjh(overlay="liaoning"))
    for result in found.results:
        assert result.trace[0].startswith("依据：教督〔2017〕6号")
        assert result.trace[-1].startswith("结论：")
    assert any("f1" in line and "11.5%" in line for line in found.result("gov_11a_teacher_rotation").trace)


def test_json_keeps_decimals_as_strings_and_comes_back() -> None:
    found = assess([fact(1, indicator="teacher.exchange_rate", value="11.5")], vector_county(), yzjh())
    text = found.model_dump_json()
    assert Assessment.model_validate_json(text) == found
    result = next(r for r in json.loads(text)["results"] if r["requirement"] == "gov_11a_teacher_rotation")
    assert (result["value"], result["threshold"]) == ("11.5", "10")


@settings(max_examples=25)
@given(st.data())
def test_random_counties_that_obey_the_rules_are_met_in_part_one(data: st.DataObject) -> None:
    """Every value from the line to a fifth above it: no 差异系数 can reach the limit."""
    standard = yzjh()
    schools = []
    for stage in ("primary", "junior"):
        for i in range(data.draw(st.integers(1, 6))):
            lines = {c: standard.threshold(c, stage) or Decimal(0) for c in SEVEN}
            factor = st.decimals(1, "1.2", places=3)
            values = {c: written(line * data.draw(factor)) for c, line in lines.items()}
            schools.append(school_of_values(stage, values, data.draw(st.integers(50, 2000)), f"{stage}{i}"))
    assert part(assess([], schools, standard), "resource").verdict == "met"
