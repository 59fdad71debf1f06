"""From the rows of a school table to schools: `school_table(rows)` takes cell texts, also of a table inside a report.

Headings in any order, one or more heading rows, blocks of 小学 and 初中; totals and notes are left out and listed. Nothing
is guessed: what is missing stays missing, what cannot be read raises UnreadableInput with sheet, row and column.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Literal

from corpus.school_headers import Column, Rows, find_header, is_number, is_numbering, plain, read_columns, stage_in, words
from corpus.school_rows import RowContext, cell_of, read_school
from models.errors import UnreadableInput
from models.schools import LeftOut, School, SchoolTable

MOST_ROWS = 20_000
_BLOCK_MOST = 10
_COMBINING = {"primary", "junior"}


def school_table(rows: Rows, header_rows: int | None = None, name: str = "学校表", sheet: str | None = None) -> SchoolTable:
    """The schools of one table. `header_rows`: how many rows the heading has, from the first; found if not given.

    Raises UnreadableInput (`school_table_…`) with name, sheet, row and column.
    """
    try:
        schools, left_out = read_rows(rows, header_rows, sheet or name)
        return SchoolTable(name=name, schools=combined(schools), left_out=left_out)
    except UnreadableInput as error:
        raise error.with_name(name) from error


def read_rows(rows: Rows, header_rows: int | None, sheet: str) -> tuple[tuple[School, ...], tuple[LeftOut, ...]]:
    """The school of each row (sections of a combined school may stand in two rows), and the rows that are no schools."""
    if len(rows) > MOST_ROWS:
        raise UnreadableInput("school_table_too_long", sheet=sheet, most=MOST_ROWS)
    if not any(plain(cell) for row in rows for cell in row):
        raise UnreadableInput("school_table_empty", sheet=sheet)
    start, end = find_header(rows, header_rows, sheet)
    columns = read_columns(rows, start, end, sheet)
    found, left = _read_body(rows, end, columns, sheet)
    if not found:
        raise UnreadableInput("school_table_empty", sheet=sheet)
    return found, left


def _read_body(rows: Rows, end: int, columns: Sequence[Column], sheet: str) -> tuple[tuple[School, ...], tuple[LeftOut, ...]]:
    steps = {c.index: _step(c, [row[c.index] for row in rows[end:] if c.index < len(row)]) for c in columns}
    found: list[School] = []
    left: list[LeftOut] = []
    block = stage_in(sheet)
    for number, row in enumerate(rows[end:], end + 1):
        if named := _block(row):
            block = named
        elif reason := _no_school(row, columns):
            place = f"{sheet}第{number}行"
            left += [LeftOut(place=place, text=_shown(row), reason=reason)] if reason != "blank" else []
        else:
            block = stage_in(cell_of(row, columns, "stage")) or block
            found.append(read_school(row, RowContext(columns, steps, sheet, number, block)))
    return tuple(found), tuple(left)


def _shown(row: Sequence[str]) -> str:
    return " ".join(filter(None, map(plain, row)))[:80]


def _block(row: Sequence[str]) -> str | None:
    """The stage of a row that only heads a block: 小学, 一、小学, 初中部分."""
    texts = {plain(cell) for cell in row if plain(cell)}
    text = next(iter(texts)) if len(texts) == 1 else ""
    return stage_in(text) if len(text) <= _BLOCK_MOST and not is_number(text) and _is_stage_heading(text) else None


def _is_stage_heading(text: str) -> bool:
    bare = text.lstrip("一二三四五、.()123456 ")
    return any(bare in (n, f"{n}部", f"{n}部分", f"{n}学校", f"{n}阶段") for ns in words()["stages"].values() for n in ns)


def _no_school(row: Sequence[str], columns: Sequence[Column]) -> Literal["blank", "total", "note"] | None:
    """Why a row is no school; None where it is one (or is broken, which its reading says)."""
    texts = [plain(cell) for cell in row if plain(cell)]
    if not texts or is_numbering(row):
        return "blank"
    name = cell_of(row, columns, "name")
    if any(text.startswith(word) for text in (texts[0], name) for word in words()["totals"]) and len(name) <= _BLOCK_MOST:
        return "total"
    if len(set(texts)) <= 2 and not any(map(is_number, texts)) and _is_note(texts[0]):
        return "note"
    return None


def _is_note(text: str) -> bool:
    return any(word in text[:10] for word in words()["notes"]) or len(text) > 40


def _step(column: Column, cells: Iterable[str]) -> Decimal:
    """The last written digit of a column in base units; 0 for what is counted, and for amounts in the base unit itself.

    A table program drops the zeros at the end, so the longest figure of the column tells the precision of all.
    """
    if not column.per and (column.kind == "count" or column.factor == 1):
        return Decimal(0)
    figures = [Decimal(plain(cell).replace(",", "")) for cell in cells if is_number(cell)]
    return Decimal(1).scaleb(min((_exponent(figure) for figure in figures), default=0)) * column.factor


def _exponent(figure: Decimal) -> int:
    """Of its last written digit, 0 for whole numbers."""
    exponent = figure.as_tuple().exponent
    return min(0, exponent) if isinstance(exponent, int) else 0


def combined(schools: Sequence[School]) -> tuple[School, ...]:
    """Sections of one school in two rows made one school. Raises UnreadableInput for a school given twice in a stage."""
    found: dict[str, School] = {}
    for school in schools:
        base = _base_name(school)
        before = found.get(base)
        found[base] = school.model_copy(update={"name": base}) if before is None else _joined(before, school)
    return tuple(found.values())


def _base_name(school: School) -> str:
    for stage in school.students:
        for suffix in words()["section_suffixes"].get(stage, ()):
            if school.name.endswith(plain(suffix)):
                return school.name.removesuffix(plain(suffix))
    return school.name


def _joined(first: School, second: School) -> School:
    if set(first.students) & set(second.students):
        raise UnreadableInput("school_table_doubled", school=second.name, first=first.place, second=second.place)
    kind = first.type
    if {first.type, second.type} <= _COMBINING:
        kind = "nine_year"
    groups = {key: _merged(first, second, key) for key in ("amounts", "values")}
    flat = {key: {**getattr(first, key), **getattr(second, key)} for key in ("students", "classes", "largest_class", "claimed_pass")}
    return first.model_copy(update={**groups, **flat, "type": kind, "place": f"{first.place}、{second.place}"})


def _merged(first: School, second: School, key: str) -> dict[str, dict[str, object]]:
    left, right = getattr(first, key), getattr(second, key)
    return {name: {**left.get(name, {}), **right.get(name, {})} for name in (*left, *(n for n in right if n not in left))}
