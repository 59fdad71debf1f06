"""The tables of the store, as they are in the newest version; migrations/ leads there from every earlier one.

Numbers are exact texts, moments are ISO texts, JSON is text. What is searched by has a column; the whole value stands
beside it as the JSON of its model.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Boolean, Column, ForeignKey, Index, Integer, LargeBinary, MetaData, Table, Text, UniqueConstraint, text

from corpus.store.columns import Id, Moment, Written

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def _counted() -> Column[int]:
    """An id that grows and is never given twice, also after a deletion."""
    return Column("id", Id, primary_key=True, autoincrement=True)


def _of(table: str, name: str, *, index: bool = False, key: bool = False) -> Column[int]:
    """A reference whose rows go when what they refer to goes; `key`: a part of the primary key."""
    return Column(name, Id, ForeignKey(f"{table}.id", ondelete="CASCADE"), primary_key=key, nullable=False, index=index)


def _placed() -> tuple[Column[int], Column[int]]:
    """The key of what stands in a row in a result, from 1."""
    return _of("results", "result_id", key=True), Column("position", Integer, primary_key=True, autoincrement=False)


def _added() -> tuple[Column[datetime], Column[str]]:
    """When somebody added it, and who."""
    return Column("added_at", Moment, nullable=False), Column("added_by", Written, nullable=False)


def _whole() -> Column[str]:
    """The whole value as JSON, beside the columns that it is searched by."""
    return Column("content", Written, nullable=False)


documents = Table(
    "documents",
    metadata,
    _counted(),
    Column("sha256", Text, nullable=False, unique=True),
    Column("name", Written, nullable=False),
    Column("size", Id, nullable=False),
    Column("county", Written, index=True),
    Column("year", Integer, index=True),
    Column("county_given", Boolean, nullable=False),
    Column("year_given", Boolean, nullable=False),
    Column("title", Written),
    Column("kind", Text),
    *_added(),
    sqlite_autoincrement=True,
)

aliases = Table(
    "aliases",
    metadata,
    _counted(),
    _of("documents", "document_id"),
    Column("name", Written, nullable=False),
    *_added(),
    UniqueConstraint("document_id", "name"),
    sqlite_autoincrement=True,
)

results = Table(
    "results",
    metadata,
    _counted(),
    _of("documents", "document_id"),
    Column("engine", Text, nullable=False),
    Column("catalogue", Text, nullable=False),
    Column("standard", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("current", Boolean, nullable=False),
    Column("saved_at", Moment, nullable=False),
    Column("facts", Integer, nullable=False),
    Column("findings", Integer, nullable=False),
    Column("unresolved", Integer, nullable=False),
    UniqueConstraint("document_id", "engine", "catalogue", "standard"),
    sqlite_autoincrement=True,
)
Index("uq_results_current", results.c.document_id, unique=True, sqlite_where=text("current"), postgresql_where=text("current"))

parts = Table(
    "parts",
    metadata,
    _of("results", "result_id", key=True),
    Column("name", Text, primary_key=True),
    Column("content", LargeBinary, nullable=False),
)

facts = Table(
    "facts",
    metadata,
    _counted(),
    _of("results", "result_id"),
    Column("position", Integer, nullable=False),
    Column("fact_id", Text, nullable=False),
    Column("indicator", Text, nullable=False),
    Column("unit", Text, nullable=False),
    Column("stage", Text),
    Column("area", Text),
    Column("period", Text),
    Column("status", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("bound", Text, nullable=False),
    Column("criterion", Text),
    Column("page", Integer),
    Column("start", Integer, nullable=False, server_default="0"),
    _whole(),
    UniqueConstraint("result_id", "position"),
    UniqueConstraint("result_id", "fact_id"),
    Index("ix_facts_indicator", "indicator"),
    Index("ix_facts_result_id_start", "result_id", "start"),
    sqlite_autoincrement=True,
)

relations = Table(
    "relations",
    metadata,
    *_placed(),
    Column("type", Text, nullable=False),
    _whole(),
)

ledger = Table(
    "ledger",
    metadata,
    *_placed(),
    Column("kind", Text, nullable=False),
    _whole(),
)

findings = Table(
    "findings",
    metadata,
    *_placed(),
    Column("code", Text, nullable=False),
    Column("severity", Text, nullable=False),
    Column("changes_verdict", Boolean),
    _whole(),
)

review_threads = Table(
    "review_threads",
    metadata,
    _counted(),
    _of("documents", "document_id", index=True),
    Column("subject", Text, nullable=False),
    sqlite_autoincrement=True,
)

reviews = Table(
    "reviews",
    metadata,
    _counted(),
    _of("review_threads", "thread_id"),
    Column("version", Integer, nullable=False),
    Column("decision", Text, nullable=False),
    Column("edits", Written, nullable=False),
    Column("note", Written, nullable=False),
    Column("made_by", Written, nullable=False),
    Column("made_at", Moment, nullable=False),
    Column("anchor", Written, nullable=False),
    Column("machine", Written, nullable=False),
    UniqueConstraint("thread_id", "version"),
    sqlite_autoincrement=True,
)

jobs = Table(
    "jobs",
    metadata,
    _counted(),
    _of("documents", "document_id", index=True),
    Column("kind", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("reason", Text),
    Column("details", Written, nullable=False),
    Column("retryable", Boolean, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("claim", Integer, nullable=False),
    Column("owner", Written),
    Column("cancel_requested", Boolean, nullable=False),
    Column("pages_done", Integer, nullable=False),
    Column("pages_total", Integer),
    Column("blocks_done", Integer, nullable=False, server_default="0"),
    Column("blocks_total", Integer),
    Column("asked_by", Written, nullable=False),
    Column("queued_at", Moment, nullable=False),
    Column("started_at", Moment),
    Column("ended_at", Moment),
    Index("ix_jobs_state", "state", "id"),
    sqlite_autoincrement=True,
)
_LIVE = text("state IN ('queued', 'running')")
Index("uq_jobs_live", jobs.c.document_id, jobs.c.kind, unique=True, sqlite_where=_LIVE, postgresql_where=_LIVE)

keys = Table(
    "keys",
    metadata,
    _counted(),
    Column("name", Written, nullable=False, unique=True),
    Column("role", Text, nullable=False),
    Column("counties", Written),
    Column("secret_sha256", Text, nullable=False, unique=True),
    Column("created_at", Moment, nullable=False),
    Column("expires_at", Moment),
    Column("revoked_at", Moment),
    sqlite_autoincrement=True,
)

sessions = Table(
    "sessions",
    metadata,
    _counted(),
    Column("token_sha256", Text, nullable=False, unique=True),
    _of("keys", "key_id", index=True),
    Column("csrf", Text, nullable=False),
    Column("opened_at", Moment, nullable=False),
    Column("expires_at", Moment, nullable=False),
    sqlite_autoincrement=True,
)

audit = Table(
    "audit",
    metadata,
    Column("number", Id, primary_key=True, autoincrement=False),
    Column("at", Text, nullable=False),
    Column("actor", Text, nullable=False),
    Column("action", Text, nullable=False),
    Column("target", Text, nullable=False),
    Column("details", Text, nullable=False),
    Column("previous", Text, nullable=False),
    Column("hash", Text, nullable=False),
)
