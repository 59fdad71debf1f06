"""Writes the report and its taxonomy beside it, and counts what it wrote."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa

from corpus.export.contents import LONG, Contents, Lang
from corpus.export.parts import Part, Shape
from corpus.export.xbrl.linkbases import definition_xml, label_xml
from corpus.export.xbrl.report import NAMESPACES, fact
from corpus.export.xbrl.taxonomy import DEFINITION_FILE, LABEL_FILE, SCHEMA_FILE, schema_xml
from corpus.export.xbrl.vocabulary import Axis, vocabulary

NAME = "report.json"
_TAXONOMY = "taxonomy"
_INFO = {"documentType": "https://xbrl.org/2021/xbrl-json", "namespaces": NAMESPACES, "taxonomy": [f"{_TAXONOMY}/{SCHEMA_FILE}"]}


def write(contents: Contents, folder: Path, lang: Lang) -> None:
    """report.json, a fact a line, and taxonomy/. Raises OSError."""
    facts = _chosen(contents)
    words = vocabulary(facts)
    (folder / _TAXONOMY).mkdir()
    for name, content in ((SCHEMA_FILE, schema_xml), (LABEL_FILE, label_xml), (DEFINITION_FILE, definition_xml)):
        (folder / _TAXONOMY / name).write_bytes(content(words))
    with (folder / NAME).open("w", encoding="utf-8", newline="\n") as file:
        file.write(f'{{"documentInfo": {json.dumps(_INFO, ensure_ascii=False)},\n"facts": {{\n')
        file.writelines(_lines(facts, words.axes))
        file.write("\n}}\n")


def _chosen(contents: Contents) -> pa.Table:
    facts = contents.tables[LONG]
    return facts.filter(facts.column("chosen"))


def _lines(facts: pa.Table, axes: tuple[Axis, ...]) -> Iterator[str]:
    comma = ""
    for batch in facts.to_batches(10_000):
        for row in batch.to_pylist():
            name, content = fact(row, axes)
            yield f"{comma}{json.dumps(name)}: {json.dumps(content, ensure_ascii=False)}"
            comma = ",\n"


def expected(contents: Contents) -> dict[str, Shape]:
    """A fact for each chosen figure; what a fact has is no matter of columns."""
    return {LONG: (_chosen(contents).num_rows, 0)}


def read_back(contents: Contents, folder: Path) -> list[Part]:
    """The facts of the finished report, and the files of the taxonomy."""
    with (folder / NAME).open(encoding="utf-8") as file:
        report = json.load(file)
    return [Part(folder / NAME, {LONG: (len(report["facts"]), 0)}), *(Part(path) for path in sorted((folder / _TAXONOMY).iterdir()))]
