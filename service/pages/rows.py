"""The lists at the right of the review as plain values: a row for each figure, each finding, and each number of the ledger."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from corpus.store.reviews import ReviewedFact, ReviewedFinding
from extractor.blocks import Report
from models.fact import LedgerEntry
from models.plain import plain_line
from service.exits import Lang
from service.labels import label
from service.output.figures import Snippet, measure_name, place_text, qualifiers, snippet, value_text
from service.paper.content import message_of
from service.reviewing import review_tag

_AROUND = 14
"""Characters on each side of a number of the ledger."""


@dataclass(frozen=True, slots=True)
class FactRow:
    """A figure as people left it. `etag` goes into If-Match of its review; `words` are searched with the rest."""

    id: str
    state: str
    etag: str
    written: str
    name: str
    value: str
    about: str
    place: str
    words: str


@dataclass(frozen=True, slots=True)
class FindingRow:
    """A finding; `facts` are the figures that it is about, in the order of their part in it."""

    id: str
    state: str
    etag: str
    severity: str
    severity_name: str
    name: str
    message: str
    facts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LedgerLine:
    """What became of a number of the text. `number`: of its mark in the text view."""

    number: int
    kind: str
    kind_name: str
    fact: str | None
    piece: Snippet


def fact_row(known: ReviewedFact, lang: Lang) -> FactRow:
    fact = known.fact
    return FactRow(
        id=fact.id, state=known.state, etag=review_tag(known.row.result_id, known.version), written=plain_line(fact.evidence.text),
        name=measure_name(fact, lang), value=value_text(fact, lang), about=" · ".join(qualifiers(fact, lang)),
        place=place_text(fact, lang), words=plain_line(" ".join(filter(None, (fact.subject, fact.entity, fact.evidence.sentence)))),
    )  # fmt: skip


def finding_row(known: ReviewedFinding, lang: Lang) -> FindingRow:
    finding = known.row.finding
    return FindingRow(
        id=finding.id, state=known.state, etag=review_tag(known.row.result_id, known.version), severity=finding.severity,
        severity_name=label("severity", finding.severity, lang), name=label("finding_code", finding.code, lang),
        message=message_of(finding, lang), facts=finding.facts,
    )  # fmt: skip


def ledger_lines(report: Report, ledger: Sequence[LedgerEntry], lang: Lang) -> list[LedgerLine]:
    """In the order of the text."""
    return [
        LedgerLine(
            number, entry.kind, label("ledger_kind", entry.kind, lang), entry.fact,
            snippet(report, entry.start, entry.end, _AROUND, _AROUND),
        )
        for number, entry in enumerate(ledger)
    ]  # fmt: skip
