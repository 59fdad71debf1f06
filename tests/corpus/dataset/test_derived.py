"""Derived columns: exact, only from figures that belong together, and laid beside what the reports state themselves."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.dataset.build import Dataset, build
from corpus.dataset.dictionary import long_entry, wide_entry
from corpus.dataset.formulas import formulas
from corpus.dataset.schema import DERIVED_COLUMNS, LONG_COLUMNS
from tests.corpus.dataset.builders import mentions_of

STUDENTS: dict[str, Any] = {"indicator": "student.count", "value": 6000, "unit": "person", "stage": "primary"}
TEACHERS: dict[str, Any] = {"indicator": "teacher.count", "value": 400, "unit": "person", "stage": "primary"}
RATIO: dict[str, Any] = {"indicator": "teacher.ratio", "unit": "ratio", "stage": "primary", "step": "0.1"}


def derived(*rows: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {row["column"]: row for row in made(*rows).derived.to_pylist()}


def made(*rows: dict[str, Any]) -> Dataset:
    return build(mentions_of(rows))


def test_a_derived_cell_names_its_two_figures() -> None:
    dataset = made(STUDENTS, TEACHERS)
    (row,) = dataset.derived.to_pylist()
    long = dataset.long.to_pylist()
    assert (row["column"], row["value"]) == ("derived.students_per_teacher.primary", 15)
    assert (long[row["over"]]["indicator"], long[row["under"]]["indicator"]) == ("student.count", "teacher.count")
    assert dataset.wide.values["derived.students_per_teacher.primary"].to_pylist() == [15]
    assert dataset.wide.sources["derived.students_per_teacher.primary"].to_pylist() == [0]


def test_figures_of_another_stage_area_year_or_county_do_not_meet() -> None:
    for other in ({"stage": "junior"}, {"area": "rural"}, {"year": 2021, "period": "2021"}, {"county_id": "360828"}):
        assert derived(STUDENTS, TEACHERS | other) == {}


def test_what_is_no_whole_or_no_one_year_is_not_computed_with() -> None:
    for doubtful in ({"flags": "part"}, {"period": "2018/2022"}, {"unit": "%"}, {"bound": "at_least"}, {"status": "plan"}, {"value": 0}):
        assert derived(STUDENTS, TEACHERS | doubtful) == {}


def test_what_no_column_holds_is_left_out() -> None:
    assert derived(STUDENTS | {"value": "1E+25"}, TEACHERS | {"value": "0.000001"}) == {}


def test_two_plans_make_a_plan() -> None:
    plan = {"status": "plan"}
    assert "plan" in derived(STUDENTS | plan, TEACHERS | plan)["derived.students_per_teacher.primary"]["doubts"].split()


def test_a_stated_figure_that_does_not_follow_is_told() -> None:
    column = "derived.students_per_teacher.primary"
    for stated, disagrees in (("15.0", False), ("15.1", True), ("14.9", True)):
        row = derived(STUDENTS, TEACHERS, RATIO | {"value": stated})[column]
        assert row["stated"] is not None
        assert ("disagrees" in row["doubts"].split()) == disagrees


def test_a_share_above_the_whole_is_impossible() -> None:
    backbone = {"indicator": "teacher.backbone", "value": 500, "unit": "person", "stage": "primary"}
    assert "impossible" in derived(TEACHERS, backbone)["derived.backbone_share.primary"]["doubts"].split()


def test_doubts_of_the_figures_go_on() -> None:
    row = derived(STUDENTS, STUDENTS | {"value": 5000}, TEACHERS)["derived.students_per_teacher.primary"]
    assert row["doubts"] == "conflict unreviewed"


@settings(max_examples=60, deadline=None)
@given(st.decimals(0, 10**12, places=3), st.decimals(1, 10**9, places=3))
def test_derived_values_are_exact_to_the_last_kept_digit(over: Decimal, under: Decimal) -> None:
    row = derived(STUDENTS | {"value": over}, TEACHERS | {"value": under})["derived.students_per_teacher.primary"]
    assert abs(Fraction(row["value"]) - Fraction(over) / Fraction(under)) <= Fraction(1, 2 * 10**12)


def test_every_column_has_its_words() -> None:
    assert all(long_entry(column.name).zh for column in (*LONG_COLUMNS, *DERIVED_COLUMNS))
    assert all(wide_entry(f"derived.{id}.primary").unit == formula.unit for id, formula in formulas().items())
    assert wide_entry("cv.item.junior.sports_area_per_student").zh == "单项差异系数，初中，体育运动场馆面积"
