"""Moves told in two lists: 小学、初中分别由600元、800元提高到650元、850元 is one from each of the first to its own of the second.

Takes the tokens of a sentence; gives the pairs of figures, each with the place where its move begins and ends.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import takewhile
from typing import NamedTuple

from extractor.figures import Figure
from extractor.tokens import Token


class ListedMoves(NamedTuple):
    """As many starts as goals, each in its turn; `start` and `end` are where the lists are told. `deltas`: the differences, if as many are
    told right behind (，分别提高50元、60元)."""

    starts: list[Figure]
    goals: list[Figure]
    deltas: list[Figure]
    start: int
    end: int


def listed_moves(tokens: list[Token]) -> Iterator[ListedMoves]:
    """The moves of each 由 that two lists follow, with the verb of a change between them."""
    for at, token in enumerate(tokens):
        if token.tag != "FROM":
            continue
        starts, behind = _list_from(tokens, at + 1, _NO_START)
        goals, ends = _list_from(tokens, behind, _NO_GOAL) if len(starts) > 1 else ([], behind)
        alike = len(goals) == len(starts) > 1 and all(a.unit == b.unit for a, b in zip(starts, goals, strict=True))
        if alike and "TO" in _tags_ahead(tokens, behind, goals[0]):
            deltas, _ = _list_from(tokens, ends, _NO_GOAL | {"TO", "CMP"})
            moved = len(deltas) == len(goals) and not _VERBS.isdisjoint(_tags_ahead(tokens, ends, deltas[0]))
            yield ListedMoves(starts, goals, deltas if moved else [], token.start, tokens[ends - 1].end)


def _tags_ahead(tokens: list[Token], at: int, figure: Figure) -> set[str]:
    """The tags from a place up to a figure."""
    return {t.tag for t in takewhile(lambda t: t.figure is not figure, tokens[at:])}


_VERBS = frozenset(("UP", "DOWN"))


_NO_START = frozenset(("COMMA", "SEMI", "END", "COLON", "OPEN", "TO", "FROM"))
_NO_GOAL = frozenset(("SEMI", "END", "COLON", "OPEN", "FROM", "SEP"))
"""What stands between 由 and the list behind it, or between the two lists, in no such move."""


def _list_from(tokens: list[Token], at: int, barred: frozenset[str]) -> tuple[list[Figure], int]:
    """The figures that 、 or 和 joins, of the list that comes next, and the place behind it; none where what is barred comes first."""
    found: list[Figure] = []
    while at < len(tokens):
        token = tokens[at]
        if token.figure is not None:
            found.append(token.figure)
        elif (found and not _joins(tokens, at)) or (not found and token.tag in barred):
            break
        at += 1
    return found, at


def _joins(tokens: list[Token], at: int) -> bool:
    """A mark of a list right in front of a figure."""
    return tokens[at].tag in ("SEP", "CONJ") and at + 1 < len(tokens) and tokens[at + 1].figure is not None
