"""Tables in text: each cell with what its headers say, and the relations inside the table (tables.yaml)."""

from __future__ import annotations

import re
from typing import Any, get_args

import pytest

from models.fact import Extraction, Fact, Stage, Status
from tests.extractor.casebook import cases, known_gaps, plain, reading


def read_case(case: dict[str, Any]) -> Extraction:
    rows = [re.sub(r"\s*\|\s*", "\t", row.strip(" ")) for row in case["rows"]]
    return reading(f"{case['caption']}\n\n" + "\n".join(rows) + "\n")


def place(fact: Fact) -> str:
    return f"{fact.evidence.row},{fact.evidence.column}"


def described(fact: Fact) -> set[str | None]:
    said = {plain(fact.value), fact.unit, fact.indicator, fact.stage, fact.period, fact.criterion}
    unusual = {fact.status, fact.kind} - {"actual", "level"}
    return (said | unusual | {"total" if "total" in fact.flags else None}) - {None}


def wanted(words: str) -> set[str | None]:
    value, *rest = words.split()
    return {plain(value), *rest}


def links(extraction: Extraction, kind: str) -> list[list[str]]:
    found = [r.members for r in extraction.relations if r.type == kind]
    return sorted([place(extraction.fact(m)) for m in members if m is not None] for members in found)


@pytest.mark.parametrize("case", [*cases("tables"), *known_gaps("tables")])
def test_cells(case: dict[str, Any]) -> None:
    extraction = read_case(case)
    facts = {place(f): f for f in extraction.facts}
    assert {cell: described(facts[cell]) for cell in case["cells"]} == {cell: wanted(words) for cell, words in case["cells"].items()}
    assert all(f.flags[0] == "table" and f.evidence.table == 0 for f in extraction.facts)
    if case.get("only"):
        assert set(facts) == set(case["cells"])


@pytest.mark.parametrize("case", [case for case in cases("tables") if {"sums", "changes", "ratios"} & set(case.values[0])])
def test_relations(case: dict[str, Any]) -> None:
    extraction = read_case(case)
    for kind in ("sum", "change", "ratio"):
        if f"{kind}s" in case:
            assert links(extraction, kind) == sorted(case[f"{kind}s"])


@pytest.mark.parametrize("case", [case for case in cases("tables") if "entities" in case.values[0]])
def test_entities(case: dict[str, Any]) -> None:
    facts = {place(f): f for f in read_case(case).facts}
    assert {cell: facts[cell].entity for cell in case["entities"]} == case["entities"]


def test_words_of_status_are_known() -> None:
    """A word in `cells` that is no value, unit or indicator must be one that a fact can say."""
    known = {*get_args(Stage), *get_args(Status), "total", "change"}
    for case in cases("tables"):
        for words in case.values[0]["cells"].values():
            for word in words.split()[3:]:
                assert word in known or re.fullmatch(r"\d{4}(?:/\d{4})?|[a-z_]+_(?:student|100)", word), word
