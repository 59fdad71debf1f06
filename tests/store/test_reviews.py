"""Reviews: kept row by row, laid over the facts, and carried to the results of later versions."""

from __future__ import annotations

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from corpus.store import Store
from corpus.store.auditlog import list_audit
from corpus.store.contents import FactFilters, fits
from corpus.store.decisions import NewReview, StaleReview, review_fact, review_finding, settle_lost_review
from corpus.store.judgement import BadEdit, State
from corpus.store.results import save_result
from corpus.store.reviews import (
    ReviewedFact,
    list_facts_of_result,
    list_reviewed_facts,
    lost_reviews,
    review_history,
    reviewed_extraction,
    reviewed_facts,
    reviewed_findings,
)
from models.fact import Fact
from tests.store.builders import fact, finding, ingested, saved

FACTS = (fact("f1", "12所", 10), fact("f2", "七十人", 40), fact("f3", "9000元", 80, unit="CNY"))
ACCEPT, REJECT, RESET = (NewReview(decision, "王审") for decision in ("accept", "reject", "reset"))


def edit(**edits: object) -> NewReview:
    return NewReview("edit", "王审", edits)


def say(store: Store, result_id: int, fact_id: str, review: NewReview, expected: int = 0) -> None:
    with store.writing() as c:
        review_fact(c, result_id, fact_id, review, expected)


def state(store: Store, result_id: int, fact_id: str) -> tuple[str, Fact]:
    with store.reading() as c:
        found = next(r for r in reviewed_facts(c, result_id) if r.row.fact.id == fact_id)
        return found.state, found.fact


def moved(by: int) -> tuple[Fact, ...]:
    """The same figures in a text of which something was cut off in front, under other ids."""
    places = [f.evidence.model_copy(update={"start": f.evidence.start + by, "end": f.evidence.end + by}) for f in FACTS]
    return tuple(f.model_copy(update={"id": f"n{f.id}", "evidence": place}) for f, place in zip(FACTS, places, strict=True))


def test_what_nobody_looked_at_is_open(store: Store) -> None:
    result = saved(store, ingested(FACTS))
    assert state(store, result.id, "f1") == ("open", FACTS[0])


def test_an_edit_changes_what_is_shown_and_not_what_was_read(store: Store) -> None:
    result = saved(store, ingested(FACTS))
    with store.writing() as c:
        reviewed = review_fact(c, result.id, "f2", edit(value="70.0", unit="person"), 0)
    assert (reviewed.state, reviewed.version, str(reviewed.fact.value), reviewed.fact.unit) == ("edited", 1, "70.0", "person")
    assert reviewed.row.fact == FACTS[1]
    assert state(store, result.id, "f2") == ("edited", reviewed.fact)
    assert (reviewed.review.made_by, reviewed.review.edits) == ("王审", {"value": "70.0", "unit": "person"})


def test_history_is_kept(store: Store) -> None:
    result = saved(store, ingested(FACTS))
    for expected, review in enumerate([ACCEPT, edit(stage="primary"), REJECT, RESET]):
        say(store, result.id, "f1", review, expected)
    with store.reading() as c:
        history = review_history(c, 1)
        newest = list_audit(c, limit=1).rows[0]
    assert [(r.version, r.decision) for r in history] == [(1, "accept"), (2, "edit"), (3, "reject"), (4, "reset")]
    assert state(store, result.id, "f1") == ("open", FACTS[0])
    assert (newest.action, newest.details) == ("fact.reviewed", {"thread": 1, "version": 4, "decision": "reset", "fields": []})


def test_two_people_at_once_do_not_overwrite_each_other(store: Store) -> None:
    result = saved(store, ingested(FACTS))
    say(store, result.id, "f1", ACCEPT)
    with pytest.raises(StaleReview) as error:
        say(store, result.id, "f1", REJECT, 0)
    assert error.value.details == {"version": 1}
    assert state(store, result.id, "f1")[0] == "accepted"


def test_an_old_result_is_not_reviewed(store: Store) -> None:
    old = saved(store, ingested(FACTS))
    saved(store, ingested(FACTS, engine="2"))
    with pytest.raises(StaleReview):
        say(store, old.id, "f1", ACCEPT)


@pytest.mark.parametrize(
    ("edits", "field"),
    [
        ({"value": "abc"}, "value"),
        ({"value": None}, "value"),
        ({"value": "1e999999999"}, "value"),
        ({"value": "NaN"}, "value"),
        ({"unit": "furlong"}, "unit"),
        ({"indicator": "no_such"}, "indicator"),
        ({"stage": "university"}, "stage"),
        ({"period": "last year"}, "period"),
        ({"period": "２０２４"}, "period"),
        ({"criterion": "no_such"}, "criterion"),
        ({"id": "f9"}, "id"),
        ({"evidence": {}}, "evidence"),
        ({"no_such": 1}, "no_such"),
        ({}, "decision"),
    ],
)
def test_an_edit_that_no_reading_could_give_is_refused(store: Store, edits: dict[str, object], field: str) -> None:
    result = saved(store, ingested(FACTS))
    with pytest.raises(BadEdit) as error:
        say(store, result.id, "f1", NewReview("edit", "王审", edits))
    assert error.value.details == {"field": field}
    assert state(store, result.id, "f1")[0] == "open"


