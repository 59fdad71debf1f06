"""Small datasets for the tests of the exports."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow as pa

from corpus.dataset.build import build
from corpus.dataset.mentions import MENTION_SCHEMA
from corpus.dataset.schema import LONG_COLUMNS, NUMBER, arrow_schema
from corpus.dataset.snapshot import write_snapshot
from corpus.export.contents import Contents, safe_table
from corpus.export.flagging import FLAGS_SCHEMA

LONG_SCHEMA = arrow_schema(LONG_COLUMNS)
WIDE_SCHEMA = pa.schema([
    pa.field("county_id", pa.string(), nullable=False),
    pa.field("county_name", pa.string(), nullable=False),
    pa.field("year", pa.int16(), nullable=False),
    pa.field("funding.investment", NUMBER),
])  # fmt: skip
_DICTIONARY = [("wide", "county_id", "区划代码", "Division code"), ("wide", "funding.investment", "投入资金", "Money invested")]
_DICTIONARY_COLUMNS = ("table", "column", "title_zh", "title_en")


def document_hash(number: int) -> str:
    return f"{number:064x}"


def row(number: int = 1, **changes: Any) -> dict[str, Any]:
    """A row of the long table: fact f1 of document `number`."""
    return {
        "county_id": "330482", "county_code": "330482", "county_name": "平湖市", "county_state": "listed", "prefecture": "嘉兴市",
        "province": "浙江省", "document": document_hash(number), "document_name": f"报告{number}.docx", "document_kind": "supervision",
        "document_year": 2021, "engine": "1", "catalogue": "c", "year": 2021, "indicator": "funding.investment", "subject": "资金",
        "status": "actual", "kind": "level", "bound": "exact", "value": Decimal(280_000_000), "unit": "CNY", "step": Decimal(10_000_000),
        "fact": "f1", "text": "2.8亿元", "quote": "投入2.8亿元。", "start": 2, "end": 7, "paragraph": 3, "review": "unreviewed",
        "flags": "", "chosen": True, "doubts": "",
    } | changes  # fmt: skip


def contents(*rows: dict[str, Any]) -> Contents:
    """Long and wide table, dictionary and sources of these rows, each a county of its own in the wide one."""
    facts = safe_table(pa.Table.from_pylist(list(rows), schema=LONG_SCHEMA))
    wide = [
        {"county_id": r["county_id"], "county_name": r["county_name"], "year": r["year"], "funding.investment": r["value"]} for r in rows
    ]
    flags = [
        {"county_id": r["county_id"], "county_name": r["county_name"], "year": r["year"], "column": r["indicator"], "doubts": r["doubts"]}
        for r in rows if r["doubts"]
    ]  # fmt: skip
    dictionary = [dict(zip(_DICTIONARY_COLUMNS, entry, strict=True)) for entry in _DICTIONARY]
    sources = [{"document": r["document"], "document_name": r["document_name"]} for r in rows]
    return contents_of(
        wide=pa.Table.from_pylist(wide, schema=WIDE_SCHEMA), flags=pa.Table.from_pylist(flags, schema=FLAGS_SCHEMA),
        long=facts, dictionary=pa.Table.from_pylist(dictionary), sources=pa.Table.from_pylist(sources),
    )  # fmt: skip


def contents_of(**tables: pa.Table) -> Contents:
    return Contents(tables, "0123abcd", {"engine": "1", "catalogue": "c", "divisions": "2024", "schema": "1"}, {"year": ("2021",)})


_HAIYAN = {"county_id": "330424", "county_code": "330424", "county_name": "海盐县"}
_STUDENTS = {"indicator": "student.count", "stage": "primary", "unit": "person", "step": Decimal(0), "period": "2021"}
_TEACHERS = _STUDENTS | {"indicator": "teacher.count", "fact": "f2", "value": Decimal(100), "start": 20, "end": 24}
_COUNTIES = [
    row(1, **_STUDENTS, value=Decimal(2000)),
    row(1, **_TEACHERS),
    row(2, **_STUDENTS | {"value": Decimal(1999)}, document_kind="self_inspection"),
    row(3, **_STUDENTS | _HAIYAN, value=Decimal(900), review="accepted"),
    row(3, **_TEACHERS | _HAIYAN | {"value": None, "flags": "masked"}, review="accepted"),
]


def write_counties(folder: Path) -> Path:
    """A snapshot of two counties: figures in conflict, one left blank, one derived."""
    mentions = [{name: cells.get(name) for name in MENTION_SCHEMA.names} for cells in _COUNTIES]
    write_snapshot(build(pa.Table.from_pylist(mentions, schema=MENTION_SCHEMA)), folder)
    return folder
