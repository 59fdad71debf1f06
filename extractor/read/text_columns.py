"""Tables in plain text without a frame: a header line and rows whose fields are parted by wide gaps, tabs or bars.

Takes lines; gives, where such a table begins, its rows with an empty field for each place that a row leaves free.
Wide gaps also stand in headings, signatures, lists of names and prose: only rows of figures under a header of words are
taken. Of a header of two lines the upper is read where its fields begin above columns.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from extractor.read.text_lines import Line, display_width

BARS = "|｜│┃║‖∥¦┆┊"
_GAP = re.compile(r"[ \t\u3000\u00a0]{2,}|[\t\u3000]")
_BAR = re.compile(rf"[{BARS}]")
_RULE = re.compile(rf"[{BARS}\-+=:\s─━┄┅═┌┐└┘├┤┬┴┼╔╗╚╝╠╣╦╩╬┏┓┗┛┣┫┳┻╋]+\Z")
_NUMBER = re.compile(r"[约≥≤＞＜<>+\-−]?\s*\d[\d,，.:：∶/]*\s*(?![年月学])[^\d\s]{0,4}")
_YEAR = re.compile(r"(?:19|20)\d\d")
LEFT_OUT = re.compile(r"[-—–－/／…*×]+|无")
"""What stands in a cell that has no figure."""
_TELEPHONE = re.compile(r"\d{10}|\d{3,4}-\d{7}")
_PAGES = re.compile(r"页[码次数]?|电\s*话|手\s*机|号\s*码|^(?:日\s*期|时\s*间)$")
"""Headers of columns whose numbers count nothing: tables of contents, of persons, of dates; 启用时间 may stand beside what is counted."""
_PROSE = re.compile(r"[。；;！？!?]|，.*，")
_HAN = re.compile("[\u4e00-\u9fff]")
_LONGEST_FIELD = 30
_ASKEW = 3
"""Places by which an upper header may begin beside its column."""
_FIGURES = 0.6
"""Share of the fields right of the first column that are figures."""
_FIGURES_OF_LIST = 0.5
"""The same right of a name, where the rows are numbered."""
_FIGURES_IN_BARS = 0.3
"""The same where bars part the fields, which stand in little else: 学校|等级|面积|结论."""


class Span(NamedTuple):
    """A field of a row; start == end where it is empty."""

    start: int
    end: int
    text: str


def column_table(lines: Sequence[Line], first: int, text: str) -> tuple[int, list[list[Span]]] | None:
    """The table whose header begins with the line `first`: the number of the line behind it and its rows, the header's first."""
    head = _head(lines[first], text)
    if not head:
        return None
    if found := _table_below(head, lines, first, text):
        return found
    if first + 1 < len(lines) and lines[first + 1].follows and (lower := _head(lines[first + 1], text)):
        found = _table_below(lower, lines, first + 1, text)
        upper = _above_columns(head, found[1], text) if found else None
        return (found[0], [upper, *found[1]]) if found and upper else None
    return None


def _head(line: Line, text: str) -> list[Span]:
    """The fields of a line that could be a header; else none."""
    fields = joined_characters(_parts(line, text))
    return fields if any(field.text for field in fields) and all(_may_head(field) for field in fields) else []


def _table_below(head: list[Span], lines: Sequence[Line], first: int, text: str) -> tuple[int, list[list[Span]]] | None:
    """The table under the header `head`, which stands in the line `first`."""
    below = list(_rows_below(lines, first, text))
    row = next((i for i, parts in below if len(parts) == len(head) + 1), None)
    if row is not None and row <= below[0][0] + 1 and _indent(lines[first]) > _indent(lines[row]) + 1:
        head = [Span(head[0].start, head[0].start, ""), *head]
    placed = _placed(head, below, text)
    rows = [row for _, row in placed]
    return (placed[-1][0] + 1, [head, *rows]) if _is_of_figures(rows, barred=_BAR.search(lines[first].text) is not None) else None


