"""From the bytes of a file to a Report: the choice of reader by content. Reads nothing itself.

Libraries are loaded by the reader that needs them, because the command line must start quickly.
"""

from __future__ import annotations

from collections.abc import Callable

from extractor.blocks import Report
from extractor.read import kinds
from models.collector import collector_paused
from models.errors import UnreadableInput

Read = Callable[[bytes, str], Report]


def read_report(data: bytes, name: str) -> Report:
    """Read a county's document; `name` is what the user calls it and plays no part in the choice of reader.

    Raises UnreadableInput, with the name, for every file that cannot be read.
    """
    try:
        with collector_paused():
            return next(read for matches, read in READERS if matches(data))(data, name)
    except UnreadableInput as error:
        raise error.with_name(name) from error


def _pdf(data: bytes, name: str) -> Report:
    from extractor.read.pdf import read_pdf

    return read_pdf(data, name)


def _docx(data: bytes, name: str) -> Report:
    from extractor.read.docx import read_docx

    return read_docx(data, name)


def _text(data: bytes, name: str) -> Report:
    from extractor.read.text import read_text

    return read_text(data, name)


def _refuse(code: str) -> Read:
    def refuse(data: bytes, name: str) -> Report:
        raise UnreadableInput(code, name=name)

    return refuse


READERS: tuple[tuple[kinds.Matches, Read], ...] = (
    (kinds.is_empty, _refuse("empty")),
    (kinds.is_zip_bomb, _refuse("zip_bomb")),
    (kinds.has_macros, _refuse("macro")),
    (kinds.is_docx, _docx),
    (kinds.zip_holding("xl/"), _refuse("is_workbook")),
    (kinds.zip_holding("ppt/"), _refuse("is_slides")),
    (kinds.zip_holding("ofd.xml"), _refuse("is_ofd")),
    (kinds.zip_holding("content.xml", "mimetype"), _refuse("is_odt")),
    (kinds.is_broken_zip, _refuse("damaged")),
    (kinds.is_zip, _refuse("packed")),
    (kinds.starts_with(b"Rar!\x1a", b"7z\xbc\xaf\x27\x1c", b"\x1f\x8b"), _refuse("packed")),
    (kinds.ole2_with("EncryptedPackage"), _refuse("encrypted")),
    (kinds.ole2_with("Workbook"), _refuse("is_workbook")),
    (kinds.ole2_with("PowerPoint Document"), _refuse("is_slides")),
    (kinds.ole2_with(), _refuse("old_word")),
    (kinds.is_pdf, _pdf),
    (kinds.starts_with(b"{\\rtf"), _refuse("is_rtf")),
    (kinds.is_image, _refuse("is_image")),
    (kinds.is_word_xml, _refuse("old_word")),
    (kinds.is_html, _refuse("is_html")),
    (lambda data: True, _text),
)
"""Tried from above; the first that matches reads the file or says why it cannot be read."""
