"""The PDF reader: bytes of a PDF with a text layer in, a Report out. It reads no scans and draws nothing.

One step a file, in the order in which a page goes through them: `characters` (what the file prints and where),
`rulings` (the cells that its lines enclose), `rows` (characters to rows and segments), `aligned` (tables without
lines), `columns` (reading order), `layout` (all of these for a page); then for the whole document `furniture`,
`paragraphs`, `continued` (tables over pages) and `assemble`.
"""

from __future__ import annotations

from extractor.blocks import Report


def read_pdf(data: bytes, name: str) -> Report:
    """The document in `data`, which the user calls `name`. Raises UnreadableInput; see `document` for its codes."""
    from extractor.read.pdf import document  # numpy and pdfium take a tenth of a second that other formats need not pay

    return document.read_pdf(data, name)
