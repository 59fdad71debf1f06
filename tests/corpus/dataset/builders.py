"""Rows of mentions for the tests: a full row from the few fields that matter."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

import pyarrow as pa

from corpus.dataset.mentions import MENTION_SCHEMA

ROW: dict[str, Any] = {
    "county_id": "360827", "county_code": "360827", "county_name": "遂川县", "county_state": "listed", "prefecture": "吉安市",
    "province": "江西省", "document": "d" * 64, "document_name": "自查报告.docx", "document_kind": "self_inspection",
    "document_year": 2022, "engine": "1.0", "catalogue": "abc", "year": 2022, "indicator": "student.count", "subject": None,
    "stage": None, "area": None, "criterion": None, "entity": None, "period": "2022", "status": "actual", "kind": "level",
    "bound": "exact", "value": Decimal(6929), "value_max": None, "unit": "person", "step": Decimal(0), "fact": "f1",
    "text": "6929人", "quote": "在校学生6929人。", "start": 10, "end": 15, "page": None, "paragraph": 1, "table": None, "row": None,
    "column": None, "review": "unreviewed", "flags": "",
}  # fmt: skip
_NUMBERS = ("value", "value_max", "step")


def row(**given: Any) -> dict[str, Any]:
    """A whole row; numbers may be given as strings, documents by a short name."""
    exact = {name: Decimal(str(given[name])) for name in _NUMBERS if given.get(name) is not None}
    made = ROW | given | exact
    return made | {"document": str(made["document"]).ljust(64, "0")}


def mentions_of(rows: Iterable[Mapping[str, Any]]) -> pa.Table:
    """Facts get their ids by their place, unless they are given."""
    given = [row(**{"fact": f"f{place}", "start": place * 10, "end": place * 10 + 5} | dict(r)) for place, r in enumerate(rows, 1)]
    return pa.Table.from_pylist(given, schema=MENTION_SCHEMA)
