"""Every case of cases/checks.yaml gives the findings that it names, no more and no fewer."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from models.checks import check
from models.finding import exact_text
from tests.models.checks_builders import build

CASES: list[dict[str, Any]] = yaml.safe_load((Path(__file__).parents[1] / "cases" / "checks.yaml").read_text("utf-8"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: str(case["name"]))
def test_case(case: dict[str, Any]) -> None:
    extraction = build(case["text"], case.get("rel", ()), case.get("year", 2023), dated=case.get("dated"))
    report = check(extraction)
    assert [f.code for f in report.findings] == case["expect"]
    if "facts" in case:
        assert list(report.findings[0].facts) == case["facts"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: str(case["name"]))
def test_each_finding_is_complete(case: dict[str, Any]) -> None:
    extraction = build(case["text"], case.get("rel", ()), case.get("year", 2023), dated=case.get("dated"))
    known = {fact.id: fact for fact in extraction.facts}
    for finding in check(extraction).findings:
        assert finding.id and finding.message.endswith("。") and finding.message_en.endswith(".")
        assert [e.text for e in finding.evidence] == [known[i].evidence.text for i in finding.facts]
        assert finding.correction is None or finding.correction.fact in finding.facts


@pytest.mark.parametrize("case", CASES, ids=lambda case: str(case["name"]))
def test_counts_add_up(case: dict[str, Any]) -> None:
    report = check(build(case["text"], case.get("rel", ()), case.get("year", 2023), dated=case.get("dated")))
    for family in report.families:
        assert family.found == family.checkable + family.not_checkable
        assert family.found - family.checked == sum(family.reasons.values())


def test_names_are_unlike() -> None:
    names = [case["name"] for case in CASES]
    assert len(names) == len(set(names)) and len(names) >= 60


def test_exact_text() -> None:
    from fractions import Fraction

    assert [exact_text(Fraction(x)) for x in ("1/8", "-1/8", "280000000", "0", "200/3")] == [
        "0.125", "-0.125", "280000000", "0", "66.66666667",
    ]  # fmt: skip
