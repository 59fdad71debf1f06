"""What can be wrong with a store, as errors with a sentence for users, and how a driver's words are told apart.

Only what the operator can mend is translated (busy, full, unreachable, damaged); all else is a fault of the program and
goes up as it came.
"""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError, TimeoutError

from models.errors import JunhengError


class StoreError(JunhengError):
    """The store cannot do its work now. `code`: one of the codes store_… of data/messages.yaml."""


class Refused(JunhengError):
    """A request that the state of the store does not allow, such as a name that is taken."""


_SQLITE = {"SQLITE_FULL": "store_full", "SQLITE_BUSY": "store_busy", "SQLITE_LOCKED": "store_busy", "SQLITE_CANTOPEN": "store_unavailable",
           "SQLITE_READONLY": "store_read_only", "SQLITE_CORRUPT": "store_damaged", "SQLITE_NOTADB": "store_damaged",
           "SQLITE_IOERR": "store_unavailable"}  # fmt: skip
_POSTGRESQL = {"53100": "store_full", "55P03": "store_busy", "40P01": "store_busy", "40001": "store_busy", "25006": "store_read_only",
               "57P03": "store_unavailable", "57P01": "store_unavailable", "53300": "store_busy", "XX001": "store_damaged",
               "28P01": "store_unavailable", "3D000": "store_unavailable"}  # fmt: skip
_ERRNO = {errno.ENOSPC: "store_full", errno.EDQUOT: "store_full", errno.EROFS: "store_read_only", errno.EACCES: "store_read_only",
          errno.EPERM: "store_read_only", errno.EIO: "store_unavailable"}  # fmt: skip


@contextmanager
def database_told() -> Iterator[None]:
    """Turns what the database cannot do into a StoreError."""
    try:
        yield
    except TimeoutError as error:
        raise StoreError("store_busy") from error
    except DBAPIError as error:
        code = _code_of(error)
        if code is None:
            raise
        raise StoreError(code) from error


@contextmanager
def disk_told() -> Iterator[None]:
    """Turns what the disk cannot do into a StoreError."""
    try:
        yield
    except OSError as error:
        code = _ERRNO.get(error.errno or 0)
        if code is None:
            raise
        raise StoreError(code) from error


def _code_of(error: DBAPIError) -> str | None:
    """By the driver's own code: SQLite's error name, PostgreSQL's SQLSTATE; a connection without either was lost."""
    name: str = getattr(error.orig, "sqlite_errorname", "")
    state: str | None = getattr(error.orig, "sqlstate", None)
    known = _POSTGRESQL.get(state) if state else _by_prefix(name)
    lost = error.connection_invalidated or (state is None and not name and type(error.orig).__name__ == "OperationalError")
    return known or ("store_unavailable" if lost else None)


def _by_prefix(name: str) -> str | None:
    """SQLite's extended names, such as SQLITE_BUSY_SNAPSHOT, begin with the plain one."""
    return next((code for plain, code in _SQLITE.items() if name.startswith(plain)), None)
