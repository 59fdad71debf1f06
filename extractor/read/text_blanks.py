"""Tables in plain text whose fields single blanks or commas part: 学校 班级数 最大班额 above 城北小学 36 45人.

Takes lines; gives, where such a table begins, its rows, the header's first; a list that ends in its total has no header. So narrow
a gap also stands in names and prose: each row must have just as many fields as the header, and figures in the same places as all
the others.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from extractor.read.text_cells import columns_agree, heads_figures, heads_names, is_figure, is_header, is_name, may_be_either, sums_up
from extractor.read.text_columns import Span, joined_characters, may_stand, span_at
from extractor.read.text_lines import Line

_PARTERS = (re.compile(r"[ \u00a0\u3000]+(?![（(])"), re.compile(r"\s*[，,]\s*"))
_LONGEST_LINE = 100
_ITEM = re.compile(r"(?P<name>[^：:]{2,20}?)\s*(?:[ \u3000：:]\s*)(?P<figure>\d\S*)")
_UNIT = re.compile(r"[\d,.\s]+")
_ROWS, _ROWS_OF_TWO = 2, 3
"""Rows that a table has at least; more where it has two columns, for names with a figure behind stand in lists too."""


def blank_table(lines: Sequence[Line], first: int, text: str) -> tuple[int, list[list[Span]]] | None:
    """The table whose header is the line `first`: the number of the line behind it and its rows, the header's first."""
    if first + _ROWS >= len(lines) or len(lines[first].text) > _LONGEST_LINE or not any(c.isdigit() for c in lines[first + 1].text):
        return None
    for parter in _PARTERS:
        head = _fields(lines[first], text, parter)
        if len(head) < 2 or not all(is_header(field.text) for field in head):
            continue
        rows = list(_rows_below(lines, first, text, parter, len(head)))
        if _is_table(head, rows):
            return first + 1 + len(rows), [head, *rows]
    return None


def _fields(line: Line, text: str, parter: re.Pattern[str]) -> list[Span]:
    """The fields of a line; none for one that is longer than a row."""
    cuts = list(parter.finditer(text, line.start, line.end)) if len(line.text) <= _LONGEST_LINE else []
    edges = [line.start, *(edge for cut in cuts for edge in cut.span()), line.end]
    return joined_characters([span_at(a, b, text) for a, b in zip(edges[::2], edges[1::2], strict=True)]) if cuts else []


def _rows_below(lines: Sequence[Line], first: int, text: str, parter: re.Pattern[str], columns: int) -> Iterator[list[Span]]:
    """The lines right below the header that have as many fields and a figure among them."""
    for i in range(first + 1, len(lines)):
        fields = _fields(lines[i], text, parter) if lines[i].follows else []
        if len(fields) != columns or not all(may_stand(field) for field in fields) or not _has_figure(fields[1:]):
            return
        yield fields


def _has_figure(fields: Sequence[Span]) -> bool:
    return any(is_figure(field.text) or may_be_either(field.text) for field in fields)


def _is_table(head: list[Span], rows: list[list[Span]]) -> bool:
    texts = [[field.text for field in row] for row in rows]
    if len(head) > 2:
        return len(rows) >= _ROWS and columns_agree(head[0].text, texts)
    named = heads_names(head[0].text) and heads_figures(head[1].text)
    return named and len(rows) >= _ROWS_OF_TWO and columns_agree(head[0].text, texts)


def totalled_list(lines: Sequence[Line], first: int, text: str) -> tuple[int, list[list[Span]]] | None:
    """Lines of a name and a figure, the last of which is their total: the number of the line behind them and the rows."""
    if not lines[first].text[-1:].isalnum() or (first and lines[first].follows and _item(lines[first - 1], text)):
        return None
    rows: list[list[Span]] = []
    while first + len(rows) < len(lines) and (item := _item(lines[first + len(rows)], text)):
        if rows and not lines[first + len(rows)].follows:
            return None
        rows.append(item)
        if sums_up(item[0].text):
            units = {_UNIT.sub("", figure.text) for _, figure in rows}
            return (first + len(rows), rows) if len(rows) > _ROWS and len(units) == 1 else None
    return None


def _item(line: Line, text: str) -> list[Span]:
    """The name and the figure of a line that holds nothing else."""
    match = _ITEM.fullmatch(line.text)
    if match is None or not (is_name(match["name"]) and is_figure(match["figure"])):
        return []
    return [span_at(line.start + match.start(part), line.start + match.end(part), text) for part in ("name", "figure")]
