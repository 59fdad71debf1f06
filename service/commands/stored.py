"""What the commands on the store share: the folder, the database, and the store opened for one command."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from corpus.store import Store

DataFolder = Annotated[
    str | None, typer.Option("--data", metavar="DIR", help="数据文件夹，默认 JUNHENG_DATA 或 ./junheng-data。 Data folder of the service.")
]
CONSOLE = "console"
"""What the audit log calls somebody who works at the machine itself."""


@contextmanager
def opened_store(data: str | None) -> Iterator[Store]:
    """The store that `junheng serve` uses with the same folder and environment. Raises StoreError and WrongUsage."""
    import os

    from corpus.store import open_store
    from service.settings import read_settings

    settings = read_settings(os.environ, data=data)
    store = open_store(settings.database_url, settings.data)
    try:
        yield store
    finally:
        store.close()
