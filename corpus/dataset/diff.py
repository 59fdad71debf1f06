"""Two snapshots laid side by side: which cells changed, from what to what, and why.

Takes two long tables and what the manifests say of the rules. Derived columns are left out: they follow from the cells told here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Literal

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from corpus.dataset.codes import Codes, Mask, cells, where
from corpus.dataset.ranks import MASKED
from corpus.dataset.schema import CELL
from corpus.dataset.snapshot import Snapshot
from corpus.dataset.wide import column_names
from corpus.dataset.wording import ids
from models.quantity import decimal_text

Kind = Literal["added", "removed", "changed", "flags"]
Why = Literal["new_document", "document_removed", "review", "engine", "catalogue", "county", "rules", "other"]
REASONS: tuple[Why, ...] = ("new_document", "document_removed", "review", "engine", "catalogue", "county", "rules", "other")
"""The first that holds of a cell is told."""
_OF_A_FIGURE: dict[Why, str] = {"review": "review", "county": "county_id"}
_OF_A_DOCUMENT: dict[Why, str] = {"engine": "engine", "catalogue": "catalogue"}
_FIGURE = ("document", "start", "end")
"""What finds a figure again in the other snapshot: its document and its place."""


@dataclass(frozen=True, slots=True)
class Side:
    """What a cell says in one snapshot, and where that is written. `value` is None for a blank."""

    value: Decimal | None
    unit: str
    doubts: str
    document: str
    document_name: str
    quote: str


@dataclass(frozen=True, slots=True)
class Change:
    """A cell that differs. `flags`: the value is the same, the doubts about it are not."""

    county_id: str
    county_name: str
    year: int
    column: str
    kind: Kind
    why: Why
    before: Side | None
    after: Side | None


def diff(a: Snapshot, b: Snapshot) -> tuple[Change, ...]:
    """What differs from `a` to `b`, in the order of county, year and column."""
    before, after = a.dataset.long, b.dataset.long
    numbers = _joint(before, after, CELL)
    standing = _standing(before, numbers[0]), _standing(after, numbers[1])
    why = _reasons(before, after, numbers)
    rules = a.manifest["versions"]["rules"] != b.manifest["versions"]["rules"]
    differing = _differing(before, after, *standing)
    told = _told(before, standing[0], differing), _told(after, standing[1], differing)
    changes = []
    for number in differing:
        reason = next((reason for reason, found in why.items() if number in found), "rules" if rules else "other")
        changes.append(_change(told[0].get(number), told[1].get(number), reason))
    return tuple(sorted(changes, key=lambda change: (change.county_id, change.year, change.column)))


def as_json(changes: Iterable[Change]) -> list[dict[str, Any]]:
    """Each change as plain values; numbers as exact strings."""
    return [
        {"county_id": c.county_id, "county": c.county_name, "year": c.year, "column": c.column, "kind": c.kind, "why": c.why,
         "before": _side_json(c.before), "after": _side_json(c.after)}
        for c in changes
    ]  # fmt: skip


def counts(changes: Sequence[Change]) -> dict[tuple[Kind, Why], int]:
    """How many changes there are of each kind and reason."""
    found: dict[tuple[Kind, Why], int] = {}
    for change in changes:
        found[change.kind, change.why] = found.get((change.kind, change.why), 0) + 1
    return dict(sorted(found.items(), key=lambda item: (item[0][0], REASONS.index(item[0][1]))))


def shown(value: Decimal) -> str:
    """Without the zeros that only the column adds: 6038, 0.423."""
    text = decimal_text(value)
    return text.rstrip("0").rstrip(".") if "." in text else text


def _side_json(side: Side | None) -> dict[str, Any] | None:
    if side is None:
        return None
    return {
        "value": None if side.value is None else shown(side.value), "unit": side.unit, "flags": side.doubts.split(),
        "document": side.document, "document_name": side.document_name, "quote": side.quote,
    }  # fmt: skip


def _joint(before: pa.Table, after: pa.Table, columns: Sequence[str]) -> tuple[Codes, Codes]:
    """A number for each row of both tables, the same where all `columns` are the same."""
    numbers = cells(pa.concat_tables([before.select(columns), after.select(columns)]), columns)
    return numbers[: before.num_rows], numbers[before.num_rows :]


def _standing(long: pa.Table, numbers: Codes) -> dict[int, int]:
    """Cell number → the row that stands in it."""
    rows = np.flatnonzero(pc.not_equal(long["doubts"], "").to_numpy() | long["chosen"].to_numpy())
    return dict(zip(numbers[rows].tolist(), rows.tolist(), strict=True))


def _differing(before: pa.Table, after: pa.Table, standing_before: Mapping[int, int], standing_after: Mapping[int, int]) -> list[int]:
    """Cells that only one of the two has, or whose value, unit or doubts differ."""
    both = [number for number in standing_before if number in standing_after]
    first = before.take(pa.array([standing_before[n] for n in both], pa.int64()))
    second = after.take(pa.array([standing_after[n] for n in both], pa.int64()))
    told = _joint(first, second, ("value", "unit", "doubts"))
    differing = [number for number, same in zip(both, (told[0] == told[1]).tolist(), strict=True) if not same]
    return differing + sorted(standing_before.keys() ^ standing_after.keys())


def _reasons(before: pa.Table, after: pa.Table, numbers: tuple[Codes, Codes]) -> dict[Why, frozenset[int]]:
    """By reason the cells for which it holds, in the order of REASONS; `rules` and `other` hold for all or none."""
    documents = _joint(before, after, ("document",))
    gone, new = ~np.isin(documents[0], documents[1]), ~np.isin(documents[1], documents[0])
    first, second = _same_figures(before, after)
    found: dict[Why, frozenset[int]] = {
        "new_document": _cells(numbers[1][new & _has_cell(after)]),
        "document_removed": _cells(numbers[0][gone & _has_cell(before)]),
    }
    for reason, column in _OF_A_FIGURE.items():
        told = _joint(before, after, (column,))
        differs = told[0][first] != told[1][second]
        found[reason] = _cells(numbers[0][first[differs]], numbers[1][second[differs]])
    for reason, column in _OF_A_DOCUMENT.items():
        told = _joint(before, after, ("document", column))
        found[reason] = _cells(numbers[0][~np.isin(told[0], told[1]) & ~gone], numbers[1][~np.isin(told[1], told[0]) & ~new])
    return {reason: found[reason] for reason in REASONS if reason in found}


def _same_figures(before: pa.Table, after: pa.Table) -> tuple[Codes, Codes]:
    """Rows of the two tables that are of the same place in the same document, pair by pair."""
    figures = _joint(before, after, _FIGURE)
    (left, first), (right, second) = (np.unique(side, return_index=True) for side in figures)
    _, i, j = np.intersect1d(left, right, assume_unique=True, return_indices=True)
    return first[i], second[j]


def _has_cell(long: pa.Table) -> Mask:
    return ~where(long["set_aside"], lambda reason: reason in ids("no_cell") and reason != MASKED)


def _cells(*numbers: Codes) -> frozenset[int]:
    return frozenset(np.concatenate(numbers).tolist())


def _told(long: pa.Table, standing: Mapping[int, int], numbers: Sequence[int]) -> dict[int, dict[str, Any]]:
    """The standing rows of these cells, with the name of the column as `name`."""
    there = [number for number in numbers if number in standing]
    rows = long.take(pa.array([standing[number] for number in there], pa.int64()))
    return dict(zip(there, rows.append_column("name", column_names(rows)).to_pylist(), strict=True))


def _change(before: dict[str, Any] | None, after: dict[str, Any] | None, why: Why) -> Change:
    told = after or before
    assert told is not None
    first, second = _side(before), _side(after)
    kind: Kind = "added" if first is None else "removed" if second is None else "changed"
    if first and second and (first.value, first.unit) == (second.value, second.unit):
        kind = "flags"
    return Change(told["county_id"], told["county_name"], told["year"], told["name"], kind, why, first, second)


def _side(row: dict[str, Any] | None) -> Side | None:
    return None if row is None else Side(**{name: row[name] for name in Side.__slots__})
