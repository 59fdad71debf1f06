"""The audit log: nobody changes it by the database's own means, and whoever does by others is found out."""

from __future__ import annotations

import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, delete, insert, select, text, update
from sqlalchemy.exc import DBAPIError

from corpus.store import Store
from corpus.store.auditlog import START, BrokenRow, Head, append, head, list_audit, verify
from corpus.store.tables import audit

WITH_FIXTURE = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)
ROWS = 6
COLUMNS = ("at", "actor", "action", "target", "details", "previous", "hash")


class Undone(Exception):
    """Ends a transaction so that nothing of it stays."""


def fill(c: Connection) -> None:
    for number in range(1, ROWS + 1):
        append(c, "张\0", "document.added", f"document/{number}", {"name": f"报告{number}", "n": number})


def unguard(c: Connection) -> None:
    """What somebody does who has the database's password or its file."""
    for operation in ("update", "delete"):
        c.execute(text(f"DROP TRIGGER audit_no_{operation}" + (" ON audit" if c.dialect.name == "postgresql" else "")))


@pytest.fixture
def filled(store: Store) -> Store:
    with store.writing() as c:
        fill(c)
    return store


def test_what_is_appended_is_read(filled: Store) -> None:
    with filled.reading() as c:
        rows = list_audit(c, limit=ROWS).rows
        assert verify(c) is None
        assert head(c) == Head(rows[0].number, rows[0].hash)
    assert [row.number for row in rows] == list(range(ROWS, 0, -1))
    assert (rows[-1].actor, rows[-1].details, rows[-1].previous) == ("张\N{REPLACEMENT CHARACTER}", {"name": "报告1", "n": 1}, START)


def test_an_empty_log_is_whole(store: Store) -> None:
    with store.reading() as c:
        assert verify(c) is None
        assert head(c) == Head()
        assert verify(c, Head(1, "a" * 64)) == BrokenRow(1, "missing")


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit SET actor = 'x'",
        "DELETE FROM audit",
        "DELETE FROM audit WHERE number = 6",
        "INSERT OR REPLACE INTO audit SELECT number, at, 'x', action, target, details, previous, hash FROM audit WHERE number = 6",
        "TRUNCATE audit",
    ],
)
def test_the_database_refuses_to_change_it(filled: Store, statement: str) -> None:
    with filled.reading() as c:
        before = c.execute(select(audit)).all()
    with pytest.raises(DBAPIError), filled.writing() as c:
        c.execute(text(statement))
    with filled.reading() as c:
        assert c.execute(select(audit)).all() == before


@WITH_FIXTURE
@given(number=st.integers(1, ROWS), column=st.sampled_from(COLUMNS), other=st.text(alphabet='0a{}"', min_size=0, max_size=64))
def test_any_single_changed_cell_is_found(filled: Store, number: int, column: str, other: str) -> None:
    with pytest.raises(Undone), filled.writing() as c:
        unguard(c)
        c.execute(update(audit).where(audit.c.number == number).values({column: other}))
        assert verify(c) == BrokenRow(number, "changed")
        raise Undone


@pytest.mark.parametrize("number", range(1, ROWS + 1))
def test_a_missing_row_is_found(filled: Store, number: int) -> None:
    """The last one only by whoever has kept the head."""
    with pytest.raises(Undone), filled.writing() as c:
        known = head(c)
        unguard(c)
        c.execute(delete(audit).where(audit.c.number == number))
        assert verify(c) == (BrokenRow(number, "missing") if number < ROWS else None)
        assert verify(c, known) == BrokenRow(number, "missing")
        raise Undone


@pytest.mark.parametrize("number", [-3, 0, 3])
def test_a_row_put_in_is_found(filled: Store, number: int) -> None:
    """Before all others, or between two that are moved up."""
    with pytest.raises(Undone), filled.writing() as c:
        unguard(c)
        row = dict(c.execute(select(audit).where(audit.c.number == 3)).one()._mapping)
        for moved in range(ROWS, 2, -1) if number == 3 else ():
            c.execute(update(audit).where(audit.c.number == moved).values(number=moved + 1))
        c.execute(insert(audit).values(row | {"number": number}))
        assert verify(c) is not None
        raise Undone


def test_a_history_written_anew_is_found_by_a_known_head(filled: Store) -> None:
    with pytest.raises(Undone), filled.writing() as c:
        known = head(c)
        unguard(c)
        c.execute(delete(audit))
        for number in range(1, ROWS + 3):
            append(c, "王", "document.added", f"document/{number}", json.loads("{}"))
        assert verify(c) is None
        assert verify(c, known) == BrokenRow(known.number, "changed")
        raise Undone


def test_a_known_head_that_was_gone_through_is_fine(filled: Store) -> None:
    with filled.writing() as c:
        known = head(c)
        append(c, "张", "key.created", "key/1")
        assert verify(c, known) is None
