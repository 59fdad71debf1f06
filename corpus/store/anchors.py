"""Where a review holds on: the characters it speaks of, so that it finds them again in a result of another version.

First by the same characters at the same place; else by the same words in the same sentence, where that is told apart from
all others: a reader that has learned to leave out a page header moves every offset after it. Pure; no SQL.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass

from pydantic import BaseModel, ConfigDict

from models.fact import Evidence, Fact
from models.finding import Finding


class Spot(BaseModel):
    """A figure's place in the raw text."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    start: int
    end: int
    text: str
    sentence: str


class Anchor(BaseModel):
    """All that a review speaks of. `code`: that of the finding, empty for a fact."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    code: str
    spots: tuple[Spot, ...]

    def place(self) -> Hashable:
        return self.code, tuple((spot.start, spot.end, spot.text) for spot in self.spots)

    def words(self) -> Hashable:
        """Without spaces: how a sentence is broken into lines is no part of what it says."""
        return self.code, tuple((spot.text, "".join(spot.sentence.split())) for spot in self.spots)


@dataclass(frozen=True, slots=True)
class Matches:
    """`found`: the index of what each review speaks of now. `lost`: the reviews that speak of nothing any more."""

    found: Mapping[int, int]
    lost: tuple[int, ...]


def anchor_of_fact(fact: Fact) -> Anchor:
    return Anchor(code="", spots=(_spot(fact.evidence),))


def anchor_of_finding(finding: Finding) -> Anchor:
    """By all its figures, in its order: another finding of the same kind may share some of them."""
    return Anchor(code=finding.code, spots=tuple(_spot(evidence) for evidence in finding.evidence))


def match(reviewed: Mapping[int, Anchor], present: Sequence[Anchor]) -> Matches:
    """What each review speaks of among what is there; nothing has two reviews.

    Every review is either found or lost. A place goes before words, and words count only where one review and one thing
    that is left have them.
    """
    found = match_places(reviewed, present)
    left = {id: anchor for id, anchor in reviewed.items() if id not in found}
    free = [index for index in range(len(present)) if index not in set(found.values())]
    asked = Counter(anchor.words() for anchor in left.values())
    offered = Counter(present[index].words() for index in free)
    by_words = {present[index].words(): index for index in free}
    for id, anchor in left.items():
        words = anchor.words()
        if asked[words] == offered[words] == 1:
            found[id] = by_words[words]
    return Matches(found, tuple(id for id in reviewed if id not in found))


def match_places(reviewed: Mapping[int, Anchor], present: Sequence[Anchor]) -> dict[int, int]:
    """Those whose place is there, each with the index of what stands there."""
    places = {anchor.place(): index for index, anchor in reversed(list(enumerate(present)))}
    return {id: places[anchor.place()] for id, anchor in _first_of_each(reviewed).items() if anchor.place() in places}


def _first_of_each(reviewed: Mapping[int, Anchor]) -> dict[int, Anchor]:
    """One review a place, though two cannot come about by the program itself."""
    first: dict[Hashable, int] = {}
    for id, anchor in reviewed.items():
        first.setdefault(anchor.place(), id)
    return {id: reviewed[id] for id in first.values()}


def _spot(evidence: Evidence) -> Spot:
    return Spot(start=evidence.start, end=evidence.end, text=evidence.text, sentence=evidence.sentence)
