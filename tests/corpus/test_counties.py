"""Documents of one county laid side by side, and masked names, which may be of several."""

from __future__ import annotations

import pytest

from corpus.counties import differences
from corpus.divisions.clues import is_masked
from extractor.pipeline import extract
from extractor.read import read_report

SELF, REVIEW = (
    f"岚渡县2022年义务教育优质均衡发展{kind}报告\n2022年，全县小学在校学生{count}人，专任教师400人。\n"
    for kind, count in (("自查", 6929), ("督导评估", 6292))
)


def told(county: str | None) -> list[str]:
    extractions = {n: extract(read_report(text.encode(), f"{n}.txt")) for n, text in enumerate((SELF, REVIEW))}
    return [found.finding.code for found in differences(county, extractions)]


def test_what_two_documents_say_differently_is_told() -> None:
    assert told("岚渡县") == ["document_conflict"]


@pytest.mark.parametrize("name", ["XX县", "**区", "某县", "××市"])
def test_documents_under_a_masked_name_are_not_compared(name: str) -> None:
    assert is_masked(name)
    assert told(name) == []


@pytest.mark.parametrize("name", ["岚渡县", "鼓楼区", "县", "某某路小学"])
def test_a_name_that_is_told_is_not_masked(name: str) -> None:
    assert not is_masked(name)