def _above_columns(upper: list[Span], rows: list[list[Span]], text: str) -> list[Span] | None:
    """The upper header with an empty field above each column where none of its fields begins; None if one begins elsewhere."""
    columns = _columns(rows, text)
    if middle := _in_the_middle(upper, columns or [_extent(field, text) for field in rows[0]], text):  # gaps of one width align no figures
        return middle
    spread = [Span(upper[0].start, upper[0].start, "")] * len(columns)
    for field in upper:
        x0, _ = _extent(field, text)
        near = [c for c, (left, _) in enumerate(columns) if abs(left - x0) <= _ASKEW]
        if len(near) != 1 or spread[near[0]].text:
            return None
        spread[near[0]] = field
    return spread


def _in_the_middle(upper: list[Span], columns: list[tuple[int, int]], text: str) -> list[Span] | None:
    """The same where each field stands over the middle of as many columns as the others: 在校学生 over 去年, 今年, 增减."""
    each, rest = divmod(len(columns) - 1, len(upper))
    if len(upper) < 2 or each < 2 or rest:
        return None
    spread = [Span(upper[0].start, upper[0].start, "")] * len(columns)
    for i, field in enumerate(upper):
        first, last = 1 + i * each, (i + 1) * each
        x0, x1 = _extent(field, text)
        if not columns[first][0] <= (x0 + x1) / 2 <= columns[last][1]:
            return None
        spread[first] = field
    return spread


def span_at(start: int, end: int, text: str) -> Span:
    """The field between two offsets, without the white space around its content."""
    content = text[start:end].strip()
    if not content:
        return Span(start, start, "")
    first = text.index(content, start)
    return Span(first, first + len(content), content)


def is_rule(line: Line) -> bool:
    """Whether the line only draws lines."""
    return _RULE.match(line.text) is not None


def is_number(field: str) -> bool:
    return _NUMBER.fullmatch(field) is not None and _YEAR.fullmatch(field) is None


def _parts(line: Line, text: str) -> list[Span]:
    """The fields of a line that shows more than one; none for a line of one piece."""
    bars = [m.start() for m in _BAR.finditer(line.text)]
    if bars:
        start = line.start + (bars[0] == 0)
        end = line.end - (bars[-1] == len(line.text) - 1)
        cuts = [(m.start(), m.end()) for m in _BAR.finditer(text, start, end)]
    else:
        start, end = line.start, line.end
        cuts = [(m.start(), m.end()) for m in _GAP.finditer(text, start, end)]
    edges = [start, *(edge for cut in cuts for edge in cut), end]
    return [span_at(a, b, text) for a, b in zip(edges[::2], edges[1::2], strict=True)] if cuts else []


def joined_characters(parts: list[Span]) -> list[Span]:
    """学  段, 合  计: single characters set apart to fill the width are one word."""
    fields: list[Span] = []
    for part in parts:
        single = len(part.text) == 1 and _HAN.match(part.text) is not None
        if single and fields and _HAN.fullmatch(fields[-1].text[-1:]) and all(len(p) == 1 for p in fields[-1].text.split()):
            fields[-1] = Span(fields[-1].start, part.end, f"{fields[-1].text} {part.text}")
        else:
            fields.append(part)
    return fields


def _may_head(field: Span) -> bool:
    return len(field.text) <= _LONGEST_FIELD and not is_number(field.text) and not (_PROSE.search(field.text) or _PAGES.search(field.text))


def _rows_below(lines: Sequence[Line], first: int, text: str) -> Iterator[tuple[int, list[Span]]]:
    """The lines right below a header that could be rows, with their fields."""
    for i in range(first + 1, len(lines)):
        if not lines[i].follows:
            return
        if is_rule(lines[i]):
            continue
        if _is_row(parts := _parts(lines[i], text)):
            yield i, parts
        elif not parts and _GROUP.fullmatch(lines[i].text) and i + 1 < len(lines) and lines[i + 1].follows:
            if not _is_row(_parts(lines[i + 1], text)):
                return
            yield i, [span_at(lines[i].start, lines[i].end, text)]
        else:
            return


