"""Two tables laid side by side by a key: which rows of the one are missing in the other, or say something else.

Takes any two tables with the named columns, millions of rows at once. Knows no reasons.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pyarrow as pa

from corpus.dataset.codes import Codes, cells

_SAID = ("value", "unit", "doubts")


def joint(before: pa.Table, after: pa.Table, columns: Sequence[str]) -> tuple[Codes, Codes]:
    """A number for each row of both tables, the same where all `columns` are the same."""
    numbers = cells(pa.concat_tables([before.select(columns), after.select(columns)]), columns)
    return numbers[: before.num_rows], numbers[before.num_rows :]


def differing(before: pa.Table, after: pa.Table, standing_before: Mapping[int, int], standing_after: Mapping[int, int]) -> list[int]:
    """Keys that only one of the two has, or whose value, unit or doubts differ. `standing_…`: key → row of the table."""
    both = [number for number in standing_before if number in standing_after]
    first = before.take(pa.array([standing_before[n] for n in both], pa.int64()))
    second = after.take(pa.array([standing_after[n] for n in both], pa.int64()))
    told = joint(first, second, _SAID)
    differing = [number for number, same in zip(both, (told[0] == told[1]).tolist(), strict=True) if not same]
    return differing + sorted(standing_before.keys() ^ standing_after.keys())
