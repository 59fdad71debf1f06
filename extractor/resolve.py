"""From bound figures to the contract's facts: raw evidence, places, ids, confidence, and the ledger's entries.

The last step of the pipeline; decides nothing about meaning any more. Facts and entries are put together as plain values
and become the contract's models all at once, which takes half the time of one by one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from extractor.blocks import Notice, Report, Table
from extractor.figures import Figure
from extractor.ledger import Entry, complete
from extractor.relations import Link
from extractor.sentences import Reading
from extractor.statements import find_statements
from models.fact import ChangeRelation, Document, Extraction, NoticeEntry, RatioRelation, Relation, SumRelation
from models.messages import message


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph or a table cell as read, with its block's number and, for a cell, the table's number."""

    block: int
    reading: Reading
    table: int | None = None
    furniture: bool = False
    planned: bool = False
    """A paragraph on what is to be done."""


def to_extraction(
    report: Report, document: Document, passages: Sequence[Passage], links: Sequence[Link], marks: frozenset[int]
) -> Extraction:
    """The extraction of a report whose passages have been read and bound; `marks` are raw offsets of page marks."""
    facts: list[dict[str, Any]] = []
    entries: list[Entry] = []
    ids: dict[int, str] = {}
    sentences = _Sentences(report)
    for passage in passages:
        _add_passage(report, passage, sentences, facts, entries, ids)
    entries += _mark_entries(report.text, marks, entries)
    ledger = complete(report.text, entries)
    return Extraction.model_validate({
        "document": document,
        "facts": facts,
        "relations": [r for link in links if (r := _relation(link, ids)) is not None],
        "statements": [statement for passage in passages for statement in _statements(passage)],
        "ledger": [{"kind": e.kind, "start": e.start, "end": e.end, "text": report.text[e.start : e.end], "fact": e.fact} for e in ledger],
        "notices": [_notice(report.name, notice) for notice in report.notices],
    })  # fmt: skip


def _notice(name: str, notice: Notice) -> NoticeEntry:
    page = notice.details.get("page")
    written = message(notice.code, "zh", name=name, **notice.details)
    return NoticeEntry(code=notice.code, message=written, page=page if isinstance(page, int) else None)


def _add_passage(
    report: Report, passage: Passage, sentences: _Sentences, facts: list[dict[str, Any]], entries: list[Entry], ids: dict[int, str]
) -> None:
    """Add the passage's facts and ledger entries; `ids` learns the fact id of each figure, by the figure's identity."""
    folded = passage.reading.folded
    figures = {} if passage.furniture else {f.start: f for f in passage.reading.figures}
    for span in passage.reading.spans:
        figure = figures.get(span.start)
        start, end = folded.raw_span(span.start, span.end)
        if figure is not None:
            fact_id = ids[id(figure)] = f"f{len(facts) + 1}"
            evidence = _evidence(report, passage, figure, start, end, sentences.of(passage, figure))
            facts.append(_fact(passage, figure, fact_id, evidence))
            entries.append(Entry(start, end, "fact", fact_id))
        elif end > start:
            kind = "page" if passage.furniture else "unresolved" if span.kind in ("bare", "figure", "masked") else span.kind
            if kind != "unresolved" or any(c.isalnum() for c in report.text[start:end]):
                entries.append(Entry(start, end, kind))


def _statements(passage: Passage) -> Iterator[dict[str, Any]]:
    """The fields of a Statement for each sentence of a paragraph that claims something and holds no figure."""
    if passage.furniture or passage.table is not None:
        return
    folded = passage.reading.folded
    for start, end in find_statements(passage.reading, passage.planned):
        raw_start, raw_end = folded.raw_span(start, end)
        yield {"text": folded.text[start:end].strip(), "start": raw_start, "end": raw_end, "paragraph": passage.block}


def _fact(passage: Passage, figure: Figure, fact_id: str, evidence: dict[str, Any]) -> dict[str, Any]:
    """The fields of a Fact."""
    folded = passage.reading.folded
    flags = set(figure.flags)
    if folded.is_repaired(figure.start, figure.end):
        flags.add("repaired")
    return dict(
        id=fact_id, value=figure.value, value_max=figure.value_max, unit=figure.unit, step=figure.step, bound=figure.bound,
        kind=figure.kind, status=figure.status, indicator=figure.indicator, subject=figure.subject, stage=figure.stage,
        area=figure.area, period=figure.period, criterion=figure.criterion, entity=figure.entity, flags=tuple(sorted(flags)),
        confidence=confidence(figure), evidence=evidence,
    )  # fmt: skip


def confidence(figure: Figure) -> float:
    """How surely the figure was bound, from 0 to 1: by the score of its wording; a masked or unbound one is less sure."""
    if figure.indicator == "other":
        return 0.5
    return round(min(0.55 + 0.2 * figure.score, 0.99), 2)


def _evidence(report: Report, passage: Passage, figure: Figure, start: int, end: int, sentence: str) -> dict[str, Any]:
    """The fields of an Evidence."""
    places = [] if report.map is None else report.map.places(start, end)
    return dict(
        text=report.text[start:end], start=start, end=end, sentence=sentence,
        paragraph=passage.block, page=places[0][0] if places else None, places=[{"page": page, "box": box} for page, box in places],
        table=passage.table, row=figure.row, column=figure.column,
    )  # fmt: skip


class _Sentences:
    """The raw sentence that holds a figure; of a number cell, its whole row. Rows are put together once a table."""

    def __init__(self, report: Report) -> None:
        self._report = report
        self._rows: dict[int, dict[int, list[str]]] = {}

    def of(self, passage: Passage, figure: Figure) -> str:
        reading, raw = passage.reading, self._report.text
        if reading.sentences:
            return raw[slice(*reading.folded.raw_span(*reading.sentence_as_written(figure)))].strip()
        table = self._report.blocks[passage.block]
        if not isinstance(table, Table) or figure.row is None:
            return raw[slice(*reading.folded.raw_span(0, len(reading.folded.text)))]
        if passage.block not in self._rows:
            self._rows[passage.block] = self._rows_of(table)
        return "\t".join(self._rows[passage.block][figure.row])

    def _rows_of(self, table: Table) -> dict[int, list[str]]:
        """The texts of each row's cells, those that reach into it from above among them."""
        rows: dict[int, list[str]] = {row: [] for row in range(table.rows)}
        for cell in sorted(table.cells, key=lambda c: c.column):
            for row in range(cell.row, cell.row + cell.row_span):
                rows[row].append(self._report.text[cell.start : cell.end].strip())
        return rows


def _relation(link: Link, ids: dict[int, str]) -> Relation | None:
    """The link by fact ids; None where a member that the relation must have is no fact."""
    members = [None if m is None else ids.get(id(m)) for m in link.members]
    if link.type == "sum" and None not in members:
        return SumRelation(whole=members[0], parts=tuple(members[1:]))
    if link.type == "ratio" and None not in members:
        return RatioRelation(part=members[0], whole=members[1], rate=members[2])
    if link.type == "change" and members[1] is not None:
        return ChangeRelation(from_=members[0], to=members[1], delta=members[2])
    return None


_NUMBER = re.compile(r"\d+")


def _mark_entries(raw: str, marks: frozenset[int], entries: list[Entry]) -> list[Entry]:
    """Page marks that stand inside no entry (one that splits a number lies inside its fact)."""
    if not marks:
        return []
    found = []
    covered = [(e.start, e.end) for e in entries]
    for mark in sorted(marks):
        number = _NUMBER.search(raw, mark)
        if number and not any(a <= number.start() < b for a, b in covered):
            found.append(Entry(*number.span(), "page"))
    return found
