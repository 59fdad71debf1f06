"""Several documents of one county: the same quantity of the same time agrees, or at another precision, or contradicts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations

from models.checks.computing import apart, rounded_or_cut
from models.checks.desk import Desk
from models.checks.limits import crosses
from models.checks.sameness import Key, is_own_amount, key_of, subset_ids
from models.checks.wordings import after, clause, same_subject
from models.fact import Extraction, Fact
from models.finding import Conflict, Finding, exact_text, make_finding
from models.indicators import OTHER

_NOUN = re.compile(r"[一-龥]+")
_LEAST_WORDS = 4


@dataclass(frozen=True, slots=True)
class _Said:
    """A quantity as one document gives it, and the words of its clause."""

    fact: Fact
    words: str


def compare(extractions: Sequence[Extraction]) -> tuple[Conflict, ...]:
    """Each quantity that two documents give, in the order of the documents and of the first one's text.

    `finding` is set where they contradict each other (document_conflict); its fact ids are those of the first and the
    second document. What one document gives with several values, or no indicator names, is told apart by its words (辖12个镇、9个乡)
    and left out where they do not tell it apart.
    """
    # A figure without a time is of its document's time: it is compared only between documents of one year.
    said = [(e.document.id, _said(Desk(e), e.document.year)) for e in extractions]
    return tuple(c for (a, first), (b, second) in combinations(said, 2) for c in _pairs(a, first, b, second))


def _said(desk: Desk, year: int | None) -> dict[Key, _Said]:
    subsets = subset_ids(desk)
    groups: dict[Key, list[Fact]] = {}
    for fact in desk.extraction.facts:
        if fact.status == "actual" and is_own_amount(fact) and fact.id not in subsets and (fact.period or year) is not None:
            groups.setdefault((*key_of(fact), None if fact.period else year), []).append(fact)
    once = {key: fact for group, facts in groups.items() for key, fact in _told_apart(desk, group, facts)}
    return {key: _Said(fact, clause(desk, fact)) for key, fact in once.items()}


def _told_apart(desk: Desk, group: Key, facts: list[Fact]) -> Iterable[tuple[Key, Fact]]:
    """Each quantity of the group that has one value."""
    if facts[0].indicator != OTHER and len({f.value for f in facts}) == 1:
        yield (*group, ""), facts[0]
        return
    named: dict[str, list[Fact]] = {}
    for fact in facts:
        named.setdefault(_counted(desk, fact), []).append(fact)
    yield from (((*group, name), found[0]) for name, found in named.items() if name and len({f.value for f in found}) == 1)


def _counted(desk: Desk, fact: Fact) -> str:
    """What is counted: the noun right behind the figure, else the words of its clause; nothing where these are few."""
    if noun := _NOUN.match(after(desk, fact)):
        return noun.group()
    words = "".join(_NOUN.findall(clause(desk, fact)))
    return words if len(words) >= _LEAST_WORDS else ""


def _pairs(a: str, first: dict[Key, _Said], b: str, second: dict[Key, _Said]) -> Iterable[Conflict]:
    for key, mine in first.items():
        theirs = second.get(key)
        if theirs is None or not same_subject(mine.fact.indicator, mine.words, theirs.words):
            continue
        conflict = apart(rounded_or_cut(mine.fact), rounded_or_cut(theirs.fact))
        same = mine.fact.value == theirs.fact.value
        yield Conflict(
            first_document=a,
            first_fact=mine.fact.id,
            second_document=b,
            second_fact=theirs.fact.id,
            result="contradicts" if conflict else "same" if same else "other_precision",
            finding=_finding(mine.fact, theirs.fact) if conflict else None,
        )


def _finding(first: Fact, second: Fact) -> Finding:
    assert first.value is not None and second.value is not None
    made = make_finding(
        "document_conflict",
        [first, second],
        claimed=exact_text(Fraction(first.value)),
        computed=exact_text(Fraction(second.value)),
        changes_verdict=crosses(first, Fraction(second.value)),
        first=first.evidence.text,
        second=second.evidence.text,
    )
    return made.model_copy(update={"id": f"document_conflict-{first.id}-{second.id}"})
