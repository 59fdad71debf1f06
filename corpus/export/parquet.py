"""Parquet: a file a table, with Arrow's types as they are; numbers are decimal128, exact."""

from __future__ import annotations

from pathlib import Path

from pyarrow import parquet

from corpus.export.contents import Contents, Lang
from corpus.export.parts import Part

_ROWS = 100_000


def write(contents: Contents, folder: Path, lang: Lang) -> None:
    """NAME.parquet for each table. Raises OSError."""
    for name, table in contents.tables.items():
        # Arrow's own schema adds nothing that Parquet's types do not say, and would change with Arrow's version.
        parquet.write_table(table, folder / f"{name}.parquet", row_group_size=_ROWS, compression="zstd", store_schema=False)


def read_back(contents: Contents, folder: Path) -> list[Part]:
    """The tables that the files hold; every page is read."""
    return [Part.of(path, {path.stem: parquet.read_table(path)}) for path in sorted(folder.glob("*.parquet"))]
