"""Documents and their bytes: each once, found by county and year, and gone with everything when they are removed."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from corpus.store import Page, Store
from corpus.store.auditlog import list_audit
from corpus.store.blobs import Incoming
from corpus.store.contents import list_facts
from corpus.store.decisions import NewReview, review_fact
from corpus.store.documents import (
    CountyRow,
    DocumentFilters,
    add_document,
    count_documents,
    document_names,
    find_document,
    get_document,
    list_counties,
    list_documents,
    set_place,
)
from corpus.store.jobs import claim, enqueue, finish
from corpus.store.removal import delete_document, remove_document, sweep
from corpus.store.results import save_result
from corpus.store.tables import metadata
from tests.store.builders import document, fact, finding, ingested, saved

FACTS = tuple(fact(f"f{n}", f"{n}所", 10 * n) for n in range(1, 41))
WITH_FIXTURE = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=30)


def upload(store: Store, data: bytes = b"abc", name: str = "a.txt") -> Incoming:
    """Bytes that became a document."""
    incoming = store.blobs.receive([data])
    with store.writing() as c:
        store.blobs.keep(incoming)
        add_document(c, incoming.sha256, name, incoming.size, "tester")
    return incoming


def test_the_same_bytes_are_one_document(store: Store) -> None:
    with store.writing() as c:
        first, created = add_document(c, "a" * 64, "甲.txt", 3, "张", county="岚渡县")
        again, created_again = add_document(c, "a" * 64, "乙.txt", 3, "李", county="云岫区")
        add_document(c, "a" * 64, "甲.txt", 3, "李")
        add_document(c, "a" * 64, "乙.txt", 3, "李")
    assert (created, created_again, again) == (True, False, first)
    with store.reading() as c:
        assert document_names(c, first.id) == ("甲.txt", "乙.txt")
        assert get_document(c, first.id) == find_document(c, "a" * 64) == first
        assert [row.action for row in list_audit(c).rows] == ["document.named", "document.added"]


@pytest.mark.parametrize("name", ["a\0b.txt", "a\ud800.txt", "../../etc/passwd", "'; DROP TABLE documents; --", "报" * 500, ""])
def test_a_hostile_name_is_only_a_name(store: Store, name: str) -> None:
    with store.writing() as c:
        row, _ = add_document(c, "a" * 64, name, 3, name)
        assert add_document(c, "a" * 64, name, 3, name) == (row, False)
        assert document_names(c, row.id) == (row.name,)
    assert row.name == name.replace("\0", "\N{REPLACEMENT CHARACTER}").replace("\ud800", "\N{REPLACEMENT CHARACTER}")


@pytest.mark.parametrize(
    ("given", "told", "kept"),
    [
        ({}, {"county": "云岫区", "year": 2023}, ("云岫区", 2023)),
        ({"county": "岚渡县"}, {"county": "云岫区", "year": 2023}, ("岚渡县", 2023)),
        ({"year": 2020}, {"county": "云岫区", "year": 2023}, ("云岫区", 2020)),
        ({"county": "岚渡县", "year": 2020}, {"county": None, "year": None}, ("岚渡县", 2020)),
    ],
)
def test_what_the_uploader_says_goes_before_what_the_document_tells(
    store: Store, given: dict[str, object], told: dict[str, object], kept: tuple[str, int]
) -> None:
    with store.writing() as c:
        row = add_document(c, "a" * 64, "a.txt", 3, "张", **given)[0]
        save_result(c, row.id, ingested(FACTS, title="自查报告", **told))
        found = get_document(c, row.id)
    assert ((found.county, found.year), found.title, found.facts) == (kept, "自查报告", len(FACTS))


def test_a_place_that_was_set_later_stays(store: Store) -> None:
    result = saved(store, ingested(FACTS), county=None)
    with store.writing() as c:
        assert get_document(c, result.document_id).county == "岚渡县"
        assert set_place(c, result.document_id, "王", county="云岫区", year=None).county == "云岫区"
        assert set_place(c, 99, "王", county="云岫区", year=None) is None
    saved(store, ingested(FACTS, engine="2"))
    with store.reading() as c:
        row = get_document(c, result.document_id)
        assert (row.county, row.year) == ("云岫区", 2024)
        assert list_audit(c, limit=1).rows[0].action == "document.placed"


def test_a_list_is_limited_to_counties_and_filters(store: Store) -> None:
    with store.writing() as c:
        document(c, "甲_1.txt", "甲县", year=2023)
        document(c, "甲%2.txt", "甲县", year=2024)
        document(c, "乙.txt", "乙县", year=2024)
        document(c, "无.txt", None)
        enqueue(c, 3, "ingest", 9, "tester")

    def names(scope: tuple[str, ...] | None, **filters: object) -> list[str]:
        with store.reading() as c:
            return [row.name for row in list_documents(c, scope, DocumentFilters(**filters)).rows]

    assert names(None) == ["无.txt", "乙.txt", "甲%2.txt", "甲_1.txt"]
    assert names(("甲县",)) == ["甲%2.txt", "甲_1.txt"]
    assert names(("甲县", "乙县"), year=2024) == ["乙.txt", "甲%2.txt"]
    assert names(()) == names(("甲县",), county="乙县") == []
    assert names(None, state="queued") == ["乙.txt"]
    assert names(None, text="%") == ["甲%2.txt"]
    assert names(None, text="_") == ["甲_1.txt"]


def test_counties_are_counted(store: Store) -> None:
    saved(store, ingested(FACTS, [finding(FACTS[:2])], year=2020), "a.txt", "甲县")
    saved(store, ingested(FACTS, [finding(FACTS[:2])], year=2022), "b.txt", "甲县")
    with store.writing() as c:
        document(c, "c.txt", None)
        assert list_counties(c, None) == (CountyRow("甲县", 2, 2020, 2022, 2, 0), CountyRow(None, 1, None, None, 0, 0))
        assert list_counties(c, ("乙县",)) == ()
        assert count_documents(c) == 3


def test_the_last_job_is_told(store: Store) -> None:
    with store.writing() as c:
        row = document(c)
        enqueue(c, row.id, "ingest", 9, "tester")
        finish(c, claim(c, "w"), "failed", "encrypted")
        assert (get_document(c, row.id).state, get_document(c, row.id).reason) == ("failed", "encrypted")
        enqueue(c, row.id, "ingest", 9, "tester")
        assert (get_document(c, row.id).state, get_document(c, row.id).job_id) == ("queued", 2)


@pytest.fixture
def many(store: Store) -> Store:
    with store.writing() as c:
        for number in range(37):
            document(c, f"{number}.txt")
    saved(store, ingested(FACTS), "0.txt")
    return store


def pages(sizes: list[int], read: Callable[[int | None, int], Page[Any]]) -> list[Any]:
    """All rows, read in pages of these sizes in turn."""
    rows: list[Any] = []
    after = None
    for size in itertools.cycle(sizes):
        page = read(after, size)
        assert len(page.rows) <= size
        rows += page.rows
        if page.next is None:
            return rows
        after = page.next
    raise AssertionError


@WITH_FIXTURE
@given(sizes=st.lists(st.integers(1, 50), min_size=1, max_size=5))
def test_pages_of_any_size_give_every_row_once_and_in_order(many: Store, sizes: list[int]) -> None:
    with many.reading() as c:
        documents = pages(sizes, lambda after, size: list_documents(c, None, after=after, limit=size))
        facts = pages(sizes, lambda after, size: list_facts(c, 1, after=after, limit=size))
    assert [row.id for row in documents] == list(range(37, 0, -1))
    assert [row.fact for row in facts] == list(FACTS)


@pytest.mark.parametrize(("asked", "given"), [(-5, 1), (0, 1), (10_000, 37)])
def test_a_page_has_its_bounds(many: Store, asked: int, given: int) -> None:
    with many.reading() as c:
        assert len(list_documents(c, None, limit=asked).rows) == given


def test_nothing_of_a_removed_document_stays(store: Store) -> None:
    kept = upload(store, b"other", "b.txt")
    gone = upload(store)
    store.blobs.keep_artifact(gone.sha256, "page-1.png", b"picture")
    with store.writing() as c:
        result = save_result(c, 2, ingested(FACTS, [finding(FACTS[:2])]))
        review_fact(c, result.id, "f1", NewReview("accept", "王"), 0)
        enqueue(c, 2, "ingest", 9, "tester")
    assert remove_document(store, 2, "admin").sha256 == gone.sha256
    assert remove_document(store, 2, "admin") is None
    assert list(store.blobs.all()) == [kept.sha256]
    assert not store.blobs.artifact(gone.sha256, "page-1.png").exists()
    with store.reading() as c:
        left = {t.name: c.execute(select(func.count()).select_from(t)).scalar_one() for t in metadata.sorted_tables if t.name != "audit"}
        assert {name: count for name, count in left.items() if count} == {"documents": 1}
        assert list_audit(c, limit=1).rows[0].action == "document.deleted"


def test_an_id_is_never_given_twice(store: Store) -> None:
    upload(store)
    remove_document(store, 1, "admin")
    upload(store)
    with store.reading() as c:
        assert [row.id for row in list_documents(c, None).rows] == [2]


def test_what_a_crash_left_of_a_deleted_document_is_swept(store: Store) -> None:
    gone, kept, again = upload(store, b"gone"), upload(store, b"kept", "b.txt"), upload(store, b"again", "c.txt")
    with store.writing() as c:
        delete_document(c, find_document(c, gone.sha256), "admin")
        delete_document(c, find_document(c, again.sha256), "admin")
    upload(store, b"again", "c.txt")
    half = store.blobs.receive([b"half"])
    assert sweep(store) == (gone.sha256,)
    assert sorted(store.blobs.all()) == sorted([kept.sha256, again.sha256])
    assert not half.path.exists()


def test_uploads_that_the_database_does_not_know_are_left_alone(store: Store) -> None:
    """The folder may have been opened with a wrong database."""
    unknown = store.blobs.receive([b"unknown"])
    store.blobs.keep(unknown)
    assert sweep(store) == ()
    assert list(store.blobs.all()) == [unknown.sha256]


def test_bytes_arrive_whole_or_not_at_all(store: Store) -> None:
    def breaking() -> Iterator[bytes]:
        yield b"first"
        raise ConnectionError

    with pytest.raises(ConnectionError):
        store.blobs.receive(breaking())
    assert [path for path in store.blobs.folder.rglob("*") if path.is_file()] == []


@pytest.mark.parametrize("name", ["../x", "a/b", "", ".hidden", "页.png", "x" * 65])
def test_an_artifact_has_a_name_of_the_program(store: Store, name: str) -> None:
    with pytest.raises(ValueError, match="artifact"):
        store.blobs.artifact("a" * 64, name)


@pytest.mark.parametrize("sha256", ["", "../" * 22, "A" * 64, "a" * 63])
def test_a_path_is_made_of_a_sha256_only(store: Store, sha256: str) -> None:
    with pytest.raises(ValueError, match="sha256"):
        store.blobs.path(sha256)
