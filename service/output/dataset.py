"""A built dataset and what differs between two, for people at a terminal, or the differences as JSON."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import typer
from rich.table import Table

from corpus.dataset.build import Dataset
from corpus.dataset.changes import Change, Side, as_json, counts, shown
from corpus.dataset.dictionary import wide_entry
from corpus.dataset.wording import changes, choice
from models.plain import plain_line
from service.exits import Lang, sentence
from service.labels import label
from service.output.console import stdout_console
from service.output.files import write_stdout


def print_built(target: Path, manifest: dict[str, Any], dataset: Dataset, lang: Lang) -> None:
    """What was written, and under how many cells there is each doubt."""
    wide = manifest["files"]["wide.parquet"]
    typer.echo(sentence("dataset_built", lang, name=target, rows=wide["rows"], columns=len(dataset.wide.columns), **manifest["counts"]))
    found = Counter(doubt for text in dataset.long["doubts"].to_pylist() for doubt in text.split())
    table = _table()
    for doubt, told in choice()["doubts"].items():
        if found[doubt]:
            table.add_row(str(found[doubt]), told[lang], told[f"note_{lang}"])
    stdout_console().print(table)


def print_changes(found: Sequence[Change], lang: Lang) -> None:
    """Each change as a line, and their number by kind and reason before them."""
    if not found:
        typer.echo(sentence("dataset_same", lang))
        return
    kinds, reasons = changes()["kinds"], changes()["reasons"]
    parts = [f"{kinds[kind][lang]}（{reasons[why][lang]}）{n}" for (kind, why), n in counts(found).items()]
    typer.echo(sentence("dataset_differs", lang, n=len(found), counts="、".join(parts)))
    table = _table()
    for change in found:
        why = reasons[change.why][lang]
        if change.because:
            why = f"{why}：{'；'.join(_name(column, lang) for column in change.because)}"
        cells = (change.county_name or change.county_id, str(change.year), _name(change.column, lang), kinds[change.kind][lang], why)
        table.add_row(*map(plain_line, cells), _side(change.before, lang), _side(change.after, lang))
    stdout_console().print(table, markup=False)


def print_changes_json(found: Sequence[Change]) -> None:
    write_stdout((json.dumps(as_json(found), ensure_ascii=False, indent=2) + "\n").encode("utf-8"))


def _side(side: Side | None, lang: Lang) -> str:
    """Value, doubts and document; a dash for a cell that is not there."""
    if side is None:
        return "—"
    value = "—" if side.value is None else f"{shown(side.value)} {label('unit', side.unit, lang)}"
    doubts = [choice()["doubts"][doubt][lang] for doubt in side.doubts.split() if choice()["doubts"][doubt]["grave"]]
    told = (value, f"[{'、'.join(doubts)}]" if doubts else "", side.document_name or "")
    return plain_line(" ".join(part for part in told if part))


def _name(column: str, lang: Lang) -> str:
    entry = wide_entry(column)
    return entry.zh if lang == "zh" else entry.en


def _table() -> Table:
    return Table(box=None, show_header=False, padding=(0, 2, 0, 0), pad_edge=False)
