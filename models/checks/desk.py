"""One document laid out for checking: its facts by id, by sentence and by table, and the tally of a family of checks.

Decides nothing: it only looks up.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property, wraps
from itertools import accumulate
from typing import Any, NamedTuple, TypeVar

from models.fact import ChangeRelation, Extraction, Fact, RatioRelation, SumRelation
from models.finding import FamilyCount, Finding

Measure = tuple[str, str]
"""An indicator and a unit."""


class Placed(NamedTuple):
    """A fact and where its words stand in its sentence."""

    fact: Fact
    start: int
    end: int


@dataclass(frozen=True, slots=True, eq=False)
class Sentence:
    """A sentence and the facts in it, in the order of the text. `table`: a row of one. `start`: in the raw text; `block`: its
    paragraph's number, or its table's, among the blocks of the document."""

    text: str
    facts: tuple[Fact, ...]
    placed: tuple[Placed, ...]
    table: int | None
    start: int
    block: int | None


class Running:
    """Sentences as one text, a line each, in which words are looked for in all of them at once: most are in none."""

    def __init__(self, sentences: Sequence[Sentence]) -> None:
        self._sentences = sentences
        self._text = "\n".join(s.text for s in sentences)
        self._starts = [0, *accumulate(len(s.text) + 1 for s in sentences)]

    def having(self, words: re.Pattern[str]) -> Iterator[Sentence]:
        """The sentences in which a pattern is found that knows no beginning and no end of a text."""
        found = words.search(self._text)
        while found is not None:
            place = bisect_right(self._starts, found.start()) - 1
            if words.search(self._sentences[place].text):  # no part of what is found may stand in the next sentence
                yield self._sentences[place]
            found = words.search(self._text, self._starts[place + 1])


@dataclass(frozen=True)
class Desk:
    """What the checks look at."""

    extraction: Extraction

    @cached_property
    def by_id(self) -> dict[str, Fact]:
        return {fact.id: fact for fact in self.extraction.facts}

    @cached_property
    def in_text(self) -> list[Fact]:
        """The facts outside tables."""
        return [fact for fact in self.extraction.facts if fact.evidence.table is None]

    @cached_property
    def in_tables(self) -> list[Fact]:
        return [fact for fact in self.extraction.facts if fact.evidence.table is not None]

    @cached_property
    def by_measure(self) -> dict[Measure, list[Fact]]:
        """The facts by what they measure and its unit: most checks speak of a few measures, and a report has thousands of facts."""
        found: dict[Measure, list[Fact]] = {}
        for fact in self.extraction.facts:
            found.setdefault((fact.indicator, fact.unit), []).append(fact)
        return found

    @cached_property
    def sentences(self) -> list[Sentence]:
        """Sentences that hold facts, in the order of the text. Table rows too; a cell's own text is its sentence."""
        groups: dict[tuple[object, ...], list[Fact]] = {}
        for fact in sorted(self.extraction.facts, key=lambda f: f.evidence.start):
            e = fact.evidence
            groups.setdefault((e.paragraph, e.table, e.row, e.sentence), []).append(fact)
        return [_sentence(facts) for facts in groups.values()]

    @cached_property
    def prose(self) -> list[Sentence]:
        """The sentences that are no row of a table."""
        return [sentence for sentence in self.sentences if sentence.table is None]

    @cached_property
    def running(self) -> Running:
        return Running(self.sentences)

    @cached_property
    def running_prose(self) -> Running:
        return Running(self.prose)

    @cached_property
    def claiming(self) -> list[Sentence]:
        """Sentences that may claim something: those that hold facts, and those without that speak of them, in the order of the text."""
        told = [Sentence(s.text, (), (), None, s.start, s.paragraph) for s in self.extraction.statements]
        return sorted([*self.sentences, *told], key=lambda s: s.start)

    @cached_property
    def running_claims(self) -> Running:
        """Those of them that are no row of a table."""
        return Running([sentence for sentence in self.claiming if sentence.table is None])

    @cached_property
    def blocks(self) -> dict[int | None, list[Sentence]]:
        """The sentences of each paragraph and the rows of each table."""
        found: dict[int | None, list[Sentence]] = {}
        for sentence in self.claiming:
            found.setdefault(sentence.block, []).append(sentence)
        return found

    @cached_property
    def sentence_of(self) -> dict[str, Sentence]:
        return {p.fact.id: s for s in self.sentences for p in s.placed}

    @cached_property
    def placed(self) -> dict[str, Placed]:
        return {p.fact.id: p for s in self.sentences for p in s.placed}

    @cached_property
    def unclear_tables(self) -> frozenset[int | None]:
        """Tables that name schools of a stage and others of none: which rows make up a stage cannot be told."""
        of_schools = [f for f in self.in_tables if f.entity is not None and "total" not in f.flags]
        staged = {f.evidence.table for f in of_schools if f.stage is not None}
        return frozenset(f.evidence.table for f in of_schools if f.stage is None and f.evidence.table in staged)

    @cached_property
    def found(self) -> dict[object, Any]:
        """What functions marked `once` found, by the function."""
        return {}

    @cached_property
    def saying(self) -> dict[str, list[Sentence]]:
        """What `wordings.saying` found for a name: several checks ask for some."""
        return {}

    @cached_property
    def clauses(self) -> dict[str, str]:
        """What `wordings.clause` found for a fact: several checks ask for it, of a repeated figure once for each pair."""
        return {}

    @property
    def year(self) -> int | None:
        return self.extraction.document.year

    def fact(self, fact_id: str | None) -> Fact | None:
        return None if fact_id is None else self.by_id.get(fact_id)

    @cached_property
    def sums(self) -> list[tuple[int, SumRelation]]:
        return [(i, r) for i, r in enumerate(self.extraction.relations) if isinstance(r, SumRelation)]

    @cached_property
    def ratios(self) -> list[tuple[int, RatioRelation]]:
        return [(i, r) for i, r in enumerate(self.extraction.relations) if isinstance(r, RatioRelation)]

    @cached_property
    def changes(self) -> list[tuple[int, ChangeRelation]]:
        return [(i, r) for i, r in enumerate(self.extraction.relations) if isinstance(r, ChangeRelation)]

    @cached_property
    def parts(self) -> frozenset[str]:
        """Ids of facts that are part of a sum."""
        return frozenset(p for _, r in self.sums for p in r.parts)


