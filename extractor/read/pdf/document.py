"""Opens a PDF, has each page laid out and closed again, and hands over the Report. Refuses what cannot be read."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from typing import NoReturn

import pypdfium2 as pdfium
from pypdfium2 import raw

from extractor.blocks import Notice, Page, Report
from extractor.progress import tell
from extractor.read.pdf.assemble import write
from extractor.read.pdf.continued import join_tables
from extractor.read.pdf.fonts import offer_stand_in
from extractor.read.pdf.furniture import part_furniture
from extractor.read.pdf.layout import PageLayout, lay_out
from extractor.read.pdf.paragraphs import flow
from models.errors import UnreadableInput

MOST_PAGES = 1000
_END = re.compile(rb"startxref\s+\d+")
_LINEARIZED = re.compile(rb"/Linearized\b[^>]{0,200}?/L\s+(\d+)|/L\s+(\d+)[^>]{0,200}?/Linearized\b")


def read_pdf(data: bytes, name: str) -> Report:
    """The document in `data`, which the user calls `name`.

    Raises UnreadableInput: `damaged`, `encrypted`, `too_many_pages`, `no_text_layer` (no page has text: a scan) or
    `no_readable_text` (there is text, but its fonts do not tell which characters it is).
    """
    if _is_cut_off(data):
        raise UnreadableInput("damaged", name=name)
    document = _open(data, name)
    try:
        layouts = _layouts(document, name)
    finally:
        document.close()
    _refuse_without_text([layout.page for layout in layouts], name)
    return _report(layouts, data, name)


def _is_cut_off(data: bytes) -> bool:
    """pdfium repairs a truncated file and says nothing of the pages it lost; half a report must not pass for one."""
    ends = [m.end() for m in _END.finditer(data)]
    if not ends or re.search(rb"\d\s+obj\b", data[ends[-1] :]):
        return True
    linearized = _LINEARIZED.search(data[:2048])
    return linearized is not None and int(linearized.group(1) or linearized.group(2)) > len(data)


def _open(data: bytes, name: str) -> pdfium.PdfDocument:
    offer_stand_in()
    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        encrypted = error.err_code in (raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY)
        raise UnreadableInput("encrypted" if encrypted else "damaged", name=name) from error
    pages = len(document)
    if 0 < pages <= MOST_PAGES:
        return document
    document.close()
    if pages:
        raise UnreadableInput("too_many_pages", name=name, pages=pages, most=MOST_PAGES)
    raise UnreadableInput("damaged", name=name)


def _layouts(document: pdfium.PdfDocument, name: str) -> list[PageLayout]:
    """Every page laid out. A page that pdfium cannot load counts as unreadable; if none loads, the file is damaged."""
    layouts: list[PageLayout] = []
    lost = 0
    for index in range(len(document)):
        tell("pages", index, len(document))
        try:
            page = document[index]
        except pdfium.PdfiumError:
            layouts.append(PageLayout(Page(index + 1, "unreadable", 0.0, 0.0), [], []))
            lost += 1
            continue
        try:
            layouts.append(lay_out(page, index + 1, layouts[-1].gutter if layouts else None))
        finally:
            page.close()
    tell("pages", len(document), len(document))
    if lost == len(layouts):
        raise UnreadableInput("damaged", name=name)
    return layouts


def _refuse_without_text(pages: Sequence[Page], name: str) -> None:
    states = {page.state for page in pages}
    if "text" not in states:
        _refuse("no_readable_text" if "unreadable" in states else "no_text_layer", name, len(pages))


def _refuse(code: str, name: str, pages: int) -> NoReturn:
    raise UnreadableInput(code, name=name, pages=pages)


def _report(layouts: Sequence[PageLayout], data: bytes, name: str) -> Report:
    bodies, furniture = part_furniture(layouts)
    drafts, marks = join_tables(flow(bodies))
    strays = [stray for layout in layouts for stray in layout.strays]
    manuscript = write(drafts, [*(d.piece for d in marks), *(line.piece for line in furniture), *strays])
    return Report(
        name=name,
        format="pdf",
        sha256=hashlib.sha256(data).hexdigest(),
        text=manuscript.text(),
        blocks=manuscript.blocks,
        pages=[layout.page for layout in layouts],
        map=manuscript.map(),
        notices=[n for layout in layouts if (n := _notice(layout.page))],
    )


def _notice(page: Page) -> Notice | None:
    match page.state:
        case "no_text_layer":
            return Notice("page_without_text", {"page": page.number})
        case "unreadable":
            return Notice("page_unreadable", {"page": page.number})
        case _:
            return None
