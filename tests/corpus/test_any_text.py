"""Whatever an office puts together is read and checked to the end: clauses of the cases in any order, numbers garbled or left blank."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corpus.audit import audit

CASES = Path(__file__).parents[1] / "cases"
FILES = ("claims.yaml", "claims_that_hold.yaml", "relations.yaml", "meaning.yaml")
GARBLED = ("", "0", "0.0", "**", "1:2.5", "三")
"""What may stand in the place of a number."""


@cache
def clauses() -> list[str]:
    told = (text for name in FILES for text in texts(yaml.safe_load((CASES / name).read_text(encoding="utf-8"))))
    return sorted({clause for text in told for clause in re.split("(?<=[，；。\n])", text) if len(clause) > 5})


def texts(content: Any) -> list[str]:
    """The sentences that a file of cases holds, wherever in it."""
    if isinstance(content, str):
        return [content] if len(content) > 8 else []
    inner = content.values() if isinstance(content, dict) else content if isinstance(content, list) else []
    return [text for one in inner for text in texts(one)]


@st.composite
def papers(draw: st.DrawFn) -> str:
    drawn = draw(st.lists(st.sampled_from(clauses()), min_size=3, max_size=14))
    marks = draw(st.lists(st.sampled_from("，；。\n"), min_size=len(drawn), max_size=len(drawn)))
    text = "".join(clause if clause[-1] in "，；。\n" else clause + mark for clause, mark in zip(drawn, marks, strict=True))
    numbers = [match.span() for match in re.finditer(r"\d+(?:\.\d+)?", text)]
    for start, end in reversed(draw(st.lists(st.sampled_from(numbers), max_size=3, unique=True)) if numbers else []):
        text = text[:start] + draw(st.sampled_from(GARBLED)) + text[end:]
    return text


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(text=papers())
def test_every_paper_is_read_and_checked_to_the_end(text: str) -> None:
    found = audit(f"自查报告\n{text}".encode(), "自查报告.txt")
    ids = {fact.id for fact in found.extraction.facts}
    assert all(ids.issuperset(finding.facts) for finding in found.checks.findings)
