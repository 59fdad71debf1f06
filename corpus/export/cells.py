"""Values into the cells of a workbook: numbers as numbers where Excel holds them exactly, text never as a formula or link."""

from __future__ import annotations

from decimal import Decimal
from typing import Any
from xml.sax.saxutils import escape

from models.plain import plain

MOST_ROWS = 1_048_575
MOST_COLUMNS = 16_384
SAFE_BOOK = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
"""How a workbook is opened so that no text of a report becomes anything but text."""
MOST_LETTERS = 32_767
_EXCEL_DIGITS = 15


def fits_excel(value: Decimal) -> bool:
    """True where the binary number of an Excel cell gives back every digit that was written."""
    return len(value.normalize().as_tuple().digits) <= _EXCEL_DIGITS and Decimal(repr(float(value))) == value


class CellWriter:
    """Writes values into the sheets of one workbook in its formats, on the colour `fill` where one is given."""

    def __init__(self, book: Any, fill: str | None = None) -> None:
        self._book = book
        self._ground = {"valign": "vcenter"} | ({"bg_color": fill} if fill else {})
        left = self._ground | {"align": "left", "indent": 1}
        self.head = book.add_format(left | {"bold": True, "bg_color": "#DCE6F1", "bottom": 1, "text_wrap": True})
        self.text = book.add_format(left | {"num_format": "@"})
        self.long = book.add_format(left | {"num_format": "@", "text_wrap": True})
        self.plain = book.add_format(left)
        # Excel needs no format for yes and no; LibreOffice shows 1 and 0 without one.
        self.yes_no = book.add_format(left | {"num_format": '"TRUE";"TRUE";"FALSE"'})
        self._numbers: dict[int, Any] = {}

    def write(self, sheet: Any, row: int, column: int, value: object, wrapped: bool = False) -> None:
        """Yes or no, a whole number, a decimal, or anything else as text; nothing for None and empty text."""
        if isinstance(value, bool):
            sheet.write_boolean(row, column, value, self.yes_no)
        elif isinstance(value, int):
            sheet.write_number(row, column, value, self.plain)
        elif isinstance(value, Decimal) and fits_excel(value):
            sheet.write_number(row, column, float(value), self.number(value))
        elif value is not None and value != "":
            text = f"{value:f}" if isinstance(value, Decimal) else plain(str(value))
            sheet.write_string(row, column, _string(cut(text)), self.long if wrapped else self.text)

    def number(self, value: Decimal) -> Any:
        """The format that shows the decimals that were written, 0.50 as 0.50."""
        exponent = value.as_tuple().exponent
        return self.decimals(max(-exponent, 0) if isinstance(exponent, int) else 0)

    def decimals(self, decimals: int) -> Any:
        """The format of a number with so many decimals."""
        if decimals not in self._numbers:
            pattern = "#,##0" + ("." + "0" * decimals if decimals else "")
            self._numbers[decimals] = self._book.add_format(self._ground | {"num_format": pattern})
        return self._numbers[decimals]


def cut(text: str) -> str:
    """The text as far as a cell holds it."""
    return text if len(text) <= MOST_LETTERS else text[: MOST_LETTERS - 1] + "…"


def _string(text: str) -> str:
    """XlsxWriter takes text that looks like its own marks for rich text and writes it unescaped: here, as the text of such a mark."""
    looks_rich = text.startswith("<r>") and text.endswith("</r>")
    return f'<r><t xml:space="preserve">{escape(text)}</t></r>' if looks_rich else text


def set_print(sheet: Any) -> None:
    """A4 across, as wide as the page."""
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
