"""What a service needs on this computer, and what is lost where it is missing: `look(settings)` gives one line a matter.

Changes nothing: no database is made or migrated. What it starts (one limited child) it ends again.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Literal

from sqlalchemy import Connection
from sqlalchemy.engine import URL

from corpus.store import StoreError, open_store
from corpus.store.columns import now
from corpus.store.database import connect_engine, database_url
from corpus.store.errors import database_told
from corpus.store.keys import list_keys
from corpus.store.migrate import current_revision, revisions
from models.errors import JunhengError
from service.exits import Lang, error_sentence
from service.paper.fonts import chart_font
from service.settings import MEGABYTE, Settings, is_loopback
from service.worker.supervisor import Supervisor

Grade = Literal["good", "note", "bad"]
"""`bad`: the service cannot do its work; `note`: something is lost."""
_LEAST_FREE_GB = 2
_GIGABYTE = 1024 * MEGABYTE


@dataclass(frozen=True, slots=True)
class Matter:
    """How one thing stands: the code of its sentence in messages.yaml (`doctor_…`), and what fills it."""

    code: str
    grade: Grade
    details: dict[str, object] = field(default_factory=dict)


def look(settings: Settings, lang: Lang) -> Iterator[Matter]:
    """Everything, the most important first."""
    yield _data(settings.data.absolute())
    yield from _database(settings, lang)
    yield _children(settings, lang)
    yield _fonts()


def _data(folder: Path) -> Matter:
    """By the folder itself or, before the first start, by the one that it will be made in."""
    present = next(path for path in (folder, *folder.parents) if path.exists())
    if not (present.is_dir() and os.access(present, os.W_OK | os.X_OK)):
        return Matter("doctor_data_bad", "bad", {"folder": folder})
    free = shutil.disk_usage(present).free // _GIGABYTE
    details: dict[str, object] = {"folder": folder, "free": free}
    return Matter("doctor_space_bad", "note", details) if free < _LEAST_FREE_GB else Matter("doctor_data_good", "good", details)


def _database(settings: Settings, lang: Lang) -> Iterator[Matter]:
    """The database as it is, then who gets in."""
    try:
        url = database_url(settings.database_url, settings.data)
        if url.get_backend_name() == "sqlite" and not Path(url.database or "").exists():
            yield Matter("doctor_database_new", "good", {"kind": url.get_backend_name()})
            yield from _access(settings, 0)
            return
        with database_told():
            yield from _in_database(settings, url)
    except StoreError as error:
        yield Matter("doctor_database_bad", "bad", {"reason": error_sentence(error, lang)})


def _in_database(settings: Settings, url: URL) -> Iterator[Matter]:
    engine = connect_engine(url)
    try:
        with engine.connect() as c:
            revision = current_revision(c)
            yield _revision(url, revision)
            yield from _access(settings, _valid_keys(c) if revision == revisions()[-1] else None)
    finally:
        engine.dispose()


def _revision(url: URL, revision: str | None) -> Matter:
    kind, newest = url.get_backend_name(), revisions()[-1]
    if revision is None:
        return Matter("doctor_database_new", "good", {"kind": kind})
    if revision not in revisions():
        raise StoreError("store_newer", revision=revision)
    details: dict[str, object] = {"kind": kind, "revision": revision, "newest": newest}
    return Matter("doctor_database_good", "good", details) if revision == newest else Matter("doctor_database_old", "note", details)


def _valid_keys(c: Connection) -> int:
    return sum(key.valid(now()) for key in list_keys(c))


def _access(settings: Settings, keys: int | None) -> Iterator[Matter]:
    """`keys`: how many hold; None where the database is too old to be asked."""
    if settings.is_open:
        yield Matter("doctor_access_open", "good")
        return
    if keys is not None:
        yield Matter("doctor_access_good", "good", {"keys": keys}) if keys else Matter("doctor_access_bad", "note")
    if not is_loopback(settings.host):
        yield Matter("doctor_transport_bad", "note")


def _children(settings: Settings, lang: Lang) -> Matter:
    """How far a child is really cut off, by starting one over an empty store."""
    with tempfile.TemporaryDirectory() as folder:
        store = open_store(None, Path(folder))
        supervisor = Supervisor(store, replace(settings, data=Path(folder), workers=0))
        try:
            supervisor.start()
            found = supervisor.probe()
        except JunhengError as error:
            return Matter("doctor_children_bad", "bad", {"reason": error_sentence(error, lang)})
        finally:
            supervisor.stop()
            store.close()
    open_somewhere = "open" in (found.get("network"), found.get("files"))
    return Matter("doctor_children_open" if open_somewhere else "doctor_children_good", "note" if open_somewhere else "good", dict(found))


def _fonts() -> Matter:
    font = chart_font()
    return Matter("doctor_fonts_bad", "note") if font is None else Matter("doctor_fonts_good", "good", {"font": font})
