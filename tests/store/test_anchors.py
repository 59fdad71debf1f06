"""How a review finds its figure again: laws that hold whatever the documents are."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from corpus.store.anchors import Anchor, Spot, anchor_of_fact, anchor_of_finding, match
from tests.store.builders import fact, finding

SPOTS = st.builds(
    lambda start, text, sentence: Spot(start=start, end=start + len(text), text=text, sentence=sentence),
    st.integers(0, 5), st.sampled_from(["3所", "12人"]), st.sampled_from(["共有3所。", "另有12人。", ""]),
)  # fmt: skip
ANCHORS = st.builds(lambda code, spots: Anchor(code=code, spots=tuple(spots)), st.sampled_from(["", "masked"]), st.lists(SPOTS, max_size=2))


def moved(anchor: Anchor, by: int) -> Anchor:
    spots = tuple(spot.model_copy(update={"start": spot.start + by, "end": spot.end + by}) for spot in anchor.spots)
    return anchor.model_copy(update={"spots": spots})


@given(reviewed=st.lists(ANCHORS), present=st.lists(ANCHORS))
def test_every_review_is_found_or_lost_and_nothing_has_two(reviewed: list[Anchor], present: list[Anchor]) -> None:
    matches = match(dict(enumerate(reviewed)), present)
    assert sorted([*matches.found, *matches.lost]) == list(range(len(reviewed)))
    assert len(set(matches.found.values())) == len(matches.found)
    for id, index in matches.found.items():
        assert reviewed[id].place() == present[index].place() or reviewed[id].words() == present[index].words()


@given(present=st.lists(ANCHORS, unique_by=Anchor.place))
def test_in_an_unchanged_document_every_review_stays_where_it_is(present: list[Anchor]) -> None:
    assert match(dict(enumerate(present)), present).found == {index: index for index in range(len(present))}


@given(present=st.lists(ANCHORS.filter(lambda anchor: anchor.spots), unique_by=Anchor.words), by=st.integers(100, 200))
def test_where_all_words_differ_every_review_moves_along(present: list[Anchor], by: int) -> None:
    there = [moved(anchor, by) for anchor in present]
    assert match(dict(enumerate(present)), there).found == {index: index for index in range(len(present))}


def test_of_two_that_cannot_be_told_apart_none_is_taken() -> None:
    one, two = (anchor_of_fact(fact("f", "3所", start)) for start in (10, 30))
    assert match({7: moved(one, 5)}, [one, two]).lost == (7,)
    assert match({7: one}, [two, one]).found == {7: 1}


def test_a_line_break_in_a_sentence_is_no_difference() -> None:
    read = fact("f", "3所", 10)
    broken = read.model_copy(update={"evidence": read.evidence.model_copy(update={"start": 12, "end": 14, "sentence": "共有\n 3所。"})})
    assert match({1: anchor_of_fact(read)}, [anchor_of_fact(broken)]).found == {1: 0}


def test_a_finding_is_another_with_another_figure() -> None:
    facts = [fact("f1", "3所", 10), fact("f2", "12人", 30), fact("f3", "9元", 50)]
    assert match({1: anchor_of_finding(finding(facts[:2]))}, [anchor_of_finding(finding(facts))]).lost == (1,)
