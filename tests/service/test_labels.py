"""Every field and code has its label in both languages, and every sentence that the commands say exists."""

from __future__ import annotations

import re
from pathlib import Path
from typing import get_args

import pytest

from models import fact
from models.indicators import load_indicators
from models.messages import message
from models.quantity import Bound
from models.units import load_units
from service.labels import label, load_labels, means
from service.output.csv import FIELDS
from service.output.xlsx import COLUMNS

CODES = {
    "kind": get_args(fact.Kind), "status": get_args(fact.Status), "stage": get_args(fact.Stage), "area": get_args(fact.Area),
    "flag": get_args(fact.Flag), "document_kind": get_args(fact.DocumentKind), "ledger_kind": get_args(fact.LedgerKind),
    "bound": get_args(Bound), "bound_sign": get_args(Bound), "unit": load_units().base_units,
    "criterion": [i.removeprefix("resource.") for i in load_indicators() if re.fullmatch(r"resource\.\w+_per_(100|student)", i)],
}  # fmt: skip


@pytest.mark.parametrize("family", sorted(CODES))
def test_every_code_has_its_labels(family: str) -> None:
    assert set(load_labels()[family]) == set(CODES[family])
    assert all(isinstance(label(family, code, lang), str) for code in CODES[family] for lang in ("zh", "en"))


def test_every_entry_has_both_languages() -> None:
    poor = [(family, code) for family, codes in load_labels().items() for code, entry in codes.items() if not {"zh", "en"} <= entry.keys()]
    assert poor == []


def test_fields_are_explained() -> None:
    assert all(means(column.field, lang) for column in COLUMNS for lang in ("zh", "en"))
    assert set(fact.Fact.model_fields) - {"evidence"} <= set(load_labels()["field"])
    assert set(fact.Fact.model_fields) - {"evidence"} <= set(FIELDS)


def test_every_sentence_exists() -> None:
    sources = [p.read_text(encoding="utf-8") for p in (Path(__file__).parents[2] / "service").rglob("*.py")]
    codes = {c for s in sources for c in re.findall(r'(?:WrongUsage|UnreadableInput|\bsentence)\(\s*"(\w+)"', s)}
    assert {"missing_file", "output_needed", "program_error_in"} <= codes
    assert all(message(code, lang) for code in codes for lang in ("zh", "en"))
