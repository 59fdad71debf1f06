"""What the review shows of the one figure or finding that is selected: fields, relations, computation, and what people said.

Plain values made from what the store gives; decides nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from corpus.audit import reference_standard
from corpus.ingested import Ingested, StoredReport
from corpus.store.reviews import ReviewedFact, ReviewRow
from models.fact import Extraction, Fact
from models.finding import Finding
from models.plain import plain_line
from service.exits import Lang
from service.labels import indicator_name, label
from service.output.cards import card, relations_by_fact
from service.output.figures import measure_name, place_text, qualifiers, value_text
from service.pages.rows import FindingRow
from service.pages.sheet import Box, box_around
from service.paper.content import Entry, entries
from service.paper.quotes import Piece, quotes
from service.words import name_of, person

MOST_SIDES = 6
_CUT_WIDTH, _CUT_HEIGHT = 250.0, 62.0
"""Of the piece of a page that is shown for one place, in points."""
_ON_TOP = ("text", "value", "sentence", "indicator_name")
"""Fields that the head of a card shows."""


@dataclass(frozen=True, slots=True)
class Said:
    """One review, in words."""

    who: str
    decision: str
    at: datetime
    note: str


@dataclass(frozen=True, slots=True)
class Change:
    """A field that a person put right."""

    field: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class FactCard:
    """A figure. `changes`: against the machine's reading. `said`: all reviews, the last one first."""

    name: str
    value: str
    about: tuple[str, ...]
    quote: tuple[Piece, ...]
    place: str
    fields: tuple[tuple[str, str], ...]
    relations: list[dict[str, object]]
    findings: tuple[FindingRow, ...]
    changes: tuple[Change, ...]
    said: tuple[Said, ...]


@dataclass(frozen=True, slots=True)
class Cut:
    """A piece of a page: the page's size, what is seen of it (x, y, width, height in points), and the figure's box."""

    page: int
    width: float
    height: float
    seen: tuple[float, float, float, float]
    box: Box


@dataclass(frozen=True, slots=True)
class Side:
    """One place of a finding: the figure, its quote, and its piece of the page where there are pictures."""

    fact: str
    name: str
    value: str
    place: str
    quote: tuple[Piece, ...]
    cut: Cut | None
    document: int | None = None
    document_name: str = ""


@dataclass(frozen=True, slots=True)
class FindingCard:
    """A finding with its places. `resolved`: with the figures as people left them it is gone."""

    entry: Entry
    sides: tuple[Side, ...]
    more: int
    said: tuple[Said, ...]
    resolved: bool


def fact_card(
    known: ReviewedFact, report: StoredReport, reviewed: Extraction, findings: Sequence[FindingRow], history: Sequence[ReviewRow],
    lang: Lang,
) -> FactCard:  # fmt: skip
    """`reviewed`: the extraction as people left it, from which relations are told."""
    fact = known.fact
    shown = quotes(report.to_report(), [fact], lang)[0]
    on_top = {label("field", field, lang) for field in _ON_TOP}
    return FactCard(
        name=measure_name(fact, lang), value=value_text(fact, lang), about=tuple(qualifiers(fact, lang)), quote=shown.pieces,
        place=shown.place, fields=tuple(pair for pair in card(fact, lang) if pair[0] not in on_top),
        relations=relations_by_fact(reviewed, lang).get(fact.id, []),
        findings=tuple(row for row in findings if fact.id in row.facts), changes=_changes(known.row.fact, fact, lang),
        said=said(history, lang),
    )  # fmt: skip


def _changes(machine: Fact, fact: Fact, lang: Lang) -> tuple[Change, ...]:
    before, after = dict(card(machine, lang)), dict(card(fact, lang))
    names = dict.fromkeys([*before, *after])
    return tuple(Change(name, before.get(name, "—"), after.get(name, "—")) for name in names if before.get(name) != after.get(name))


def said(history: Sequence[ReviewRow], lang: Lang) -> tuple[Said, ...]:
    """The last one first."""
    return tuple(_said(row, lang) for row in reversed(history))


def _said(row: ReviewRow, lang: Lang) -> Said:
    return Said(person(row.made_by, lang), name_of("decision", row.decision, lang), row.made_at, plain_line(row.note))


def finding_card(
    finding: Finding, ingested: Ingested, reviewed: Sequence[ReviewedFact], history: Sequence[ReviewRow], resolved: bool, lang: Lang
) -> FindingCard:
    """`reviewed`: all figures as people left them; `resolved`: see FindingCard."""
    audit = ingested.to_audit()
    entry = next(e for e in entries(audit, reference_standard(audit.extraction.document), lang) if e.id == finding.id)
    known = {one.row.fact.id: one for one in reviewed}
    ids = tuple(dict.fromkeys(finding.facts))
    sides = tuple(_side_as_left(known[id], ingested.report, lang) for id in ids[:MOST_SIDES])
    return FindingCard(entry, sides, len(ids) - len(sides), said(history, lang), resolved)


def _side_as_left(known: ReviewedFact, report: StoredReport, lang: Lang) -> Side:
    """With both values where people put the figure right."""
    shown = side(known.row.fact, report, lang)
    left = value_text(known.fact, lang)
    return shown if left == shown.value else replace(shown, value=f"{shown.value} → {left}")


def side(fact: Fact, report: StoredReport, lang: Lang) -> Side:
    """One place, with its words and its picture."""
    name = " ".join(part for part in (label("stage", fact.stage, lang), indicator_name(fact.indicator, lang)) if part)
    quote = quotes(report.to_report(), [fact], lang)[0].pieces
    return Side(fact.id, name, value_text(fact, lang), place_text(fact, lang), quote, _cut(fact, report))


def _cut(fact: Fact, report: StoredReport) -> Cut | None:
    place = next(iter(fact.evidence.places), None)
    page = next((p for p in report.pages if place and p.number == place.page), None)
    if place is None or page is None:
        return None
    box = box_around(place.box, "")
    width, height = min(_CUT_WIDTH, page.width), min(_CUT_HEIGHT, page.height)
    x = _within(box.x + box.width / 2 - width / 2, page.width - width)
    y = _within(box.y + box.height / 2 - height / 2, page.height - height)
    return Cut(page.number, page.width, page.height, (x, y, width, height), box)


def _within(value: float, most: float) -> float:
    return round(min(max(value, 0.0), most), 1)
