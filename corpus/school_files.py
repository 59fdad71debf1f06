"""From a file to a school table: xlsx (openpyxl) and csv in UTF-8, UTF-16 or GB18030. `read_school_table(data, name)`.

Takes bytes; every sheet that has a school heading counts, the others are listed. What a row means is school_table's work.
"""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

import openpyxl

from corpus.school_table import MOST_ROWS, combined, read_rows
from extractor.read.text_decode import decode
from models.errors import UnreadableInput
from models.schools import LeftOut, School, SchoolTable

MOST_UNPACKED = 200 * 1024 * 1024
_OLD_EXCEL = b"\xd0\xcf\x11\xe0"
_ZIP = b"PK\x03\x04"


def read_school_table(data: bytes, name: str) -> SchoolTable:
    """All schools of the file `name`. Raises UnreadableInput (`school_table_…`) with name, sheet, row and column."""
    try:
        return _read(data, name)
    except UnreadableInput as error:
        raise error.with_name(name) from error


def _read(data: bytes, name: str) -> SchoolTable:
    if not data.strip():
        raise UnreadableInput("empty")
    if data.startswith(_OLD_EXCEL):
        raise UnreadableInput("school_table_old_excel")
    sheets = list(_workbook(data)) if data.startswith(_ZIP) else [("", _csv_rows(data))]
    schools: list[School] = []
    left: list[LeftOut] = []
    refusals: list[UnreadableInput] = []
    for title, rows in sheets:
        try:
            found, skipped = read_rows(rows, None, title or "表")
        except UnreadableInput as error:
            if error.code not in ("school_table_no_header", "school_table_empty"):
                raise
            refusals.append(error)
            left += [LeftOut(place=title, text=title, reason="sheet")] if title else []
            continue
        schools += found
        left += skipped
    if not schools:
        raise refusals[0] if refusals else UnreadableInput("school_table_empty", sheet="—")
    return SchoolTable(name=name, schools=combined(schools), left_out=tuple(left))


def _csv_rows(data: bytes) -> list[list[str]]:
    try:
        text = decode(data)
    except UnreadableInput as error:
        raise UnreadableInput("school_table_encoding") from error
    first = next((line for line in text.splitlines() if line.strip()), "")
    delimiter = max(",\t;，", key=first.count)
    rows: list[list[str]] = []
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter):
            rows.append(row)
            _refuse_too_long(len(rows), "表")
    except csv.Error as error:
        raise UnreadableInput("school_table_damaged") from error
    return rows


def _workbook(data: bytes) -> Iterator[tuple[str, list[list[str]]]]:
    """Title and rows of each sheet, read as a stream, so that a huge sheet is refused before it is held."""
    _refuse_bomb(data)
    try:
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        for sheet in book.worksheets:
            sheet.reset_dimensions()
            yield sheet.title, _sheet_rows(sheet.title, sheet.iter_rows(values_only=True))
    except UnreadableInput:
        raise
    except Exception as error:  # the library fails on broken bytes in dozens of ways; only its calls stand above
        raise UnreadableInput("school_table_damaged") from error


def _sheet_rows(title: str, cells: Iterable[Sequence[object]]) -> list[list[str]]:
    rows: list[list[str]] = []
    for row in cells:
        rows.append([_text(cell) for cell in row])
        _refuse_too_long(len(rows), title)
    return rows


def _refuse_bomb(data: bytes) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            unpacked = sum(entry.file_size for entry in archive.infolist())
    except (zipfile.BadZipFile, NotImplementedError, ValueError, IndexError) as error:
        raise UnreadableInput("school_table_damaged") from error
    if unpacked > MOST_UNPACKED:
        raise UnreadableInput("school_table_too_large", most=MOST_ROWS)


def _refuse_too_long(rows: int, sheet: str) -> None:
    if rows > MOST_ROWS:
        raise UnreadableInput("school_table_too_long", sheet=sheet, most=MOST_ROWS)


def _text(cell: object) -> str:
    """A cell as its text. A whole number kept as a float (45.0) is written whole."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "是" if cell else "否"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else repr(cell)
    return cell.isoformat() if isinstance(cell, datetime) else str(cell)
