"""What every format writes: the dataset's tables as Arrow holds them, what their columns are called, and what they were made with.

Text is made safe here once for all formats: a control character that no XML and no spreadsheet can hold shows as U+FFFD, so
that the same cell reads the same in every file. Writes nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

import pyarrow as pa

from models.errors import JunhengError
from models.plain import plain

Lang = Literal["zh", "en"]

WIDE, FLAGS, LONG, DERIVED = "wide", "flags", "long", "derived"
"""Tables: county and year by indicator; which cells of it are doubtful; every figure of every document; what was computed."""
DICTIONARY, SOURCES, NOTES = "dictionary", "sources", "notes"
"""Tables: what columns mean; the documents; what hampers a comparison."""


class CannotExport(JunhengError):
    """An export that cannot be written as it was asked for; nothing of it is left behind."""


@dataclass(frozen=True, slots=True)
class Contents:
    """The tables by name, in the order in which they are shown; `versions` and `filters` go into the manifest."""

    tables: Mapping[str, pa.Table]
    snapshot: str
    versions: Mapping[str, str]
    filters: Mapping[str, tuple[str, ...]]

    def shapes(self) -> dict[str, tuple[int, int]]:
        """Rows and columns of each table."""
        return {name: (table.num_rows, table.num_columns) for name, table in self.tables.items()}


def titles(contents: Contents, lang: Lang) -> dict[tuple[str, str], str]:
    """What a reader calls a column, by table and column, from the dictionary among the tables."""
    rows = contents.tables[DICTIONARY].select(["table", "column", f"title_{lang}"]).to_pylist()
    return {(row["table"], row["column"]): row[f"title_{lang}"] for row in rows}


def safe_table(table: pa.Table) -> pa.Table:
    """The table with text that every format can hold; an empty text where a cell may be empty is an empty cell."""
    columns = [_safe_column(table.column(field.name), field) for field in table.schema]
    return pa.table(columns, schema=table.schema.remove_metadata())


def _safe_column(column: pa.ChunkedArray, field: pa.Field) -> pa.ChunkedArray:
    if not pa.types.is_string(field.type):
        return column
    return each_value(column, (lambda text: plain(text) or None) if field.nullable else plain)


def each_value(column: pa.ChunkedArray, text_of: Callable[[Any], str | None]) -> pa.ChunkedArray:
    """A column of text, each value by `text_of`, which is asked once for each different value; an empty cell stays empty."""
    return pa.chunked_array([_each(chunk.dictionary_encode(), text_of) for chunk in column.chunks], type=pa.string())


def _each(encoded: pa.DictionaryArray, text_of: Callable[[Any], str | None]) -> pa.Array:
    texts = pa.array([text_of(value) for value in encoded.dictionary.to_pylist()], type=pa.string())
    return texts.take(encoded.indices)
