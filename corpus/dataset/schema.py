"""The columns of the long table: a row for each figure of each document, with its county, its meaning and its place.

The one place where a column is added. What the columns mean to a reader stands in corpus/data/dataset.yaml; the exports
make their dictionaries from there. Computes nothing.
"""

from __future__ import annotations

from dataclasses import dataclass

import pyarrow as pa

DECIMALS = 12
NUMBER = pa.decimal128(38, DECIMALS)
"""Exact: 26 digits before the point and 12 behind it, far above any budget and below any written share."""


YEARS = (1900, 2200)
"""The first and the last year that a figure or a document can be of; another one is a misreading, and none."""


@dataclass(frozen=True, slots=True)
class Column:
    """`null`: whether a cell may be empty."""

    name: str
    type: pa.DataType
    null: bool = False


_TEXT, _COUNT, _YEAR, _YES = pa.string(), pa.int64(), pa.int16(), pa.bool_()

COUNTY = (
    Column("county_id", _TEXT),  # The present division code, or the stable id of a masked, unlisted or unknown place.
    Column("county_code", _TEXT, null=True),
    Column("county_name", _TEXT),
    Column("county_state", _TEXT),  # listed, former, masked, unlisted, ambiguous, unknown
    Column("prefecture", _TEXT, null=True),
    Column("province", _TEXT, null=True),
)
DOCUMENT = (
    Column("document", _TEXT),  # sha256 of the bytes
    Column("document_name", _TEXT),
    Column("document_kind", _TEXT),
    Column("document_year", _YEAR, null=True),
    Column("engine", _TEXT),
    Column("catalogue", _TEXT),
)
MEANING = (
    Column("year", _YEAR, null=True),  # The last year of the period; without a period, the document's.
    Column("indicator", _TEXT),
    Column("subject", _TEXT, null=True),
    Column("stage", _TEXT, null=True),
    Column("area", _TEXT, null=True),
    Column("criterion", _TEXT, null=True),
    Column("entity", _TEXT, null=True),
    Column("period", _TEXT, null=True),
    Column("status", _TEXT),
    Column("kind", _TEXT),
    Column("bound", _TEXT),
)
FIGURE = (
    Column("value", NUMBER, null=True),  # In the base unit; empty where the number is masked.
    Column("value_max", NUMBER, null=True),
    Column("unit", _TEXT),
    Column("step", NUMBER),  # Size of the last written digit in base units: the written precision.
)
EVIDENCE = (
    Column("fact", _TEXT),
    Column("text", _TEXT),
    Column("quote", _TEXT),  # The sentence, or the headers and the cell.
    Column("start", _COUNT),
    Column("end", _COUNT),
    Column("page", _COUNT, null=True),
    Column("paragraph", _COUNT, null=True),
    Column("table", _COUNT, null=True),
    Column("row", _COUNT, null=True),
    Column("column", _COUNT, null=True),
)
TRUST = (
    Column("review", _TEXT),  # unreviewed, accepted, edited, rejected
    Column("flags", _TEXT),  # Flags of the fact and codes of the findings that name it, sorted, parted by spaces.
)
CHOICE = (
    Column("chosen", _YES),  # Whether this row stands in its cell of the wide table.
    Column("set_aside", _TEXT, null=True),  # The rule by which another row was taken, or why this one has no cell.
    Column("doubts", _TEXT),  # Of a row that stands in a cell: why that is to be looked at, sorted, parted by spaces.
)

MENTION_COLUMNS = (*COUNTY, *DOCUMENT, *MEANING, *FIGURE, *EVIDENCE, *TRUST)
"""What one document tells by itself: the partitions of a batch hold these."""
LONG_COLUMNS = (*MENTION_COLUMNS, *CHOICE)
"""The same after several documents or mentions of one thing were laid side by side."""

DERIVED_COLUMNS = (
    *COUNTY,
    Column("year", _YEAR),
    Column("stage", _TEXT, null=True),
    Column("area", _TEXT, null=True),
    Column("column", _TEXT),  # Its name in the wide table.
    Column("formula", _TEXT),  # Its id in corpus/data/dataset/derived.yaml.
    Column("value", NUMBER),
    Column("unit", _TEXT),
    Column("over", _COUNT),  # Rows of the long table, counted from 0.
    Column("under", _COUNT),
    Column("stated", _COUNT, null=True),  # The row of the figure that the reports give for the same thing.
    Column("doubts", _TEXT),
)
"""A row for each derived cell, with the figures that it follows from."""

CELL = ("county_id", "year", "indicator", "stage", "area", "criterion")
"""What makes two rows speak of one thing: one cell of the wide table."""


def arrow_schema(columns: tuple[Column, ...]) -> pa.Schema:
    return pa.schema([pa.field(column.name, column.type, nullable=column.null) for column in columns])
