"""The database brought to the newest version by the migrations beside this module; needs no alembic.ini.

Runs on a connection that is already in a transaction: a migration that fails leaves the database as it was.
"""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, text

from corpus.store.errors import StoreError


def upgrade(connection: Connection, to: str = "head", *, folder: Path | None = None) -> None:
    """To a revision, by the migrations in `folder` (None: the program's).

    Raises StoreError for a database that a newer program has made, or whose rows refer to nothing afterwards.
    """
    config = _config(folder)
    present = current_revision(connection)
    if present is not None and present not in revisions(folder):
        raise StoreError("store_newer", revision=present)
    config.attributes["connection"] = connection
    command.upgrade(config, to)
    if connection.dialect.name == "sqlite" and connection.execute(text("PRAGMA foreign_key_check")).first():
        raise StoreError("store_damaged")


def current_revision(connection: Connection) -> str | None:
    """The version of a database; None for an empty one."""
    return MigrationContext.configure(connection).get_current_revision()


def revisions(folder: Path | None = None) -> tuple[str, ...]:
    """All versions of the store, the first one first."""
    walked = ScriptDirectory.from_config(_config(folder)).walk_revisions()
    return tuple(reversed([script.revision for script in walked]))


def _config(folder: Path | None) -> Config:
    config = Config()
    config.set_main_option("script_location", str(folder or files("corpus.store") / "migrations").replace("%", "%%"))
    return config
