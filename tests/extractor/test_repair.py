"""Damaged numbers are read and flagged, their evidence stays raw; sound ones are left alone (repair.yaml)."""

from __future__ import annotations

from typing import Any

import pytest

from tests.extractor.casebook import TITLE, cases, fact_of, known_gaps, plain, reading


@pytest.mark.parametrize("case", [*cases("repair"), *known_gaps("repair")])
def test_repaired(case: dict[str, Any]) -> None:
    fact = fact_of(reading(case["raw"]), case["text"])
    assert (plain(fact.value), fact.unit) == (plain(case["value"]), case["unit"])
    assert "repaired" in fact.flags
    assert fact.evidence.start == len(TITLE) + 1 + case["raw"].index(case["text"])


@pytest.mark.parametrize("case", cases("repair", "sound"))
def test_sound(case: dict[str, Any]) -> None:
    facts = reading(case["raw"]).facts
    assert [f.evidence.text for f in facts] == case["texts"]
    assert not [f for f in facts if "repaired" in f.flags]


@pytest.mark.parametrize("mark", ["\n", " \n", "\r\n"])
def test_number_over_a_line_break(mark: str) -> None:
    """A file that wraps its lines hard parts a number; nothing is damaged, and the evidence holds the break."""
    lines = [
        "青禾县坚持优先发展教育，持续加大经费投入的力度，",
        "近年来用于改善学校办学条件的资金累计达到了3000",
        "万元，新建了一批学校，全县中小学布局得到优化，各",
        "级各类学校协调发展，家长和学生的评价越来越好了。",
    ]
    fact = fact_of(reading(mark.join(lines)), f"3000{mark}万元")
    assert plain(fact.value) == "30000000"


def test_number_split_by_a_page_mark() -> None:
    """Three marks, two of which break into a sentence, make a run of page marks; the second splits a number."""
    pages = ["1、青禾县持续加大教育投入，全县累计投入资金2", "2、.1亿元用于学校建设，新建学校", "3、6所，办学条件显著改善。"]
    facts = {f.evidence.text: f for f in reading("\n".join(pages)).facts}
    (text,) = [t for t in facts if t.endswith("亿元")]
    assert plain(facts[text].value) == "210000000"
    assert "repaired" in facts[text].flags
