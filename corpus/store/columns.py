"""Column types that hold the same on SQLite and PostgreSQL, and the one clock of the store.

Moments are ISO texts in UTC, so that both databases keep microseconds and sort alike; order is never taken from them:
a clock may go backwards, ids do not.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime

from sqlalchemy import BigInteger, Dialect, Integer, Text
from sqlalchemy.types import TypeDecorator

_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
REPLACEMENT = "\N{REPLACEMENT CHARACTER}"

Id = BigInteger().with_variant(Integer(), "sqlite")
"""A counted id: 64 bits on both. SQLite counts only a column of exactly this name, INTEGER."""


def clean(text: str) -> str:
    """The text with NUL and halves of surrogate pairs replaced: PostgreSQL refuses the one, UTF-8 the other.

    >>> clean("a\\0b")
    'a\ufffdb'
    """
    return _UNSTORABLE.sub(REPLACEMENT, text)


class Written(TypeDecorator[str]):
    """Text from outside, which may hold any character."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        return None if value is None else clean(value)


class Moment(TypeDecorator[datetime]):
    """An aware datetime, kept as ISO text in UTC with microseconds."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> str | None:
        return None if value is None else iso(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> datetime | None:
        return None if value is None else datetime.fromisoformat(value)


def now() -> datetime:
    """The time of the computer's clock, in UTC."""
    return datetime.now(UTC)


def iso(moment: datetime) -> str:
    """All of one length, so that texts compare as the moments do. Raises ValueError for a moment without a zone."""
    if moment.tzinfo is None:
        raise ValueError("a moment needs its zone")
    return moment.astimezone(UTC).isoformat(timespec="microseconds")
