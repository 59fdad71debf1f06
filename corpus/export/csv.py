"""CSV: a file a table, for Excel and for programs. UTF-8 with a byte order mark, because Excel takes anything else for the local encoding.

Numbers are exact plain text; text that Excel would run as a formula begins with an apostrophe (guards.py undoes it).
"""

from __future__ import annotations

import csv
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import csv as arrow_csv

from corpus.export.contents import Contents, Lang, each_value
from corpus.export.guards import guarded
from corpus.export.parts import Part
from corpus.export.texts import number_text

_ROWS = 10_000
_BLOCK = 1 << 24
"""Bytes that are read at once; no row is longer."""


def write(contents: Contents, folder: Path, lang: Lang) -> None:
    """NAME.csv for each table. Raises OSError."""
    for name, table in contents.tables.items():
        with (folder / f"{name}.csv").open("w", encoding="utf-8-sig", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(table.column_names)
            for batch in text_table(table).to_batches(_ROWS):
                writer.writerows(zip(*(column.to_pylist() for column in batch.columns), strict=True))


def text_table(table: pa.Table) -> pa.Table:
    """Every cell as the text that stands in the file."""
    return pa.table({field.name: _text_column(table.column(field.name), field.type) for field in table.schema})


def _text_column(column: pa.ChunkedArray, kind: pa.DataType) -> pa.ChunkedArray:
    if pa.types.is_decimal(kind):
        return each_value(column, number_text)
    if pa.types.is_string(kind):
        return each_value(column, guarded)
    return pc.cast(column, pa.string())


def read_text_table(path: Path) -> pa.Table:
    """What `text_table` gave, read back from a file; empty text and an empty cell look alike, and come back as empty text."""
    read, parse = arrow_csv.ReadOptions(block_size=_BLOCK), arrow_csv.ParseOptions(newlines_in_values=True)
    with arrow_csv.open_csv(path, read_options=read, parse_options=parse) as file:
        columns = file.schema.names
    types = arrow_csv.ConvertOptions(column_types=dict.fromkeys(columns, pa.string()), strings_can_be_null=False)
    return arrow_csv.read_csv(path, read_options=read, parse_options=parse, convert_options=types)


def read_back(contents: Contents, folder: Path) -> list[Part]:
    """The tables that the files hold."""
    return [Part.of(path, {path.stem: read_text_table(path)}) for path in sorted(folder.glob("*.csv"))]
