"""A list in pages by the id of the last row seen, and the counties that a reader is limited to."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from sqlalchemy import ColumnElement, Connection, Row, Select, true

T = TypeVar("T")

Scope = tuple[str, ...] | None
"""The counties that somebody may see; None: all, and documents whose county nobody knows."""
MOST = 1000
"""Rows of one page."""


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """Rows, and what `after` has to be for the next ones: None where these were the last."""

    rows: tuple[T, ...]
    next: int | None


def read_page(
    c: Connection, query: Select[Any], by: ColumnElement[int], make: Callable[[Row[Any]], T], after: int | None, limit: int,
    *, newest_first: bool = False,
) -> Page[T]:  # fmt: skip
    """At most `limit` rows (1 to MOST) of a query, in the order of `by`, which has to be unique and among its columns."""
    limit = min(max(limit, 1), MOST)
    if after is not None:
        query = query.where(by < after if newest_first else by > after)
    found = c.execute(query.order_by(by.desc() if newest_first else by).limit(limit + 1)).all()
    rows: Sequence[Row[Any]] = found[:limit]
    last = rows[-1]._mapping[by] if len(found) > limit else None
    return Page(tuple(make(row) for row in rows), last)


def within(scope: Scope, county: ColumnElement[Any]) -> ColumnElement[bool]:
    """The condition that a county lies in a scope."""
    return true() if scope is None else county.in_(scope)


def in_scope(scope: Scope, county: str | None) -> bool:
    """The same for a value."""
    return scope is None or county in scope
