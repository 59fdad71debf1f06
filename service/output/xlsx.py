"""An Excel workbook of four sheets: the facts, their relations, the ledger, and what it all means.

Numbers are numbers wherever Excel can hold them exactly; no text is ever taken for a formula or a link.
"""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import xlsxwriter

from corpus.export.cells import MOST_ROWS, SAFE_BOOK, CellWriter, set_print
from models.fact import Fact
from service.exits import Lang, WrongUsage, sentence
from service.labels import indicator_name, label, load_labels, means, word
from service.output.cards import members
from service.output.figures import place_text
from service.output.result import Result, Setting
from service.version import version

_PRINTED = 16
"""Columns that go to paper: as far as the place. All would be too small to read."""
Row = dict[str, object]


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its field in labels.yaml, its width in letters, and what it holds of a fact."""

    field: str
    width: int
    of: Callable[[Result, Fact, Lang], object]


COLUMNS = (
    Column("document", 24, lambda r, f, lang: r.extraction.document.name),
    Column("county", 12, lambda r, f, lang: r.extraction.document.county),
    Column("year", 9, lambda r, f, lang: r.extraction.document.year),
    Column("id", 7, lambda r, f, lang: f.id),
    Column("indicator_name", 28, lambda r, f, lang: indicator_name(f.indicator, lang)),
    Column("text", 14, lambda r, f, lang: f.evidence.text),
    Column("value", 17, lambda r, f, lang: f.value),
    Column("value_max", 11, lambda r, f, lang: f.value_max),
    Column("unit", 11, lambda r, f, lang: label("unit", f.unit, lang)),
    Column("bound", 9, lambda r, f, lang: label("bound", f.bound, lang)),
    Column("kind", 9, lambda r, f, lang: label("kind", f.kind, lang)),
    Column("status", 9, lambda r, f, lang: label("status", f.status, lang)),
    Column("stage", 10, lambda r, f, lang: label("stage", f.stage, lang)),
    Column("area", 9, lambda r, f, lang: label("area", f.area, lang)),
    Column("period", 12, lambda r, f, lang: f.period),
    Column("place", 16, lambda r, f, lang: place_text(f, lang)),
    Column("sentence", 60, lambda r, f, lang: f.evidence.sentence),
    Column("subject", 24, lambda r, f, lang: f.subject),
    Column("entity", 18, lambda r, f, lang: f.entity),
    Column("criterion", 22, lambda r, f, lang: label("criterion", f.criterion, lang)),
    Column("flags", 12, lambda r, f, lang: "、".join(label("flag", flag, lang) for flag in f.flags)),
    Column("confidence", 11, lambda r, f, lang: Decimal(str(f.confidence))),
    Column("indicator", 30, lambda r, f, lang: f.indicator),
    Column("start", 9, lambda r, f, lang: f.evidence.start),
    Column("end", 9, lambda r, f, lang: f.evidence.end),
)

_RELATION_WIDTHS = {
    "document": 24, "relation_number": 9, "relation": 9, "role": 9, "fact": 10, "indicator_name": 28, "value": 17, "unit": 11, "text": 16,
}  # fmt: skip
_LEDGER_WIDTHS = {"document": 24, "ledger_kind": 10, "text": 24, "fact": 10, "start": 9, "end": 9}


def render(results: Sequence[Result], setting: Setting) -> bytes:
    """The workbook's bytes. Raises WrongUsage where a sheet would have more rows than Excel has."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, SAFE_BOOK) as book:
        sheets = _Sheets(book, setting.lang)
        sheets.add(word("facts", setting.lang), {c.field: c.width for c in COLUMNS}, _fact_rows(results, setting.lang))
        sheets.add(word("relations", setting.lang), _RELATION_WIDTHS, _relation_rows(results, setting.lang))
        sheets.add(word("ledger", setting.lang), _LEDGER_WIDTHS, _ledger_rows(results, setting.lang))
        sheets.add_about(results)
    return out.getvalue()


def _fact_rows(results: Sequence[Result], lang: Lang) -> list[Row]:
    return [{c.field: c.of(r, fact, lang) for c in COLUMNS} for r in results for fact in r.extraction.facts]