def test_edits_with_another_decision_are_refused(store: Store) -> None:
    result = saved(store, ingested(FACTS))
    with pytest.raises(BadEdit):
        say(store, result.id, "f1", NewReview("accept", "王审", {"unit": "person"}))


def test_what_is_not_there_cannot_be_reviewed(store: Store) -> None:
    result = saved(store, ingested(FACTS))
    with pytest.raises(KeyError):
        say(store, result.id, "f9", ACCEPT)
    with pytest.raises(KeyError):
        say(store, 99, "f1", ACCEPT)


# What a later version reads of the figure that was reviewed, and what becomes of the review.
SAME: dict[str, object] = {}
OTHER: dict[str, object] = {"unit": "person"}
AS_EDITED: dict[str, object] = {"unit": "CNY", "stage": "junior"}
CARRIED = [
    (ACCEPT, SAME, "accepted", "item"),
    (ACCEPT, OTHER, "conflict", "item"),
    (edit(unit="CNY", stage="junior"), SAME, "edited", "CNY"),
    (edit(unit="CNY", stage="junior"), OTHER, "conflict", "CNY"),
    (edit(unit="CNY", stage="junior"), AS_EDITED, "edited", "CNY"),
    (REJECT, SAME, "rejected", "item"),
    (REJECT, OTHER, "conflict", "person"),
    (RESET, OTHER, "open", "person"),
]


@pytest.mark.parametrize("by", [0, 7], ids=["in place", "moved"])
@pytest.mark.parametrize(("review", "reading", "becomes", "unit"), CARRIED)
def test_a_review_goes_over_to_the_next_version(
    store: Store, review: NewReview, reading: dict[str, object], becomes: str, unit: str, by: int
) -> None:
    old = saved(store, ingested(FACTS))
    say(store, old.id, "f1", review)
    changed = moved(by)[0].model_copy(update=reading)
    new = saved(store, ingested((changed, *moved(by)[1:]), engine="2"))
    shown = state(store, new.id, "nf1")
    assert (shown[0], shown[1].unit, shown[1].id, shown[1].evidence) == (becomes, unit, "nf1", changed.evidence)
    assert state(store, new.id, "nf2")[0] == "open"


def test_a_conflict_is_settled_by_looking_again(store: Store) -> None:
    old = saved(store, ingested(FACTS))
    say(store, old.id, "f1", ACCEPT)
    new = saved(store, ingested((fact("f1", "12所", 10, unit="person"),), engine="2"))
    assert state(store, new.id, "f1")[0] == "conflict"
    say(store, new.id, "f1", ACCEPT, 1)
    assert (state(store, new.id, "f1")[0], state(store, new.id, "f1")[1].unit) == ("accepted", "person")


@pytest.mark.parametrize(("review", "in_queue"), [(ACCEPT, True), (edit(unit="CNY"), True), (REJECT, False), (RESET, False)])
def test_a_review_whose_figure_is_gone_goes_back_to_the_queue(store: Store, review: NewReview, in_queue: bool) -> None:
    old = saved(store, ingested(FACTS))
    say(store, old.id, "f1", review)
    new = saved(store, ingested(FACTS[1:], engine="2"))
    with store.reading() as c:
        lost = lost_reviews(c, new.id)
        assert lost_reviews(c, old.id) == ()
    assert [r.decision for r in lost] == ([review.decision] if in_queue else [])


def test_a_lost_review_is_settled(store: Store) -> None:
    old = saved(store, ingested(FACTS))
    say(store, old.id, "f1", ACCEPT)
    new = saved(store, ingested(FACTS[1:], engine="2"))
    with store.writing() as c:
        lost = lost_reviews(c, new.id)[0]
        with pytest.raises(BadEdit):
            settle_lost_review(c, lost.thread_id, ACCEPT, 1)
        with pytest.raises(StaleReview):
            settle_lost_review(c, lost.thread_id, RESET, 2)
        with pytest.raises(KeyError):
            settle_lost_review(c, 99, RESET, 1)
        settle_lost_review(c, lost.thread_id, RESET, 1)
        assert lost_reviews(c, new.id) == ()
    again = saved(store, ingested(FACTS, engine="3"))
    assert state(store, again.id, "f1")[0] == "open"


