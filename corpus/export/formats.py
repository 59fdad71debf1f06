"""The formats of an export: the one place where a format is added."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from corpus.export import csv, frictionless, jsonl, parquet, xlsx
from corpus.export.contents import Contents, Lang
from corpus.export.parts import Part, Shape
from corpus.export.xbrl import package as xbrl


@dataclass(frozen=True, slots=True)
class Format:
    """`write` fills a folder, `read_back` tells what is in it, and `expected` what must be, by table."""

    name: str
    write: Callable[[Contents, Path, Lang], None]
    read_back: Callable[[Contents, Path], list[Part]]
    expected: Callable[[Contents], dict[str, Shape]] = Contents.shapes


FORMATS = {
    format.name: format
    for format in (
        Format("csv", csv.write, csv.read_back),
        Format("xlsx", xlsx.write, xlsx.read_back),
        Format("parquet", parquet.write, parquet.read_back),
        Format("jsonl", jsonl.write, jsonl.read_back, jsonl.expected),
        Format("frictionless", frictionless.write, frictionless.read_back),
        Format("xbrl", xbrl.write, xbrl.read_back, xbrl.expected),
    )
}
