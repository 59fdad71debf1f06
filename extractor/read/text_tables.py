"""Tables in plain text: fields parted by tabs, by bars as in Markdown and drawn tables, or without a frame.

Takes lines, gives the tables among them, with empty fields read as merged cells. Cells that are wrapped over several
lines of a drawn table stay several rows. What has no frame is told by text_columns.py, text_blanks.py and text_stacked.py.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extractor.blocks import Cell, Table
from extractor.read.text_blanks import blank_table, totalled_list
from extractor.read.text_columns import BARS, Span, column_table, is_number, is_rule, span_at
from extractor.read.text_lines import Line
from extractor.read.text_stacked import stacked_table

_BAR = re.compile(rf"[{BARS}]")
_TAB = re.compile("\t")
_BARRED = re.compile(rf"[{BARS}].*[{BARS}]\Z")


@dataclass(slots=True)
class _Open:
    """A cell that empty fields may still extend."""

    span: Span
    row: int
    column: int
    row_span: int = 1
    col_span: int = 1


def find_tables(lines: Sequence[Line], text: str) -> Iterator[tuple[int, int, Table]]:
    """The tables in order, each with the half-open range of its line numbers."""
    i = 0
    while i < len(lines):
        end = _framed_end(lines, i, text)
        if end is not None:
            yield i, end, _framed_table(lines[i:end], text)
        elif end := _merged_end(lines, i, text):
            yield i, end, _table([_fields(line, text, _BAR) for line in lines[i:end]], None)
        elif unframed := _unframed(lines, i, text):
            end, rows = unframed
            yield i, end, _table(rows, None)
        i = end or i + 1


def find_unframed_tables(lines: Sequence[Line], text: str) -> Iterator[tuple[int, int, Table]]:
    """Those of them alone that have no frame."""
    i = 0
    while i < len(lines):
        end, rows = _unframed(lines, i, text) or (i + 1, [])
        if rows:
            yield i, end, _table(rows, None)
        i = end


def _unframed(lines: Sequence[Line], first: int, text: str) -> tuple[int, list[list[Span]]] | None:
    """The table without a frame that begins with the line `first`: where it ends, and its rows."""
    return (
        column_table(lines, first, text)
        or blank_table(lines, first, text)
        or stacked_table(lines, first)
        or totalled_list(lines, first, text)
    )


def _framed_end(lines: Sequence[Line], first: int, text: str) -> int | None:
    """Where the table of tabs or framing bars ends that begins with the line `first`; None if none does."""
    if _parter(lines[first], text) is None:
        return None
    end = first + 1
    while end < len(lines) and lines[end].follows and _continues(lines[end - 1], lines[end], text):
        end += 1
    return end if _is_table(lines[first:end], text) else None


def _merged_end(lines: Sequence[Line], first: int, text: str) -> int | None:
    """Where a table ends whose fields bars part without framing the lines, and whose header leaves fields empty for merged cells:
    学段 | 小学 | | 初中 | above | 2022年 | 2023年 | 2022年 | 2023年."""
    bars = _count_bars(lines[first], text)
    end = first + 1
    while bars >= _FIELDS and end < len(lines) and lines[end].follows and _count_bars(lines[end], text) == bars:
        end += 1
    head, body = ([_fields(line, text, _BAR) for line in part] for part in (lines[first : first + 2], lines[first + 2 : end]))
    merged = len(body) > 1 and any(not field.text for field in head[0][1:]) and not head[1][0].text
    worded = merged and not any(is_number(field.text) for row in head for field in row)
    return end if worded and all(any(is_number(field.text) for field in row[1:]) for row in body) else None


_FIELDS = 2
"""Bars of such a line at least."""


def _count_bars(line: Line, text: str) -> int:
    return len(_BAR.findall(text, line.raw_start, _raw_end(line, text)))


def _framed_table(lines: Sequence[Line], text: str) -> Table:
    """Only a Markdown rule states header rows; else they are taken as unstated."""
    rule = next((i for i, line in enumerate(lines) if is_rule(line) and "-" in line.text), None)
    return _table([_fields(line, text) for line in lines if not is_rule(line)], rule or None)


def _table(rows: list[list[Span]], header_rows: int | None) -> Table:
    cells = [cell for row in _cells(rows, header_rows or _count_headers(rows)) for cell in row]
    return Table(cells[0].start, max(cell.end for cell in cells), tuple(cells), header_rows)


def _parter(line: Line, text: str) -> re.Pattern[str] | None:
    """What parts the fields of a table line; None for a line that is of no table."""
    if _BARRED.match(line.text) or (len(line.text) > 2 and is_rule(line)):
        return _BAR
    return _TAB if "\t" in text[line.raw_start : line.end] else None


def _continues(before: Line, line: Line, text: str) -> bool:
    """Whether `line` is of the same table: parted likewise, with nearly as many fields."""
    parter = _parter(line, text)
    if parter is not _parter(before, text):
        return False
    tabs = [text.count("\t", each.raw_start, _raw_end(each, text)) for each in (before, line)]
    # Trailing tabs are often lost; one tab alone is as often an indent.
    alike = abs(tabs[0] - tabs[1]) <= max(tabs) // 3 and min(tabs) > 1
    return parter is _BAR or alike or tabs[0] == tabs[1]


def _is_table(lines: Sequence[Line], text: str) -> bool:
    if _parter(lines[0], text) is _BAR:
        return sum(not is_rule(line) for line in lines) >= 2
    if text.count("\t", lines[0].raw_start, _raw_end(lines[0], text)) >= 2:
        return len(lines) >= 2
    return len(lines) >= 3 and all("\t" in line.text for line in lines)


def _raw_end(line: Line, text: str) -> int:
    """Where the line ends with its trailing tabs, which stand for empty fields."""
    end = line.end
    while end < len(text) and text[end] in "\t \u3000":
        end += 1
    return end


def _fields(line: Line, text: str, unframed: re.Pattern[str] | None = None) -> list[Span]:
    """The fields of a line of a table; `unframed`: what parts them, where its first bar and its last frame no line."""
    barred = unframed is None and _BARRED.match(line.text) is not None
    start, stop = (line.start + 1, line.end - 1) if barred else (line.raw_start, _raw_end(line, text))
    spans: list[Span] = []
    for parter in (_BAR if barred else unframed or _TAB).finditer(text, start, stop):
        spans.append(span_at(start, parter.start(), text))
        start = parter.end()
    return [*spans, span_at(start, stop, text)]


def _count_headers(rows: list[list[Span]]) -> int:
    """The rows before the first that has a number in it; one, if there are no numbers at all."""
    return next((i for i, row in enumerate(rows) if any(is_number(field.text) for field in row)), 1)


def _cells(rows: list[list[Span]], headers: int) -> Iterator[list[Cell]]:
    """The cells row by row. Spans grow while later rows are read, so cells are made at the end."""
    opened: list[list[_Open]] = []
    above: dict[int, _Open] = {}
    for number, row in enumerate(rows):
        if number == headers:
            above.clear()
        opened.append((_header_row if number < headers else _body_row)(number, row, above))
    for cells in opened:
        yield [Cell(c.span.start, c.span.end, c.row, c.column, c.row_span, c.col_span) for c in cells]


def _header_row(number: int, row: list[Span], above: dict[int, _Open]) -> list[_Open]:
    """An empty field goes to the cell above if that ends here alone, else to the left, else to the cell above."""
    cells: list[_Open] = []
    covered = -1
    for column, field in enumerate(row):
        over = above.get(column)
        if field.text:
            cells.append(_Open(field, number, column))
            above[column] = cells[-1]
        elif column <= covered:
            continue
        elif over is not None and over.column == column and _may_grow_down(over, row, bool(cells)):
            over.row_span += 1
            covered = column + over.col_span - 1
        elif cells and cells[-1].column + cells[-1].col_span == column:
            cells[-1].col_span += 1
            above[column] = cells[-1]
    return cells


def _may_grow_down(over: _Open, row: list[Span], has_left: bool) -> bool:
    places = row[over.column : over.column + over.col_span]
    return (over.col_span == 1 or not has_left) and not any(field.text for field in places)


def _body_row(number: int, row: list[Span], above: dict[int, _Open]) -> list[_Open]:
    cells = [_Open(field, number, column) for column, field in enumerate(row) if field.text]
    if row and row[0].text:
        above[0] = cells[0]
    elif cells and 0 in above:
        above[0].row_span += 1
    return cells
