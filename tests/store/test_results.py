"""Results: whole and row by row, one a version, the newest current."""

from __future__ import annotations

import pytest

from corpus.store import Store
from corpus.store.contents import (
    DocumentsWanted,
    FactFilters,
    list_all_facts,
    list_facts,
    list_ledger,
    read_facts,
    read_findings,
    read_relations,
)
from corpus.store.documents import get_document
from corpus.store.results import (
    current_result,
    get_result,
    list_results,
    load_assessment,
    load_extraction,
    load_ingested,
    load_report,
    load_schools,
    save_result,
)
from tests.store.builders import document, fact, finding, ingested, saved
from tests.store.conftest import gold

FACTS = (fact("f1", "12所", 10, page=1), fact("f2", "七十人", 40, page=2), fact("f3", "9000元", 80, unit="CNY", stage="junior"))


@pytest.mark.parametrize("name", ["g01", "g05"])
def test_what_was_ingested_comes_back_whole(store: Store, name: str) -> None:
    made = gold(name)
    result = saved(store, made)
    with store.reading() as c:
        assert load_ingested(c, result.id) == made
        assert load_report(c, result.id) == made.report
        assert load_assessment(c, result.id) == made.assessment
        assert load_schools(c, result.id) == made.schools
        assert load_extraction(c, result.id) == made.extraction


def test_what_was_ingested_comes_back_row_by_row(store: Store) -> None:
    made = gold()
    result = saved(store, made)
    with store.reading() as c:
        assert tuple(row.fact for row in read_facts(c, result.id)) == made.extraction.facts
        assert read_relations(c, result.id) == made.extraction.relations
        assert tuple(row.finding for row in read_findings(c, result.id)) == made.checks.findings
        assert tuple(row.entry for row in list_ledger(c, result.id, limit=1000).rows) == made.extraction.ledger
        periods = [row.entry for row in list_ledger(c, result.id, "period", limit=1000).rows]
    assert periods == [entry for entry in made.extraction.ledger if entry.kind == "period"]
    assert (result.facts, result.findings) == (len(made.extraction.facts), len(made.checks.findings))


def test_the_same_versions_twice_change_nothing(store: Store) -> None:
    first = saved(store, ingested(FACTS))
    assert saved(store, ingested(FACTS)) == first
    with store.reading() as c:
        assert list_results(c, first.document_id) == (first,)
        assert len(read_facts(c, first.id)) == len(FACTS)


def test_a_new_version_becomes_current_and_the_old_one_is_kept(store: Store) -> None:
    old = saved(store, ingested(FACTS))
    new = saved(store, ingested(FACTS[:1], engine="2"))
    with store.reading() as c:
        assert current_result(c, old.document_id) == new
        assert [(row.id, row.current) for row in list_results(c, old.document_id)] == [(new.id, True), (old.id, False)]
        assert len(read_facts(c, old.id)) == len(FACTS)
        assert get_document(c, old.document_id).result_id == new.id


def test_an_old_version_can_become_current_again(store: Store) -> None:
    old = saved(store, ingested(FACTS))
    saved(store, ingested(FACTS[:1], engine="2", title="新题"))
    again = saved(store, ingested(FACTS))
    assert (again.id, again.current) == (old.id, True)


def test_until_a_result_is_whole_the_old_one_is_current(store: Store) -> None:
    old = saved(store, ingested(FACTS))
    with pytest.raises(ZeroDivisionError), store.writing() as c:
        save_result(c, old.document_id, ingested(FACTS, engine="2"))
        raise ZeroDivisionError
    with store.reading() as c:
        assert list_results(c, old.document_id) == (old,)


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        ({}, ["f1", "f2", "f3"]),
        ({"unit": "CNY"}, ["f3"]),
        ({"stage": "junior", "unit": "CNY"}, ["f3"]),
        ({"page": 2}, ["f2"]),
        ({"unit": "person"}, []),
        ({"indicator": "other", "status": "actual", "kind": "level"}, ["f1", "f2", "f3"]),
    ],
)
def test_facts_are_filtered(store: Store, filters: dict[str, object], found: list[str]) -> None:
    result = saved(store, ingested(FACTS))
    with store.reading() as c:
        assert [row.fact.id for row in list_facts(c, result.id, FactFilters(**filters)).rows] == found
        assert [row.fact.id for row in list_all_facts(c, None, filters=FactFilters(**filters)).rows] == found


def test_facts_of_all_documents_are_those_of_current_results(store: Store) -> None:
    saved(store, ingested(FACTS, [finding(FACTS[:2])]), "a.txt", "甲县")
    saved(store, ingested(FACTS[:1], engine="2", year=2023), "a.txt", "甲县")
    saved(store, ingested(FACTS[:2], year=2024), "b.txt", "乙县")
    with store.writing() as c:
        document(c, "c.txt")

    def found(scope: tuple[str, ...] | None, **wanted: object) -> list[tuple[int, str]]:
        with store.reading() as c:
            return [(row.document_id, row.fact.id) for row in list_all_facts(c, scope, DocumentsWanted(**wanted)).rows]

    assert found(None) == [(1, "f1"), (2, "f1"), (2, "f2")]
    assert found(("甲县",)) == found(None, year=2023) == found(None, county="甲县") == [(1, "f1")]


def test_what_is_not_there_is_told(store: Store) -> None:
    with store.reading() as c:
        assert get_result(c, 1) is current_result(c, 1) is None
        for load in (load_ingested, load_report, load_assessment, load_schools, load_extraction):
            with pytest.raises(KeyError):
                load(c, 1)