_Found = TypeVar("_Found")


def once(of_desk: Callable[[Desk], _Found]) -> Callable[[Desk], _Found]:
    """A function of a whole document that several checks ask for: computed when first asked, and kept on the desk."""

    @wraps(of_desk)
    def kept(desk: Desk) -> _Found:
        if of_desk not in desk.found:
            desk.found[of_desk] = of_desk(desk)
        found: _Found = desk.found[of_desk]
        return found

    return kept


def _sentence(facts: list[Fact]) -> Sentence:
    raw = facts[0].evidence.sentence
    text = _joined(raw)
    placed, at = [], 0
    for fact in facts:
        words = fact.evidence.text if text is raw else _joined(fact.evidence.text)
        start = text.find(words, at)
        # A figure that its sentence does not show (damaged text) keeps its order, so that words before it are found.
        start = at if start < 0 else start
        at = min(len(text), start + len(words))
        placed.append(Placed(fact, start, at))
    first = facts[0].evidence
    return Sentence(text, tuple(facts), tuple(placed), first.table, first.start, first.paragraph)


def _joined(text: str) -> str:
    """Without the line ends that a page puts into a sentence: 不⏎超过 is one word."""
    return text.replace("\r", "").replace("\n", "") if "\n" in text or "\r" in text else text


def is_plain(fact: Fact, statuses: Collection[str] = ("actual",)) -> bool:
    """A figure with a value, no change, that is told as one of the statuses: as true, if none is named."""
    return fact.status in statuses and fact.value is not None and fact.kind == "level"


def is_exact(fact: Fact, statuses: Collection[str] = ("actual",)) -> bool:
    """A plain figure of one value, and no bound of it or range."""
    return is_plain(fact, statuses) and fact.bound == "exact" and fact.value_max is None


def tells_plan(sentence: Sentence) -> bool:
    """到2025年，新建学校4所；大班额全部消除: all that the sentence counts is to be done, and so is what it says without a figure."""
    told = {fact.status for fact in sentence.facts} - {"standard"}
    return told == {"plan"}


def in_paragraph_of(sentence: Sentence, earlier: Sentence | None) -> Sentence | None:
    """The earlier sentence, if it stands in the paragraph of `sentence`."""
    return earlier if earlier is not None and earlier.block == sentence.block else None


@dataclass
class Tally:
    """What a family of checks found and how far it got."""

    family: str
    findings: list[Finding] = field(default_factory=list)
    checkable: int = 0
    checked: int = 0
    not_checkable: int = 0
    reasons: Counter[str] = field(default_factory=Counter)

    def skip(self, reason: str) -> None:
        """A case that cannot be checked."""
        self.not_checkable += 1
        self.reasons[reason] += 1

    def cannot_fail(self, reason: str) -> None:
        """A case in which every value would be right, such as an amount of "at least"."""
        self.checkable += 1
        self.reasons[reason] += 1

    def check(self, finding: Finding | None = None) -> None:
        """A case that was checked, and what came of it."""
        self.checkable += 1
        self.checked += 1
        if finding is not None:
            self.findings.append(finding)

    def hold(self, number: int) -> None:
        """So many cases that were checked and hold."""
        self.checkable += number
        self.checked += number

    def count(self) -> FamilyCount:
        return FamilyCount(
            family=self.family,
            found=self.checkable + self.not_checkable,
            checkable=self.checkable,
            checked=self.checked,
            not_checkable=self.not_checkable,
            reasons=dict(sorted(self.reasons.items())),
        )


def in_order(facts: Iterable[Fact]) -> list[Fact]:
    """Facts in the order of the text, each once."""
    return sorted({f.id: f for f in facts}.values(), key=lambda f: (f.evidence.start, f.id))
