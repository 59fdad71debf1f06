"""One column over its counties, and what several counties say alike."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from corpus.dataset.build import Dataset, build
from corpus.dataset.copies import copied
from corpus.dataset.lines import lines
from corpus.dataset.profiles import cells_of, distances, distribution, outliers, profile, ranking
from models.standard import standard_on
from tests.corpus.dataset.builders import mentions_of

COLUMN = "resource.sports_area_per_student.primary"


def dataset_of(*values: str | None) -> Dataset:
    """A county for each value, in their order; None is a blank."""
    rows = [
        {"county_id": f"{n:06d}", "county_name": f"县{n}", "document": f"d{n}", "indicator": "resource.sports_area_per_student",
         "stage": "primary", "unit": "m2/person", "value": value, "step": "0.01", "flags": "" if value else "masked", "quote": f"第{n}句"}
        for n, value in enumerate(values)
    ]  # fmt: skip
    return build(mentions_of(rows))


def test_ranks_are_shared_by_equal_values() -> None:
    cells = cells_of(dataset_of("7.5", "9.1", "7.5", None, "2.1"), COLUMN, 2022)
    assert [(r.rank, r.placed.county.id) for r in ranking(cells)] == [(1, "000001"), (2, "000000"), (2, "000002"), (4, "000004")]


def test_quartiles_lie_between_values() -> None:
    found = distribution(cells_of(dataset_of("1", "2", "3", "4"), COLUMN, 2022))
    assert found is not None
    assert (found.n, int(found.least), int(found.most)) == (4, 1, 4)
    assert (found.lower, found.median, found.upper) == (Fraction(7, 4), Fraction(5, 2), Fraction(13, 4))
    assert distribution([]) is None


def test_an_outlier_is_found_with_its_source() -> None:
    dataset = dataset_of("7.1", "7.2", "7.3", "7.4", "7.5", "74.3")
    (found,) = outliers(cells_of(dataset, COLUMN, 2022))
    assert found.placed.county.id == "000005"
    assert dataset.long["quote"][found.placed.cell.source].as_py() == "第5句"
    assert found.z == Fraction(6745, 10_000) * (Fraction("74.3") - Fraction("7.35")) / Fraction("0.15")


def test_where_most_are_the_same_nothing_is_an_outlier() -> None:
    assert outliers(cells_of(dataset_of("7", "7", "7", "7", "70"), COLUMN, 2022)) == ()
    assert outliers(()) == ()


def test_distance_is_measured_to_the_standard_of_the_stage() -> None:
    limit = lines(standard_on("yzjh2017", date(2022, 12, 31)), [COLUMN])[COLUMN]
    assert (limit.value, limit.direction, limit.confirmed) == (Decimal("7.5"), "at_least", True)
    found = distances(cells_of(dataset_of("9.1", "7.2"), COLUMN, 2022), limit)
    assert [(d.placed.county.id, d.over) for d in found] == [("000001", Decimal("-0.3")), ("000000", Decimal("1.6"))]


def test_a_coefficient_is_to_stay_below_its_limit() -> None:
    column = "cv.item.junior.sports_area_per_student"
    limit = lines(standard_on("yzjh2017", date(2022, 12, 31)), [column])[column]
    assert (limit.value, limit.direction) == (Decimal("0.45"), "at_most")


def test_a_profile_shows_blanks_with_their_source() -> None:
    (found,) = profile(dataset_of("7.5", None), "000001")
    assert (found.cell.figure, found.cell.doubts) == (None, ("masked",))


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
