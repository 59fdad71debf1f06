"""What is ingested: whole, the same on every day and under every clock, and the same after a way through JSON."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from corpus.audit import Request, assess_report, audit
from corpus.ingest import ingest
from corpus.ingested import Ingested, StoredReport
from corpus.versions import catalogue_version, engine_version
from extractor.blocks import Table
from extractor.read import read_report
from models.errors import UnreadableInput
from service.output.html import render as render_page
from service.output.result import Result, Setting
from service.paper.formats import ASSESS_FORMATS
from tests.read.pdf_builders import Sheets, wrapped

GOLD = Path(__file__).parents[2] / "corpus" / "gold"
DAY = date(2026, 3, 1)
TEXT = "平湖县2023年义务教育优质均衡发展自查报告\n2023年，全县共有义务教育学校66所，其中小学42所、初中24所。\n"
SCHOOLS_IN_TWO_WAYS = (
    "2023年平湖县学校情况\n\n学校名称\t小学在校生数\t初中在校生数\t网络多媒体教室（间）\n第一小学\t166\t\t12\n第一小学\t166\t\t13\n"
)


def gold(name: str) -> Ingested:
    return ingest((GOLD / name).read_bytes(), name, DAY)


def half_scanned() -> bytes:
    sheets = Sheets()
    sheets.lines(wrapped(TEXT.splitlines()[1]))
    sheets.page()
    sheets.canvas.rect(100, 100, 200, 200)
    sheets.page()
    return sheets.data()


@pytest.mark.parametrize("name", ["g01.txt", "g05.docx", "g04.pdf", "g12.pdf"])
def test_nothing_is_lost_on_the_way_through_json(name: str) -> None:
    first = gold(name)
    again = Ingested.model_validate_json(first.model_dump_json())
    assert again == first
    assert repr(again) == repr(first), "equal is not enough: True is 1"


@pytest.mark.parametrize("name", ["g05.docx", "g12.pdf"])
def test_what_was_read_is_what_is_stored(name: str) -> None:
    report = read_report((GOLD / name).read_bytes(), name)
    report.map = None
    assert StoredReport.model_validate_json(StoredReport.from_report(report).model_dump_json()).to_report() == report
    assert any(isinstance(block, Table) for block in report.blocks), "the case must hold both kinds of blocks"


@pytest.mark.parametrize("name", ["g01.txt", "g12.pdf"])
def test_pages_and_papers_are_the_same_from_what_is_stored(name: str) -> None:
    audited = audit((GOLD / name).read_bytes(), name)
    assessed = assess_report(audited, Request(today=DAY))
    stored = Ingested.model_validate_json(gold(name).model_dump_json())
    rebuilt = stored.to_assessed()
    assert rebuilt is not None
    assert render_page([Result(stored.to_audit().report, stored.extraction)], Setting()) == render_page(
        [Result(audited.report, audited.extraction)], Setting()
    )
    for form in ("json", "html"):
        assert ASSESS_FORMATS[form].render([rebuilt], Setting()) == ASSESS_FORMATS[form].render([assessed], Setting())


def test_a_document_with_a_year_is_judged_on_its_last_day() -> None:
    early, late = (ingest(TEXT.encode(), "a.txt", day) for day in (date(2024, 1, 1), date(2026, 7, 1)))
    assert early == late
    assert early.versions.standard == "yzjh2017@2023-12-31"


def test_a_document_without_a_year_is_judged_on_the_day_it_came_in() -> None:
    found = ingest("全县共有小学42所。".encode(), "a.txt", DAY)
    assert found.extraction.document.year is None
    assert found.versions.standard == "yzjh2017@2026-03-01"


def test_a_document_older_than_every_standard_is_kept_without_a_verdict() -> None:
    found = ingest("平湖县1998年义务教育自查报告\n1998年，全县有小学42所。".encode(), "a.txt", DAY)
    assert [fact.evidence.text for fact in found.extraction.facts] == ["42所"]
    assert (found.assessment, found.versions.standard, found.to_assessed()) == (None, "", None)


def test_a_page_that_was_not_read_makes_the_result_partial() -> None:
    found = ingest(half_scanned(), "a.pdf", DAY)
    assert found.state == "partial"
    assert [notice.code for notice in found.report.notices] == ["page_without_text"]
    assert gold("g12.pdf").state == "succeeded"


def test_what_cannot_be_read_is_refused() -> None:
    with pytest.raises(UnreadableInput) as caught:
        ingest(b"", "空.docx", DAY)
    assert (caught.value.code, caught.value.details["name"]) == ("empty", "空.docx")


def test_a_school_table_that_cannot_be_used_is_told_with_its_reason() -> None:
    found = ingest(SCHOOLS_IN_TWO_WAYS.encode(), "a.txt", DAY)
    assert found.schools is None
    assert found.school_notices, "the table gives one school twice"
    assert Ingested.model_validate_json(found.model_dump_json()).school_notices == found.school_notices


def test_versions_name_engine_and_rules() -> None:
    versions = gold("g01.txt").versions
    assert (versions.engine, versions.catalogue) == (engine_version(), catalogue_version())
    assert len(versions.catalogue) == 12


def test_a_changed_rule_is_another_catalogue(monkeypatch: pytest.MonkeyPatch) -> None:
    from corpus import versions

    usual = list(versions._rule_files())
    changed = [(name, content + b"#" if name.endswith("units.yaml") else content) for name, content in usual]
    before = catalogue_version()
    monkeypatch.setattr(versions, "_rule_files", lambda: changed)
    assert catalogue_version.__wrapped__() != before
    assert {"models.data/units.yaml", "extractor/patterns.yaml", "corpus.data/school_headers.yaml"} <= {n for n, _ in usual}
    assert any(name.startswith("models.data/standards/") for name, _ in usual)


def test_numbers_that_are_no_figures_have_their_places_on_the_pages() -> None:
    made = gold("g02.pdf")
    pages = {page.number for page in made.report.pages}
    assert len(made.ledger_places) == len(made.extraction.ledger)
    for entry, places in zip(made.extraction.ledger, made.ledger_places, strict=True):
        assert (places == ()) == (entry.fact is not None)
        assert {place.page for place in places} <= pages
    assert gold("g02.txt").ledger_places == ()
