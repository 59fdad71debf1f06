"""What the paper says in words: quotes with their places, equations, and labels for every code that can come up."""

from __future__ import annotations

import re
from pathlib import Path
from typing import get_args

import pytest

from models.assess.result import Origin, SchoolState
from models.finding import Code, Conflict, Severity
from models.quantity import Interval
from models.schools.outcome import Verdict
from models.standard.schema import Direction
from service.labels import load_labels
from service.paper.computation import amount_text, interval_text
from service.paper.quotes import quotes
from service.paper.verdicts import verdict_rows, without_value
from tests.service.paper_builders import TITLE, WRONG, assessed, checked

CHECKS = Path(__file__).parents[2] / "models" / "checks"
FAMILIES = {
    "finding_code": get_args(Code), "severity": get_args(Severity), "verdict": get_args(Verdict), "origin": get_args(Origin),
    "direction": get_args(Direction), "school_state": get_args(SchoolState),
    "conflict": get_args(Conflict.model_fields["result"].annotation),
}  # fmt: skip


_STRINGS = re.compile(r'return "(\w+)"')
"""What a function returns that says why a case cannot be checked."""


@pytest.mark.parametrize("family", sorted(FAMILIES))
def test_every_code_has_its_label(family: str) -> None:
    assert set(load_labels()[family]) == set(FAMILIES[family])


def test_every_family_and_reason_of_the_checks_has_its_label() -> None:
    source = "".join(path.read_text(encoding="utf-8") for path in CHECKS.rglob("*.py"))
    families = set(re.findall(r'Tally\("(\w+)"\)', source))
    reasons = set(re.findall(r'(?:skip|cannot_fail)\("(\w+)"\)', source))
    reasons |= {reason for body in re.findall(r"def _\w*obstacle\(.*?(?=\n\n\n)", source, re.DOTALL) for reason in _STRINGS.findall(body)}
    assert families and families <= set(load_labels()["check_family"])
    assert reasons and reasons <= set(load_labels()["reason"])


def test_no_label_has_a_part_that_nobody_reads() -> None:
    """A comma without quotes would cut a label in two."""
    parts = {"zh", "en", "means", "claimed", "computed"}
    assert [(f, c) for f, codes in load_labels().items() for c, entry in codes.items() if set(entry) - parts] == []


def test_figures_of_one_sentence_are_one_quote() -> None:
    audit = checked(WRONG)
    facts = {fact.id: fact for fact in audit.extraction.facts}
    [quote] = quotes(audit.report, [facts[id] for id in audit.checks.findings[0].facts], "zh")
    assert quote.text == "2023年，全县共有义务教育学校【66所】，其中小学【42所】、初中【25所】。"
    assert quote.place == "第4段"


def test_a_long_sentence_is_shortened_between_its_figures() -> None:
    audit = checked(TITLE + f"全县共有学校66所，{'学校管理规范有序，' * 40}在校学生1234人。\n")
    facts = [fact for fact in audit.extraction.facts if fact.value in (66, 1234)]
    [quote] = quotes(audit.report, facts, "zh")
    assert len(quote.text) < 150
    assert "【66所】" in quote.text and "…" in quote.text and quote.text.endswith("【1234人】。")


@pytest.mark.parametrize(
    ("text", "unit", "shown"),
    [
        ("0.48167648", "number", "0.481676"), ("560000000", "CNY", "560,000,000 元"), ("-18", "person", "-18 人"),
        ("7.50", "%", "7.50%"), ("逐年下降", "%", "逐年下降"), ("2023", "", "2,023"), (None, "%", ""),
    ],
)  # fmt: skip
def test_amounts(text: str | None, unit: str, shown: str) -> None:
    assert amount_text(text, unit, "zh") == shown


@pytest.mark.parametrize(
    ("interval", "shown"), [(Interval(1, 2), "[1, 2]"), (Interval(1, 2, open_high=True), "[1, 2)"), (Interval(None, 2), "[…, 2]")]
)
def test_intervals(interval: Interval, shown: str) -> None:
    assert interval_text(interval) == shown


def test_requirements_without_a_value_are_named_once() -> None:
    names = without_value(verdict_rows(assessed(), "zh"))
    assert len(names) == len(set(names))
    assert "3.9a 学业水平（语文、数学、科学、体育、艺术、德育）" in names
