"""The working paper as a workbook: findings with room for notes, their recomputation by formulas, counts, and the assessment."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

import xlsxwriter

from corpus.audit import Assessed, Audit, Comparison, reference_standard
from corpus.export.cells import SAFE_BOOK, CellWriter, set_print
from corpus.workings import workings
from service.exits import Lang
from service.labels import label, word
from service.paper.compared import CommonRow, Stated, about_comparison, common_rows, comparison_notices, contradictions
from service.paper.content import Entry, about, count_rows, entries, notices
from service.paper.recompute import add_recompute
from service.paper.verdicts import (
    about_assessment,
    assessment_notices,
    conclusions,
    criterion_names,
    school_rows,
    verdict_rows,
)  # fmt: skip
from service.paper.weighted import add_weighted, blocks_of_assessment, blocks_of_workings
from service.version import version

_LINE, _MOST_HEIGHT = 15, 400
Rows = Sequence[Sequence[object]]


def render_audit(audit: Audit, lang: Lang) -> bytes:
    """The workbook of a check."""
    return _render(audit, None, lang)


def render_assessed(assessed: Assessed, lang: Lang) -> bytes:
    """The workbook of an assessment: that of the check, with the verdicts before it."""
    return _render(assessed.audit, assessed, lang)


def _render(audit: Audit, assessed: Assessed | None, lang: Lang) -> bytes:
    out = io.BytesIO()
    standard = assessed.standard if assessed else reference_standard(audit.extraction.document)
    with xlsxwriter.Workbook(out, SAFE_BOOK) as book:
        cells = CellWriter(book)
        if assessed:
            _add_assessment(book, cells, assessed, lang)
        if audit.is_of_report:
            _add_findings(book, cells, entries(audit, standard, lang), lang)
        found = workings(audit.extraction, audit.checks.findings)
        numbers = {finding.id: n for n, finding in enumerate(audit.checks.findings, start=1)}
        add_recompute(book, cells, found, numbers, lang)
        blocks = blocks_of_workings(found, lang) + (blocks_of_assessment(assessed, lang) if assessed else [])
        add_weighted(book, cells, blocks, lang)
        if audit.is_of_report:
            _add_counts(book, cells, audit, lang)
        told = [*notices(audit, lang), *(assessment_notices(assessed, lang) if assessed else ())]
        _add_about(book, cells, [*about(audit, lang), *(about_assessment(assessed, lang) if assessed else ())], told, lang)
    return out.getvalue()


def render_comparison(comparison: Comparison, lang: Lang) -> bytes:
    """The workbook of a comparison: contradictions, then every common figure with the difference as a formula."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, SAFE_BOOK) as book:
        cells = CellWriter(book)
        _add_findings(book, cells, contradictions(comparison, lang), lang)
        _add_common(book, cells, common_rows(comparison, lang), lang)
        _add_about(book, cells, about_comparison(comparison, lang), comparison_notices(comparison, lang), lang)
    return out.getvalue()


def _add_sheet(book: Any, cells: CellWriter, name: str, heads: Sequence[str], widths: Sequence[int], rows: Rows) -> Any:
    """A sheet with a frozen heading row and a filter; long text is wrapped. The sheet."""
    sheet = book.add_worksheet(name)
    for column, (head, width) in enumerate(zip(heads, widths, strict=True)):
        sheet.set_column(column, column, width)
        sheet.write_string(0, column, head, cells.head)
    for number, row in enumerate(rows, start=1):
        for column, value in enumerate(row):
            cells.write(sheet, number, column, value, wrapped=True)
        sheet.set_row(number, _height(row, widths))
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, max(len(rows), 1), len(heads) - 1)
    sheet.repeat_rows(0)
    set_print(sheet)
    return sheet


def _height(row: Sequence[object], widths: Sequence[int]) -> float:
    """Points that the row's longest cell takes: some programs do not fit a row to its wrapped text by themselves."""
    lines = [_lines(str(value), width) for value, width in zip(row, widths, strict=False) if value is not None]
    return min(_LINE * max(lines, default=1) + 3, _MOST_HEIGHT)


