"""The database on its way from any earlier version to the newest: nothing is lost, and nothing is left halfway."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection, LargeBinary, MetaData, Table, insert, inspect, select, text

from corpus.store import Store, StoreError, auditlog, open_store
from corpus.store.auditlog import list_audit
from corpus.store.columns import Moment, Written, iso
from corpus.store.contents import read_facts
from corpus.store.database import database_url, migrating
from corpus.store.decisions import NewReview, review_fact
from corpus.store.documents import list_documents
from corpus.store.jobs import ENDED, claim, enqueue, finish, list_jobs, progress
from corpus.store.keys import create_key, list_keys
from corpus.store.migrate import current_revision, revisions, upgrade
from corpus.store.results import current_result, load_ingested
from corpus.store.reviews import reviewed_facts
from corpus.store.tables import metadata
from tests.store.builders import document, fact, ingested, saved
from tests.store.conftest import gold

ROOT = Path(__file__).parents[2]
MIGRATIONS = ROOT / "corpus" / "store" / "migrations"
NEWEST = revisions()[-1]
FACTS = (fact("f1", "12所", 10), fact("f2", "七十人", 40))

GOOD_STEP = """
import sqlalchemy as sa
from alembic import op
revision, down_revision = "next", "{newest}"

def upgrade():
    with op.batch_alter_table("documents", recreate="{recreate}") as documents:
        documents.add_column(sa.Column("language", sa.Text(), nullable=False, server_default="zh"))
"""
BAD_STEP = (
    GOOD_STEP
    + """
    op.execute("UPDATE documents SET language = 'en'")
    op.execute("SELECT no_such_column FROM documents")
"""
)


@pytest.fixture
def open_url(url: str, tmp_path: Path) -> Callable[[], AbstractContextManager[Connection]]:
    """Begins a migration of an empty database."""
    return lambda: migrating(database_url(url, tmp_path))


def with_step(step: str, tmp_path: Path, kind: str) -> Path:
    """The migrations and one more."""
    folder = tmp_path / "migrations"
    shutil.copytree(MIGRATIONS, folder, ignore=shutil.ignore_patterns("__pycache__"))
    recreate = "always" if kind == "sqlite" else "never"
    (folder / "versions" / "next.py").write_text(step.format(newest=NEWEST, recreate=recreate), encoding="utf-8")
    return folder


def url_of(store: Store) -> str:
    return store.engine.url.render_as_string(hide_password=False)


def test_the_migrations_lead_to_the_tables_of_the_program(open_url: Any) -> None:
    with open_url() as c:
        upgrade(c)
        context = MigrationContext.configure(c, opts={"compare_type": same_type})
        assert compare_metadata(context, metadata) == []
        assert current_revision(c) == NEWEST


def same_type(context: object, inspected: object, column: object, there: object, wanted: Any) -> bool | None:
    """Alembic sees no other type in a column whose type is one of ours, made of a plain text."""
    return False if isinstance(wanted, Written | Moment) else None


def test_revisions_are_one_line() -> None:
    assert revisions() == ("0001", "0002", "0003")
    assert len(revisions()) == len(list((MIGRATIONS / "versions").glob("v*.py")))


def test_every_folder_of_the_store_is_a_package() -> None:
    """Else the migrations would be missing from the wheel."""
    folders = {path.parent for path in (ROOT / "corpus" / "store").rglob("*.py")}
    assert [folder for folder in folders if not (folder / "__init__.py").is_file()] == []


@pytest.mark.parametrize("revision", revisions())
def test_a_database_of_every_version_is_upgraded_with_nothing_lost(open_url: Any, revision: str) -> None:
    with open_url() as c:
        upgrade(c, revision)
        before = filled(c)
    with open_url() as c:
        upgrade(c)
        found = MetaData()
        found.reflect(c)
        for name, row in before.items():
            present = c.execute(select(found.tables[name])).one()._mapping
            assert {column: present[column] for column in row} == row
        assert current_revision(c) == NEWEST


def filled(c: Connection) -> dict[str, dict[str, object]]:
    """One row in each table as it is in this version, by table."""
    found = MetaData()
    found.reflect(c)
    rows = {table.name: any_row(table) for table in found.sorted_tables if table.name != "alembic_version"}
    for name, row in rows.items():
        c.execute(insert(found.tables[name]).values(row))
    return rows


def any_row(table: Table) -> dict[str, object]:
    return {column.name: b"x" if isinstance(column.type, LargeBinary) else column.type.python_type(1) for column in table.columns}


@pytest.fixture
def other_url(kind: str, request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A second, empty database beside that of the store."""
    return f"sqlite:///{tmp_path / 'other.db'}" if kind == "sqlite" else str(request.getfixturevalue("new_database")())


