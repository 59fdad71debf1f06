"""One clause, one figure: its text, exact value, base unit and bound (figures.yaml)."""

from __future__ import annotations

from typing import Any

import pytest

from tests.extractor.casebook import cases, known_gaps, plain, reading


@pytest.mark.parametrize("case", [*cases("figures"), *known_gaps("figures")])
def test_figure(case: dict[str, Any]) -> None:
    extraction = reading(f"{case['clause']}。")
    assert [f.evidence.text for f in extraction.facts] == [case["text"]]
    (fact,) = extraction.facts
    assert (plain(fact.value), plain(fact.value_max)) == (plain(case["value"]), plain(case.get("max")))
    assert (fact.unit, fact.bound) == (case["unit"], case.get("bound", "exact"))
    assert "masked" not in fact.flags


@pytest.mark.parametrize("case", cases("figures", "several"))
def test_figures_of_a_sentence(case: dict[str, Any]) -> None:
    assert [f"{plain(f.value)} {f.unit}" for f in reading(case["sentence"]).facts] == case["figures"]
