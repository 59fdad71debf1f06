"""Moves: which way the words between two figures, or right before the later one, say that it went (从6.4平方米增至7.1平方米).

Takes the changes that were read and the series of a sentence; gives what is claimed of each step. Says nothing of a step whose
difference is written: that is held against its figures by the check of changes.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from models.checks.computing import rounded, surely_less
from models.checks.desk import Desk, Placed, is_plain
from models.checks.over_time.series import all_series
from models.checks.wordings import pattern, saying
from models.claims import claims
from models.fact import Fact


@dataclass(frozen=True, slots=True)
class Move:
    """From `old` to `new`, and the words that say which way: "rising" or "falling"."""

    old: Fact
    new: Fact
    words: str
    direction: str

    @property
    def is_contradicted(self) -> bool:
        """Whether every value that the figures stand for goes the other way."""
        one, other = (self.new, self.old) if self.direction == "rising" else (self.old, self.new)
        return surely_less(rounded(one), rounded(other))


def moves(desk: Desk) -> Iterator[Move]:
    """The moves of a document, those between two figures of a change first."""
    for _, relation in desk.changes:
        start, end = desk.fact(relation.from_), desk.fact(relation.to)
        if start is not None and end is not None and not _is_told(desk.fact(relation.delta), end) and (move := _between(desk, start, end)):
            yield move
    for sentence in saying(desk, "moved_keys"):
        for series in all_series(sentence):
            for old, new in pairwise(series):
                if move := _move("moved_here", old, new, sentence.text[desk.placed[old.id].end : desk.placed[new.id].start]):
                    yield move


def _is_told(delta: Fact | None, end: Fact) -> bool:
    """Whether the difference is written; one of another stage or body is not of this step."""
    return delta is not None and delta.stage in (None, end.stage) and delta.entity in (None, end.entity)


def _between(desk: Desk, start: Fact, end: Fact) -> Move | None:
    """The move that the words between two figures of one sentence tell, if no other figure stands there."""
    first, last = desk.placed[start.id], desk.placed[end.id]
    sentence = desk.sentence_of[start.id]
    if sentence is not desk.sentence_of[end.id] or sentence.table is not None or not _neighbours(sentence.placed, first, last):
        return None
    return _move("moves", start, end, sentence.text[first.end : last.start])


def _neighbours(placed: tuple[Placed, ...], first: Placed, last: Placed) -> bool:
    return any(a is first and b is last for a, b in pairwise(placed))


def _move(words: str, old: Fact, new: Fact, between: str) -> Move | None:
    """What the words claim; nothing where they say both, or of what is better when it is low, where 提高 may mean that it is better."""
    if old.unit != new.unit or old.indicator in claims()["good_is_low"] or not (_is_amount(old) and _is_amount(new)):
        return None
    said = [(m.group(), way) for way, verbs in claims()[words].items() if (m := pattern(verbs).search(between))]
    return Move(old, new, *said[0]) if len(said) == 1 else None


def _is_amount(fact: Fact) -> bool:
    return is_plain(fact, ("actual", "baseline", "plan")) and fact.unit != "ratio" and fact.value_max is None
