"""The working paper as a Word file for A4: a section for each finding with room for the auditor's note, then the assessment.

Fonts are named, not carried: Word and WPS have 宋体 and 黑体. Text of the report is text here; nothing of it is markup.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from corpus.typeset_docx import add_page_number, set_fonts, with_fixed_dates
from service.labels import word
from service.paper.content import Entry
from service.paper.drawing import png
from service.paper.paper import Judgement, Paper
from service.paper.quotes import Quote
from service.paper.verdicts import VerdictRow, by_part, without_value

_FONTS = {
    "Normal": ("宋体", 10.5), "Title": ("黑体", 18), "Heading 1": ("黑体", 15), "Heading 2": ("黑体", 12), "Heading 3": ("黑体", 11),
    "Header": ("宋体", 9), "Footer": ("宋体", 9),
}  # fmt: skip
_TEXT_WIDTH = 17.0
_COLOURS = {
    "error": RGBColor(0xA1, 0x12, 0x12), "warning": RGBColor(0x7A, 0x4B, 0x00), "info": RGBColor(0x0B, 0x4F, 0x8A),
    "met": RGBColor(0x1D, 0x6B, 0x2A), "not_met": RGBColor(0xA1, 0x12, 0x12), "depends_on_rounding": RGBColor(0x7A, 0x4B, 0x00),
    "contradicts": RGBColor(0xA1, 0x12, 0x12), "other_precision": RGBColor(0x7A, 0x4B, 0x00), "same": RGBColor(0x1D, 0x6B, 0x2A),
}  # fmt: skip
_MARK = "FFE89A"
_HEAD = "E9EEF4"


def render(paper: Paper) -> bytes:
    """The file's bytes, the same for the same paper."""
    document = Document()
    _set_page(document, paper)
    set_fonts(document, _FONTS)
    document.styles["Normal"].paragraph_format.space_after = Pt(3)
    title = document.add_paragraph(paper.title, style="Title")
    title.alignment = WD_ALIGN_PARAGRAPH.CENTER
    document.add_paragraph(paper.kind).alignment = WD_ALIGN_PARAGRAPH.CENTER
    # The hash stands on every page.
    _add_pairs(document, [pair for pair in paper.about if pair[1] != paper.hash])
    for notice in (*paper.notices, *paper.print_notices):
        _add_run(document.add_paragraph(), f"{word('notices', paper.lang)}：{notice}", colour=_COLOURS["warning"])
    if paper.findings:
        _add_findings(document, paper)
    if paper.judgement:
        _add_judgement(document, paper, paper.judgement)
    if paper.common:
        _add_common(document, paper)
    if paper.counts:
        _add_counts(document, paper)
    if paper.judgement or paper.common:
        _add_note(document, paper)
    return with_fixed_dates(document)


def _set_page(document: Any, paper: Paper) -> None:
    section = document.sections[0]
    section.page_width, section.page_height, section.orientation = Cm(21), Cm(29.7), WD_ORIENT.PORTRAIT
    section.left_margin = section.right_margin = Cm(2)
    section.top_margin = section.bottom_margin = Cm(2.2)
    header = section.header.paragraphs[0]
    header.text = f"{paper.kind} · {paper.document}"
    _add_run(section.header.add_paragraph(), word("document_hash", paper.lang, hash=paper.hash), size=7.5)
    add_page_number(section.footer.paragraphs[0])


def _add_findings(document: Any, paper: Paper) -> None:
    document.add_heading(f"{paper.findings}（{len(paper.entries)}）", 1)
    if not paper.entries:
        document.add_paragraph(paper.no_findings)
    for entry in paper.entries:
        _add_entry(document, entry, paper)


def _add_entry(document: Any, entry: Entry, paper: Paper) -> None:
    heading = document.add_heading("", 2)
    _add_run(heading, f"{entry.number}. ")
    _add_run(heading, f"【{entry.severity_name}】", colour=_COLOURS[entry.severity])
    _add_run(heading, f"{entry.name} ")
    _add_run(heading, f"({entry.code})", size=9)
    _add_run(document.add_paragraph(), entry.message, bold=True)
    for quote in entry.quotes:
        _add_quote(document, quote)
    if entry.more:
        document.add_paragraph(word("quotes_more", paper.lang, n=entry.more))
    clauses = [(word("clause", paper.lang), clause) for clause in entry.clauses]
    _add_pairs(document, [*entry.computation, (word("rule", paper.lang), entry.rule), *clauses])
    _keep(document.paragraphs[-1])
    _add_note(document, paper)


