"""Sums, ratios and changes that a sentence tells, by the texts of their figures (relations.yaml)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from models.fact import Extraction
from tests.extractor.casebook import cases, known_gaps, reading

TYPES = ("sum", "ratio", "change")


def told(extraction: Extraction, kind: str) -> Iterator[list[str]]:
    """The relations of one type, each as the texts of its members in order, - for a missing one."""
    for relation in extraction.relations:
        if relation.type == kind:
            yield ["-" if m is None else extraction.fact(m).evidence.text for m in relation.members]


@pytest.mark.parametrize("case", [*cases("relations"), *known_gaps("relations")])
def test_relations(case: dict[str, Any]) -> None:
    extraction = reading(case["sentence"])
    assert extraction.facts
    for kind in TYPES:
        if kind in case:
            assert sorted(told(extraction, kind)) == sorted(case[kind])


@pytest.mark.parametrize("case", cases("relations"))
def test_members_are_facts(case: dict[str, Any]) -> None:
    """No relation names a fact twice or one that is not there."""
    extraction = reading(case["sentence"])
    known = {f.id for f in extraction.facts}
    for relation in extraction.relations:
        members = [m for m in relation.members if m is not None]
        assert len(members) == len(set(members)) >= 2
        assert set(members) <= known
