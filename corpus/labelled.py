"""Labelled reports read into values: NAME.tsv (one fact a line), NAME.rel.tsv (one relation a line), NAME.findings.tsv (one
finding a line) and NAME.txt.

Reads labels only; what a program says about the same report is compared with them in `evaluate.py`.
"""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from pathlib import Path

from models.errors import BadData

_WORDS = ("unit", "bound", "kind", "status", "indicator", "stage", "area", "period", "criterion")
"""Columns that are taken as they stand."""

RelationKey = tuple[str, ...]
"""Type and ids of a relation, comparable: the parts of a sum are sorted."""


@dataclass(frozen=True, slots=True)
class Label:
    """One fact as a person labelled it; an empty cell is None. `start` and `end` are code-point offsets into the raw text."""

    id: str
    text: str
    value: Decimal | None
    value_max: Decimal | None
    unit: str | None
    bound: str | None
    kind: str | None
    status: str | None
    indicator: str | None
    stage: str | None
    area: str | None
    period: str | None
    criterion: str | None
    flags: tuple[str, ...]
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class LabelledFinding:
    """What a checker must report: code, severity (error, warning, info) and the ids of the figures that it rests on."""

    code: str
    severity: str
    facts: frozenset[str]


@dataclass(frozen=True, slots=True)
class Labelled:
    """A labelled report. `text` is its raw text, empty where NAME.txt is not there. `findings`: None where none are labelled,
    which is not the same as a report that is known to have none."""

    name: str
    text: str
    labels: tuple[Label, ...]
    relations: frozenset[RelationKey]
    findings: tuple[LabelledFinding, ...] | None = None


def label_files(folder: Path) -> list[Path]:
    """Every NAME.tsv of facts in `folder`, by name."""
    return [path for path in sorted(folder.glob("*.tsv")) if not path.name.endswith((".rel.tsv", ".findings.tsv", ".conflicts.tsv"))]


def read_labelled(path: Path) -> Labelled:
    """The labelled report of `path`, a NAME.tsv. Raises BadData with file and line where a label is no label."""
    text = path.with_suffix(".txt")
    return Labelled(
        path.stem,
        text.read_text(encoding="utf-8") if text.exists() else "",
        _read_labels(path),
        _read_relations(path.with_name(f"{path.stem}.rel.tsv")),
        read_findings(path.with_name(f"{path.stem}.findings.tsv")),
    )


def relation_key(kind: str, members: Sequence[str | None]) -> RelationKey:
    """A relation as a comparable tuple: `-` for a member that is missing, the parts of a sum in one order."""
    ids = ["-" if member is None else member for member in members]
    return (kind, ids[0], *sorted(ids[1:])) if kind == "sum" else (kind, *ids)


def _read_labels(path: Path) -> tuple[Label, ...]:
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        return tuple(_label(row, path.name, reader.line_num) for row in reader)


def _label(row: dict[str, str | None], name: str, line: int) -> Label:
    cell = {column: value or None for column, value in row.items()}
    try:
        return Label(
            id=cell.get("id") or "",
            text=cell.get("text") or "",
            value=_number(cell.get("value")),
            value_max=_number(cell.get("value_max")),
            flags=tuple((cell.get("flags") or "").split(",")) if cell.get("flags") else (),
            start=int(cell.get("start") or ""),
            end=int(cell.get("end") or ""),
            **{column: cell.get(column) for column in _WORDS},
        )
    except (ValueError, InvalidOperation) as error:
        raise BadData("bad_label", name=name, line=line) from error


def _number(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


def _read_relations(path: Path) -> frozenset[RelationKey]:
    if not path.exists():
        return frozenset()
    lines = path.read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line.strip() and not line.startswith("type\t")]
    return frozenset(relation_key(kind, members) for kind, *members in rows)


def read_findings(path: Path) -> tuple[LabelledFinding, ...] | None:
    """The labelled findings of a file; None where there is none. Raises BadData with file and line."""
    if not path.exists():
        return None
    found = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        cells = line.split("\t")
        if len(cells) < 3 and line.strip():
            raise BadData("bad_finding_label", name=path.name, line=number)
        if line.strip():
            facts = frozenset(() if cells[2] == "-" else cells[2].split(","))
            found.append(LabelledFinding(cells[0], cells[1], facts))
    return tuple(found)
