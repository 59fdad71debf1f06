"""The school table inside a report: each table whose heading is one of schools, read as school_table reads it.

Gives the schools of all such tables, or notices that say which table looked like one and why it could not be used.
"""

from __future__ import annotations

from corpus.school_table import combined, school_table
from extractor.blocks import Notice, Paragraph, Report, Table
from models.errors import UnreadableInput
from models.schools import LeftOut, School, SchoolTable

_NO_SCHOOLS = ("school_table_no_header", "school_table_empty", "school_table_columns")
"""What is said of tables of other matters."""
_CAPTION_MOST = 40


def schools_inside(report: Report) -> tuple[SchoolTable | None, tuple[Notice, ...]]:
    """The schools of the report's own tables; None where it has none that can be used."""
    found: list[School] = []
    notices: list[Notice] = []
    left: list[LeftOut] = []
    number = 0
    for index, block in enumerate(report.blocks):
        if not isinstance(block, Table):
            continue
        number += 1
        try:
            table = school_table(rows_of(report, block), name=report.name, sheet=_title(report, index, number))
        except UnreadableInput as error:
            if error.code not in _NO_SCHOOLS:
                notices.append(Notice(error.code, error.details))
            continue
        found += table.schools
        left += table.left_out
    try:
        schools = combined(found)
    except UnreadableInput as error:
        return None, (*notices, Notice(error.code, {**error.details, "name": report.name}))
    table_found = SchoolTable(name=report.name, schools=schools, left_out=tuple(left)) if schools else None
    return table_found, tuple(notices)


def rows_of(report: Report, table: Table) -> list[list[str]]:
    """The texts of a table's cells by row and column; a merged cell's text stands at its first place."""
    rows = [[""] * table.columns for _ in range(table.rows)]
    for cell in table.cells:
        rows[cell.row][cell.column] = report.text[cell.start : cell.end]
    return rows


def _title(report: Report, index: int, number: int) -> str:
    """What the table is called: its caption, which may name the stage, else its number."""
    before = report.blocks[index - 1] if index else None
    text = report.text[before.start : before.end].strip() if isinstance(before, Paragraph) else ""
    is_caption = isinstance(before, Paragraph) and (before.kind == "caption" or text.startswith(("表", "附表")))
    return " ".join(text.split()) if is_caption and len(text) <= _CAPTION_MOST else f"表{number}"