@pytest.mark.parametrize("revision", revisions()[:-1])
def test_what_people_had_in_an_earlier_version_is_there_after_the_upgrade(
    store: Store, other_url: str, revision: str, tmp_path: Path
) -> None:
    """A whole county's work, as the program writes it, put into a database of that version and opened by the program of today."""
    worked_with(store)
    with migrating(database_url(other_url, tmp_path)) as old, store.reading() as c:
        upgrade(old, revision)
        copied(c, old)
        assert current_revision(old) == revision
    upgraded = open_store(other_url, tmp_path)
    with upgraded.reading() as after, store.reading() as before:
        assert seen(after) == seen(before)
    upgraded.close()


def worked_with(store: Store) -> None:
    """Two reports, one of them reviewed, a key, and a job of each kind of end."""
    row = saved(store, gold("g01"), "g01.txt")
    saved(store, ingested(FACTS), "b.txt", county=None)
    first = gold("g01").extraction.facts[0].id
    with store.writing() as c:
        review_fact(c, row.id, first, NewReview("edit", "王审", {"value": "7"}, "原件为7"), 0)
        create_key(c, "王审", "reviewer", ("岚渡县",), None, "tests")
        for state in ENDED:
            enqueue(c, row.document_id, "ingest", 10, "王审")
            finish(c, progress(c, claim(c, "w"), "pages", 2, 3), state)
        enqueue(c, row.document_id, "ingest", 10, "王审")


def copied(newest: Connection, old: Connection) -> None:
    """All rows of a store into the tables of an earlier version, which know fewer columns."""
    found = MetaData()
    found.reflect(old)
    for table in found.sorted_tables:
        if table.name == "alembic_version":
            continue
        for row in newest.execute(select(metadata.tables[table.name]).order_by(*metadata.tables[table.name].primary_key)).mappings():
            plain = {name: iso(value) if isinstance(value, datetime) else value for name, value in row.items()}
            old.execute(insert(table).values({name: value for name, value in plain.items() if name in table.columns}))


def seen(c: Connection) -> dict[str, object]:
    """What the program shows of a store."""
    rows = list_documents(c, None).rows
    results = [current_result(c, row.id) for row in rows]
    return {
        "documents": rows, "results": results, "wholes": [load_ingested(c, result.id) for result in results if result],
        "facts": [reviewed_facts(c, result.id) for result in results if result], "keys": list_keys(c),
        "jobs": [replace(job, blocks_done=0, blocks_total=None) for job in list_jobs(c, None).rows],
        "audit": list_audit(c, limit=200), "broken": auditlog.verify(c),
    }  # fmt: skip


def test_a_step_that_makes_a_table_anew_keeps_what_refers_to_it(store: Store, kind: str, tmp_path: Path) -> None:
    saved(store, ingested(FACTS))
    with migrating(store.engine.url) as c:
        upgrade(c, folder=with_step(GOOD_STEP, tmp_path, kind))
    with store.writing() as c:
        assert c.execute(text("SELECT language FROM documents")).scalars().all() == ["zh"]
        row = list_documents(c, None).rows[0]
        assert [r.fact for r in read_facts(c, current_result(c, row.id).id)] == list(FACTS)
        assert auditlog.verify(c) is None


def test_a_step_that_fails_changes_nothing(store: Store, kind: str, tmp_path: Path) -> None:
    saved(store, ingested(FACTS))
    with pytest.raises(Exception, match="no_such_column"), migrating(store.engine.url) as c:
        upgrade(c, folder=with_step(BAD_STEP, tmp_path, kind))
    with store.reading() as c:
        assert current_revision(c) == NEWEST
        assert "language" not in [column["name"] for column in inspect(c).get_columns("documents")]
        assert len(list_documents(c, None).rows) == 1


def test_a_database_of_a_newer_program_is_left_alone(store: Store, tmp_path: Path) -> None:
    with store.writing() as c:
        c.execute(text("UPDATE alembic_version SET version_num = 'later'"))
    with pytest.raises(StoreError) as error:
        open_store(url_of(store), tmp_path)
    assert (error.value.code, error.value.details) == ("store_newer", {"revision": "later"})


def test_opening_again_changes_nothing(store: Store, tmp_path: Path) -> None:
    with store.writing() as c:
        document(c)
    again = open_store(url_of(store), tmp_path)
    with again.reading() as c:
        assert [row.name for row in list_documents(c, None).rows] == ["a.txt"]
    again.close()


def test_many_processes_may_open_an_empty_database_at_once(url: str, tmp_path: Path) -> None:
    script = "import sys; from pathlib import Path; from corpus.store import open_store; open_store(sys.argv[1], Path(sys.argv[2])).close()"
    command = [sys.executable, "-c", script, url, str(tmp_path)]
    started = [subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, text=True) for _ in range(4)]
    assert [(process.communicate()[1], process.returncode) for process in started] == [("", 0)] * 4
