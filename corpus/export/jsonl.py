"""JSON Lines: a file a table, a row a line. Numbers of the reports are strings, so that no reader rounds them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow as pa

from corpus.export.contents import Contents, Lang
from corpus.export.parts import Part, Shape
from corpus.export.texts import number_text

_ROWS = 10_000


def write(contents: Contents, folder: Path, lang: Lang) -> None:
    """NAME.jsonl for each table. Raises OSError."""
    for name, table in contents.tables.items():
        with (folder / f"{name}.jsonl").open("w", encoding="utf-8", newline="\n") as file:
            file.writelines(_lines(table))


def _lines(table: pa.Table) -> Iterator[str]:
    for batch in table.to_batches(_ROWS):
        for row in batch.to_pylist():
            yield json.dumps(row, ensure_ascii=False, default=_number) + "\n"


def _number(value: Any) -> str:
    if isinstance(value, Decimal):
        return number_text(value)
    raise TypeError(f"no JSON for {type(value).__name__}")


def read_back(contents: Contents, folder: Path) -> list[Part]:
    """The tables that the files hold, each line parsed."""
    return [Part(path, {path.stem: _shape(path)}) for path in sorted(folder.glob("*.jsonl"))]


def expected(contents: Contents) -> dict[str, Shape]:
    """A table without a row leaves no trace of its columns."""
    return {name: (rows, columns if rows else 0) for name, (rows, columns) in contents.shapes().items()}


def _shape(path: Path) -> Shape:
    with path.open(encoding="utf-8", newline="\n") as file:
        widths = [len(json.loads(line)) for line in file]
    return len(widths), widths[-1] if widths else 0
