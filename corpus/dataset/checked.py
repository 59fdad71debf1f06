"""What each table of the dataset must hold, checked before anything is written: a wrong table is a fault that must not travel.

Takes Arrow tables and gives them back, or raises WrongTable with table, column and row. Mends nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, get_args

import numpy as np
import pandas as pd
import pandera.pandas as pandera
import pyarrow as pa
from pandera.errors import SchemaError

from corpus.dataset.codes import cells
from corpus.dataset.mentions import Review
from corpus.dataset.schema import CELL, DERIVED_COLUMNS, LONG_COLUMNS, NUMBER, YEARS, Column, arrow_schema
from corpus.dataset.wide import KEYS, ROW_COLUMNS, Wide
from corpus.dataset.wording import ids
from models.errors import JunhengError
from models.fact import Area, DocumentKind, Kind, Stage, Status
from models.quantity import Bound

COUNTY_STATES = ("listed", "former", "masked", "unlisted", "ambiguous", "unknown")
_WORDS: dict[str, tuple[str, ...]] = {
    "county_state": COUNTY_STATES, "document_kind": get_args(DocumentKind), "stage": get_args(Stage), "area": get_args(Area),
    "status": get_args(Status), "kind": get_args(Kind), "bound": get_args(Bound), "review": get_args(Review),
    "set_aside": (*ids("no_cell"), *ids("rules")),
}  # fmt: skip
_CHECKS: dict[str, pandera.Check] = {
    **{name: pandera.Check.isin(words) for name, words in _WORDS.items()},
    **{name: pandera.Check.in_range(*YEARS) for name in ("year", "document_year")},
    **{name: pandera.Check.str_length(min_value=1) for name in ("county_id", "document", "fact", "indicator", "unit")},
    **{name: pandera.Check.ge(0) for name in ("step", "start", "over", "under")},
}


class WrongTable(JunhengError):
    """`details`: table, column, row (counted from 1; a dash for the whole table) and what is wrong there."""


def checked_long(table: pa.Table) -> pa.Table:
    """The long table. Raises WrongTable, also where a cell has two chosen rows, or a row is neither chosen nor set aside."""
    _check("long", table, LONG_COLUMNS)
    chosen = table["chosen"].to_numpy()
    _refuse("long", "set_aside", chosen != table["set_aside"].is_null().to_numpy(), "chosen_or_set_aside")
    numbers = cells(table, CELL)
    first = np.zeros(len(numbers), dtype=bool)
    first[np.flatnonzero(chosen)[np.unique(numbers[chosen], return_index=True)[1]]] = True
    _refuse("long", "chosen", chosen & ~first, "chosen_twice")
    return table


def checked_derived(table: pa.Table) -> pa.Table:
    """The table of derived cells. Raises WrongTable."""
    _check("derived", table, DERIVED_COLUMNS)
    return table


def checked_wide(wide: Wide) -> Wide:
    """The wide table with its flags and sources. Raises WrongTable, also for a value without a source."""
    by_name = {column.name: column for column in LONG_COLUMNS}
    heads = tuple(by_name[name] for name in ROW_COLUMNS)
    kinds: Mapping[str, tuple[pa.Table, pa.DataType]] = {
        "wide": (wide.values, NUMBER), "flags": (wide.flags, pa.string()), "sources": (wide.sources, pa.int64()),
    }  # fmt: skip
    for name, (table, kind) in kinds.items():
        _check(name, table, (*heads, *(Column(column, kind, null=True) for column in wide.columns)), unique=KEYS)
    for column in wide.columns:
        unsourced = wide.values[column].is_valid().to_numpy() & wide.sources[column].is_null().to_numpy()
        _refuse("sources", column, unsourced, "no_source")
    return wide


def _check(name: str, table: pa.Table, columns: tuple[Column, ...], unique: tuple[str, ...] | None = None) -> None:
    if not table.schema.equals(arrow_schema(columns)):
        differing = next((c.name for c in columns if c.name not in table.column_names or table.schema.field(c.name).type != c.type), "—")
        raise WrongTable("dataset_wrong", table=name, column=differing, row="—", problem="type")
    schema = pandera.DataFrameSchema(
        {c.name: pandera.Column(nullable=c.null, checks=_CHECKS.get(c.name)) for c in columns}, unique=list(unique) if unique else None
    )
    try:
        schema.validate(table.to_pandas(types_mapper=pd.ArrowDtype, split_blocks=True))
    except SchemaError as error:
        raise WrongTable("dataset_wrong", table=name, column=_column(error), row=_row(error), problem=_problem(error)) from error


def _refuse(name: str, column: str, wrong: Any, problem: str) -> None:
    if wrong.any():
        raise WrongTable("dataset_wrong", table=name, column=column, row=int(np.flatnonzero(wrong)[0]) + 1, problem=problem)


def _column(error: SchemaError) -> str:
    return str(getattr(error.schema, "name", None) or "、".join(KEYS))


def _row(error: SchemaError) -> int | str:
    cases = error.failure_cases
    return int(cases["index"].iloc[0]) + 1 if isinstance(cases, pd.DataFrame) and cases["index"].notna().any() else "—"


def _problem(error: SchemaError) -> str:
    cases = error.failure_cases
    found = f" ({cases['failure_case'].iloc[0]})" if isinstance(cases, pd.DataFrame) and "failure_case" in cases else ""
    return f"{error.check if error.check is not None else error.reason_code}{found}"
