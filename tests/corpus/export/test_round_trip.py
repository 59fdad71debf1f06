"""What goes into an export comes out of it again, whatever the text and however long the number."""

from __future__ import annotations

import csv
import json
import tempfile
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pyarrow as pa
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from pyarrow import parquet

from corpus.dataset.schema import NUMBER
from corpus.export.contents import Contents, safe_table
from corpus.export.formats import FORMATS
from corpus.export.guards import guarded, unguarded
from corpus.export.writing import export
from models.plain import plain
from tests.corpus.export.builders import contents_of

SCHEMA = pa.schema([
    pa.field("name", pa.string(), nullable=False),
    pa.field("note", pa.string()),
    pa.field("value", NUMBER),
    pa.field("count", pa.int64()),
    pa.field("chosen", pa.bool_(), nullable=False),
])  # fmt: skip
Row = dict[str, Any]
EVIL = [
    "=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", "＝1+1", "\t=1", " =1", "'=1", "''=1", "'", "''", "-3.6", "'-3.6", "1e5", "007",
    '"', '""', "a\nb", "a\r\nb", "a,b", "\x00", "\x1b[31m", "\ufffe", "\uffff", "<r>1</r>", "<r><t>&</t></r>", "_x0041_",
    "http://a", " 空 格 ", "㐀𠀀😀", "true", "null", "NaN", "None", "{=1}", "&amp;", "]]>", "\u202e倒", "\u2028", "#N/A", "#REF!",
]  # fmt: skip
TEXTS = st.one_of(st.sampled_from(EVIL), st.text(max_size=12), st.builds("".join, st.lists(st.sampled_from(EVIL), max_size=3)))
NUMBERS = st.one_of(
    st.integers(-(10**38) + 1, 10**38 - 1).map(lambda n: Decimal(f"{n}E-12")),
    st.integers(-(10**16), 10**16).map(lambda n: Decimal(f"{n}E-2")),
)
ROWS = st.fixed_dictionaries({
    "name": TEXTS, "note": st.none() | TEXTS, "value": st.none() | NUMBERS, "count": st.none() | st.integers(-(2**53), 2**53),
    "chosen": st.booleans(),
})  # fmt: skip


def text_or(kind: Callable[[str], Any], text: str) -> Any:
    return None if text == "" else kind(text)


def typed(cells: dict[str, str]) -> Row:
    """A row of a CSV file by the types of its columns."""
    return {
        "name": unguarded(cells["name"]), "note": text_or(unguarded, cells["note"]), "value": text_or(Decimal, cells["value"]),
        "count": text_or(int, cells["count"]), "chosen": {"true": True, "false": False}[cells["chosen"]],
    }  # fmt: skip


def from_csv(folder: Path) -> list[Row]:
    with (folder / "long.csv").open(encoding="utf-8-sig", newline="") as file:
        return [typed(cells) for cells in csv.DictReader(file)]


def from_jsonl(folder: Path) -> list[Row]:
    with (folder / "long.jsonl").open(encoding="utf-8", newline="\n") as file:
        rows = [json.loads(line) for line in file]
    return [row | {"value": row["value"] and Decimal(row["value"])} for row in rows]


def from_parquet(folder: Path) -> list[Row]:
    table = parquet.read_table(folder / "long.parquet")
    assert table.schema.equals(SCHEMA)
    rows: list[Row] = table.to_pylist()
    return rows


def from_xlsx(folder: Path) -> list[Row]:
    book = openpyxl.load_workbook(folder / "dataset.xlsx")
    sheet = book.worksheets[0]
    assert not any(cell.data_type == "f" or cell.hyperlink for cells in sheet for cell in cells)
    rows = [dict(zip(SCHEMA.names, values, strict=True)) for values in sheet.iter_rows(min_row=3, values_only=True)]
    # openpyxl leaves the escapes of OOXML (_x005F_) as they are.
    return [
        row
        | {name: unescaped(row[name]) for name in ("name", "note")}
        | {"name": unescaped(row["name"]) or "", "value": number(row["value"])}
        for row in rows
    ]


def unescaped(text: str | None) -> str | None:
    return text and text.replace("_x005F_", "_")


def number(value: float | str | None) -> Decimal | None:
    return None if value is None else Decimal(str(value))


READERS = {"csv": from_csv, "frictionless": from_csv, "jsonl": from_jsonl, "parquet": from_parquet, "xlsx": from_xlsx}


def written(rows: list[Row]) -> Contents:
    return contents_of(long=safe_table(pa.Table.from_pylist(rows, schema=SCHEMA)), dictionary=EMPTY_DICTIONARY)


EMPTY_DICTIONARY = pa.table({name: pa.array([], pa.string()) for name in ("table", "column", "title_zh", "title_en")})


def expected(row: Row) -> Row:
    note = row["note"] and plain(row["note"])
    return row | {"name": plain(row["name"]), "note": note or None}


@pytest.mark.parametrize("format", READERS)
@settings(max_examples=60, deadline=None)
@given(st.lists(ROWS, max_size=6))
@example([{"name": text, "note": text, "value": Decimal("-0.000000000001"), "count": 0, "chosen": True} for text in EVIL])
@example([{"name": "a", "note": "", "value": Decimal("9" * 26 + "." + "9" * 12), "count": None, "chosen": False}])
def test_every_cell_comes_back(format: str, rows: list[Row]) -> None:
    with tempfile.TemporaryDirectory() as room:
        folder = Path(room) / "export"
        export(written(rows), FORMATS[format], folder, "zh")
        assert READERS[format](folder) == [expected(row) for row in rows]


@given(TEXTS)
def test_a_guard_can_be_undone(text: str) -> None:
    assert unguarded(guarded(text)) == text


@given(TEXTS)
def test_no_guarded_text_is_a_formula(text: str) -> None:
    """Only a plain number may begin with a sign."""
    first = guarded(text).lstrip(" \u3000")[:1]
    if first and first in "=+-@\t\r\n＝＋－＠":
        assert Decimal(text).is_finite()
