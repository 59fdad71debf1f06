"""A dataset of invented counties, laid beside what their reports state."""

from __future__ import annotations

from datetime import date

import pyarrow as pa
import pytest

from corpus.dataset.build import build
from corpus.dataset.mentions import mentions
from corpus.divisions.identify import identify
from corpus.evaluate_dataset import Score, Statements, score, stated
from corpus.generate.collection import generate_collection
from corpus.ingest import ingest

COUNTIES = 6


@pytest.fixture(scope="module")
def found() -> Score:
    reports, tables = [], []
    for seed in range(COUNTIES):
        for report in generate_collection(seed):
            ingested = ingest(report.text.encode(), f"{report.name}.txt", date(2026, 1, 1))
            county = identify(ingested.extraction.document, given=f"unlisted:{report.county}-{seed}")
            reports.append((county.id, report))
            tables.append(mentions(ingested, county))
    return score(build(pa.concat_tables(tables)), stated(reports))


def test_nearly_every_stated_cell_is_right_or_flagged(found: Score) -> None:
    assert sum(found.stated.values()) > 1000
    assert found.share >= 0.99


def test_no_contradiction_of_one_cell_is_silent(found: Score) -> None:
    assert found.conflicts["flagged"] > 10
    assert found.conflicts["right"] == found.conflicts["wrong"] == 0


def test_a_wrong_or_empty_cell_is_counted() -> None:
    dataset = build(pa.concat_tables([_of_text("遂川县2022年自查报告\n2022年，全县小学在校学生6929人。\n")]))
    cell = ("360827", 2022, "student.count.primary")
    junior = ("360827", 2022, "student.count.junior")
    for where, value, verdict in ((cell, 6929, "right"), (cell, 1, "wrong"), (junior, 1, "missing"), (junior, 6929, "elsewhere")):
        counted = {name: n for name, n in score(dataset, {where: Statements((value,), False)}).stated.items() if n}
        assert counted == {verdict: 1}


def test_what_others_earn_is_no_cell_of_the_county() -> None:
    reports = [("c", report) for seed in range(COUNTIES) for report in generate_collection(seed)]
    others = {f.mention.value for _, report in reports for f in report.facts if f.mention.name == "salary_civil"}
    told = [said.values for cell, said in stated(reports).items() if cell[2].startswith("funding.teacher_salary")]
    assert others
    assert told
    assert others.isdisjoint(value for values in told for value in values)


def _of_text(text: str) -> pa.Table:
    ingested = ingest(text.encode(), "a.txt", date(2026, 1, 1))
    return mentions(ingested, identify(ingested.extraction.document))
