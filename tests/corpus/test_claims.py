"""From a text to its findings: a claim that does not hold is found, and the same claim is left alone where it holds (claims.yaml); so is
what only comes near a claim (claims_that_hold.yaml), and passages of many figures (passages_that_hold.yaml)."""

from __future__ import annotations

from typing import Any

import pytest

from corpus.audit import audit
from tests.extractor.casebook import cases, known_gaps


def codes(text: str) -> set[str]:
    """The findings of a text, notes aside."""
    return {f.code for f in audit(text.encode(), "report.txt").checks.findings if f.severity != "info"}


CLAIMS = [*cases("claims"), *cases("claims_apart")]


@pytest.mark.parametrize("case", [*CLAIMS, *known_gaps("claims")])
def test_wrong_claim_is_found(case: dict[str, Any]) -> None:
    assert case["code"] in codes(case["wrong"])


@pytest.mark.parametrize("case", CLAIMS)
def test_right_claim_is_left_alone(case: dict[str, Any]) -> None:
    assert not codes(case["right"])


@pytest.mark.parametrize("case", [*cases("claims_that_hold"), *cases("claims_apart", "hold"), *cases("passages_that_hold")])
def test_text_that_holds_is_left_alone(case: dict[str, Any]) -> None:
    assert not codes(case["text"])
