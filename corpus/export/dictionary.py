"""The dictionary of an export: a row for each column of each table, with its heading and its meaning in Chinese and English.

The words are those of the dataset's own dictionary; what only an export has stands in corpus/data/export/columns.yaml.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pyarrow as pa

from corpus.dataset.dictionary import Entry, long_entry, wide_entry
from corpus.dataset.wide import ROW_COLUMNS
from corpus.export.contents import DICTIONARY, WIDE
from models.loading import load_data

_NAMES = ("table", "column", "type", "unit", "title_zh", "title_en", "means_zh", "means_en")
DICTIONARY_SCHEMA = pa.schema([pa.field(name, pa.string(), nullable=name in ("unit", "means_zh", "means_en")) for name in _NAMES])
_TYPES = (
    (pa.types.is_decimal, "number"),
    (pa.types.is_integer, "integer"),
    (pa.types.is_boolean, "boolean"),
    (pa.types.is_string, "string"),
)


def dictionary(tables: Mapping[str, pa.Table]) -> pa.Table:
    """By DICTIONARY_SCHEMA: the columns of `tables` and of the dictionary itself, in their order."""
    shapes = {**{name: table.schema for name, table in tables.items()}, DICTIONARY: DICTIONARY_SCHEMA}
    rows = [_row(name, field, entry(name, field.name)) for name, schema in shapes.items() for field in schema]
    return pa.Table.from_pylist(rows, schema=DICTIONARY_SCHEMA)


def entry(table: str, column: str) -> Entry:
    """What a column is called and holds. A column of an indicator that is no longer listed goes by its name."""
    if table == WIDE and column not in ROW_COLUMNS:
        try:
            return wide_entry(column)
        except KeyError:
            return Entry(column, column, column, "", "")
    own: dict[str, dict[str, str]] = load_data("columns.yaml", "corpus.data.export")
    told = own.get(column)
    return Entry(column, told["zh"], told["en"], told["means_zh"], told["means_en"]) if told else long_entry(column)


def type_of(kind: pa.DataType) -> str:
    """As a Table Schema calls it: string, number (an exact decimal), integer or boolean."""
    return next(name for holds, name in _TYPES if holds(kind))


def _row(table: str, field: pa.Field, told: Entry) -> dict[str, Any]:
    return {
        "table": table, "column": field.name, "type": type_of(field.type), "unit": told.unit or None, "title_zh": told.zh,
        "title_en": told.en, "means_zh": told.means_zh or None, "means_en": told.means_en or None,
    }  # fmt: skip
