"""Numbers that are no facts, and where the ledger puts them (spans.yaml)."""

from __future__ import annotations

from typing import Any

import pytest

from tests.extractor.casebook import TITLE, cases, known_gaps, reading


@pytest.mark.parametrize("case", [*cases("spans"), *known_gaps("spans")])
def test_no_fact(case: dict[str, Any]) -> None:
    extraction = reading(case["text"])
    start = len(TITLE) + 1 + case["text"].index(case["number"])
    end = start + len(case["number"])
    kinds = {e.kind for e in extraction.ledger if e.start < end and start < e.end}
    wanted = case["kind"] if isinstance(case["kind"], list) else [case["kind"]]
    assert kinds and kinds <= set(wanted)
    assert not extraction.facts
