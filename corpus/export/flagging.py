"""The cells of the wide table that are to be looked at, a row a cell; and what to know of each column before counties are compared."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import numpy as np
import pyarrow as pa

from corpus.dataset.wide import Wide
from corpus.dataset.wording import choice
from corpus.export.contents import WIDE
from corpus.export.dictionary import entry

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
    pa.field("doubt", pa.string()),
    pa.field("grave", pa.bool_()),
    pa.field("cells", pa.int64()),
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


def notes(wide: Wide, flags: pa.Table) -> pa.Table:
    """By NOTES_SCHEMA, in the order of the columns: what to mind of each, then how many of its cells are under which doubt."""
    counted = Counter[tuple[str, str]]()
    for group in flags.group_by(["column", "doubts"], use_threads=False).aggregate([([], "count_all")]).to_pylist():
        counted.update({(group["column"], doubt): group["count_all"] for doubt in group["doubts"].split()})
    rows = [row for column in wide.columns for row in (*_of_meaning(column), *_of_doubts(column, counted))]
    return pa.Table.from_pylist(rows, schema=NOTES_SCHEMA)


def _of_meaning(column: str) -> Iterator[dict[str, object]]:
    told = entry(WIDE, column)
    for zh, en in zip(told.notes_zh, told.notes_en, strict=True):
        yield {"column": column, "note_zh": zh, "note_en": en}


def _of_doubts(column: str, counted: Counter[tuple[str, str]]) -> Iterator[dict[str, object]]:
    for doubt, said in choice()["doubts"].items():
        if number := counted[column, doubt]:
            words = {name: said[name] for name in ("grave", "note_zh", "note_en")}
            yield {"column": column, "doubt": doubt, "cells": number} | words
