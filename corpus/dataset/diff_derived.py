"""Which derived cells differ between two datasets, and because of which of their inputs.

Takes both datasets and what differs of the cells that the reports state: a derived cell can only differ because one of those
does, or because the rules or formulas are others.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np
import pyarrow as pa

from corpus.dataset.build import Dataset
from corpus.dataset.changes import Change, Side, Why, kind_of
from corpus.dataset.differing import differing, joint
from corpus.dataset.wide import column_names

_KEY = ("county_id", "year", "column")
_INPUTS = ("over", "under", "stated")
_Rows = Mapping[int, dict[str, Any]]


def derived_changes(a: Dataset, b: Dataset, stated: Iterable[Change], otherwise: Why) -> tuple[Change, ...]:
    """`stated`: what differs of the stated cells. `otherwise`: the reason where no input differs."""
    numbers = joint(a.derived, b.derived, _KEY)
    standing = [dict(zip(side.tolist(), np.arange(len(side)).tolist(), strict=True)) for side in numbers]
    found = differing(a.derived, b.derived, *standing)
    before, after = (_told(dataset, rows, found) for dataset, rows in zip((a, b), standing, strict=True))
    moved = {(change.county_id, change.year, change.column) for change in stated}
    return tuple(_change(before.get(number), after.get(number), moved, otherwise) for number in found)


def _told(dataset: Dataset, standing: Mapping[int, int], numbers: Sequence[int]) -> _Rows:
    """The derived rows of these keys; `inputs`: the columns of the figures behind each."""
    there = [number for number in numbers if number in standing]
    rows = dataset.derived.take(pa.array([standing[number] for number in there], pa.int64())).to_pylist()
    behind = sorted({row[name] for row in rows for name in _INPUTS if row[name] is not None})
    columns = dict(zip(behind, column_names(dataset.long.take(pa.array(behind, pa.int64()))).to_pylist(), strict=True))
    return {number: row | {"inputs": [columns.get(row[name]) for name in _INPUTS]} for number, row in zip(there, rows, strict=True)}


def _change(before: dict[str, Any] | None, after: dict[str, Any] | None, moved: set[tuple[str, int, str]], otherwise: Why) -> Change:
    told = after or before
    assert told is not None
    inputs = dict.fromkeys(column for row in (before, after) if row for column in row["inputs"] if column)
    because = tuple(column for column in inputs if (told["county_id"], told["year"], column) in moved)
    first, second = _side(before), _side(after)
    why = "inputs" if because else otherwise
    return Change(told["county_id"], told["county_name"], told["year"], told["column"], kind_of(first, second), why, first, second, because)


def _side(row: dict[str, Any] | None) -> Side | None:
    return None if row is None else Side(row["value"], row["unit"], row["doubts"])
