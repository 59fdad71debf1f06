"""What the machine can do to a store: disk full, database held by another, gone, damaged, and a clock that goes backwards.

Each gives one clear error and keeps nothing by halves. The faults are real ones, raised by the database or the kernel.
"""

from __future__ import annotations

import os
import re
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Connection, text
from sqlalchemy.exc import IntegrityError

from corpus.store import Refused, Store, StoreError, auditlog, columns, open_store
from corpus.store.decisions import NewReview, review_fact
from corpus.store.documents import count_documents, list_documents
from corpus.store.errors import disk_told
from corpus.store.jobs import claim, enqueue
from corpus.store.results import save_result
from corpus.store.reviews import reviewed_facts
from corpus.store.tables import documents
from tests.store.builders import document, fact, ingested, saved
from tests.store.conftest import gold

FACTS = (fact("f1", "12所", 10),)
STORE = Path(__file__).parents[2] / "corpus" / "store"


def url_of(store: Store) -> str:
    return store.engine.url.render_as_string(hide_password=False)


def let_no_page_be_added(c: Connection) -> None:
    """SQLite's own limit, which answers as a full disk does; PostgreSQL has none, so a trigger answers with its code for it."""
    if c.dialect.name == "sqlite":
        pages = c.exec_driver_sql("PRAGMA page_count").scalar_one()
        c.exec_driver_sql(f"PRAGMA max_page_count = {pages}")
        return
    c.execute(text("CREATE FUNCTION no_space() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE SQLSTATE '53100'; END $$"))
    c.execute(text("CREATE TRIGGER no_space BEFORE INSERT ON ledger EXECUTE FUNCTION no_space()"))


def test_a_full_database_is_told_and_keeps_nothing_by_halves(store: Store) -> None:
    with store.writing() as c:
        id = document(c).id
    with pytest.raises(StoreError) as error, store.writing() as c:
        let_no_page_be_added(c)
        save_result(c, id, gold())
    assert error.value.code == "store_full"
    with store.reading() as c:
        row = list_documents(c, None).rows[0]
    assert (row.result_id, row.title) == (None, None)


@pytest.fixture
def full_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    """New temporary files are /dev/full, to which the kernel writes nothing, for want of space."""

    def make(dir: Path) -> tuple[int, str]:
        name = str(dir / "tmp")
        os.symlink("/dev/full", name)
        return os.open(name, os.O_WRONLY), name

    monkeypatch.setattr(tempfile, "mkstemp", make)


def test_a_full_disk_is_told_and_leaves_no_file(store: Store, full_disk: None) -> None:
    with pytest.raises(StoreError) as error:
        store.blobs.receive([b"x" * 100_000])
    assert error.value.code == "store_full"
    assert [path for path in store.blobs.folder.rglob("*") if not path.is_dir()] == []


@pytest.fixture
def hasty(store: Store, tmp_path: Path) -> Iterator[Store]:
    """Another process's view of the same store, which does not wait long for its turn."""
    opened = open_store(url_of(store), tmp_path, wait=0.1)
    yield opened
    opened.close()


def test_a_writer_that_waits_too_long_is_told(store: Store, hasty: Store) -> None:
    with store.writing() as c:
        document(c)
        with pytest.raises(StoreError) as error, hasty.writing():
            pass
    assert error.value.code == "store_busy"
    with hasty.writing() as c:
        assert count_documents(c) == 1


def test_writers_of_one_process_wait_no_longer_either(hasty: Store) -> None:
    with hasty.writing() as c:
        with pytest.raises(StoreError) as error, hasty.writing():
            pass
        document(c)
    assert error.value.code == "store_busy"
    with hasty.writing() as c:
        assert count_documents(c) == 1


def test_readers_do_not_wait_for_a_writer_and_see_one_moment(store: Store, hasty: Store) -> None:
    with store.writing() as c:
        document(c)
        with hasty.reading() as reader:
            assert count_documents(reader) == 0
    with hasty.reading() as reader:
        assert count_documents(reader) == 1
        with store.writing() as c:
            document(c, "b.txt")
        assert count_documents(reader) == 1


def test_a_reader_writes_nothing(store: Store) -> None:
    with pytest.raises(StoreError) as error, store.reading() as c:
        document(c)
    assert error.value.code == "store_read_only"
    with store.writing() as c:
        assert count_documents(c) == 0
        document(c)


