"""Columns of a table as whole numbers, with which a million rows are sorted and grouped without touching their texts."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

Codes = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]


def codes(column: pa.ChunkedArray) -> Codes:
    """A number for each row: equal for equal values, in the order of the values; -1 where there is none."""
    values, rows = _encoded(column)
    places = np.empty(len(values) + 1, dtype=np.int64)
    places[pc.array_sort_indices(values).to_numpy()] = np.arange(len(values))
    places[-1] = -1
    return places[rows]


def mapped(column: pa.ChunkedArray, number: Callable[[object], int]) -> Codes:
    """`number` of the value of each row, asked once for each different value; None stands for an empty cell."""
    values, rows = _encoded(column)
    return np.array([number(value) for value in (*values.to_pylist(), None)], dtype=np.int64)[rows]


def where(column: pa.ChunkedArray, holds: Callable[[object], bool]) -> Mask:
    """Whether `holds` is true of the value of each row."""
    return mapped(column, holds).astype(bool)


def under_doubt(column: pa.ChunkedArray, doubt: str) -> Mask:
    """Where one of the words of each text is `doubt`."""
    return where(column, lambda doubts: doubt in str(doubts).split())


def translated(column: pa.ChunkedArray, word: Callable[[object], str | None]) -> pa.Array:
    """`word` of the value of each row, asked once for each different value."""
    values, rows = _encoded(column)
    return pa.array([*map(word, values.to_pylist()), word(None)], pa.string()).take(pa.array(np.where(rows < 0, len(values), rows)))


def joined(masks: dict[str, Mask]) -> pa.Array:
    """For each row the names of the masks that are true there, sorted, parted by spaces."""
    names = sorted(masks)
    bits = np.zeros(len(next(iter(masks.values()))), dtype=np.int64)
    for place, name in enumerate(names):
        bits |= masks[name].astype(np.int64) << place
    found, rows = np.unique(bits, return_inverse=True)
    texts = [" ".join(name for place, name in enumerate(names) if bit >> place & 1) for bit in found.tolist()]
    return pa.array(texts, pa.string()).take(pa.array(rows))


def cells(table: pa.Table, columns: Sequence[str]) -> Codes:
    """A number for each row that is equal where all `columns` are equal, in their order."""
    whole = np.zeros(table.num_rows, dtype=np.int64)
    for column in columns:
        part = codes(table[column]) + 1
        whole = whole * (int(part.max(initial=0)) + 1) + part
        # Numbered anew after each column, so that no product of many columns outgrows the number.
        whole = np.unique(whole, return_inverse=True)[1].astype(np.int64)
    return whole


def _encoded(column: pa.ChunkedArray) -> tuple[pa.Array, Codes]:
    """The different values, and for each row the place of its value, -1 for none."""
    encoded = column.combine_chunks().dictionary_encode()
    if isinstance(encoded, pa.ChunkedArray):
        encoded = encoded.combine_chunks() if encoded.num_chunks else pa.array([], column.type).dictionary_encode()
    return encoded.dictionary, encoded.indices.fill_null(-1).to_numpy(zero_copy_only=False).astype(np.int64)
