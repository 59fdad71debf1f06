"""Written times and the periods of figures (periods.yaml)."""

from __future__ import annotations

from typing import Any

import pytest

from extractor.periods import period_of, years_of
from tests.extractor.casebook import TITLE, cases, fact_of, known_gaps, reading


@pytest.mark.parametrize("case", cases("periods", "written"))
def test_written_time(case: dict[str, Any]) -> None:
    assert period_of(case["text"], case.get("year")) == case["period"]


@pytest.mark.parametrize("case", [*cases("periods", "sentences"), *known_gaps("periods")])
def test_period_of_figure(case: dict[str, Any]) -> None:
    assert fact_of(reading(case["sentence"], case.get("title", TITLE)), case["text"]).period == case["period"]


@pytest.mark.parametrize("phrase", ["近三年", "今年", "去年", "全年"])
def test_unresolved_without_the_document_year(phrase: str) -> None:
    text = f"{phrase}，全县招聘教师430名。"
    assert fact_of(reading(text, title="青禾县教育情况报告"), "430名").period is None


@pytest.mark.parametrize(
    ("period", "years"), [("2021", (2021, 2021)), ("2021-09", (2021, 2021)), ("2016/2021", (2016, 2021)), (None, None)]
)
def test_years_of(period: str | None, years: tuple[int, int] | None) -> None:
    assert years_of(period) == years
