"""The audit log: who did what to what, in rows that nobody changes, each with the hash of the one before it.

A changed, moved or missing row breaks the chain at its place. Rows cut off at the end leave a whole chain: who wants to
know keeps the head (number and hash) elsewhere and gives it to `verify`. Appends come from inside the transaction of
what they tell, so that neither is there without the other.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import Connection, Row, insert, select

from corpus.store.columns import clean, iso, now
from corpus.store.paging import Page, read_page
from corpus.store.tables import audit

START = "0" * 64
"""What the first row has for the hash of the one before it."""
_BATCH = 1000


@dataclass(frozen=True, slots=True)
class AuditRow:
    """`target` is such as `document/7`. `details`: plain JSON, never text of a document. `hash`: over all the rest."""

    number: int
    at: datetime
    actor: str
    action: str
    target: str
    details: dict[str, Any]
    previous: str
    hash: str


@dataclass(frozen=True, slots=True)
class Head:
    """The last row of the chain; number 0 and START for an empty one."""

    number: int = 0
    hash: str = START


@dataclass(frozen=True, slots=True)
class BrokenRow:
    """Where the chain breaks: the row is `missing`, was `changed`, or does not `follow` the row before it."""

    number: int
    fault: Literal["missing", "changed", "follow"]


def append(c: Connection, actor: str, action: str, target: str, details: Mapping[str, Any] | None = None) -> Head:
    """Add a row; `details` has to be plain JSON. Call it in a writing transaction: writers are one at a time."""
    last = head(c)
    texts = [iso(now()), clean(actor), clean(action), clean(target), json.dumps(dict(details or {}), sort_keys=True)]
    number = last.number + 1
    at, actor, action, target, written = texts
    hash = _hash(number, *texts, last.hash)
    c.execute(
        insert(audit).values(
            number=number, at=at, actor=actor, action=action, target=target, details=written, previous=last.hash, hash=hash
        )
    )
    return Head(number, hash)


def head(c: Connection) -> Head:
    """What `verify` can be given later, to notice that rows were cut off."""
    row = c.execute(select(audit.c.number, audit.c.hash).order_by(audit.c.number.desc()).limit(1)).first()
    return Head() if row is None else Head(*row)


def list_audit(c: Connection, after: int | None = None, limit: int = 50) -> Page[AuditRow]:
    """The newest first."""
    return read_page(c, select(audit), audit.c.number, _audit, after, limit, newest_first=True)


def verify(c: Connection, known: Head | None = None) -> BrokenRow | None:
    """The first broken row, or None. `known`: a head that was seen before, which the chain has to go through."""
    last = Head()
    for row in _rows(c):
        broken = _broken(row, last)
        if broken is not None:
            return broken
        last = Head(row.number, row.hash)
        if known is not None and row.number == known.number and row.hash != known.hash:
            return BrokenRow(row.number, "changed")
    cut_off = known is not None and known.number > last.number
    return BrokenRow(last.number + 1, "missing") if cut_off else None


def _rows(c: Connection) -> Iterator[Row[Any]]:
    """All of them in order, some at a time."""
    query = select(audit).order_by(audit.c.number).limit(_BATCH)
    rows = c.execute(query).all()
    while rows:
        yield from rows
        rows = c.execute(query.where(audit.c.number > rows[-1].number)).all()


def _broken(row: Row[Any], last: Head) -> BrokenRow | None:
    if row.number != last.number + 1:
        return BrokenRow(last.number + 1, "missing")
    if row.hash != _hash(row.number, row.at, row.actor, row.action, row.target, row.details, row.previous):
        return BrokenRow(row.number, "changed")
    return BrokenRow(row.number, "follow") if row.previous != last.hash else None


def _hash(number: int, *texts: str) -> str:
    return hashlib.sha256(json.dumps([number, *texts], separators=(",", ":")).encode("ascii")).hexdigest()


def _audit(row: Row[Any]) -> AuditRow:
    fields = dict(row._mapping)
    return AuditRow(**fields | {"at": datetime.fromisoformat(row.at), "details": json.loads(row.details)})
