"""Builds the PDFs of the tests. Coordinates are points from the top left of an A4 page, as in the Report's map."""

from __future__ import annotations

import io
from collections.abc import Sequence

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

FONT = "STSong-Light"
WIDTH, HEIGHT = 595.0, 842.0
LEFT, RIGHT, TOP = 72.0, 523.0, 90.0
PITCH = 1.6

pdfmetrics.registerFont(UnicodeCIDFont(FONT))


class Sheets:
    """A PDF in the making. `put` draws a text with its base line at `y`."""

    def __init__(self, **canvas: object) -> None:
        self._file = io.BytesIO()
        self.canvas = Canvas(self._file, pagesize=(WIDTH, HEIGHT), **canvas)

    def put(self, x: float, y: float, text: str, size: float = 12, font: str = FONT) -> Sheets:
        self.canvas.setFont(font, size)
        self.canvas.drawString(x, HEIGHT - y, text)
        return self

    def centre(self, y: float, text: str, size: float = 12) -> Sheets:
        self.canvas.setFont(FONT, size)
        self.canvas.drawCentredString(WIDTH / 2, HEIGHT - y, text)
        return self

    def rule(self, x0: float, y0: float, x1: float, y1: float) -> Sheets:
        self.canvas.line(x0, HEIGHT - y0, x1, HEIGHT - y1)
        return self

    def lines(self, lines: Sequence[str], x: float = LEFT, y: float = TOP, size: float = 12) -> float:
        """Draws each text a line lower; gives the base line that would come next."""
        for number, line in enumerate(lines):
            self.put(x, y + number * PITCH * size, line, size)
        return y + len(lines) * PITCH * size

    def page(self) -> Sheets:
        self.canvas.showPage()
        return self

    def data(self) -> bytes:
        self.canvas.save()
        return self._file.getvalue()


def wrapped(text: str, columns: int = 37) -> list[str]:
    """A paragraph as it is set: two ideographs of indent, then `columns` full widths a line."""
    rows, row, width = [], "", 2.0
    for character in text:
        advance = 0.5 if character.isascii() else 1.0
        if width + advance > columns:
            rows.append(row)
            row, width = "", 0.0
        row, width = row + character, width + advance
    return ["　　" + rows[0], *rows[1:], row] if rows else ["　　" + row]


def draw_table(
    sheets: Sheets,
    rows: Sequence[Sequence[str]],
    xs: Sequence[float],
    y: float,
    height: float = 24.0,
) -> float:
    """A ruled table; `<` merges with the cell on the left, `^` with the one above. Gives the y of its lower border."""
    bottom = y + height * len(rows)
    for r in range(len(rows) + 1):
        for c in range(len(xs) - 1):
            if r in (0, len(rows)) or rows[r][c] != "^":
                sheets.rule(xs[c], y + r * height, xs[c + 1], y + r * height)
    for c in range(len(xs)):
        for r in range(len(rows)):
            if c in (0, len(xs) - 1) or rows[r][c] != "<":
                sheets.rule(xs[c], y + r * height, xs[c], y + (r + 1) * height)
    for r, row in enumerate(rows):
        for c, text in enumerate(row):
            if text and text not in "<^":
                sheets.put(xs[c] + 4, y + r * height + 16, text, 10)
    return bottom


def raw_pdf(content: bytes, font: bytes, box: bytes = b"0 0 595 842") -> bytes:
    """A one-page PDF written by hand: a content stream, a font dictionary named /F, a page box."""
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [" + box + b"] /Contents 4 0 R /Resources << /Font << /F 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n" % len(content) + content + b"\nendstream",
        font,
    ]
    return assembled(objects)


def assembled(objects: Sequence[bytes]) -> bytes:
    """The objects, numbered from 1, with a cross-reference table; the first is the catalogue."""
    data, offsets = b"%PDF-1.7\n", []
    for number, body in enumerate(objects, start=1):
        offsets.append(len(data))
        data += b"%d 0 obj\n" % number + body + b"\nendobj\n"
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    size = len(objects) + 1
    trailer = b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (size, len(data))
    return data + b"xref\n0 %d\n0000000000 65535 f \n" % size + table + trailer
