"""An Excel workbook: a sheet a table, and one that tells what the workbook is and what Excel could not hold as it was.

Each sheet has two heading rows: what people call the column, and its name in the other formats. A number with more than 15
digits, which Excel would round, is text with every digit. Cells that may be wrong or not comparable stand on a colour.
"""

from __future__ import annotations

import datetime
import unicodedata
import zipfile
from collections.abc import Iterator
from decimal import Context, Decimal
from pathlib import Path
from typing import Any
from xml.parsers import expat

import pyarrow as pa
import xlsxwriter
from xlsxwriter.exceptions import FileCreateError

from corpus.dataset.formulas import PREFIX
from corpus.dataset.wide import KEYS
from corpus.dataset.wording import is_grave
from corpus.export.cells import MOST_COLUMNS, MOST_LETTERS, MOST_ROWS, SAFE_BOOK, CellWriter, fits_excel, set_print
from corpus.export.contents import DERIVED, DICTIONARY, FLAGS, NOTES, WIDE, CannotExport, Contents, Lang, titles
from corpus.export.parts import Part, Shape
from corpus.export.texts import trimmed
from corpus.export.words import word

NAME = "dataset.xlsx"
HEADS = 2
_DOUBTFUL = "#FCE4D6"
_FROZEN = 3
"""Columns of the wide table that stay in sight: county and year."""
_DIGITS, _DECIMALS = Context(prec=15), 6
_WRAPPED = (DICTIONARY, NOTES)
"""Tables of sentences, which go over several lines."""
_LINE, _MARGIN = 16, 4
"""Height of a line in points; letters of a column's width that stay empty."""
_PRINTED_AT_ONCE, _SCALE = 12, 60
_FIXED_DATE = datetime.datetime(2000, 1, 1)
_SAMPLE, _NARROWEST, _WIDEST = 200, 8, 50
_SHEET_XML = "xl/worksheets/sheet{}.xml"


def write(contents: Contents, folder: Path, lang: Lang) -> None:
    """dataset.xlsx. Raises CannotExport where a table is larger than a sheet, before anything is written, and OSError."""
    refuse_larger_than_a_sheet(contents)
    # Row by row to disk: a workbook held in memory takes a hundred times its size.
    options = SAFE_BOOK | {"in_memory": False, "constant_memory": True, "tmpdir": str(folder), "use_zip64": True}
    try:
        with xlsxwriter.Workbook(folder / NAME, options) as book:
            book.set_properties({"created": _FIXED_DATE, "title": f"junheng {contents.snapshot}"})
            sheets = _Sheets(book, contents, lang)
            for name, table in contents.tables.items():
                sheets.add(name, table)
            sheets.add_about()
    except FileCreateError as error:
        raise OSError(*getattr(error.args[0], "args", error.args)) from error


def refuse_larger_than_a_sheet(contents: Contents) -> None:
    for name, (rows, columns) in contents.shapes().items():
        if rows > MOST_ROWS + 1 - HEADS or columns > MOST_COLUMNS:
            raise CannotExport("export_too_large", table=name, rows=rows, columns=columns)