def test_a_finding_is_accepted_or_rejected(store: Store) -> None:
    found = (finding(FACTS[:2]), finding(FACTS[1:]))
    result = saved(store, ingested(FACTS, found))
    with store.writing() as c:
        reviewed = review_finding(c, result.id, found[0].id, REJECT, 0)
        assert [r.state for r in reviewed_findings(c, result.id)] == ["rejected", "open"]
        assert reviewed.version == 1
        with pytest.raises(BadEdit):
            review_finding(c, result.id, found[1].id, edit(unit="CNY"), 0)
        with pytest.raises(KeyError):
            review_finding(c, result.id, "no_such", ACCEPT, 0)


@pytest.mark.parametrize(("computed", "becomes"), [("4", "accepted"), ("5", "conflict")])
def test_a_review_of_a_finding_goes_over_to_the_next_version(store: Store, computed: str, becomes: str) -> None:
    old = saved(store, ingested(FACTS, [finding(FACTS[:2])]))
    with store.writing() as c:
        review_finding(c, old.id, "sum_mismatch-f1", ACCEPT, 0)
    new = saved(store, ingested(moved(3), [finding(moved(3)[:2], computed=computed)], engine="2"))
    with store.reading() as c:
        assert [r.state for r in reviewed_findings(c, new.id)] == [becomes]


def test_a_finding_that_is_gone_goes_back_to_the_queue(store: Store) -> None:
    old = saved(store, ingested(FACTS, [finding(FACTS[:2])]))
    with store.writing() as c:
        review_finding(c, old.id, "sum_mismatch-f1", ACCEPT, 0)
        new = save_result(c, old.document_id, ingested(FACTS, engine="2"))
        assert [(r.subject, r.decision) for r in lost_reviews(c, new.id)] == [("finding", "accept")]


def test_the_extraction_as_people_left_it(store: Store) -> None:
    result = saved(store, ingested(FACTS))
    say(store, result.id, "f3", REJECT)
    say(store, result.id, "f2", edit(indicator="seat.new"))
    with store.reading() as c:
        shown = reviewed_extraction(c, result.id)
    assert [(f.id, f.indicator) for f in shown.facts] == [("f1", "other"), ("f2", "seat.new")]
    assert [relation.type for relation in shown.relations] == ["ratio"]
    assert [(entry.kind, entry.fact) for entry in shown.ledger] == [("fact", "f1"), ("fact", "f2"), ("unresolved", None)]


def test_facts_of_all_documents_are_found_as_people_left_them(store: Store) -> None:
    first = saved(store, ingested(FACTS), "a.txt", "甲县")
    saved(store, ingested(FACTS), "b.txt", "乙县")
    say(store, first.id, "f3", edit(unit="person"))
    say(store, first.id, "f1", edit(unit="CNY"))
    with store.reading() as c:
        yuan = list_reviewed_facts(c, None, filters=FactFilters(unit="CNY"))
        of_one = list_reviewed_facts(c, ("乙县",), filters=FactFilters(unit="CNY"))
    assert [(r.row.document_id, r.fact.id, r.state) for r in yuan.rows] == [(1, "f1", "edited"), (2, "f3", "open")]
    assert [r.row.document_id for r in of_one.rows] == [2]


def test_a_review_is_never_changed(store: Store) -> None:
    result = saved(store, ingested(FACTS))
    say(store, result.id, "f1", ACCEPT)
    with pytest.raises(DBAPIError, match="append-only"), store.writing() as c:
        c.execute(text("UPDATE reviews SET decision = 'reject'"))
    assert state(store, result.id, "f1")[0] == "accepted"


@pytest.mark.parametrize("wanted", [None, "open", "accepted", "edited", "rejected", "conflict"])
@pytest.mark.parametrize("filters", [FactFilters(), FactFilters(unit="person"), FactFilters(unit="item")])
@pytest.mark.parametrize("by", [0, 3])
def test_the_facts_of_a_result_are_listed_as_people_left_them(store: Store, wanted: State | None, filters: FactFilters, by: int) -> None:
    """Page by page by the database what filtering all of them gives; also where reviews have moved with their figures."""
    before = [fact(f"f{n}", f"{n}所", 10 * n) for n in range(1, 10)]
    row = saved(store, ingested(before))
    with store.writing() as c:
        for id, decision, edits in (("f2", "accept", {}), ("f3", "edit", {"unit": "person"}), ("f5", "reject", {}), ("f6", "accept", {})):
            review_fact(c, row.id, id, NewReview(decision, "王审", edits), 0)
    after = [fact(f"f{n}", f"{n}所", 10 * n + by, **({"unit": "year"} if n == 6 else {})) for n in range(1, 10)]
    row = saved(store, ingested(after, engine="2"))
    with store.reading() as c:
        expected = [k for k in reviewed_facts(c, row.id) if fits(k.fact, filters) and wanted in (None, k.state)]
        found: list[ReviewedFact] = []
        start: int | None = None
        while True:
            page = list_facts_of_result(c, row.id, filters, wanted, start, 2)
            found += page.rows
            if page.next is None:
                break
            start = page.next
        assert found == expected
        assert {k.state for k in reviewed_facts(c, row.id)} == {"open", "accepted", "edited", "rejected", "conflict"}