def _relation_rows(results: Sequence[Result], lang: Lang) -> list[Row]:
    rows: list[Row] = []
    for result in results:
        facts = {fact.id: fact for fact in result.extraction.facts}
        for number, relation in enumerate(result.extraction.relations, start=1):
            for role, fact_id in members(relation):
                fact = facts[fact_id]
                rows.append({
                    "document": result.extraction.document.name,
                    "relation_number": number, "relation": label("relation", relation.type, lang),
                    "role": label("role", role, lang), "fact": fact_id, "indicator_name": indicator_name(fact.indicator, lang),
                    "value": fact.value, "unit": label("unit", fact.unit, lang), "text": fact.evidence.text,
                })  # fmt: skip
    return rows


def _ledger_rows(results: Sequence[Result], lang: Lang) -> list[Row]:
    return [
        {
            "document": result.extraction.document.name, "ledger_kind": label("ledger_kind", entry.kind, lang), "text": entry.text,
            "fact": entry.fact, "start": entry.start, "end": entry.end,
        }
        for result in results for entry in result.extraction.ledger
    ]  # fmt: skip


class _Sheets:
    """Writes the sheets of one workbook in its formats."""

    def __init__(self, book: Any, lang: Lang) -> None:
        self._book, self._lang = book, lang
        self._cells = CellWriter(book)

    def add(self, name: str, widths: dict[str, int], rows: Sequence[Row]) -> None:
        """A sheet with a frozen heading row and a filter; `widths` has the fields in order."""
        if len(rows) > MOST_ROWS:
            raise WrongUsage("too_many_rows", rows=len(rows))
        sheet = self._book.add_worksheet(name)
        for column, (field, width) in enumerate(widths.items()):
            sheet.set_column(column, column, width)
            sheet.write_string(0, column, label("field", field, self._lang), self._cells.head)
        for number, row in enumerate(rows, start=1):
            for column, field in enumerate(widths):
                self._cells.write(sheet, number, column, row[field])
        sheet.set_row(0, 30)
        sheet.freeze_panes(1, 0)
        sheet.autofilter(0, 0, max(len(rows), 1), len(widths) - 1)
        # Figures as written are text on purpose; Excel need not warn of each.
        sheet.ignore_errors({"number_stored_as_text": f"A1:XFD{len(rows) + 1}"})
        sheet.repeat_rows(0)
        sheet.print_area(0, 0, len(rows), min(len(widths), _PRINTED) - 1)
        set_print(sheet)

    def add_about(self, results: Sequence[Result]) -> None:
        """What was read, what the numbers count, and what the columns mean."""
        sheet = self._book.add_worksheet(word("about", self._lang))
        sheet.set_column(0, 0, 22)
        sheet.set_column(1, 1, 80)
        at = 0
        for title, lines in self._about(results):
            sheet.write_string(at, 0, title, self._cells.head)
            sheet.write_string(at, 1, "", self._cells.head)
            for name, value in lines:
                at += 1
                self._cells.write(sheet, at, 0, name)
                self._cells.write(sheet, at, 1, value, wrapped=True)
            at += 2
        set_print(sheet)

    def _about(self, results: Sequence[Result]) -> Iterable[tuple[str, list[tuple[str, object]]]]:
        lang = self._lang
        yield word("program", lang), [("junheng", version())]
        for result in results:
            yield result.extraction.document.name, _document_lines(result, lang)
        yield word("columns", lang), [(label("field", name, lang), means(name, lang)) for name in load_labels()["field"]]


def _document_lines(result: Result, lang: Lang) -> list[tuple[str, object]]:
    document, extraction = result.extraction.document, result.extraction
    kinds: Counter[str] = Counter(entry.kind for entry in extraction.ledger)
    lines: list[tuple[str, object]] = [
        (word("title", lang), document.title),
        (label("field", "county", lang), document.county),
        (label("field", "year", lang), document.year),
        (word("document_kind", lang), label("document_kind", document.kind, lang)),
        (word("format", lang), document.format),
        (word("sha", lang), document.id),
        (word("facts", lang), len(extraction.facts)),
        (word("relations", lang), len(extraction.relations)),
        (word("ledger", lang), len(extraction.ledger)),
    ]
    lines += [(f"{word('ledger', lang)}：{label('ledger_kind', kind, lang)}", kinds[kind]) for kind in load_labels()["ledger_kind"]]
    lines += [(word("notices", lang), sentence(n.code, lang, **{"name": document.name, **n.details})) for n in result.report.notices]
    return lines
