"""A Frictionless Data Package: the CSV files, and datapackage.json with a Table Schema for each."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pyarrow as pa

from corpus.dataset.wide import KEYS
from corpus.export import csv
from corpus.export.contents import DERIVED, DICTIONARY, FLAGS, LONG, SOURCES, WIDE, Contents, Lang, titles
from corpus.export.dictionary import type_of
from corpus.export.parts import Part
from corpus.export.words import word

NAME = "datapackage.json"
_PRIMARY_KEYS = {WIDE: list(KEYS), DICTIONARY: ["table", "column"]}
_OF_WIDE = {"fields": list(KEYS), "reference": {"resource": WIDE, "fields": list(KEYS)}}
_FOREIGN_KEYS = {
    LONG: [{"fields": ["document"], "reference": {"resource": SOURCES, "fields": ["document"]}}],
    FLAGS: [_OF_WIDE],
    DERIVED: [_OF_WIDE],
}


def write(contents: Contents, folder: Path, lang: Lang) -> None:
    """The CSV files and what describes them. Raises OSError."""
    csv.write(contents, folder, lang)
    text = json.dumps(datapackage(contents, lang), ensure_ascii=False, indent=1)
    (folder / NAME).write_text(text + "\n", encoding="utf-8", newline="\n")


def datapackage(contents: Contents, lang: Lang) -> dict[str, Any]:
    """The descriptor of the package."""
    heads = titles(contents, lang)
    resources = [_resource(name, table, heads, lang) for name, table in contents.tables.items()]
    return {
        "profile": "tabular-data-package", "name": "junheng-dataset", "id": contents.snapshot,
        "version": contents.versions["schema"], "resources": resources,
    }  # fmt: skip


def _resource(name: str, table: pa.Table, heads: dict[tuple[str, str], str], lang: Lang) -> dict[str, Any]:
    keys = {"primaryKey": _PRIMARY_KEYS.get(name), "foreignKeys": _FOREIGN_KEYS.get(name)}
    schema = {
        "fields": [_field(field, heads.get((name, field.name))) for field in table.schema],
        "missingValues": [""],
        **{key: value for key, value in keys.items() if value},
    }
    return {
        "profile": "tabular-data-resource", "name": name, "title": word("table", name, lang), "path": f"{name}.csv",
        "format": "csv", "mediatype": "text/csv", "encoding": "utf-8-sig",
        "dialect": {"delimiter": ",", "quoteChar": '"', "doubleQuote": True, "lineTerminator": "\r\n"}, "schema": schema,
    }  # fmt: skip


def _field(field: pa.Field, title: str | None) -> dict[str, Any]:
    kind = type_of(field.type)
    # A text that may not be missing may still be empty, which a CSV file does not tell apart.
    required = {"constraints": {"required": True}} if not field.nullable and kind != "string" else {}
    return {"name": field.name, "type": kind} | ({"title": title} if title else {}) | required


def read_back(contents: Contents, folder: Path) -> list[Part]:
    """The tables that the CSV files hold, and the descriptor."""
    return [Part(folder / NAME), *csv.read_back(contents, folder)]
