"""From one row of a school table to a School: its type, its stages, its figures. Guesses nothing.

A row without per-stage columns of students is one section: its stage comes from a column, the block, or the school's name.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from corpus.school_headers import NUMBER, Column, plain, stage_in, words
from models.errors import UnreadableInput
from models.schools import School, Written

_MOST_DIGITS = 15
_COMBINED = {
    frozenset({"primary", "junior"}): "nine_year",
    frozenset({"primary", "junior", "senior"}): "twelve_year",
    frozenset({"junior", "senior"}): "complete_secondary",
}


@dataclass(frozen=True, slots=True)
class RowContext:
    """What a row's reading needs: the columns, the last digit of each, where the row stands, the block's stage."""

    columns: Sequence[Column]
    steps: dict[int, Decimal]
    sheet: str
    number: int
    block: str | None

    def refuse(self, code: str, **details: object) -> UnreadableInput:
        return UnreadableInput(code, sheet=self.sheet, row=self.number, **details)


def read_school(row: Sequence[str], context: RowContext) -> School:
    """The school of a row. Raises UnreadableInput with sheet, row and column."""
    name = cell_of(row, context.columns, "name")
    if not name:
        raise context.refuse("school_table_name")
    students = _students(row, context, name)
    kind = _type(row, context, name, students)
    one = next(iter(students)) if len(students) == 1 else None
    found: dict[str, Any] = {"amounts": {}, "values": {}, "classes": {}, "largest_class": {}, "claimed_pass": {}}
    for column in context.columns:
        _add(found, column, row, one, context)
    return School.model_validate(
        {"name": name, "type": kind, "students": students, "place": f"{context.sheet}第{context.number}行", **found}
    )


def cell_of(row: Sequence[str], columns: Sequence[Column], key: str) -> str:
    """The text of the column `key`; empty where there is none."""
    for column in columns:
        if column.key == key and column.index < len(row):
            return plain(row[column.index])
    return ""


def figure(text: str, column: Column, context: RowContext) -> Decimal | None:
    """The number in a cell, in base units; None for a blank or a dash."""
    folded = plain(text)
    if folded in map(plain, words()["blanks"]):
        return None
    if NUMBER.fullmatch(folded) is None or folded.startswith("-"):
        raise context.refuse("school_table_number", column=column.heading, text=text.strip())
    number = Decimal(folded.replace(",", ""))
    if number.adjusted() > _MOST_DIGITS:
        raise context.refuse("school_table_number", column=column.heading, text=text.strip()[:40])
    return number * column.factor


def _students(row: Sequence[str], context: RowContext, name: str) -> dict[str, int]:
    """Students by stage: from columns of each stage, else of the row's own stage. None at all is refused."""
    found: dict[str, int] = {}
    for column in (c for c in context.columns if c.key == "students"):
        stage = column.stage or _row_stage(row, context, name)
        number = _whole(row, column, context) or 0
        if number and (column.stage or stage not in found):
            found[stage] = number
    if not found:
        raise context.refuse("school_table_students", school=name)
    return found


def _row_stage(row: Sequence[str], context: RowContext, name: str) -> str:
    """The stage of a row that is one section. Special and vocational schools count nowhere; any stage does."""
    for text in (cell_of(row, context.columns, "stage"), cell_of(row, context.columns, "type")):
        if stage := stage_in(text):
            return stage
    kind = _type_word(name)
    stage = context.block or stage_in(name) or (kind if kind in ("primary", "junior") else None)
    if stage is None and kind in ("special", "vocational", "teaching_point"):
        return "primary"
    if stage is None:
        raise context.refuse("school_table_stage", school=name)
    return stage


def _whole(row: Sequence[str], column: Column, context: RowContext) -> int | None:
    text = row[column.index] if column.index < len(row) else ""
    number = figure(text, column, context)
    if number is not None and number != number.to_integral_value():
        raise context.refuse("school_table_number", column=column.heading, text=text.strip())
    return None if number is None else int(number)


def _type(row: Sequence[str], context: RowContext, name: str, students: dict[str, int]) -> str:
    """By the type column, else the name, else by the stages that have students."""
    written = _type_word(cell_of(row, context.columns, "type")) or _type_word(name)
    if len(students) > 1 and written in (None, "primary", "junior"):
        return _COMBINED.get(frozenset(students), "twelve_year")
    if len(students) == 1 and written in (None, "primary", "junior"):
        return "primary" if "primary" in students else "junior"
    return written or "junior"


def _type_word(text: str) -> str | None:
    for entry in words()["types"]:
        if any(word in text for word in entry["words"]):
            return str(entry["type"])
    return None


def _add(found: dict[str, Any], column: Column, row: Sequence[str], one: str | None, context: RowContext) -> None:
    """Lay the cell of `column` into its place; blanks leave it empty."""
    text = row[column.index] if column.index < len(row) else ""
    if column.kind == "text" or column.key == "students" or (not column.per and column.stage and one and column.stage != one):
        return
    stage = column.stage or one
    if column.kind == "yes_no":
        if (claim := _yes_no(text, column, context)) is not None and stage:
            found["claimed_pass"][stage] = claim
    elif column.key in ("classes", "largest_class"):
        if (number := _whole(row, column, context)) is not None and stage:
            found[column.key][stage] = number
    elif (value := _amount(row, column, context)) is not None:
        written = Written(value=value, step=context.steps[column.index])
        if column.criterion and stage is None:
            raise context.refuse("school_table_value_stage", column=column.heading)
        group = found["values"].setdefault(column.criterion, {}) if column.per else found["amounts"].setdefault(column.key, {})
        group[stage or "whole"] = written


def _amount(row: Sequence[str], column: Column, context: RowContext) -> Decimal | None:
    """What is counted is whole; a value per student, an area or an amount of money need not be."""
    if column.kind == "count" and not column.per:
        number = _whole(row, column, context)
        return None if number is None else Decimal(number)
    return figure(row[column.index] if column.index < len(row) else "", column, context)


def _yes_no(text: str, column: Column, context: RowContext) -> bool | None:
    folded = plain(text)
    if folded in map(plain, words()["no"]):
        return False
    if folded in map(plain, words()["yes"]):
        return True
    if folded in map(plain, words()["blanks"]):
        return None
    raise context.refuse("school_table_yes_no", column=column.heading, text=text.strip())
