"""What a filter lets through, and what is said where it meets nothing."""

from __future__ import annotations

import pyarrow as pa
import pytest

from corpus.export.contents import CannotExport
from corpus.export.filters import Filters, filtered
from tests.corpus.export.builders import LONG_SCHEMA, row

ROWS = [
    row(1),
    row(2, county_id="330401", county_code="330401", county_name="嘉兴市市辖区", year=2022, review="accepted"),
    row(3, county_id="XX区", county_code=None, county_name="XX区", province=None, year=None, document_kind="plan"),
    row(4, indicator="teacher.count"),
]
TABLE = pa.Table.from_pylist(ROWS, schema=LONG_SCHEMA)


@pytest.mark.parametrize(
    ("filters", "kept"),
    [
        (Filters(), [1, 2, 3, 4]),
        (Filters(county=("平湖市",)), [1, 4]),
        (Filters(county=("330401", "XX区")), [2, 3]),
        (Filters(province=("浙江省",)), [1, 2, 4]),
        (Filters(year=("2022",)), [2]),
        (Filters(year=("2021", "2022"), indicator=("funding.investment",)), [1, 2]),
        (Filters(review=("accepted",)), [2]),
        (Filters(kind=("plan",)), [3]),
    ],
)
def test_filters(filters: Filters, kept: list[int]) -> None:
    found = filtered(TABLE, filters).column("document").to_pylist()
    assert found == [ROWS[number - 1]["document"] for number in kept]


def test_a_value_that_meets_nothing_is_told() -> None:
    with pytest.raises(CannotExport) as error:
        filtered(TABLE, Filters(county=("平湖市", "平糊市")))
    assert error.value.message("zh") == "数据集中没有 --county 平糊市。现有：XX区、嘉兴市市辖区、平湖市。"


def test_filters_that_together_leave_nothing_are_told() -> None:
    with pytest.raises(CannotExport) as error:
        filtered(TABLE, Filters(county=("XX区",), year=("2022",)))
    assert error.value.message("en") == "No figure meets all of XX区、2022, so nothing was exported. Please use fewer filters."


def test_filters_are_told_in_order_and_once() -> None:
    assert Filters(year=("2022", "2021", "2022")).given() == {"year": ("2021", "2022")}
