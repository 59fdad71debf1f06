"""Words of bound and of change around a figure (bound.yaml)."""

from __future__ import annotations

from typing import Any

import pytest

from tests.extractor.casebook import cases, fact_of, known_gaps, plain, reading


@pytest.mark.parametrize("case", [*cases("bound"), *known_gaps("bound")])
def test_bound(case: dict[str, Any]) -> None:
    fact = fact_of(reading(case["sentence"]), case["text"])
    assert (fact.bound, fact.kind) == (case.get("bound", "exact"), case.get("kind", "level"))
    if "value" in case:
        assert plain(fact.value) == plain(case["value"])
