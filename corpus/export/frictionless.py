"""A Frictionless Data Package: the CSV files, and datapackage.json with a Table Schema for each."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pyarrow as pa

from corpus.export import csv
from corpus.export.contents import DATA, DICTIONARY, FACTS, SOURCES, Contents, Lang, titles
from corpus.export.parts import Part
from corpus.export.words import word

NAME = "datapackage.json"
_PRIMARY_KEYS = {DATA: ["county_id", "year"], FACTS: ["document", "fact"], DICTIONARY: ["table", "column"], SOURCES: ["document"]}
_FOREIGN_KEYS = {FACTS: [{"fields": ["document"], "reference": {"resource": SOURCES, "fields": ["document"]}}]}
_TYPES = (
    (pa.types.is_decimal, "number"),
    (pa.types.is_integer, "integer"),
    (pa.types.is_boolean, "boolean"),
    (pa.types.is_string, "string"),
)


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
    kind = next(kind for holds, kind in _TYPES if holds(field.type))
    # A text that may not be missing may still be empty, which a CSV file does not tell apart.
    required = {"constraints": {"required": True}} if not field.nullable and kind != "string" else {}
    return {"name": field.name, "type": kind} | ({"title": title} if title else {}) | required


def read_back(contents: Contents, folder: Path) -> list[Part]:
    """The tables that the CSV files hold, and the descriptor."""
    return [Part(folder / NAME), *csv.read_back(contents, folder)]
