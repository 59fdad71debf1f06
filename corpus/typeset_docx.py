"""A Manuscript written as a Word file: real heading styles, merged cells, marked header rows, page number in the footer.

Takes a Manuscript and gives the bytes of a .docx, the same bytes for the same manuscript. Needs no font file: Word
finds 宋体, 仿宋 and 黑体 by name. It writes no pictures, footnotes or automatic numbering.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from corpus.typeset import Caption, Grid, Heading, Line, Manuscript, spans

_ALIGN = {
    "left": WD_ALIGN_PARAGRAPH.LEFT,
    "right": WD_ALIGN_PARAGRAPH.RIGHT,
    "center": WD_ALIGN_PARAGRAPH.CENTER,
}
# Style name of python-docx's template: Chinese font, size in points.
_FONTS = {
    "Normal": ("仿宋", 16),
    "Title": ("宋体", 22),
    "Heading 1": ("黑体", 16),
    "Heading 2": ("宋体", 16),
    "Heading 3": ("仿宋", 16),
    "Caption": ("黑体", 12),
}
# Zip and document dates are fixed so that equal manuscripts give equal bytes; 1980 is the oldest date a zip can hold.
_WRITTEN = datetime(2024, 1, 1)
_ZIP_DATE = (1980, 1, 1, 0, 0, 0)


def to_docx(manuscript: Manuscript) -> bytes:
    """The bytes of a .docx with the blocks of `manuscript` in order."""
    document = Document()
    _set_page(document)
    set_fonts(document, _FONTS)
    for block in manuscript.blocks:
        match block:
            case Heading(text, level):
                _add_heading(document, text, level)
            case Line(text, align):
                _add_line(document, text, align)
            case Caption(text):
                document.add_paragraph(text, style="Caption").alignment = WD_ALIGN_PARAGRAPH.CENTER
            case Grid():
                _add_table(document, block)
    add_page_number(document.sections[0].footer.paragraphs[0])
    return with_fixed_dates(document)


def _set_page(document: Any) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.6)


def set_fonts(document: Any, fonts_of: Mapping[str, tuple[str, float]]) -> None:
    """Chinese font and size in points of each named style, in black."""
    for name, (font, size) in fonts_of.items():
        style = document.styles[name]
        style.font.name, style.font.size = font, Pt(size)
        style.font.color.rgb = RGBColor(0, 0, 0)
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        # Theme fonts of the template would win over the names.
        for attribute in [a for a in fonts.attrib if a.endswith("Theme")]:
            del fonts.attrib[attribute]
        fonts.set(qn("w:eastAsia"), font)


def _add_heading(document: Any, text: str, level: int) -> None:
    style = "Title" if level == 1 else f"Heading {min(level - 1, 3)}"
    paragraph = document.add_paragraph(text, style=style)
    if level == 1:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER


def _add_line(document: Any, text: str, align: str) -> None:
    paragraph = document.add_paragraph(text)
    if align == "body":
        paragraph.paragraph_format.first_line_indent = Pt(32)
    else:
        paragraph.alignment = _ALIGN[align]


def _add_table(document: Any, grid: Grid) -> None:
    table = document.add_table(len(grid.rows), grid.columns, style="Table Grid")
    # `row.cells` is slow and merging changes it, so the places are read once.
    places = [list(row.cells) for row in table.rows]
    for span in spans(grid):
        cell = places[span.top][span.left]
        last = places[span.bottom - 1][span.right - 1]
        if (span.bottom, span.right) != (span.top + 1, span.left + 1):
            cell = cell.merge(last)
        cell.text = span.text
        for run in cell.paragraphs[0].runs:
            run.font.size = Pt(10.5 if grid.columns < 9 else 8)
    for row in table.rows[: grid.header_rows]:
        row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))


def add_page_number(paragraph: Any) -> None:
    """The number of the page, centred between dashes, as a field that Word fills in."""
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    paragraph.add_run("— ")
    for kind, text in (("begin", ""), ("", "PAGE"), ("end", "")):
        run = paragraph.add_run()._r
        element = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            element.set(qn("w:fldCharType"), kind)
        else:
            element.text = text
        run.append(element)
    paragraph.add_run(" —")


def with_fixed_dates(document: Any) -> bytes:
    """The document's bytes, the same for the same content."""
    document.core_properties.created = document.core_properties.modified = _WRITTEN
    raw, fixed = BytesIO(), BytesIO()
    document.save(raw)
    with ZipFile(raw) as source, ZipFile(fixed, "w", ZIP_DEFLATED) as target:
        for name in source.namelist():
            target.writestr(ZipInfo(name, _ZIP_DATE), source.read(name), ZIP_DEFLATED)
    return fixed.getvalue()
