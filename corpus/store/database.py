"""The store opened: its database, its folder of uploads, and the two kinds of transaction.

`reading()` sees one moment of the database and never waits; `writing()` is one at a time on SQLite and on PostgreSQL
alike, so that ids are given in the order of the commits, the audit log is one chain and a queue keeps its bound. What is
written is short: a whole result is some thousand rows. The writers of one process take turns by a lock, those of several
by the database, which lets them wait their time out in naps. Nothing here knows what the tables mean.
"""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, make_url, text
from sqlalchemy.engine import URL
from sqlalchemy.exc import ArgumentError

from corpus.store.blobs import Blobs
from corpus.store.errors import StoreError, database_told, disk_told
from corpus.store.migrate import upgrade

WAIT = 30
"""Seconds that a writer waits for the one before it."""
_WRITERS_LOCK = 0x6A756E68656E67
"""The advisory lock of all writers on PostgreSQL: any number that no other program on the database uses."""
_POOL = {"pool_size": 10, "max_overflow": 30, "pool_timeout": WAIT}


@dataclass(frozen=True, slots=True)
class Store:
    """An open store. Give it to many threads; each transaction has its own connection. `wait`: seconds a writer waits for another."""

    engine: Engine
    folder: Path
    blobs: Blobs
    wait: float = WAIT
    _turn: threading.Lock = field(default_factory=threading.Lock, repr=False, compare=False)

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A transaction that sees the database as it was at its first question. Raises StoreError."""
        with database_told(), _connected(self.engine, writes=False) as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction that is kept whole or, where anything is raised inside, not at all. Raises StoreError."""
        with self._own_turn(), database_told(), _connected(self.engine, writes=True) as connection:
            yield connection

    @contextmanager
    def _own_turn(self) -> Iterator[None]:
        if not self._turn.acquire(timeout=self.wait):
            raise StoreError("store_busy")
        try:
            yield
        finally:
            self._turn.release()

    def close(self) -> None:
        self.engine.dispose()


def open_store(url: str | None, folder: Path, *, wait: float = WAIT) -> Store:
    """The store at a database URL (None: SQLite inside `folder`) with its uploads in `folder`, brought to the newest version.

    Two processes may open at once: the second waits until the first has migrated. Raises StoreError.
    """
    with database_told(), disk_told():
        folder.mkdir(parents=True, exist_ok=True)
        parsed = database_url(url, folder)
        with migrating(parsed, wait) as connection:
            upgrade(connection)
        return Store(connect_engine(parsed, wait=wait), folder, uploads_in(folder), wait)


def database_url(url: str | None, folder: Path) -> URL:
    """With the driver that the program brings. Raises StoreError for another kind of database."""
    if url is None:
        return URL.create("sqlite", database=str(folder / "junheng.db"))
    try:
        parsed = make_url(url)
    except ArgumentError as error:
        raise StoreError("store_url") from error
    match parsed.drivername.split("+")[0]:
        case "sqlite" if parsed.database not in (None, "", ":memory:"):
            return parsed.set(drivername="sqlite")
        case "postgresql" | "postgres":
            return parsed.set(drivername="postgresql+psycopg")
        case _:
            raise StoreError("store_url")


def has_store(url: str | None, folder: Path) -> bool:
    """Whether there is something to open: a file of SQLite, or any server. Nothing is made. Raises StoreError."""
    parsed = database_url(url, folder)
    return parsed.get_backend_name() != "sqlite" or Path(str(parsed.database)).is_file()


def uploads_in(folder: Path) -> Blobs:
    """Where a store keeps its uploads."""
    return Blobs(folder / "uploads")


@contextmanager
def migrating(url: URL, wait: float = WAIT) -> Iterator[Connection]:
    """A transaction that may change tables. It is a writer's, so that of two processes the second finds the work done.

    Without foreign keys: SQLite alters a table by making it anew, and dropping the old one would take its children along.
    """
    engine = connect_engine(url, wait=wait, foreign_keys=False)
    try:
        with database_told(), _connected(engine, writes=True) as connection:
            yield connection
    finally:
        engine.dispose()


def connect_engine(url: URL, *, wait: float = WAIT, foreign_keys: bool = True) -> Engine:
    """A database as it is, whatever its version: whoever connects to it reads, and only a Store writes."""
    if url.get_backend_name() == "sqlite":
        engine = create_engine(url, connect_args={"timeout": wait}, **_POOL)
        event.listen(engine, "connect", _sqlite_settings(foreign_keys))
        event.listen(engine, "begin", _begin_sqlite)
        return engine
    engine = create_engine(url, connect_args={"connect_timeout": WAIT}, pool_pre_ping=True, **_POOL)
    event.listen(engine, "begin", _begin_postgresql(wait))
    return engine


@contextmanager
def _connected(engine: Engine, *, writes: bool) -> Iterator[Connection]:
    with engine.connect() as plain:
        connection = plain.execution_options(junheng_writes=writes)
        if not writes and engine.dialect.name == "postgresql":
            connection = connection.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
        with connection.begin():
            yield connection


def _sqlite_settings(foreign_keys: bool) -> Any:
    def settle(connection: sqlite3.Connection, record: object) -> None:
        connection.isolation_level = None  # The driver must not begin on its own: _begin_sqlite does.
        if connection.execute("PRAGMA journal_mode").fetchone() != ("wal",):
            connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = NORMAL")
        connection.execute(f"PRAGMA foreign_keys = {'ON' if foreign_keys else 'OFF'}")
        connection.execute("PRAGMA recursive_triggers = ON")  # Else INSERT OR REPLACE would slip by the audit log's trigger.

    return settle


def _begin_sqlite(connection: Connection) -> None:
    writes = connection.get_execution_options().get("junheng_writes")
    connection.exec_driver_sql(f"PRAGMA query_only = {'OFF' if writes else 'ON'}")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _begin_postgresql(wait: float) -> Any:
    def begin(connection: Connection) -> None:
        if connection.get_execution_options().get("junheng_writes"):
            connection.execute(text(f"SET LOCAL lock_timeout = '{int(wait * 1000)}ms'"))
            connection.execute(text(f"SELECT pg_advisory_xact_lock({_WRITERS_LOCK})"))

    return begin