class _Sheets:
    """Writes the sheets of one workbook, and counts what Excel could not hold as it was."""

    def __init__(self, book: Any, contents: Contents, lang: Lang) -> None:
        self._book, self._contents, self._lang = book, contents, lang
        self._cells, self._doubtful = CellWriter(book), CellWriter(book, fill=_DOUBTFUL)
        self._grey = book.add_format({"font_color": "#7F7F7F", "font_size": 9, "indent": 1, "bottom": 1})
        self._titles = titles(contents, lang)
        self._as_text, self._cut = 0, 0

    def add(self, name: str, table: pa.Table) -> None:
        """The table under its two heading rows, which stay in sight, with a filter."""
        sheet = self._book.add_worksheet(word("table", name, self._lang))
        widths = self._add_heads(sheet, name, table)
        doubtful = _doubtful_cells(self._contents) if name == WIDE else set()
        computed = [name == DERIVED or column.startswith(f"{PREFIX}.") for column in table.column_names]
        for row, values in enumerate(_rows(table), start=HEADS):
            if wrapped := name in _WRAPPED:
                sheet.set_row(row, _LINE * _lines(values, widths))
            for column, value in enumerate(values):
                cells = self._doubtful if (row, column) in doubtful else self._cells
                self._write(cells, sheet, row, column, _rounded(value) if computed[column] else value, wrapped)
        self._finish(sheet, name, table)

    def _add_heads(self, sheet: Any, name: str, table: pa.Table) -> list[int]:
        """Both heading rows; gives the widths of the columns."""
        heads = [self._titles.get((name, column), column) for column in table.column_names]
        widths = [_width(table.column(column), head) for column, head in enumerate(heads)]
        sheet.set_row(0, 2 * _LINE)
        for column, (head, width) in enumerate(zip(heads, widths, strict=True)):
            sheet.set_column(column, column, width)
            sheet.write_string(0, column, head, self._cells.head)
        for column, id in enumerate(table.column_names):
            sheet.write_string(1, column, id, self._grey)
        return widths

    def _write(self, cells: CellWriter, sheet: Any, row: int, column: int, value: object, wrapped: bool) -> None:
        if isinstance(value, Decimal):
            value = trimmed(value)
            self._as_text += not fits_excel(value)
        elif isinstance(value, str):
            self._cut += len(value) > MOST_LETTERS
        elif value is None and cells is self._doubtful:
            sheet.write_blank(row, column, None, cells.plain)
        cells.write(sheet, row, column, value, wrapped)

    def _finish(self, sheet: Any, name: str, table: pa.Table) -> None:
        sheet.freeze_panes(HEADS, _FROZEN if name == WIDE else 0)
        sheet.autofilter(1, 0, max(table.num_rows, 1) + 1, table.num_columns - 1)
        # Codes and figures as written are text on purpose; Excel need not warn of each.
        sheet.ignore_errors({"number_stored_as_text": f"A1:XFD{table.num_rows + HEADS}"})
        sheet.repeat_rows(0, 1)
        set_print(sheet)
        if table.num_columns > _PRINTED_AT_ONCE:
            # As wide as one page it would be too small to read: page beside page, each with the county.
            sheet.fit_to_pages(0, 0)
            sheet.set_print_scale(_SCALE)
            sheet.repeat_columns(0, _FROZEN - 1)

    def add_about(self) -> None:
        """What the workbook was made from, and what Excel could not hold."""
        sheet = self._book.add_worksheet(word("table", "about", self._lang))
        sheet.set_column(0, 0, 34)
        sheet.set_column(1, 1, 80)
        for row, (name, value) in enumerate(self._about()):
            sheet.write_string(row, 0, name, self._cells.head)
            self._cells.write(sheet, row, 1, value, wrapped=True)
        set_print(sheet)

    def _about(self) -> Iterator[tuple[str, object]]:
        contents, lang = self._contents, self._lang
        yield word("about", "snapshot", lang), contents.snapshot
        for name, version in contents.versions.items():
            yield word("about", name, lang), version
        for name, values in contents.filters.items():
            yield word("about", "filter", lang, what=word("filter", name, lang)), "、".join(values)
        for name, table in contents.tables.items():
            yield word("about", "rows", lang, table=word("table", name, lang)), table.num_rows
        yield word("about", "colour", lang), word("about", "colour_means", lang)
        yield word("about", "rounded", lang), word("about", "rounded_means", lang)
        yield word("about", "as_text", lang), self._as_text
        yield word("about", "cut", lang), self._cut


def _doubtful_cells(contents: Contents) -> set[tuple[int, int]]:
    """Row and column number in the sheet of the cells of the wide table under a grave doubt."""
    data = contents.tables[WIDE]
    rows = {key: row for row, key in enumerate(zip(*(data[key].to_pylist() for key in KEYS), strict=True), start=HEADS)}
    columns = {name: column for column, name in enumerate(data.column_names)}
    flags = contents.tables[FLAGS].to_pylist()
    return {
        (rows[tuple(flag[key] for key in KEYS)], columns[flag["column"]])
        for flag in flags
        if any(is_grave(doubt) for doubt in flag["doubts"].split())
    }


def _rows(table: pa.Table) -> Iterator[tuple[object, ...]]:
    for batch in table.to_batches(10_000):
        yield from zip(*(column.to_pylist() for column in batch.columns), strict=True)


def _rounded(value: object) -> object:
    """A quotient has no end: here it ends where people stop reading, and where Excel still holds it as a number."""
    return round(value, _DECIMALS).normalize(_DIGITS) if isinstance(value, Decimal) else value


def _width(column: pa.ChunkedArray, head: str) -> int:
    """As wide as nine of ten of the first cells, as the longest word of the heading, and as half of it: it goes over two lines."""
    wide = sorted(_letters(_shown(value)) for value in column.slice(0, _SAMPLE).to_pylist() if value is not None)
    word_of_head = max(len(word) for word in head.split(" ")) if head.isascii() else 0
    needed = max(wide[len(wide) * 9 // 10] if wide else 0, word_of_head, _letters(head) // 2 + 2)
    return min(max(needed + 3, _NARROWEST), _WIDEST)


def _lines(values: tuple[object, ...], widths: list[int]) -> int:
    """How many lines the longest text of a row takes: LibreOffice measures no row of a file itself."""
    letters = [_letters(value) if isinstance(value, str) else 0 for value in values]
    return max(1, *(-(-count // (width - _MARGIN)) for count, width in zip(letters, widths, strict=True)))


def _shown(value: object) -> str:
    return f"{trimmed(value):,}" if isinstance(value, Decimal) else str(value)


def _letters(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in text)


def read_back(contents: Contents, folder: Path) -> list[Part]:
    """What the sheets hold, counted in the finished file; each member's checksum is met on the way."""
    path = folder / NAME
    with zipfile.ZipFile(path) as book:
        return [Part(path, {name: _shape(book, number) for number, name in enumerate(contents.tables, start=1)})]


def _shape(book: zipfile.ZipFile, number: int) -> Shape:
    rows = columns = 0

    def count(name: str, attributes: dict[str, str]) -> None:
        nonlocal rows, columns
        rows += name == "row"
        columns += name == "c" and rows == HEADS

    parser = expat.ParserCreate()
    parser.StartElementHandler = count
    with book.open(_SHEET_XML.format(number)) as xml:
        parser.ParseFile(xml)
    return rows - HEADS, columns
