"""From the rows of a school table to schools: `school_table(rows)` takes cell texts, also of a table inside a report.

Headings in any order, one or more heading rows, blocks of 小学 and 初中; totals and notes are left out and listed. Nothing
is guessed: what is missing stays missing, what cannot be read raises UnreadableInput with sheet, row and column.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import zip_longest

from corpus.school_headers import (
    Column,
    Rows,
    find_header,
    is_number,
    is_numbering,
    plain,
    read_columns,
    stage_in,
    words,
)
from models.errors import UnreadableInput
from models.schools import LeftOut, School, SchoolTable, Written

MOST_ROWS = 20_000
_BLOCK_MOST = 8
_NAME_MOST = 40


@dataclass(slots=True)
class _Row:
    """One school row: what it says, by stage or for the whole school."""

    name: str
    type: str
    place: str
    stage: str | None
    fields: dict[str, dict[str, object]] = field(default_factory=dict)


def school_table(
    rows: Rows, header_rows: int | None = None, name: str = "学校表", sheet: str | None = None
) -> SchoolTable:
    """The schools of one table. `header_rows`: how many rows the heading has, from the first; found if not given.

    Raises UnreadableInput (`school_table_…`) with name, sheet, row and column.
    """
    try:
        return SchoolTable(name=name, schools=combined(read_rows(rows, header_rows, sheet or name)[0]),
                           left_out=read_rows(rows, header_rows, sheet or name)[1])  # fmt: skip
    except UnreadableInput as error:
        raise error.with_name(name) from error


def read_rows(rows: Rows, header_rows: int | None, sheet: str) -> tuple[list[School], tuple[LeftOut, ...]]:
    """The school of each row, a section of a combined school being one row, and the rows that are none."""
    if len(rows) > MOST_ROWS:
        raise UnreadableInput("school_table_too_long", sheet=sheet, most=MOST_ROWS)
    if not any(plain(cell) for row in rows for cell in row):
        raise UnreadableInput("school_table_empty", sheet=sheet)
    start, end = find_header(rows, header_rows, sheet)
    columns = read_columns(rows, start, end, sheet)
    steps = {c.index: _step(c, [row[c.index] for row in rows[end:] if c.index < len(row)]) for c in columns}
    found: list[School] = []
    left: list[LeftOut] = []
    block, kept = stage_in(sheet), ""
    for number, row in enumerate(rows[end:], end + 1):
        if block_stage := _block(row):
            block = block_stage
            continue
        place = f"{sheet}第{number}行"
        reason = _no_school(row, columns)
        if reason == "blank":
            continue
        if reason:
            left.append(LeftOut(place=place, text=" ".join(filter(None, map(plain, row)))[:80], reason=reason))
            continue
        kept = _text(row, columns, "stage") or kept
        reader = _Reader(columns, steps, sheet, number)
        found.append(reader.school(row, stage_in(kept) or block, place))
    if not found:
        raise UnreadableInput("school_table_empty", sheet=sheet)
    return found, tuple(left)