def test_a_fault_of_the_program_is_not_taken_for_one_of_the_machine(store: Store) -> None:
    with pytest.raises(IntegrityError), store.writing() as c:
        c.execute(documents.insert().values(document_row()))
        c.execute(documents.insert().values(document_row()))
    with pytest.raises(FileNotFoundError), disk_told():
        open("/no/such/file").close()


def document_row() -> dict[str, object]:
    told = {"sha256": "a" * 64, "name": "a", "size": 1, "county_given": False, "year_given": False}
    return told | {"added_at": columns.now(), "added_by": "x"}


@pytest.mark.parametrize("url", ["mysql://localhost/x", "sqlite://", "sqlite:///:memory:", "nonsense", "oracle+oracledb://x", ""])
def test_an_address_that_is_none_is_told(url: str, tmp_path: Path) -> None:
    with pytest.raises(StoreError) as error:
        open_store(url, tmp_path)
    assert error.value.code == "store_url"


@pytest.mark.parametrize("url", ["postgresql://nobody@/none?host=/no/such/folder", "sqlite:////no/such/folder/x.db"])
def test_a_database_that_cannot_be_reached_is_told(url: str, tmp_path: Path) -> None:
    with pytest.raises(StoreError) as error:
        open_store(url, tmp_path)
    assert error.value.code == "store_unavailable"


@pytest.mark.parametrize("content", [b"no database " * 1000, b"SQLite format 3\0" + b"\xff" * 5000])
def test_a_damaged_database_is_told(content: bytes, tmp_path: Path) -> None:
    (tmp_path / "junheng.db").write_bytes(content)
    with pytest.raises(StoreError) as error:
        open_store(None, tmp_path)
    assert error.value.code == "store_damaged"
    assert (tmp_path / "junheng.db").read_bytes() == content


CODES = (
    "store_full store_busy store_unavailable store_read_only store_damaged store_url store_newer queue_full job_lost key_name_taken "
    "stale_review bad_edit backup_damaged backup_newer backup_disturbed backup_target_exists restore_not_empty missing_file"
)


@pytest.mark.parametrize("code", CODES.split())
def test_every_error_has_its_sentences(code: str) -> None:
    assert Refused(code).message("zh").endswith("。") and Refused(code).message("en").endswith(".")


def test_no_error_is_without_its_sentences() -> None:
    """Every code that the store raises stands above."""
    sources = [path.read_text(encoding="utf-8") for path in STORE.rglob("*.py")]
    raised = {code for source in sources for code in re.findall(r'(?:Error|Refused|Full|Lost|Taken|Review|Edit)\("(\w+)"', source)}
    told = {code for source in sources for code in re.findall(r'"(store_\w+)"', source)}
    assert raised | told == set(CODES.split())


class Backwards(datetime):
    """A clock that goes an hour back each time it is read."""

    reads = 0

    @classmethod
    def now(cls, tz: object = None) -> Backwards:
        cls.reads += 1
        return cls(2025, 1, 1, tzinfo=UTC) - timedelta(hours=cls.reads)


def test_nothing_is_in_the_order_of_the_clock(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(columns, "datetime", Backwards)
    results = [saved(store, ingested(FACTS), name) for name in ("a.txt", "b.txt", "c.txt")]
    with store.writing() as c:
        for result in results:
            enqueue(c, result.document_id, "ingest", 9, "tester")
        for version, decision in enumerate(["accept", "reject", "accept"]):
            review_fact(c, results[0].id, "f1", NewReview(decision, "王"), version)
    with store.writing() as c:
        assert [row.name for row in list_documents(c, None).rows] == ["c.txt", "b.txt", "a.txt"]
        assert [claim(c, "w").document_id for _ in results] == [result.document_id for result in results]
        assert (reviewed_facts(c, 1)[0].state, reviewed_facts(c, 1)[0].version) == ("accepted", 3)
        assert auditlog.verify(c) is None
        moments = [row.at for row in reversed(auditlog.list_audit(c).rows)]
        assert moments == sorted(moments, reverse=True)


def test_a_moment_needs_its_zone() -> None:
    with pytest.raises(ValueError, match="zone"):
        columns.iso(datetime(2025, 1, 1))


@pytest.mark.parametrize(
    ("moment", "kept"),
    [
        ("2025-01-01T08:00:00+08:00", "2025-01-01T00:00:00.000000+00:00"),
        ("2025-01-01T08:00:00.000001+08:00", "2025-01-01T00:00:00.000001+00:00"),
    ],
)
def test_a_moment_is_kept_in_utc_with_its_microseconds(moment: str, kept: str) -> None:
    assert columns.iso(datetime.fromisoformat(moment)) == kept
