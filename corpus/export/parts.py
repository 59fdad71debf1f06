"""A file of an export and what was found in it when it was read back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pyarrow as pa

Shape = tuple[int, int]
"""Rows and columns."""


@dataclass(frozen=True, slots=True)
class Part:
    """`tables`: what each table in the file holds; none for a file that describes the others."""

    path: Path
    tables: Mapping[str, Shape] = field(default_factory=dict)

    @classmethod
    def of(cls, path: Path, tables: Mapping[str, pa.Table]) -> Part:
        return cls(path, {name: (table.num_rows, table.num_columns) for name, table in tables.items()})
