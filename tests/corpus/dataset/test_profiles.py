"""One column over its counties, and what several counties say alike."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.dataset.build import Dataset, build
from corpus.dataset.comparing import Cell
from corpus.dataset.copies import copied
from corpus.dataset.lines import Line, lines
from corpus.dataset.profiles import Standing, outliers, profile, ranking, standings
from corpus.dataset.spread import spread, spreads
from corpus.dataset.trends import trend, trends
from models.quantity import Quantity
from models.standard import standard_on
from tests.corpus.dataset.builders import mentions_of

COLUMN = "resource.sports_area_per_student.primary"
AREA: dict[str, Any] = {"indicator": "resource.sports_area_per_student", "stage": "primary", "unit": "m2/person", "step": "0.01"}


def dataset_of(*values: str | None) -> Dataset:
    """A county for each value, in their order; None is a blank."""
    rows = [
        {"county_id": f"{n:06d}", "county_name": f"县{n}", "document": f"d{n}", "indicator": "resource.sports_area_per_student",
         "stage": "primary", "unit": "m2/person", "value": value, "step": "0.01", "flags": "" if value else "masked", "quote": f"第{n}句"}
        for n, value in enumerate(values)
    ]  # fmt: skip
    return build(mentions_of(rows))


def standing_of(dataset: Dataset, drawn: bool = True) -> tuple[Standing, ...]:
    return standings(dataset, 2022, [COLUMN], lines_of(2022, [COLUMN]) if drawn else {})


def lines_of(year: int, columns: Sequence[str]) -> Mapping[str, Line]:
    return lines(standard_on("yzjh2017", date(year, 12, 31)), columns)


def test_ranks_are_shared_by_equal_values() -> None:
    found = ranking(standing_of(dataset_of("7.5", "9.1", "7.5", None, "2.1")))
    assert [(s.rank, s.county.id) for s in found] == [(1, "000001"), (2, "000000"), (2, "000002"), (4, "000004")]


def test_quartiles_lie_between_values() -> None:
    found = spreads(dataset_of("1", "2", "3", "4", None), 2022, [COLUMN, "student.count"])
    assert found.keys() == {COLUMN} and len(found[COLUMN].values) == 4
    assert found[COLUMN].quartiles() == tuple(map(Fraction, ("1", "7/4", "5/2", "13/4", "4")))
    assert spread(()) is None


def test_an_outlier_is_found_with_its_source() -> None:
    dataset = dataset_of("7.1", "7.2", "7.3", "7.4", "7.5", "74.3")
    (found,) = outliers(standing_of(dataset))
    assert found.county.id == "000005"
    assert dataset.long["quote"][found.cell.source].as_py() == "第5句"
    assert found.z == Fraction(6745, 10_000) * (Fraction("74.3") - Fraction("7.35")) / Fraction("0.15")


@pytest.mark.parametrize("values", [("7", "7", "7", "7", "70"), ("7.1", "7.2", "70", "7.3"), ()])
def test_where_nobody_can_say_what_is_usual_nothing_is_an_outlier(values: tuple[str, ...]) -> None:
    assert outliers(standing_of(dataset_of(*values)) if values else ()) == ()


@pytest.mark.parametrize("unlike", [{"status": "plan"}, {"unit": "m2"}, {"period": "2020/2022"}])
def test_what_counts_something_else_stands_nowhere(unlike: dict[str, str]) -> None:
    rows = [AREA | {"county_id": f"{n:06d}", "document": f"d{n}", "value": n + 1} for n in range(6)]
    rows.append(AREA | {"county_id": "000009", "document": "d9", "value": 900} | unlike)
    found = {s.county.id: s for s in standing_of(build(mentions_of(rows)))}
    other = found.pop("000009")
    assert (other.rank, other.z, other.over, other.spread) == (None, None, None, None) and other.cell.figure is not None
    assert all(s.spread is not None and len(s.spread.values) == 6 for s in found.values())


def test_distance_is_measured_to_the_standard_of_the_stage() -> None:
    limit = lines_of(2022, [COLUMN])[COLUMN]
    assert (limit.value, limit.direction, limit.confirmed) == (Decimal("7.5"), "at_least", True)
    found = standing_of(dataset_of("9.1", "7.2"))
    assert [(s.county.id, s.over) for s in found] == [("000000", Decimal("1.6")), ("000001", Decimal("-0.3"))]
    assert [s.over for s in standing_of(dataset_of("9.1"), drawn=False)] == [None]


def test_a_coefficient_is_to_stay_below_its_limit() -> None:
    column = "cv.item.junior.sports_area_per_student"
    limit = lines_of(2022, [column])[column]
    assert (limit.value, limit.direction) == (Decimal("0.45"), "at_most")
    row = {"indicator": "cv.item", "stage": "junior", "criterion": "sports_area_per_student", "unit": "number", "value": "0.5"}
    (found,) = standings(build(mentions_of([row])), 2022, [column], {column: limit})
    assert found.over == Decimal("-0.05")


def test_a_profile_shows_blanks_with_their_source() -> None:
    (found,) = profile(dataset_of("7.5", None), "000001", [COLUMN], lines_of)
    assert (found.cell.figure, found.cell.doubts, found.rank) == (None, ("masked",), None)


def test_a_profile_ranks_each_year_among_the_counties_of_that_year() -> None:
    told = {2020: ("1", "2"), 2021: ("3", "2", "1"), 2022: ("2",)}
    rows = [
        AREA | {"county_id": str(n), "document": f"{n}{year}", "year": year, "period": str(year), "value": value}
        for year, values in told.items() for n, value in enumerate(values)
    ]  # fmt: skip
    found = profile(build(mentions_of(rows)), "0", [COLUMN], lines_of)
    assert [(s.year, s.rank, len(s.spread.values) if s.spread else 0) for s in found] == [(2020, 2, 2), (2021, 1, 3), (2022, 1, 1)]


TRENDS = [
    ({2020: "1", 2021: "2", 2022: "3"}, {}, Fraction(1), (2020, 2021, 2022)),
    ({2018: "0.1", 2021: "0.2", 2022: "0.2"}, {}, Fraction(7, 260), (2018, 2021, 2022)),
    ({2019: "5", 2020: "5", 2021: "5", 2022: "5"}, {}, Fraction(0), (2019, 2020, 2021, 2022)),
    ({2021: "1", 2022: "2"}, {}, None, None),
    ({2020: "1", 2021: "2", 2022: "9"}, {2022: {"status": "plan"}}, None, None),
    ({2020: "1", 2021: "2", 2022: "9"}, {2022: {"bound": "at_least"}}, None, None),
    ({2020: "1", 2021: "2", 2022: "9"}, {2022: {"unit": "m2"}}, None, None),
    ({2019: "1", 2020: "1", 2021: "2", 2022: "3"}, {2019: {"value": None, "flags": "masked"}}, Fraction(1), (2020, 2021, 2022)),
]
"""Values by year, what is unlike in some of them; the slope and the years that it rests on."""


@pytest.mark.parametrize(("told", "unlike", "slope", "years"), TRENDS)
def test_a_slope_is_of_three_years_that_count_the_same(
    told: dict[int, str], unlike: dict[int, dict[str, Any]], slope: Fraction | None, years: tuple[int, ...] | None
) -> None:
    rows = [AREA | {"year": y, "period": str(y), "document": str(y), "value": value} | unlike.get(y, {}) for y, value in told.items()]
    found = trends(build(mentions_of(rows)), [COLUMN])
    assert [(t.per_year, t.years) for t in found.values()] == ([(slope, years)] if slope is not None else [])


def test_a_slope_up_to_a_year_leaves_later_ones_out() -> None:
    rows = [AREA | {"year": y, "period": str(y), "document": str(y), "value": 2**n} for n, y in enumerate(range(2019, 2023))]
    found = trends(build(mentions_of(rows)), [COLUMN], until=2021)
    assert found[("360827", COLUMN)].years == (2019, 2020, 2021) and found[("360827", COLUMN)].per_year == Fraction(3, 2)


@given(st.lists(st.decimals(-1000, 1000, places=3), min_size=3, max_size=8), st.decimals(-100, 100, places=2), st.integers(0, 9))
def test_a_slope_follows_a_line_added_to_the_values(values: list[Decimal], more: Decimal, moved: int) -> None:
    def slope(add: Decimal, later: int) -> Fraction:
        cells = [(2000 + n + later, Cell(COLUMN, Quantity(v + add * n, "m2/person"), (), n)) for n, v in enumerate(values)]
        found = trend(cells)
        assert found is not None
        return found.per_year

    assert slope(more, moved) == slope(Decimal(0), 0) + Fraction(more)


@pytest.mark.parametrize(
    ("values", "asked"),
    [(("23611", "23611"), 1), (("23610000", "23610000"), 0), (("23611", "23612"), 0)],
)
def test_long_figures_of_two_counties_are_a_question(values: tuple[str, str], asked: int) -> None:
    rows = [{"county_id": str(n), "document": str(n), "value": value, "quote": str(n)} for n, value in enumerate(values)]
    found = copied(build(mentions_of(rows)).long)
    assert [q.kind for q in found] == ["figure"] * asked
    assert all(q.counties == ("0", "1") and len(q.rows) == 2 for q in found)


def test_long_sentences_of_two_counties_are_a_question() -> None:
    sentence = "近年来坚持把义务教育摆在优先发展的战略地位，累计新增学位1200个，办学条件显著改善。"
    rows = [{"county_id": str(n), "document": str(n), "value": 1200, "quote": sentence} for n in (0, 0, 1)]
    (found,) = copied(build(mentions_of(rows)).long)
    assert (found.kind, found.said, len(found.rows)) == ("passage", sentence, 3)
    assert copied(build(mentions_of(rows[:2])).long) == ()
