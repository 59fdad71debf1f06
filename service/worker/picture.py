"""One page of a PDF as a picture, at a size that does not depend on what the page says of its own size."""

from __future__ import annotations

import io

import pypdfium2 as pdfium

from models.errors import UnreadableInput

TALLEST = 8000
"""Pixels; a longer page is drawn smaller than asked for."""
_SMALLEST_SIDE = 0.01
"""Points. Below this a page box is damage."""


def page_png(data: bytes, name: str, number: int, width: int) -> bytes:
    """Page `number`, counted from 1, drawn `width` pixels wide, as it is displayed, as PNG.

    Raises UnreadableInput: `damaged`, `no_such_page`, `page_not_drawn`.
    """
    document = _open(data, name)
    try:
        page = _page(document, name, number)
        try:
            return _png(page, _scale(page, name, number, width))
        finally:
            page.close()
    finally:
        document.close()


def _scale(page: pdfium.PdfPage, name: str, number: int, width: int) -> float:
    """Pixels a point: the page `width` wide, or less where it would be too tall."""
    across, down = page.get_size()
    if not (across > _SMALLEST_SIDE and down > _SMALLEST_SIDE):
        raise UnreadableInput("page_not_drawn", name=name, page=number)
    # Half a pixel less, since pdfium rounds up.
    return float(min((width - 0.5) / across, (TALLEST - 0.5) / down))


def _open(data: bytes, name: str) -> pdfium.PdfDocument:
    try:
        return pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        raise UnreadableInput("damaged", name=name) from error


def _page(document: pdfium.PdfDocument, name: str, number: int) -> pdfium.PdfPage:
    if number > len(document):
        raise UnreadableInput("no_such_page", name=name, page=number, pages=len(document))
    try:
        return document[number - 1]
    except pdfium.PdfiumError as error:
        raise UnreadableInput("page_not_drawn", name=name, page=number) from error


def _png(page: pdfium.PdfPage, scale: float) -> bytes:
    """Grey would be smaller, but stamps and marks are red."""
    image = page.render(scale=scale).to_pil()
    out = io.BytesIO()
    image.save(out, "PNG", compress_level=4)
    return out.getvalue()
