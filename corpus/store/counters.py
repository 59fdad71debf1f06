"""The last id that each table has given, so that a restored store does not give the id of something deleted a second time.

The audit log speaks of documents and keys by their ids.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, Table, cast, func, select, text
from sqlalchemy.dialects.postgresql import REGCLASS


def read_counters(c: Connection, tables: Sequence[Table]) -> dict[str, int]:
    """By table; one that has never had a row is left out."""
    if c.dialect.name == "sqlite":
        return {name: last for name, last in c.execute(text("SELECT name, seq FROM sqlite_sequence ORDER BY name"))}
    last = {table.name: c.execute(select(func.pg_sequence_last_value(_sequence(table.name)))).scalar_one() for table in _counted(tables)}
    return {name: last[name] for name in sorted(last) if last[name] is not None}


def set_counters(c: Connection, tables: Sequence[Table], counters: Mapping[str, int]) -> None:
    """Go on from there. Tables that do not count are passed over."""
    for table in _counted(tables):
        last = counters.get(table.name)
        if last is None:
            continue
        if c.dialect.name == "sqlite":
            c.execute(text("DELETE FROM sqlite_sequence WHERE name = :name"), {"name": table.name})
            c.execute(text("INSERT INTO sqlite_sequence (name, seq) VALUES (:name, :last)"), {"name": table.name, "last": last})
        else:
            c.execute(select(func.setval(_sequence(table.name), last)))


def _counted(tables: Sequence[Table]) -> list[Table]:
    return [table for table in tables if "id" in table.primary_key.columns]


def _sequence(table: str) -> ColumnElement[Any]:
    return cast(func.pg_get_serial_sequence(table, "id"), REGCLASS)
