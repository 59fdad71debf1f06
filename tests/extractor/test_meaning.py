"""What is measured, of which stage, in what status: sentences as county offices write them (meaning.yaml)."""

from __future__ import annotations

from typing import Any, get_args

import pytest

from models.fact import Fact, Stage, Status
from models.indicators import load_indicators
from tests.extractor.casebook import cases, fact_of, known_gaps, reading


def described(fact: Fact) -> tuple[str, str | None, str, str]:
    return fact.indicator, fact.stage, fact.status, fact.kind


def wanted(words: str) -> tuple[str, str | None, str, str]:
    """`seat.new primary plan` as indicator, stage, status and kind; a word that is none of these is a fault of the case."""
    indicator, *rest = words.split()
    stage = next((w for w in rest if w in get_args(Stage)), None)
    status = next((w for w in rest if w in get_args(Status)), "actual")
    kind = "change" if "change" in rest else "level"
    assert indicator in load_indicators()
    assert len(rest) == (stage is not None) + (status != "actual") + (kind == "change")
    return indicator, stage, status, kind


@pytest.mark.parametrize("case", [*cases("meaning"), *known_gaps("meaning")])
def test_meaning(case: dict[str, Any]) -> None:
    extraction = reading(case["sentence"])
    found = {text: described(fact_of(extraction, text)) for text in case["figures"]}
    assert found == {text: wanted(words) for text, words in case["figures"].items()}


def test_cases_reach_far() -> None:
    """At least 120 sentences over nine tenths of the indicators."""
    sentences = [p.values[0] for p in (*cases("meaning"), *known_gaps("meaning"))]
    named = {words.split()[0] for case in sentences for words in case["figures"].values()}
    assert len(sentences) >= 120
    assert len(named) >= 0.9 * len(load_indicators())
