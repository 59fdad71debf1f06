"""The school table: scope, split, per-school judgement, county mean and 差异系数, against vectors and a slow computation."""

from __future__ import annotations

import math
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from models.assess.table_resources import composite
from models.quantity import Interval
from models.schools import Dispersion, Measure, School, dispersion, judge, sections
from models.schools.dispersion import root
from tests.models.assess_builders import AMOUNTS, SEVEN, school_of_amounts, school_of_values, well_above, written, yzjh

CASES = Path(__file__).parents[1] / "cases"
VECTORS: dict[str, list[dict[str, Any]]] = yaml.safe_load((CASES / "standard_vectors.yaml").read_text(encoding="utf-8"))
SCHOOLS: list[dict[str, Any]] = yaml.safe_load((CASES / "assess.yaml").read_text(encoding="utf-8"))["schools"]

PUPILS = st.integers(1, 3000)
AMOUNT = st.fractions(min_value=0, max_value=10**7, max_denominator=100)
COUNTY = st.lists(st.tuples(PUPILS, AMOUNT), min_size=1, max_size=12)


def pairs(county: list[tuple[int, Fraction]]) -> list[tuple[int, Measure]]:
    return [(students, Measure(Fraction(amount) / students)) for students, amount in county]


def close(value: Fraction | Decimal, text: str) -> bool:
    places = len(text.partition(".")[2])
    return abs(Fraction(value) - Fraction(text)) <= Fraction(1, 2 * 10**places)


@pytest.mark.parametrize("vector", VECTORS["cv"])
def test_weighted_cv_of_the_published_example(vector: dict[str, Any]) -> None:
    found = dispersion(pairs(list(zip(vector["students"], map(Fraction, vector["amounts"]), strict=True))))
    assert found is not None
    assert close(found.cv, vector["cv"]) and close(found.mean.value, vector["mean"])
    assert found.square.low is not None and close(found.square.low * found.mean.value**2, vector["weighted_variance"])
    assert not any(close(found.cv, wrong) for wrong in vector["never"])


@pytest.mark.parametrize("vector", VECTORS["split"])
def test_split_of_a_combined_school(vector: dict[str, Any]) -> None:
    school = School.model_validate(
        {
            "name": "甲校", "type": vector["type"], "students": vector["students"],
            "amounts": {"equipment_value": {"whole": {"value": vector["total"]}}},
        }
    )  # fmt: skip
    found, _ = sections([school], yzjh())
    assert {s.stage for s in found} == vector["per_student"].keys()
    for section in found:
        value = section.measures["equipment_value_per_student"].value
        assert close(value, vector["per_student"][section.stage])
        assert close(value * section.students, vector["shares"][section.stage])


@pytest.mark.parametrize("vector", VECTORS["composite"])
def test_composite_is_the_mean(vector: dict[str, Any]) -> None:
    cvs = [Decimal(cv) for cv in vector["cvs"]]
    found = [Dispersion(Measure(Fraction(1)), Interval.point(cv**2), cv, cv, cv) for cv in cvs]
    assert composite(found) == Interval.point(Decimal(vector["composite"]))


@pytest.mark.parametrize("case", SCHOOLS, ids=lambda c: f"{c['stage']}-{c['criterion']}-{c['value']}-{c['step']}")
def test_school_at_below_and_above_each_line(case: dict[str, str]) -> None:
    standard = yzjh()
    values = well_above(standard, case["stage"]) | {case["criterion"]: written(case["value"], case["step"])}
    (section,), _ = sections([school_of_values(case["stage"], values)], standard)
    judged = judge(section, standard)
    assert judged is not None
    state = next(s for s in judged.states if s.criterion == case["criterion"])
    assert (state.reached.verdict, judged.outcome.verdict) == (case["met"], case["school"])


def judged_with(stage: str = "primary", **values: str) -> tuple[str, bool | None, bool]:
    standard = yzjh()
    given = well_above(standard, stage) | {k: written(v) for k, v in values.items()}
    (section,), _ = sections([school_of_values(stage, given)], standard)
    judged = judge(section, standard)
    assert judged is not None
    return judged.outcome.verdict, judged.in_form, judged.flips


def test_two_below_the_line_fail_though_above_the_floor() -> None:
    assert judged_with(backbone_teachers_per_100="0.99", pe_art_teachers_per_100="0.89")[0] == "not_met"


def test_rounding_that_would_hide_a_failure_is_flagged() -> None:
    """4.196 and 0.896 are shown as 4.20 and 0.90 in the form: two below the line unrounded, none rounded."""
    found = judged_with(teachers_above_required_degree_per_100="4.196", pe_art_teachers_per_100="0.896")
    assert found == ("not_met", True, True)


def test_a_missing_value_leaves_open_only_what_it_can_change() -> None:
    standard = yzjh()
    values = well_above(standard, "primary")
    del values["sports_area_per_student"]
    (section,), _ = sections([school_of_values("primary", values)], standard)
    judged = judge(section, standard)
    assert judged is not None and judged.outcome.verdict == "insufficient" and judged.in_form is None
    values["backbone_teachers_per_100"] = written("0.1")
    (section,), _ = sections([school_of_values("primary", values)], standard)
    judged = judge(section, standard)
    assert judged is not None and judged.outcome.verdict == "not_met"


