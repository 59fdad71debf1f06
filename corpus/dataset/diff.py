"""Two snapshots laid side by side: which cells changed, from what to what, and why.

Takes two long tables and what the manifests say of the rules; what follows from them, the derived cells, is in diff_derived.py.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from corpus.dataset.changes import REASONS, Change, Side, Why, kind_of
from corpus.dataset.codes import Codes, Mask, where
from corpus.dataset.diff_derived import derived_changes
from corpus.dataset.differing import differing, joint
from corpus.dataset.ranks import MASKED
from corpus.dataset.schema import CELL
from corpus.dataset.snapshot import Snapshot
from corpus.dataset.wide import column_names
from corpus.dataset.wording import ids

_OF_A_FIGURE: dict[Why, str] = {"review": "review", "county": "county_id"}
_OF_A_DOCUMENT: dict[Why, str] = {"engine": "engine", "catalogue": "catalogue"}
_FIGURE = ("document", "start", "end")
"""What finds a figure again in the other snapshot: its document and its place."""


def diff(a: Snapshot, b: Snapshot) -> tuple[Change, ...]:
    """What differs from `a` to `b`, in the order of county, year and column."""
    before, after = a.dataset.long, b.dataset.long
    numbers = joint(before, after, CELL)
    standing = _standing(before, numbers[0]), _standing(after, numbers[1])
    why = _reasons(before, after, numbers)
    otherwise: Why = "rules" if a.manifest["versions"]["rules"] != b.manifest["versions"]["rules"] else "other"
    numbered = differing(before, after, *standing)
    told = _told(before, standing[0], numbered), _told(after, standing[1], numbered)
    changes = []
    for number in numbered:
        reason = next((reason for reason, found in why.items() if number in found), otherwise)
        changes.append(_change(told[0].get(number), told[1].get(number), reason))
    changes += derived_changes(a.dataset, b.dataset, changes, otherwise)
    return tuple(sorted(changes, key=lambda change: (change.county_id, change.year, change.column)))


def _standing(long: pa.Table, numbers: Codes) -> dict[int, int]:
    """Cell number → the row that stands in it."""
    rows = np.flatnonzero(pc.not_equal(long["doubts"], "").to_numpy() | long["chosen"].to_numpy())
    return dict(zip(numbers[rows].tolist(), rows.tolist(), strict=True))


def _reasons(before: pa.Table, after: pa.Table, numbers: tuple[Codes, Codes]) -> dict[Why, frozenset[int]]:
    """By reason the cells for which it holds, in the order of REASONS; `rules` and `other` hold for all or none."""
    documents = joint(before, after, ("document",))
    gone, new = ~np.isin(documents[0], documents[1]), ~np.isin(documents[1], documents[0])
    first, second = _same_figures(before, after)
    found: dict[Why, frozenset[int]] = {
        "new_document": _cells(numbers[1][new & _has_cell(after)]),
        "document_removed": _cells(numbers[0][gone & _has_cell(before)]),
    }
    for reason, column in _OF_A_FIGURE.items():
        told = joint(before, after, (column,))
        differs = told[0][first] != told[1][second]
        found[reason] = _cells(numbers[0][first[differs]], numbers[1][second[differs]])
    for reason, column in _OF_A_DOCUMENT.items():
        told = joint(before, after, ("document", column))
        found[reason] = _cells(numbers[0][~np.isin(told[0], told[1]) & ~gone], numbers[1][~np.isin(told[1], told[0]) & ~new])
    return {reason: found[reason] for reason in REASONS if reason in found}


def _same_figures(before: pa.Table, after: pa.Table) -> tuple[Codes, Codes]:
    """Rows of the two tables that are of the same place in the same document, pair by pair."""
    figures = joint(before, after, _FIGURE)
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
    return Change(told["county_id"], told["county_name"], told["year"], told["name"], kind_of(first, second), why, first, second)


def _side(row: dict[str, Any] | None) -> Side | None:
    return None if row is None else Side(**{name: row[name] for name in Side.__slots__})
