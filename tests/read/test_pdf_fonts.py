"""A PDF whose Chinese font is neither in the file nor on the machine: nothing of its text may be lost."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from extractor.read.pdf.fonts import stand_in_font
from tests.read.pdf_builders import LEFT, Sheets

# pdfium asks for fonts once in a process, so a machine without fonts is a process of its own.
WITHOUT_FONTS = """
import pathlib, sys
from pypdfium2 import raw

system = raw.FPDF_GetDefaultSystemFontInfo()
finds_none = dict(raw.FPDF_SYSFONTINFO._fields_)["MapFont"](lambda *_: None)
system.contents.MapFont = finds_none
raw.FPDF_GetDefaultSystemFontInfo = lambda: system

from extractor.read.pdf import read_pdf

sys.stdout.buffer.write(read_pdf(pathlib.Path(sys.argv[1]).read_bytes(), "sheet.pdf").text.encode())
"""
SENTENCE = "全县共有小学28所，初中13所。"


@pytest.mark.parametrize("text", [[SENTENCE], list(SENTENCE)], ids=["one_text_a_line", "one_text_a_character"])
def test_characters_are_read_without_a_font(text: list[str], tmp_path: Path) -> None:
    sheets, x = Sheets(), LEFT
    for piece in text:
        sheets.put(x, 200, piece)
        x += sum(6 if c.isascii() else 12 for c in piece)
    (tmp_path / "sheet.pdf").write_bytes(sheets.data())
    command = [sys.executable, "-c", WITHOUT_FONTS, str(tmp_path / "sheet.pdf")]
    read = subprocess.run(command, capture_output=True, check=True, timeout=60)
    assert read.stdout.decode() == SENTENCE


def test_stand_in_is_small_and_has_its_tables_in_order() -> None:
    font = stand_in_font()
    tags = [font[at : at + 4] for at in range(12, 12 + 16 * 7, 16)]
    assert tags == sorted(tags)
    assert len(font) < 1000
