"""Tables that a page break cut: their parts to one table, the repeated header left out, a cut row put together."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from extractor.read.pdf import forms
from extractor.read.pdf.grids import Grid, GridCell
from extractor.read.pdf.paragraphs import Passage
from extractor.read.pdf.piece import joined

_SAME_BORDER = 4.0
_HEADER_ROWS = 5
_FIGURE = re.compile(r"[-+−]?\d[\d,，.]*\s*[%％‰]?$")
_ENDS = tuple("。；！？.;!?")


def join_tables(drafts: Sequence[Passage | Grid]) -> tuple[list[Passage | Grid], list[Passage]]:
    """The document with its cut tables joined, and the marks `续表` that stood between their parts."""
    found: list[Passage | Grid] = []
    marks: list[Passage] = []
    for draft in drafts:
        if not isinstance(draft, Grid):
            found.append(draft)
            continue
        between = _marks_before(found)
        part = found[-1 - len(between)] if len(found) > len(between) else None
        if isinstance(part, Grid) and _continues(part, draft):
            marks += between
            del found[len(found) - len(between) - 1 :]
            found.append(_joined(part, draft))
        else:
            found.append(draft)
    return found, marks


def _marks_before(found: Sequence[Passage | Grid]) -> list[Passage]:
    last = found[-1] if found else None
    return [last] if isinstance(last, Passage) and forms.is_continuation_mark(last.text) else []


def _continues(above: Grid, below: Grid) -> bool:
    """On the next page with the same columns; a shift of the whole table (odd and even pages) does not matter."""
    if below.page != above.page + 1 or len(above.uprights) != len(below.uprights):
        return False
    shift = below.uprights[0] - above.uprights[0]
    return all(abs(b - a - shift) <= _SAME_BORDER for a, b in zip(above.uprights, below.uprights, strict=True))


def _joined(above: Grid, below: Grid) -> Grid:
    """`above` with the rows of `below`; the result counts as a table of the later page, so that a third may follow."""
    cells = _without_header(above, below)
    if not cells:
        return replace(above, page=below.page)
    kept = list(above.cells)
    if _row_is_cut(above, cells):
        kept, cells = _mended(above, cells)
        start = above.rows - 1
    else:
        start = above.rows
    moved = [c._replace(row=c.row + start) for c in cells]
    merged = _spans_continued(kept, moved, above.rows) if start == above.rows else [*kept, *moved]
    return replace(above, page=below.page, cells=tuple(sorted(merged, key=lambda c: (c.row, c.column))))


def _without_header(above: Grid, below: Grid) -> list[GridCell]:
    repeated = 0
    for count in range(1, min(_HEADER_ROWS, above.rows, below.rows) + 1):
        if _looks(above, count) == _looks(below, count) and any(t[-1] for t in _looks(above, count)):
            repeated = count
    return [c._replace(row=c.row - repeated) for c in below.cells if c.row >= repeated]


def _looks(grid: Grid, rows: int) -> list[tuple[int, int, int, int, str]]:
    return [(c.row, c.column, c.row_span, c.col_span, c.text) for c in grid.cells if c.row < rows]


def _row_is_cut(above: Grid, below: Sequence[GridCell]) -> bool:
    """Whether the first row of `below` is the rest of the last row of `above`. Only where it cannot be a row itself:

    no column has a figure in both, and a column with a figure is empty in one of them or, in a row of words,
    the first column is empty below while the text above does not end a sentence.
    """
    last_row = above.rows - 1
    last = {c.column: c for c in above.cells if c.row == last_row and c.row_span == 1}
    first = {c.column: c for c in below if c.row == 0 and c.row_span == 1}
    if set(last) != set(first) or not last or any(last[k].col_span != first[k].col_span for k in last):
        return False
    pairs = [(last[k].text, first[k].text) for k in sorted(last)]
    both = [(a, b) for a, b in pairs if a and b]
    if not both or any(_FIGURE.match(a) and _FIGURE.match(b) for a, b in both):
        return False
    torn = any(bool(a) != bool(b) and _FIGURE.match(a or b) for a, b in pairs)
    return torn or (not pairs[0][1] and all(not a.endswith(_ENDS) for a, _ in both))


def _mended(above: Grid, below: Sequence[GridCell]) -> tuple[list[GridCell], list[GridCell]]:
    """The cells of `above` with the texts of the first row of `below`, and the cells below it."""
    first = {c.column: c.piece for c in below if c.row == 0}
    last_row = above.rows - 1
    kept = [
        c._replace(piece=joined([p for p in (c.piece, first[c.column]) if p.text], [""]) if first[c.column].text else c.piece)
        if c.row == last_row and c.row_span == 1
        else c
        for c in above.cells
    ]
    return kept, [c for c in below if c.row > 0]


def _spans_continued(kept: list[GridCell], moved: list[GridCell], seam: int) -> list[GridCell]:
    """A merged cell that the page break cut: its empty lower half, redrawn on the next page, goes back to it."""
    gone: set[int] = set()
    for i, cell in enumerate(kept):
        if cell.row + cell.row_span != seam or not cell.text:
            continue
        for j, lower in enumerate(moved):
            same = (lower.row, lower.column, lower.col_span) == (seam, cell.column, cell.col_span)
            if same and not lower.text and max(cell.row_span, lower.row_span) > 1:
                kept[i] = cell._replace(row_span=cell.row_span + lower.row_span)
                gone.add(j)
    return [*kept, *(c for j, c in enumerate(moved) if j not in gone)]
