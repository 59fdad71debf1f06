"""The quotes of a finding: each sentence or table row that holds one of its figures, once, the figures marked, with its place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from extractor.blocks import Report
from models.fact import Fact
from models.plain import plain_line
from service.exits import Lang
from service.output.figures import cell_snippet, place_text

_SENTENCE_ENDS = "。；！？\n"
_BETWEEN = 90
"""So many characters between two marks are shown; of more the middle is left out."""
_KEPT = 36
_DIGITS = "0123456789.,"


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of a quote; `marked` where it is a figure of the finding."""

    text: str
    marked: bool = False


@dataclass(frozen=True, slots=True)
class Quote:
    """A sentence or table row: where it stands, and its pieces. `document`: its name, where there are several."""

    place: str
    pieces: tuple[Piece, ...]
    document: str = ""

    @property
    def text(self) -> str:
        return "".join(f"【{p.text}】" if p.marked else p.text for p in self.pieces)


def quotes(report: Report, facts: Sequence[Fact], lang: Lang, document: str = "") -> tuple[Quote, ...]:
    """In the order of the text."""
    groups: dict[tuple[int, int], list[Fact]] = {}
    for fact in sorted({f.id: f for f in facts}.values(), key=lambda f: (f.evidence.start, f.id)):
        groups.setdefault(_span(report, fact), []).append(fact)
    return tuple(_quote(report, span, found, lang, document) for span, found in groups.items())


def _span(report: Report, fact: Fact) -> tuple[int, int]:
    """What belongs to one quote: a sentence, or a row of a table, which has a number below zero of its own."""
    at = fact.evidence
    if at.table is not None:
        return -1 - at.table, at.row or 0
    block = report.block_at(at.start)
    low, high = (block[1].start, max(block[1].end, at.end)) if block else (at.start, at.end)
    text = report.text
    start = max((text.rfind(end, low, at.start) + 1 for end in _SENTENCE_ENDS), default=low)
    ends = [found + 1 for end in _SENTENCE_ENDS if (found := text.find(end, at.end, high)) >= 0]
    return max(start, low), min(ends, default=high)


def _quote(report: Report, span: tuple[int, int], facts: list[Fact], lang: Lang, document: str) -> Quote:
    pieces = _row(report, facts) if span[0] < 0 else _sentence(report, span, facts)
    return Quote(place_text(facts[0], lang), tuple(piece for piece in pieces if piece.text), document)


def _row(report: Report, facts: list[Fact]) -> list[Piece]:
    pieces: list[Piece] = []
    for fact in facts:
        cell = cell_snippet(report, fact)
        pieces += [Piece(("；" if pieces else "") + cell.before), Piece(cell.number, True)]
    return pieces


def _sentence(report: Report, span: tuple[int, int], facts: list[Fact]) -> list[Piece]:
    pieces: list[Piece] = []
    at, end = span
    for fact in facts:
        low, high = max(fact.evidence.start, at), fact.evidence.end
        pieces += [Piece(_shortened(report.text[at:low], first=not pieces)), Piece(plain_line(report.text[low:high]), True)]
        at = max(at, high)
    return [*pieces, Piece(_shortened(report.text[at:end], last=True))]


def _shortened(text: str, first: bool = False, last: bool = False) -> str:
    """A stretch without marks, its middle (or its far end) left out where it is long. No number is cut in two."""
    text = plain_line(text)
    text = text.lstrip() if first else text.rstrip() if last else text
    if len(text) <= _BETWEEN:
        return text
    head = "" if first else text[:_KEPT].rstrip(_DIGITS)
    tail = "" if last else text[-_KEPT:].lstrip(_DIGITS)
    return f"{head}…{tail}"
