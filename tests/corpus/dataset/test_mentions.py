"""One document's rows: every fact once, with its place, its year, its review and what the checks say of it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from types import SimpleNamespace

import pytest

from corpus.dataset.mentions import MENTION_SCHEMA, mentions, year_of
from corpus.ingest import ingest

COUNTY = SimpleNamespace(id="360827", code="360827", name="遂川县", state="listed", prefecture="吉安市", province="江西省")
TEXT = """遂川县义务教育优质均衡发展自查报告
2022年，全县小学在校学生6929人，其中寄宿生1200人。占地3亩。2018年至2021年累计投入2.8亿元。2022年投入资金XX万元。
2022年末，全县小学在校学生6292人。
遂川县人民政府
2022年11月20日
"""


@pytest.fixture(scope="module")
def ingested():
    return ingest(TEXT.encode(), "自查报告.txt", date(2024, 1, 1))


def test_every_fact_has_its_row(ingested) -> None:
    table = mentions(ingested, COUNTY)
    assert table.schema.equals(MENTION_SCHEMA)
    assert table["fact"].to_pylist() == [fact.id for fact in ingested.extraction.facts]
    assert set(table["county_id"].to_pylist()) == {"360827"}
    assert set(table["document"].to_pylist()) == {ingested.report.sha256}
    assert set(table["review"].to_pylist()) == {"unreviewed"}


def test_a_row_tells_value_precision_year_and_sentence(ingested) -> None:
    row = next(r for r in mentions(ingested, COUNTY).to_pylist() if r["text"] == "2.8亿元")
    assert (row["value"], row["step"], row["period"], row["year"]) == (280_000_000, 10_000_000, "2018/2021", 2021)
    assert row["quote"] == "2018年至2021年累计投入2.8亿元。"
    assert ingested.report.text[row["start"] : row["end"]] == row["text"]


def test_a_masked_figure_has_no_value_and_its_flag(ingested) -> None:
    row = next(r for r in mentions(ingested, COUNTY).to_pylist() if "XX" in r["text"])
    assert row["value"] is None and "masked" in row["flags"].split()


def test_what_has_no_end_is_kept_to_twelve_decimals(ingested) -> None:
    row = _row_of(ingested, value=Decimal(2000) / 3, step=Decimal("0.1"))
    assert (row["value"], row["step"]) == (Decimal("666.666666666667"), Decimal("0.1"))


def test_findings_are_told_at_the_figures_that_they_name(ingested) -> None:
    named = {id for finding in ingested.checks.findings for id in finding.facts}
    told = {r["fact"] for r in mentions(ingested, COUNTY).to_pylist() if "duplicate_conflict" in r["flags"].split()}
    assert named and told == {id for f in ingested.checks.findings if f.code == "duplicate_conflict" for id in f.facts}


def test_reviews_stand_at_their_figures(ingested) -> None:
    first, second, *_ = (fact.id for fact in ingested.extraction.facts)
    rows = mentions(ingested, COUNTY, {first: "accepted", second: "rejected"}).to_pylist()
    assert [r["review"] for r in rows[:3]] == ["accepted", "rejected", "unreviewed"]


def test_a_number_too_long_for_a_column_is_flagged(ingested) -> None:
    row = _row_of(ingested, value=Decimal("1E+29"))
    assert row["value"] is None and "too_large" in row["flags"].split()


@pytest.mark.parametrize(
    ("period", "year"),
    [("9021", None), (None, 2023), ("2021", 2021), ("2021-09", 2021), ("2016/2021", 2021), ("2020-09/2021-07", 2021)],
)
def test_year_is_the_last_of_the_period(period: str | None, year: int | None) -> None:
    assert year_of(period, 2023) == year


def _row_of(ingested, **changed: object):
    """The first row, where the first fact has other numbers."""
    first, *others = ingested.extraction.facts
    facts = (first.model_copy(update=changed), *others)
    extraction = ingested.extraction.model_copy(update={"facts": facts})
    return mentions(ingested.model_copy(update={"extraction": extraction}), COUNTY).to_pylist()[0]
