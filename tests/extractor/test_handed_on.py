"""What sentences hand on to each other in a paragraph (handed_on.yaml): stage, area, item, time, and words of a heading."""

from __future__ import annotations

from typing import Any

import pytest

from tests.extractor.casebook import TITLE, cases, fact_of, reading


@pytest.mark.parametrize("case", cases("handed_on"))
def test_handed_on(case: dict[str, Any]) -> None:
    extraction = reading(case["text"], case.get("title", TITLE))
    for text, fields in case["figures"].items():
        fact = fact_of(extraction, text)
        assert {name: getattr(fact, name) for name in fields} == fields


def test_evidence_is_the_sentence_as_written() -> None:
    """A sentence that is read as a clause of the one before is still cited by itself."""
    extraction = reading("专任教师1840人。小学1120人，初中720人。")
    assert fact_of(extraction, "720人").evidence.sentence == "小学1120人，初中720人。"
