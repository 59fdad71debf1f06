"""The output contract: JSON as the contract shows it, exact decimals as strings, and nothing that it does not know."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from models.fact import ChangeRelation, Document, Evidence, Extraction, Fact, LedgerEntry, RatioRelation, SumRelation
from models.quantity import Quantity

EVIDENCE = Evidence(text="4200个", start=3, end=8)
DOCUMENT = Document(id="sha256:0", name="case.txt", format="txt")


def make(**fields: Any) -> Fact:
    return Fact(**{"id": "f1", "value": Decimal("4200"), "unit": "item", "evidence": EVIDENCE, **fields})


def test_json_of_a_fact() -> None:
    shown = json.loads(make(indicator="seat.new", subject="新增学位", period="2025").model_dump_json())
    expected = {
        "id": "f1", "indicator": "seat.new", "subject": "新增学位", "value": "4200", "value_max": None, "unit": "item", "bound": "exact",
        "kind": "level", "status": "actual", "stage": None, "area": None, "period": "2025", "criterion": None, "entity": None, "flags": [],
    }  # fmt: skip
    assert expected.items() <= shown.items()
    assert {"text": "4200个", "start": 3, "end": 8}.items() <= shown["evidence"].items()


def test_json_names_the_from_of_a_change() -> None:
    relation = ChangeRelation(from_="f20", to="f21", delta="f22")
    assert json.loads(relation.model_dump_json()) == {"type": "change", "from": "f20", "to": "f21", "delta": "f22"}


@pytest.mark.parametrize(
    ("relation", "members"),
    [
        (SumRelation(whole="f1", parts=("f2", "f3")), ("f1", "f2", "f3")),
        (RatioRelation(part="f8", whole="f7", rate="f9"), ("f8", "f7", "f9")),
        (ChangeRelation(from_=None, to="f2", delta="f3"), (None, "f2", "f3")),
    ],
)
def test_members(relation: Any, members: tuple[str | None, ...]) -> None:
    assert relation.members == members


@given(st.decimals(allow_nan=False, allow_infinity=False, places=4))
def test_value_survives_json(value: Decimal) -> None:
    fact = make(value=value)
    again = Fact.model_validate_json(fact.model_dump_json())
    assert again == fact
    assert "E" not in json.loads(fact.model_dump_json())["value"]


@pytest.mark.parametrize(
    "fields",
    [
        {"kind": "growth"}, {"status": "maybe"}, {"stage": "college"}, {"area": "suburb"}, {"bound": "more"}, {"flags": ("odd",)},
        {"confidence": 1.5}, {"confidence": -0.1}, {"colour": "red"}, {"evidence": {"text": "4200个", "start": -1, "end": 4}},
    ],
)  # fmt: skip
def test_what_the_contract_does_not_know(fields: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        make(**fields)


def test_values_are_frozen() -> None:
    with pytest.raises(ValidationError):
        make().value = Decimal(1)  # type: ignore[misc]


def test_masked_fact_has_no_quantity() -> None:
    fact = make(value=None, flags=("masked",))
    assert fact.masked
    with pytest.raises(ValueError, match="f1"):
        fact.quantity()


def test_ratio_of_three_parts_is_not_masked() -> None:
    assert not make(value=None, unit="ratio").masked


def test_quantity() -> None:
    fact = make(value=Decimal("95"), unit="%", step=Decimal(1), bound="at_least")
    assert fact.quantity() == Quantity(Decimal("95"), "%", Decimal(1), "at_least", None)


def test_fact_by_id() -> None:
    extraction = Extraction(document=DOCUMENT, facts=(make(), make(id="f2")))
    assert extraction.fact("f2").id == "f2"
    with pytest.raises(KeyError):
        extraction.fact("f3")


def test_relations_are_told_apart_by_their_type() -> None:
    extraction = Extraction(document=DOCUMENT, relations=(SumRelation(whole="f1", parts=("f2",)), ChangeRelation(to="f1", delta="f2")))
    again = Extraction.model_validate_json(extraction.model_dump_json())
    assert [type(r) for r in again.relations] == [SumRelation, ChangeRelation]


def test_ledger_kind() -> None:
    with pytest.raises(ValidationError):
        LedgerEntry(kind="dropped", start=0, end=1, text="1")
