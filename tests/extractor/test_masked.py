"""Figures whose digits a document leaves out (masked.yaml)."""

from __future__ import annotations

from typing import Any

import pytest

from tests.extractor.casebook import cases, fact_of, known_gaps, reading


@pytest.mark.parametrize("case", [*cases("masked"), *known_gaps("masked")])
def test_masked(case: dict[str, Any]) -> None:
    fact = fact_of(reading(case["sentence"]), case["text"])
    assert fact.value is None
    assert fact.unit == case["unit"]
    assert fact.flags == ("masked",)
    assert fact.masked


@pytest.mark.parametrize("case", cases("masked", "none"))
def test_nothing_masked(case: dict[str, Any]) -> None:
    assert not reading(case["sentence"]).facts


def test_blanks_are_looked_for_only_where_a_document_leaves_them() -> None:
    """共有所学校 alone could be a slip; beside a share without digits it is a blank."""
    assert not reading("补充教师名优良好。").facts
