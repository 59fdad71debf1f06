"""The dictionary of an export: a row for each column of each table, with its heading and its meaning in Chinese and English.

The words of the columns are data (corpus/data/export_columns.yaml); those of the table of data follow from the catalogue of
indicators and from the formulas.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import pyarrow as pa

from corpus.dataset.formulas import formulas
from corpus.dataset.wide import ROW_COLUMNS, column_names
from corpus.export.contents import DATA, DICTIONARY
from models.indicators import load_indicators
from models.loading import load_data

_NAMES = ("table", "column", "type", "unit", "title_zh", "title_en", "means_zh", "means_en")
DICTIONARY_SCHEMA = pa.schema([pa.field(name, pa.string(), nullable=name in ("unit", "means_zh", "means_en")) for name in _NAMES])
TYPES = ((pa.types.is_decimal, "number"), (pa.types.is_integer, "integer"), (pa.types.is_boolean, "boolean"), (pa.types.is_string, "text"))
_SCOPES = ("stage", "area", "criterion")
_COMMA = {"zh": "，", "en": ", "}


def dictionary(tables: Mapping[str, pa.Table], derived: pa.Table, facts: pa.Table) -> pa.Table:
    """By DICTIONARY_SCHEMA: the columns of `tables` and of the dictionary itself, in their order."""
    of_data = _indicator_words(facts) | _derived_words(derived)
    shapes = {**{name: table.schema for name, table in tables.items()}, DICTIONARY: DICTIONARY_SCHEMA}
    rows = [
        {"table": name, "column": field.name, "type": type_of(field.type)} | _words(name, field.name, of_data)
        for name, schema in shapes.items()
        for field in schema
    ]
    return pa.Table.from_pylist(rows, schema=DICTIONARY_SCHEMA)


def type_of(kind: pa.DataType) -> str:
    """text, number, integer or boolean."""
    return next(name for holds, name in TYPES if holds(kind))


def _words(table: str, column: str, of_data: Mapping[str, dict[str, Any]]) -> dict[str, Any]:
    if table == DATA and column not in ROW_COLUMNS:
        return of_data[column]
    own = load_data("export_columns.yaml", "corpus.data")
    entry = own[column] if column in own else load_data("labels.yaml")["field"][column]
    return {"title_zh": entry["zh"], "title_en": entry["en"], "means_zh": entry["means"]["zh"], "means_en": entry["means"]["en"]}


def _indicator_words(facts: pa.Table) -> dict[str, dict[str, Any]]:
    """By column of the wide table: the indicator, and of whom it speaks."""
    known = load_indicators()
    words = {}
    for cell in _distinct(facts.append_column("name", column_names(facts)), ("name", "indicator", *_SCOPES)):
        indicator = known.get(cell["indicator"])
        name, unit, means = (indicator.name, indicator.unit, indicator.means) if indicator else (cell["indicator"], None, "")
        words[cell["name"]] = _titled(name, cell["indicator"], cell) | {"unit": unit, "means_en": means or None}
    return words


def _derived_words(derived: pa.Table) -> dict[str, dict[str, Any]]:
    words = {}
    for cell in _distinct(derived, ("column", "formula", "stage", "area")):
        formula = formulas()[cell["formula"]]
        meanings = {"means_zh": f"推算：{formula.shown}", "means_en": f"computed: {formula.shown}"}
        words[cell["column"]] = {**_titled(formula.zh, formula.en, cell), "unit": formula.unit, **meanings}
    return words


def _distinct(table: pa.Table, names: tuple[str, ...]) -> Iterator[dict[str, Any]]:
    yield from table.select(names).group_by(list(names), use_threads=False).aggregate([]).to_pylist()


def _titled(zh: str, en: str, cell: Mapping[str, Any]) -> dict[str, str | None]:
    """The heading with stage, area and criterion behind it: 专任教师（小学，农村）."""
    return {"title_zh": zh + _scope(cell, "zh", "（{}）"), "title_en": en + _scope(cell, "en", " ({})")}


def _scope(cell: Mapping[str, Any], lang: str, brackets: str) -> str:
    labels = load_data("labels.yaml")
    said = [labels[name].get(cell[name], {lang: cell[name]})[lang] for name in _SCOPES if cell.get(name)]
    return brackets.format(_COMMA[lang].join(said)) if said else ""
