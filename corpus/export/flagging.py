"""The cells of the wide table that are to be looked at, a row a cell; and how many of each column are under which doubt."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import numpy as np
import pyarrow as pa

from corpus.dataset.wide import Wide
from corpus.dataset.wording import choice

_HEADS = ("county_id", "county_name", "year")
FLAGS_SCHEMA = pa.schema([
    pa.field("county_id", pa.string(), nullable=False),
    pa.field("county_name", pa.string(), nullable=False),
    pa.field("year", pa.int16(), nullable=False),
    pa.field("column", pa.string(), nullable=False),
    pa.field("doubts", pa.string(), nullable=False),
])  # fmt: skip
NOTES_SCHEMA = pa.schema([
    pa.field("column", pa.string(), nullable=False),
    pa.field("doubt", pa.string(), nullable=False),
    pa.field("grave", pa.bool_(), nullable=False),
    pa.field("cells", pa.int64(), nullable=False),
    pa.field("note_zh", pa.string(), nullable=False),
    pa.field("note_en", pa.string(), nullable=False),
])  # fmt: skip


def flagged_cells(wide: Wide) -> pa.Table:
    """By FLAGS_SCHEMA, column by column, each in the order of the wide table."""
    return pa.concat_tables([FLAGS_SCHEMA.empty_table(), *(_of_column(wide.flags, name) for name in wide.columns)]).combine_chunks()


def _of_column(flags: pa.Table, name: str) -> pa.Table:
    rows = np.flatnonzero(flags[name].is_valid().to_numpy())
    found = flags.select([*_HEADS, name]).take(pa.array(rows))
    columns = [*found.columns[:3], pa.array([name] * len(rows), pa.string()), found.columns[3]]
    return pa.table(columns, names=FLAGS_SCHEMA.names).cast(FLAGS_SCHEMA)


def notes(flags: pa.Table) -> pa.Table:
    """By NOTES_SCHEMA: for each column and doubt how many cells, and what that says of a comparison."""
    counted = Counter[tuple[str, str]]()
    for group in flags.group_by(["column", "doubts"], use_threads=False).aggregate([([], "count_all")]).to_pylist():
        counted.update({(group["column"], doubt): group["count_all"] for doubt in group["doubts"].split()})
    return pa.Table.from_pylist(list(_note_rows(counted)), schema=NOTES_SCHEMA)


def _note_rows(counted: Counter[tuple[str, str]]) -> Iterator[dict[str, object]]:
    doubts = choice()["doubts"]
    order = list(doubts)
    for column, doubt in sorted(counted, key=lambda pair: (pair[0], order.index(pair[1]))):
        said = doubts[doubt]
        yield {
            "column": column, "doubt": doubt, "grave": said["grave"], "cells": counted[column, doubt],
            "note_zh": said["note_zh"], "note_en": said["note_en"],
        }  # fmt: skip
