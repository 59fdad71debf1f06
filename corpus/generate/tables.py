"""The two tables of a report as rows of pieces: county values by item, and the school table.

Takes a Base, gives the pieces of the cells and their rows; a table's caption says the year, so every figure has it.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from random import Random

from corpus.generate.base import Base
from corpus.generate.county import ITEMS, STAGES, Item, School
from corpus.generate.draft import Piece
from corpus.generate.numbers import Habits
from corpus.generate.phrase import write_cell

Row = list[Piece | str]
"""Cells: a piece with a figure, or words; `<` and `^` are merges."""
_STAGE_NAMES = {"primary": "小学", "junior": "初中"}


@dataclass(frozen=True, slots=True)
class FilledTable:
    """A table with its caption; rows of cells."""

    caption: str
    rows: list[Row]
    header_rows: int
    note: str = ""


def indicator_table(base: Base, habits: Habits, rng: Random) -> FilledTable:
    """Mean, coefficient and number of schools that reach the standard, for the seven items and both stages."""
    columns = ["均值", "差异系数", "达标校数（所）"]
    rows: list[Row] = [["指标", "小学", "<", "<", "初中", "<", "<"], ["^", *columns, *columns]]
    for item in ITEMS:
        cells: Row = [f"{item.name}（{item.say}）"]
        for stage in STAGES:
            for name in ("mean", "cv", "met"):
                key = f"{name}_{stage[0]}_{item.id}"
                cells.append(write_cell(key, base.truths[key], base, habits, rng))
        rows.append(cells)
    caption = f"{base.county.year}年七项指标县级均值、差异系数和达标校数"
    return FilledTable(caption, rows, 2, "注：差异系数按各校学生数加权计算。")


def school_table(base: Base, habits: Habits, rng: Random) -> FilledTable:
    """Pupils and the seven values of every school, with the verdict."""
    header = ["学段", "序号", "学校", "在校生（人）", *(item.short for item in ITEMS), "是否达标"]
    rows: list[Row] = [list(header)]
    for stage in STAGES:
        for number, school in enumerate(base.county.of(stage), 1):
            first = _STAGE_NAMES[stage] if number == 1 else "^"
            rows.append([first, str(number), school.name, *_values(school, base, habits, rng), _verdict(school)])
    return FilledTable(f"{base.county.year}年各校七项指标值", rows, 1)


def _values(school: School, base: Base, habits: Habits, rng: Random) -> list[Piece]:
    s = school.stage[0]
    pupils = write_cell(f"pupils_{s}", Fraction(school.pupils), base, habits, rng, f"{s}_pupils")
    return [pupils, *(_value(school, item, base, habits, rng) for item in ITEMS)]


def _value(school: School, item: Item, base: Base, habits: Habits, rng: Random) -> Piece:
    s = school.stage[0]
    return write_cell(f"mean_{s}_{item.id}", school.value(item), base, habits, rng, f"{s}_{item.id}")


def _verdict(school: School) -> str:
    return "是" if school.compliant() else "否"