def _add_quote(document: Any, quote: Quote) -> None:
    paragraph = document.add_paragraph()
    paragraph.paragraph_format.left_indent = Cm(0.5)
    _add_run(paragraph, f"{quote.document} {quote.place}：".lstrip(), colour=RGBColor(0x4A, 0x52, 0x5C))
    for piece in quote.pieces:
        run = _add_run(paragraph, piece.text, bold=piece.marked).runs[-1]
        if piece.marked:
            run.underline = True
            run._r.get_or_add_rPr().append(_shade(_MARK))


def _add_note(document: Any, paper: Paper) -> None:
    """A box to write into, and the line for the signature; never torn apart by a page break."""
    table = document.add_table(1, 1, style="Table Grid")
    cell = table.rows[0].cells[0]
    _add_run(cell.paragraphs[0], f"{word('auditor_note', paper.lang)}：", bold=True)
    cell.add_paragraph()
    cell.add_paragraph(word("sign_line", paper.lang)).alignment = WD_ALIGN_PARAGRAPH.RIGHT
    table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
    document.add_paragraph()


def _add_judgement(document: Any, paper: Paper, judgement: Judgement) -> None:
    lang = paper.lang
    document.add_heading(word("assessment", lang), 1)
    _add_pairs(document, judgement.about)
    rows = [(c.name, c.text, "" if c is judgement.conclusions[-1] else "；".join(c.not_met)) for c in judgement.conclusions]
    colours = [_COLOURS.get(c.verdict) for c in judgement.conclusions]
    _add_table(document, [word(n, lang) for n in ("part", "verdict", "not_met_items")], rows, (2.6, 5.4, 9.0), colours, 1)
    for figure in judgement.printed:
        document.add_heading(figure.title, 3)
        document.add_picture(io.BytesIO(png(figure)), width=Cm(_TEXT_WIDTH))
        picture = document.paragraphs[-1]._p.find(".//" + qn("wp:docPr"))
        picture.set("descr", figure.description)
    heads = [word(n, lang) for n in ("verdict", "requirement", "value_used", "threshold", "margin", "lacking", "source")]
    for part, found in by_part(judgement.rows).items():
        document.add_heading(part, 2)
        known = [r for r in found if not r.inspect]
        told = [_cells(row) for row in known]
        _add_table(document, heads, told, (1.5, 4.9, 2.3, 2.4, 2.1, 1.9, 1.9), [_COLOURS.get(r.verdict) for r in known])
        if names := without_value(found):
            title = word("to_inspect", lang, n=sum(row.inspect for row in found))
            document.add_paragraph(f"{title}：{'；'.join(names)}").paragraph_format.space_before = Pt(4)
    _add_schools(document, paper, judgement)
    _add_traces(document, paper, judgement)


def _cells(row: VerdictRow) -> tuple[str, ...]:
    name = f"{row.number} {row.name} {row.scope}".rstrip()
    return (row.verdict_name, name, row.value.partition("（")[0], row.threshold, row.margin, row.lacking, row.source)


def _add_schools(document: Any, paper: Paper, judgement: Judgement) -> None:
    if not judgement.schools:
        return
    document.add_heading(word("schools", paper.lang), 2)
    heads = [word(n, paper.lang) for n in ("verdict", "school", "scope", "students")] + list(judgement.criteria)
    signs = {"above_floor": "△", "below": "▼"}
    rows = [
        (s.verdict_name, s.school, s.stage, f"{s.students:,}", *(signs.get(state, "") + value for value, state in s.values))
        for s in judgement.schools
    ]
    rest = (_TEXT_WIDTH - 7.0) / max(len(judgement.criteria), 1)
    _add_table(
        document, heads, rows, (1.5, 3.0, 1.1, 1.4, *[rest] * len(judgement.criteria)), [_COLOURS.get(s.verdict) for s in judgement.schools]
    )


