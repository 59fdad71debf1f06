"""What is read from a dataset to lay counties side by side: cells with what stands behind them, lines, changes, and what is given."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from corpus.dataset.build import Dataset, build
from corpus.dataset.comparing import Cell, change, given, laid_aside, rows, usual_year, years
from corpus.dataset.coverage import BLANK, DOUBTFUL, GIVEN, NOT_GIVEN, coverage
from corpus.dataset.lines import lines, side
from corpus.dataset.origins import derivation, origins
from models.quantity import Bound, Quantity
from models.standard import standard_on
from tests.corpus.dataset.comparing_builders import FIRST_YEAR, mention, table_of

AREA, STAGE = "resource.teaching_area_per_student", "primary"
COLUMN = f"{AREA}.{STAGE}"
STANDARD = standard_on("yzjh2017", date(2022, 12, 31))


def area(county: int, year: int, value: str | None, **changes: object) -> dict[str, object]:
    return mention(county, year, AREA, "m2/person", value, stage=STAGE, **changes)


@pytest.fixture(scope="module")
def dataset() -> Dataset:
    return build(table_of(
        area(0, 2021, "4.40"), area(0, 2022, "4.60"), area(0, 2022, "5.9", fact="g", document_kind="other"),
        area(1, 2021, "5.0", status="plan"), area(1, 2022, "4.5"), area(2, 2022, None),
        mention(2, 2022, "student.count", "person", "1000", stage=STAGE), mention(2, 2022, "teacher.count", "person", "50", stage=STAGE),
        mention(0, 2030, "student.count", "person", "1", stage=STAGE, status="plan"),
    ))  # fmt: skip


def cell(dataset: Dataset, county: int, year: int, column: str = COLUMN) -> Cell | None:
    found = {row.county.id: row for row in rows(dataset, year, [column])}
    return found[f"{110000 + county}"].cells.get(column)


def test_a_year_of_plans_is_not_where_a_comparison_begins(dataset: Dataset) -> None:
    assert years(dataset) == (2030, 2022, 2021)
    assert usual_year(dataset) == 2022


def test_a_cell_tells_its_figure_with_its_precision_its_doubts_and_its_row(dataset: Dataset) -> None:
    found = cell(dataset, 0, 2022)
    assert found is not None and found.figure == Quantity(Decimal("4.60"), "m2/person", Decimal("0.01"))
    assert found.doubts == ("conflict", "unreviewed") and found.is_grave
    assert dataset.long["text"][found.source].as_py() == "4.60"
    blank = cell(dataset, 2, 2022)
    assert blank is not None and blank.figure is None and "masked" in blank.doubts
    assert cell(dataset, 2, 2022, "student.count.junior") is None


def test_what_was_set_aside_follows_the_chosen_one(dataset: Dataset) -> None:
    found = cell(dataset, 0, 2022)
    assert found is not None
    assert [dataset.long["text"][row].as_py() for row in laid_aside(dataset.long, found.source)] == ["5.9"]
    first, second = origins(dataset, found)
    assert (first.evidence.text, first.set_aside, second.evidence.text) == ("4.60", None, "5.9")
    assert second.set_aside == "supervision"
    alone = cell(dataset, 1, 2022)
    assert alone is not None and laid_aside(dataset.long, alone.source) == ()


def test_a_derived_cell_tells_the_figures_that_it_follows_from(dataset: Dataset) -> None:
    found = cell(dataset, 2, 2022, "derived.students_per_teacher.primary")
    assert found is not None and found.is_derived and found.figure is not None
    told = derivation(dataset, found)
    assert (found.figure.value, told.over.evidence.text, told.under.evidence.text) == (Decimal(20), "1000", "50")


def test_a_change_is_exact_and_only_of_what_counts_the_same(dataset: Dataset) -> None:
    assert change(cell(dataset, 0, 2021), cell(dataset, 0, 2022)) == Decimal("0.20")
    assert change(cell(dataset, 1, 2021), cell(dataset, 1, 2022)) is None  # a plan
    assert change(None, cell(dataset, 1, 2022)) is None


def test_lines_of_the_standard_stand_at_their_columns() -> None:
    columns = (COLUMN, "cv.item.primary.teaching_area_per_student", "cv.item.junior.teaching_area_per_student", "student.count.primary")
    found = lines(STANDARD, columns)
    assert {name: (line.value, line.direction) for name, line in found.items()} == {
        COLUMN: (Decimal("4.5"), "at_least"), columns[1]: (Decimal("0.50"), "at_most"), columns[2]: (Decimal("0.45"), "at_most"),
    }  # fmt: skip
    assert found[COLUMN].for_each_school and not found[columns[1]].for_each_school


def test_a_line_that_no_source_confirms_says_so() -> None:
    found = lines(standard_on("jbjh2012", date(2014, 12, 31)), ["cv.composite.primary"])
    assert [line.confirmed for line in found.values()] == [False]


@pytest.mark.parametrize(
    ("value", "step", "bound", "expected"),
    [
        ("4.49", "0.01", "exact", "not_met"), ("4.51", "0.01", "exact", "met"), ("4.5", "0.1", "exact", "depends_on_rounding"),
        ("4.5", "0.1", "at_least", "met"), ("4.4", "0.1", "about", "depends_on_rounding"), ("3.9", "0.1", "about", "not_met"),
    ],
)  # fmt: skip
def test_the_side_of_a_line_is_told_by_the_written_precision(value: str, step: str, bound: Bound, expected: str) -> None:
    line = lines(STANDARD, [COLUMN])[COLUMN]
    assert side(line, Quantity(Decimal(value), "m2/person", Decimal(step), bound)) == expected


def test_what_is_given_and_how_well(dataset: Dataset) -> None:
    assert given(dataset, 2022)[COLUMN] == 3  # a blank is given, too
    found = coverage(dataset, 2022)
    assert found.indicators == ("student.count", "teacher.count", AREA)
    assert found.states.tolist() == [[NOT_GIVEN, NOT_GIVEN, DOUBTFUL], [NOT_GIVEN, NOT_GIVEN, GIVEN], [GIVEN, GIVEN, BLANK]]
    assert found.by_indicator == (1, 1, 2) and found.by_county == (1, 1, 2)


def test_a_year_without_figures_has_no_rows(dataset: Dataset) -> None:
    assert rows(dataset, FIRST_YEAR - 9, [COLUMN]) == ()