def _is_row(parts: list[Span]) -> bool:
    return any(is_number(part.text) for part in parts) and all(may_stand(part) for part in parts)


_GROUP = re.compile(r"\s*[（(【]?[\u4e00-\u9fff]{2,8}[）)】]?[:：]?\s*")
"""The name of a group of rows in a line of its own: （小学）."""


def may_stand(field: Span) -> bool:
    return len(field.text) <= _LONGEST_FIELD and not (_PROSE.search(field.text) or _TELEPHONE.search(field.text))


def _placed(head: list[Span], below: list[tuple[int, list[Span]]], text: str) -> list[tuple[int, list[Span]]]:
    """The rows with a field for each column of the header, up to the first row that does not fit."""
    rows = [(i, parts if len(parts) == len(head) else joined_characters(parts)) for i, parts in below]
    rows = [(i, _parted_from_name(row, text) if len(row) == len(head) - 1 else row) for i, row in rows]
    columns = _columns([head, *(row for _, row in rows if len(row) == len(head))], text)
    placed: list[tuple[int, list[Span]]] = []
    for i, row in rows:
        fitted = row if len(row) == len(head) else _fitted(row, columns, text)
        if fitted is None:
            break
        placed.append((i, fitted))
    return placed


def _parted_from_name(row: list[Span], text: str) -> list[Span]:
    """生均中级及以上专业技术职务教师数 0.402    0.335: the longest name of a column stands but one space from its figure."""
    name, _, figure = row[0].text.rpartition(" ")
    if not _HAN.search(name) or not is_number(figure):
        return row
    end = row[0].end - len(figure)
    return [span_at(row[0].start, end, text), Span(end, row[0].end, figure), *row[1:]]


def _fitted(row: list[Span], columns: list[tuple[int, int]], text: str) -> list[Span] | None:
    """A row of too few fields, each under the column that it stands in; None if that cannot be told."""
    fitted = [Span(row[0].start, row[0].start, "")] * len(columns)
    at = -1
    for field in row:
        x0, x1 = _extent(field, text)
        over = [c for c, (left, right) in enumerate(columns) if x0 < right and left < x1]
        if len(over) != 1 or over[0] <= at:
            return None
        at = over[0]
        fitted[at] = field
    return fitted


def _columns(rows: list[list[Span]], text: str) -> list[tuple[int, int]]:
    """Where each column stands, from and to, counted in places of a fixed-width font; none if the rows are not aligned."""
    extents = [[_extent(field, text) for field in row if field.text] for row in rows]
    if len({len(row) for row in extents}) != 1:
        extents = [row for row in extents if len(row) == max(len(r) for r in extents)]
    columns = [(min(x0 for x0, _ in column), max(x1 for _, x1 in column)) for column in zip(*extents, strict=True)]
    return columns if all(a[1] < b[0] for a, b in pairwise(columns)) else []


def _extent(field: Span, text: str) -> tuple[int, int]:
    line_start = text.rfind("\n", 0, field.start) + 1
    x0 = display_width(text[line_start : field.start])
    return x0, x0 + display_width(text[field.start : field.end])


def _indent(line: Line) -> int:
    return line.start - line.raw_start


def _is_of_figures(rows: list[list[Span]], *, barred: bool) -> bool:
    """At least two rows, mostly of figures right of the words that name them; where there are two columns, of nothing else."""
    if len(rows) < 2:
        return False
    serial = [row[0].text for row in rows] == [str(i) for i in range(1, len(rows) + 1)]
    columns = list(zip(*rows, strict=True))[2 if serial else 1 :]
    body = [field.text for column in columns for field in column if field.text and not LEFT_OUT.fullmatch(field.text)]
    figures = sum(is_number(t) for t in body)
    enough = figures >= (_FIGURES_IN_BARS if barred else _FIGURES_OF_LIST if serial else _FIGURES) * len(body)
    return figures > 0 and enough and (len(rows[0]) > 2 or figures == len(body))