def test_gym_is_subtracted_from_rooms_and_added_to_sports() -> None:
    (section,), _ = sections([school_of_amounts()], yzjh())
    assert section.measures["teaching_area_per_student"].value == Fraction(6500, 1000)
    assert section.measures["sports_area_per_student"].value == Fraction(12500, 1000)


def test_rooms_without_a_gym_figure_are_not_taken_as_they_are() -> None:
    amounts = {k: {"primary": written(v)} for k, v in AMOUNTS.items() if k != "gym_area"}
    school = School.model_validate({"name": "甲", "type": "primary", "students": {"primary": 1000}, "amounts": amounts})
    (section,), _ = sections([school], yzjh())
    assert section.gaps == {"teaching_area_per_student": "gym", "sports_area_per_student": "gym"}


def test_teachers_of_a_combined_school_are_not_split_by_weight() -> None:
    school = School.model_validate(
        {
            "name": "甲", "type": "nine_year", "students": {"primary": 100, "junior": 100},
            "amounts": {"degree_teachers": {"whole": {"value": "20"}}, "backbone_teachers": {"primary": {"value": "5"}}},
        }
    )  # fmt: skip
    (primary, junior), _ = sections([school], yzjh())
    assert primary.gaps["teachers_above_required_degree_per_100"] == "by_stage"
    assert primary.measures["backbone_teachers_per_100"].value == 5
    assert junior.gaps["backbone_teachers_per_100"] == "missing"


@pytest.mark.parametrize(
    ("type", "students", "counts"),
    [
        ("teaching_point", 49, False), ("teaching_point", 50, True), ("primary", 20, True), ("special", 300, False),
        ("vocational", 300, False), ("primary", 0, False),
    ],
)  # fmt: skip
def test_who_counts(type: str, students: int, counts: bool) -> None:
    school = School.model_validate({"name": "甲", "type": type, "students": {"primary": students}})
    found, outside = sections([school], yzjh())
    assert (len(found) == 1, len(outside) == 0) == (counts, counts)
    assert all(o.reason and "{" not in o.reason for o in outside)


@given(COUNTY)
def test_cv_equals_a_slow_computation(county: list[tuple[int, Fraction]]) -> None:
    """One entry per student: the plain population formula over students is the weighted one over schools."""
    found = dispersion(pairs(county))
    total, pupils = sum(a for _, a in county), sum(p for p, _ in county)
    if total == 0:
        assert found is None
        return
    assert found is not None
    mean = total / pupils
    spread = sum((a / p - mean) ** 2 for p, a in county for _ in range(p)) / pupils
    assert found.square == Interval.point(spread / mean**2)
    assert math.isclose(float(found.cv), math.sqrt(spread / mean**2), rel_tol=1e-12)


@given(COUNTY, st.fractions(min_value=Fraction(1, 100), max_value=10**6))
def test_cv_does_not_change_with_the_unit(county: list[tuple[int, Fraction]], factor: Fraction) -> None:
    plain, scaled = dispersion(pairs(county)), dispersion(pairs([(p, a * factor) for p, a in county]))
    assert (plain is None) == (scaled is None)
    if plain and scaled:
        assert plain.square == scaled.square


@given(st.lists(st.tuples(PUPILS, st.integers(100, 10**5), st.integers(-49, 50)), min_size=1, max_size=8))
@example([(500, 3000, 50), (500, 1000, -49)])
@example([(500, 3000, -49), (500, 1000, 50)])
def test_interval_of_rounded_values_holds_the_true_cv(county: list[tuple[int, int, int]]) -> None:
    true = [(p, Measure(Fraction(v, 100) - Fraction(e, 10**4))) for p, v, e in county]
    shown = [(p, Measure(Fraction(v, 100), Fraction(1, 200))) for p, v, _ in county]
    exact, wide = dispersion(true), dispersion(shown)
    assert exact is not None and wide is not None and exact.square.low is not None
    assert exact.square.low in wide.square
    assert wide.low <= wide.cv <= wide.high


@given(st.sampled_from(["primary", "junior"]), st.lists(st.fractions(1, 50), min_size=7, max_size=7))
def test_a_school_that_meets_all_seven_passes(stage: str, factors: list[Fraction]) -> None:
    standard = yzjh()
    lines = [standard.threshold(c, stage) or Decimal(0) for c in SEVEN]
    values = {c: Measure(Fraction(line) * f) for c, line, f in zip(SEVEN, lines, factors, strict=True)}
    (section,), _ = sections([school_of_values(stage, {})], standard)
    judged = judge(type(section)(section.school, section.stage, section.students, values, {}), standard)
    assert judged is not None and judged.outcome.verdict == "met"


def test_root_is_exact_to_many_digits() -> None:
    assert abs(root(Fraction(2)) ** 2 - 2) < Decimal("1e-35")


def test_one_school_has_no_dispersion() -> None:
    found = dispersion([(45, Measure(Fraction(3)))])
    assert found is not None and found.cv == 0
