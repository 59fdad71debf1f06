"""Tables in plain text with a cell a line, as a table pasted without its grid: the header's cells, then row after row.

Takes lines; gives, where such a table begins, its rows, the header's first. Told by what heads its first column, or by a caption
above, and by rows that all have a name and then figures in the same places; a row that does not fit makes it no table.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractor.read.looks import kind_by_look
from extractor.read.text_cells import columns_agree, heads_figures, heads_names, is_figure, is_header, is_name, may_be_either
from extractor.read.text_columns import Span
from extractor.read.text_lines import Line

_MOST_COLUMNS = 12
_ROWS, _ROWS_OF_TWO = 2, 3
"""Rows that a table has at least; more where it has two columns, for words and a figure by turns are as soon a list."""
_CAPTION = re.compile(r"[^。；！？]{0,40}(?:表|一览|统计|情况|如下)(?:[（(][^（）()]*[)）])?[:：]?")
_WITH_UNIT = re.compile(r".+[（(][^（）()]{1,8}[)）]")


def stacked_table(lines: Sequence[Line], first: int) -> tuple[int, list[list[Span]]] | None:
    """The table whose first header cell is the line `first`: the number of the line behind it and its rows, the header's first."""
    captioned = first > 0 and _is_caption(lines[first - 1].text)
    named = heads_names(lines[first].text)
    if not (captioned or named):
        return None
    words = _words_at(lines, first)
    for columns in (words - 1, words - 2, words):  # a row begins with a name, a number and a name, or a number alone
        rows = _rows(lines, first + columns, columns) if columns >= (2 if named else 3) else []
        head = lines[first : first + columns]
        if _is_table([cell.text for cell in head], _texts(rows)):
            return first + columns * (len(rows) + 1), [_spans(head), *map(_spans, rows)]
    return _without_corner(lines, first, words) if captioned and not named else None


def _without_corner(lines: Sequence[Line], first: int, columns: int) -> tuple[int, list[list[Span]]] | None:
    """The same where nothing heads the names: each header cell tells a unit, 学校数（所）."""
    head = lines[first : first + columns - 1]
    rows = _rows(lines, first + columns - 1, columns) if columns > 2 and all(_WITH_UNIT.fullmatch(cell.text) for cell in head) else []
    if not _is_table(["", *(cell.text for cell in head)], _texts(rows)):
        return None
    return first - 1 + columns * (len(rows) + 1), [[Span(head[0].start, head[0].start, ""), *_spans(head)], *map(_spans, rows)]


def _is_caption(text: str) -> bool:
    return kind_by_look(text) == "caption" or _CAPTION.fullmatch(text) is not None


def _words_at(lines: Sequence[Line], first: int) -> int:
    """How many lines of words stand from here to the first figure; 0 where others come first, or too many."""
    for number, line in enumerate(lines[first : first + 2 * _MOST_COLUMNS]):
        if is_figure(line.text):
            return number
        if not is_header(line.text):
            return 0
    return 0


def _rows(lines: Sequence[Line], at: int, columns: int) -> list[Sequence[Line]]:
    """The rows from the line `at` on; none where a row stands behind them that does not fit."""
    first = lines[at : at + columns]
    rows: list[Sequence[Line]] = []
    while len(row := lines[at : at + columns]) == columns and all(map(_alike, first, row)):
        rows.append(row)
        at += columns
    behind = [is_figure(line.text) for line in lines[at : at + 2]]
    return [] if any(behind[:1]) or (behind == [False, True] and is_name(lines[at].text)) else rows


def _alike(above: Line, below: Line) -> bool:
    """Whether two cells of a column are both figures or both words; a bare 2016 may be either."""
    kinds = {is_figure(cell.text) for cell in (above, below) if not may_be_either(cell.text)}
    return len(kinds) < 2 and (is_figure(below.text) or is_name(below.text) or may_be_either(below.text))


def _is_table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> bool:
    if len(head) > 2:
        return len(rows) >= _ROWS and columns_agree(head[0], rows)
    return len(rows) >= _ROWS_OF_TWO and heads_figures(head[1]) and columns_agree(head[0], rows)


def _texts(rows: Sequence[Sequence[Line]]) -> list[list[str]]:
    return [[cell.text for cell in row] for row in rows]


def _spans(cells: Sequence[Line]) -> list[Span]:
    return [Span(cell.start, cell.end, cell.text) for cell in cells]
