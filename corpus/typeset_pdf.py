"""A Manuscript written as a PDF: A4, two-character indent, ruled tables that may break over pages, page numbers.

Takes a Manuscript and gives the bytes of a PDF, the same bytes for the same manuscript. The font is reportlab's
built-in STSong-Light, which every viewer brings along; no font file is read and none is embedded.
"""

from __future__ import annotations

from html import escape
from io import BytesIO
from typing import Any, Literal

from reportlab.lib import colors
from reportlab.lib.enums import TA_CENTER, TA_LEFT, TA_RIGHT
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import cm
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfbase.pdfmetrics import registerFont
from reportlab.platypus import LongTable, Paragraph, SimpleDocTemplate, Spacer

from corpus.typeset import Block, Caption, Grid, Heading, Line, Manuscript, spans

FONT = "STSong-Light"
_MARGIN = 2.6 * cm
_WIDTH = A4[0] - 2 * _MARGIN
Alignment = Literal[0, 1, 2]
_ALIGN: dict[str, Alignment] = {"left": TA_LEFT, "right": TA_RIGHT, "center": TA_CENTER, "body": TA_LEFT}


def to_pdf(manuscript: Manuscript, *, running_header: str = "") -> bytes:
    """The bytes of a PDF; `running_header` stands at the top of every page where it is given."""
    registerFont(UnicodeCIDFont(FONT))
    out = BytesIO()
    document = SimpleDocTemplate(
        out,
        pagesize=A4,
        leftMargin=_MARGIN,
        rightMargin=_MARGIN,
        topMargin=2.5 * cm,
        bottomMargin=2.5 * cm,
        invariant=1,
    )

    def decorate(canvas: Any, page: Any) -> None:
        canvas.setFont(FONT, 10)
        canvas.drawCentredString(A4[0] / 2, 1.4 * cm, f"— {page.page} —")
        if running_header:
            canvas.drawCentredString(A4[0] / 2, A4[1] - 1.5 * cm, running_header)

    flow = [piece for block in manuscript.blocks for piece in _flow(block)]
    document.build(flow or [Spacer(1, 1)], onFirstPage=decorate, onLaterPages=decorate)
    return out.getvalue()


def _style(size: float, align: Alignment = TA_LEFT, indent: float = 0, space: float = 0) -> ParagraphStyle:
    return ParagraphStyle(
        "set", fontName=FONT, fontSize=size, leading=size * 1.6, alignment=align, firstLineIndent=indent,
        spaceBefore=space, spaceAfter=space, wordWrap="CJK",
    )  # fmt: skip


def _flow(block: Block) -> list[Any]:
    match block:
        case Heading(text, 1):
            return [Paragraph(escape(text), _style(20, TA_CENTER, space=10))]
        case Heading(text, level):
            return [Paragraph(escape(text), _style(15 if level == 2 else 13, space=4))]
        case Caption(text):
            return [Paragraph(escape(text), _style(10.5, TA_CENTER, space=3))]
        case Line(text, align):
            return [Paragraph(escape(text), _style(12, _ALIGN[align], 24 if align == "body" else 0))]
        case Grid():
            return [_table(block), Spacer(1, 6)]


def _table(grid: Grid) -> LongTable:
    style = _style(10 if grid.columns < 9 else 7, TA_CENTER)
    cells: list[list[Any]] = [[""] * grid.columns for _ in grid.rows]
    commands: list[tuple[Any, ...]] = [
        ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
        ("LINEBELOW", (0, "splitlast"), (-1, "splitlast"), 0.5, colors.black),
    ]
    for span in spans(grid):
        cells[span.top][span.left] = Paragraph(escape(span.text), style)
        commands.append(("BOX", (span.left, span.top), (span.right - 1, span.bottom - 1), 0.5, colors.black))
        # reportlab cannot break a page inside a cell that spans rows, so below the header only columns are spanned;
        # the box drawn around the rows shows the merged cell all the same.
        bottom = span.bottom if span.top < grid.header_rows else span.top + 1
        commands.append(("SPAN", (span.left, span.top), (span.right - 1, bottom - 1)))
    return LongTable(cells, colWidths=_column_widths(grid), repeatRows=grid.header_rows, style=commands)


def _column_widths(grid: Grid) -> list[float]:
    """Widths in points that share the page by the longest text below the header, within one to six shares."""
    longest = [2.0] * grid.columns
    for span in spans(grid):
        if span.right == span.left + 1 and span.top >= grid.header_rows:
            longest[span.left] = max(longest[span.left], min(len(span.text), 12) * 1.0)
    shares = [2 + width for width in longest]
    return [_WIDTH * share / sum(shares) for share in shares]