def _add_traces(document: Any, paper: Paper, judgement: Judgement) -> None:
    """How the verdicts that need a look came about; the page and the workbook tell all of them."""
    told = [row for row in judgement.rows if row.verdict in ("not_met", "depends_on_rounding") or (row.notes and not row.inspect)]
    if told:
        document.add_heading(word("trace", paper.lang), 2)
    for row in told:
        paragraph = document.add_paragraph()
        _add_run(paragraph, f"{row.number} {row.name} {row.scope}".rstrip() + "  ", bold=True)
        _keep(_add_run(paragraph, row.verdict_name, colour=_COLOURS.get(row.verdict)))
        for line in row.trace:
            document.add_paragraph(line).paragraph_format.left_indent = Cm(0.5)


def _add_common(document: Any, paper: Paper) -> None:
    """Every figure that two of the documents give, with both places."""
    lang = paper.lang
    document.add_heading(f"{word('common_figures', lang)}（{len(paper.common)}）", 1)
    heads = [word(n, lang) for n in ("result", "figure", "qualifiers", "one_document", "other_document")]
    rows = [(r.result_name, r.name, r.about, *(f"{s.text}\n{s.document} {s.place}" for s in (r.first, r.second))) for r in paper.common]
    _add_table(document, heads, rows, (1.7, 3.9, 2.8, 4.3, 4.3), [_COLOURS.get(r.result) for r in paper.common])
    document.add_paragraph()


def _add_counts(document: Any, paper: Paper) -> None:
    lang = paper.lang
    document.add_heading(word("counts", lang), 1)
    heads = [word(n, lang) for n in ("family", "cases", "checkable", "checked", "not_checkable", "reasons")]
    rows = [(r.name, str(r.found), str(r.checkable), str(r.checked), str(r.not_checkable), r.reasons) for r in paper.counts]
    _add_table(document, heads, rows, (3.2, 1.4, 1.6, 1.6, 1.8, 7.4), [None] * len(rows))
    document.add_paragraph()


def _add_pairs(document: Any, pairs: Sequence[tuple[str, str]]) -> None:
    for name, text in pairs:
        paragraph = document.add_paragraph()
        paragraph.paragraph_format.space_after = Pt(0)
        paragraph.paragraph_format.left_indent, paragraph.paragraph_format.first_line_indent = Cm(2.6), Cm(-2.6)
        paragraph.paragraph_format.tab_stops.add_tab_stop(Cm(2.6))
        _add_run(paragraph, name + "\t", colour=RGBColor(0x4A, 0x52, 0x5C))
        _add_run(paragraph, text)


def _add_table(
    document: Any,
    heads: Sequence[str],
    rows: Sequence[Sequence[str]],
    widths: Sequence[float],
    colours: Sequence[RGBColor | None],
    coloured: int = 0,
) -> None:
    """A ruled table whose heading is repeated on each page; `coloured` is the column that takes the row's colour."""
    if not rows:
        return
    table = document.add_table(1 + len(rows), len(heads), style="Table Grid")
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Cm(width)
    lines = list(table.rows)
    lines[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    for number, (line, texts) in enumerate(zip(lines, (heads, *rows), strict=True)):
        line._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
        for column, (cell, text) in enumerate(zip(line.cells, texts, strict=True)):
            cell.width = Cm(widths[column])
            colour = colours[number - 1] if number and column == coloured else None
            paragraph = _add_run(cell.paragraphs[0], text, bold=not number, size=8.5 if len(heads) < 9 else 7.5, colour=colour)
            paragraph.paragraph_format.space_after = Pt(0)
            if not number:
                cell._tc.get_or_add_tcPr().append(_shade(_HEAD))


def _add_run(paragraph: Any, text: str, bold: bool = False, size: float | None = None, colour: RGBColor | None = None) -> Any:
    """The paragraph, with the run at its end."""
    run = paragraph.add_run(_storable(text))
    run.bold = bold or None
    if size:
        run.font.size = Pt(size)
    if colour is not None:
        run.font.color.rgb = colour
    return paragraph


def _storable(text: str) -> str:
    """Without the characters that XML cannot hold."""
    return "".join(c for c in text if c in "\t\n" or (c >= " " and c not in "\ufffe\uffff"))


def _keep(paragraph: Any) -> None:
    paragraph.paragraph_format.keep_with_next = True


def _shade(colour: str) -> Any:
    element = OxmlElement("w:shd")
    element.set(qn("w:val"), "clear")
    element.set(qn("w:fill"), colour)
    return element
