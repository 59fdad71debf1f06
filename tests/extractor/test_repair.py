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
    line = "全县坚持教育优先发展，持续加大经费投入力度，不断改善办学条件，五年来共投入资金"
    raw = f"{line}3{mark}000万元用于新建学校，办学条件不断改善，人民群众对教育的满意程度也在逐年提高。"
    fact = fact_of(reading(raw), f"3{mark}000万元")
    assert plain(fact.value) == "30000000"


def test_number_split_by_a_page_mark() -> None:
    """Three marks, two of which break into a sentence, make a run of page marks; the second splits a number."""
    pages = ["1、青禾县持续加大教育投入，全县累计投入资金2", "2、.1亿元用于学校建设，新建学校", "3、6所，办学条件显著改善。"]
    facts = {f.evidence.text: f for f in reading("\n".join(pages)).facts}
    (text,) = [t for t in facts if t.endswith("亿元")]
    assert plain(facts[text].value) == "210000000"
    assert "repaired" in facts[text].flags
