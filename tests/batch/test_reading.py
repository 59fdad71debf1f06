"""What is kept of the reading of a document: the same result comes of it as of the document itself, or none."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.batch.reading import StaleReading, decode_report, encode_report
from corpus.batch.work import Labels, Work, decode_result, encode_result, perform
from corpus.generate.report import generate
from corpus.ingest import ingest, ingest_report
from corpus.typeset_docx import to_docx
from corpus.typeset_pdf import to_pdf
from extractor.blocks import Report
from extractor.read import read_report
from tests.batch.folders import DAY, text

GOLD = Path(__file__).parents[2] / "corpus" / "gold"
FILES = sorted([*GOLD.glob("*.docx"), *GOLD.glob("*.pdf"), *GOLD.glob("g01.txt")])


@cache
def kept() -> bytes:
    return encode_report(read_report(to_pdf(generate(3).manuscript), "a.pdf"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_the_same_result_comes_of_what_is_kept(path: Path) -> None:
    report = read_report(path.read_bytes(), "a")
    again = decode_report(encode_report(report), "a")
    assert again == report
    assert ingest_report(again, DAY) == ingest(path.read_bytes(), "a", DAY)


def test_what_is_kept_does_not_depend_on_the_name() -> None:
    data = to_docx(generate(3).manuscript)
    assert encode_report(read_report(data, "a.docx")) == encode_report(read_report(data, "b.docx"))


@settings(max_examples=50)
@given(st.data())
def test_half_of_what_is_kept_is_refused(data: st.DataObject) -> None:
    with pytest.raises(StaleReading):
        decode_report(kept()[: data.draw(st.integers(0, len(kept()) - 1))], "a")


@settings(max_examples=50)
@given(st.integers(0, 10**6), st.integers(1, 255))
def test_a_changed_byte_is_noticed_or_changes_nothing(place: int, change: int) -> None:
    data = bytearray(kept())
    data[place % len(data)] ^= change
    try:
        changed: Report | None = decode_report(bytes(data), "a")
    except StaleReading:
        changed = None
    assert changed in (None, decode_report(kept(), "a"))


@pytest.mark.parametrize("stage", ["document", "report", "result"])
def test_each_stage_gives_what_the_whole_way_gives(stage: str) -> None:
    labels = Labels(("海城市.txt",))
    whole = perform(Work("a" * 64, "document", text(), labels, DAY))
    given = {"document": text(), "report": whole.report, "result": whole.result}
    made = perform(Work("a" * 64, stage, given[stage], labels, DAY))
    assert (made.state, made.rows) == (whole.state, whole.rows)
    assert made.result in (None, whole.result)


def test_results_come_back_as_they_were() -> None:
    result = ingest(text(), "a", DAY)
    assert decode_result(encode_result(result)) == result


@pytest.mark.parametrize("stage", ["report", "result"])
def test_what_is_stale_is_said_to_be(stage: str) -> None:
    assert perform(Work("a" * 64, stage, b"junheng report 0\n", Labels(("a",)), DAY)).state == "stale"