def _lines(text: str, width: int) -> int:
    # A Chinese letter is two columns wide; the indent takes two.
    return sum(-(-sum(2 if c > "\u2e7f" else 1 for c in line) // max(width - 2, 1)) or 1 for line in text.split("\n"))


def _add_findings(book: Any, cells: CellWriter, found: Sequence[Entry], lang: Lang) -> None:
    names = ("number", "severity", "code", "finding", "quotes", "claimed_computed", "clause", "auditor_note", "signature", "date")
    rows = [_finding_row(entry) for entry in found]
    _add_sheet(book, cells, word("findings", lang), [word(n, lang) for n in names], (7, 8, 20, 36, 50, 40, 32, 24, 10, 10), rows)


def _finding_row(entry: Entry) -> list[object]:
    quoted = "\n".join(f"{quote.document} {quote.place}：{quote.text}".lstrip() for quote in entry.quotes)
    computed = "\n".join(f"{name}：{text}" for name, text in entry.computation)
    clauses = "\n".join((entry.rule, *entry.clauses))
    return [entry.number, entry.severity_name, f"{entry.name}\n{entry.code}", entry.message, quoted, computed, clauses]


def _add_assessment(book: Any, cells: CellWriter, assessed: Assessed, lang: Lang) -> None:
    names = ("part", "requirement", "scope", "verdict", "value_used", "threshold", "margin", "lacking", "source", "trace", "auditor_note")
    rows: list[list[object]] = [
        [row.part, f"{row.number} {row.name}", row.scope, row.verdict_name, row.value, row.threshold, row.margin, row.lacking, row.source,
         "\n".join((*row.trace, *row.lacks))]
        for row in verdict_rows(assessed, lang)
    ]  # fmt: skip
    rows += [[c.name, word("conclusion", lang), "", c.text] for c in conclusions(assessed, lang)]
    _add_sheet(book, cells, word("assessment", lang), [word(n, lang) for n in names], (14, 34, 20, 12, 20, 18, 16, 16, 20, 80, 30), rows)
    _add_schools(book, cells, assessed, lang)


def _add_schools(book: Any, cells: CellWriter, assessed: Assessed, lang: Lang) -> None:
    found = school_rows(assessed, lang)
    if not found:
        return
    heads = [word(n, lang) for n in ("school", "scope", "students", "verdict")]
    heads += [*criterion_names(assessed, lang), *(word(n, lang) for n in ("in_form", "claims", "source"))]
    criteria = len(heads) - 7
    values = [[c.value for c in school.criteria] for school in assessed.assessment.schools]
    rows: list[list[object]] = [
        [row.school, row.stage, row.students, row.verdict_name, *of_school, row.in_form, row.claimed, row.place]
        for row, of_school in zip(found, values, strict=True)
    ]
    _add_sheet(book, cells, word("schools", lang), heads, (26, 8, 10, 12, *[14] * criteria, 12, 12, 30), rows)


def _add_counts(book: Any, cells: CellWriter, audit: Audit, lang: Lang) -> None:
    names = ("family", "cases", "checkable", "checked", "not_checkable", "reasons")
    rows = [[r.name, r.found, r.checkable, r.checked, r.not_checkable, r.reasons] for r in count_rows(audit, lang)]
    _add_sheet(book, cells, word("counts", lang), [word(n, lang) for n in names], (24, 10, 10, 10, 10, 60), rows)


def _add_common(book: Any, cells: CellWriter, found: Sequence[CommonRow], lang: Lang) -> None:
    """No sheet where the documents have nothing in common."""
    if not found:
        return
    names = ("result", "figure", "qualifiers", "one_document", "where_written", "other_document", "where_written", "difference")
    heads = [word(name, lang) for name in (*names, "auditor_note")]
    rows: list[list[object]] = [
        [r.result_name, r.name, r.about, r.first.value, _where(r.first), r.second.value, _where(r.second)] for r in found
    ]
    sheet = _add_sheet(book, cells, word("common_figures", lang), heads, (10, 30, 24, 16, 36, 16, 36, 14, 30), rows)
    for number, row in enumerate(found, start=1):
        if row.first.value is not None and row.second.value is not None:
            difference = row.second.value - row.first.value
            sheet.write_formula(number, 7, f"=F{number + 1}-D{number + 1}", cells.number(difference), float(difference))


def _where(side: Stated) -> str:
    return f"{side.text}\n{side.document} {side.place}"


def _add_about(book: Any, cells: CellWriter, known: Sequence[tuple[str, str]], told: Sequence[str], lang: Lang) -> None:
    pairs = [*known, *((word("notices", lang), text) for text in told), (word("program", lang), f"junheng {version()}")]
    heads = [word("about", lang), label("field", "document", lang)]
    _add_sheet(book, cells, word("about", lang), heads, (22, 90), pairs)
