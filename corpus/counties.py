"""A county over its documents: what each of them is judged, and what two of them say differently. Pure; opens no store."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from corpus.divisions.clues import is_masked
from models.checks import compare
from models.fact import Extraction, Fact
from models.finding import Finding

MOST_DOCUMENTS = 40
"""Documents that are laid side by side: every two of them are compared."""


@dataclass(frozen=True, slots=True)
class Difference:
    """A quantity that two documents give and that contradicts itself, with both facts; documents by their ids."""

    first: int
    second: int
    first_fact: Fact
    second_fact: Fact
    finding: Finding


def differences(county: str | None, extractions: Mapping[int, Extraction]) -> tuple[Difference, ...]:
    """What contradicts between every two documents of a county, by their ids, in the order in which they are given.

    Nothing under a masked name: XX县 of one document need not be that of another.
    """
    if county is not None and is_masked(county):
        return ()
    ids = {extraction.document.id: id for id, extraction in extractions.items()}
    facts = {id: {fact.id: fact for fact in extraction.facts} for id, extraction in extractions.items()}
    found: list[Difference] = []
    for conflict in compare(list(extractions.values())):
        if conflict.finding is not None:
            first, second = ids[conflict.first_document], ids[conflict.second_document]
            mine, theirs = facts[first][conflict.first_fact], facts[second][conflict.second_fact]
            found.append(Difference(first, second, mine, theirs, conflict.finding))
    return tuple(found)
