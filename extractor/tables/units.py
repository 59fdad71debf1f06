"""The unit of a number cell that writes none: the one that its headers or the caption write, or of several there the one it takes.

Takes the headers as read (heads.py); the words are in tables.yaml.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import NamedTuple

from extractor.blocks import Cell
from extractor.spans import unit_pattern
from extractor.tables.header_words import without_norms
from extractor.tables.heads import Heads
from extractor.units.words import named_unit
from extractor.wordlists import finder, one_of
from models.indicators import OTHER
from models.loading import load_data
from models.units import load_units

_COUNTS = ("person", "school", "class", "item")


class Written(NamedTuple):
    """A unit as a header writes it, with its scale word: 万 | 元."""

    scale: str
    unit: str


@dataclass(frozen=True, slots=True)
class _Words:
    """tables.yaml, compiled. `listed` finds one unit or a list of them in its groups list1 to list3; `one` is a unit with its scale."""

    listed: re.Pattern[str]
    one: re.Pattern[str]
    named_unit: re.Pattern[str]
    percent: re.Pattern[str]
    classes: re.Pattern[str]
    class_mean: re.Pattern[str]


def header_unit(heads: Heads, cell: Cell, whole: bool) -> Written | None:
    """The unit that a header writes: the column's first; the row's or the caption's only where the column names no other.

    `whole`: the cell's number has no decimals.
    """
    words, column, row = _words(), heads.column(cell.column), heads.row(cell.row)
    if heads.coefficients.at(cell.row, cell.column):
        return None  # 小学差异系数 | 0.128 under 仪器设备值（元）
    if own := _first_units(column.texts):
        return own[0] if len(own) == 1 else _taken(own, heads, cell, whole)
    if len(row.texts) > 1 and (alone := words.one.fullmatch(row.texts[-1].strip())):
        return _written(alone)  # 教育支出 | 万元 | 2,415: a column of units beside the names
    around = _first_units(row.texts) or _first_units(heads.caption.texts)
    if len(around) > 1:
        return _taken(around, heads, cell, whole)
    return around[0] if around and not words.named_unit.search(column.joined) else None


def adapted_unit(unit: str, headers: str, caption: str) -> str:
    """Classes counted in 个, and the unit per head that 生均 or 每百名 in the headers, else in the caption, make of it."""
    if unit == "item" and _words().classes.search(headers):
        unit = "class"
    return named_unit(headers, unit) or named_unit(caption, unit) or unit


def _taken(units: Sequence[Written], heads: Heads, cell: Cell, whole: bool) -> Written | None:
    """单位：人、平方米、元: of several units the one in which the cell's headers name an indicator, else that of its place."""
    scores = {unit: _suits(unit, heads, cell, whole) for unit in units}
    best = max(scores.values())
    in_turn = _in_turn(units, heads, cell)
    if not best or (in_turn is not None and scores[in_turn] >= _NEARLY * best):
        return in_turn
    suiting = [unit for unit in units if scores[unit] == best]
    # Of 万元 and 元 the first is for a total, the second for an amount per head.
    per_head = named_unit(_headers(heads, cell), load_units().units[suiting[0].unit].base) is not None
    return next((unit for unit in suiting if bool(unit.scale) != per_head), suiting[0])


_NEARLY = 0.9
"""Of the best score; 大班额 speaks for 人 as for 个."""


def _suits(written: Written, heads: Heads, cell: Cell, whole: bool) -> float:
    """How clearly the cell's headers speak for an indicator of the unit."""
    words, headers = _words(), _headers(heads, cell)
    unit = adapted_unit(load_units().units[written.unit].base, headers, "")
    mean = unit == "person" and words.class_mean.search(headers) is not None
    broken_count = unit in _COUNTS and not (whole or written.scale or mean)
    if broken_count or (words.percent.search(headers) is not None) != (unit == "%"):
        return 0.0
    return max((score for indicator, score in heads.scores(cell.row, cell.column, unit).items() if indicator != OTHER), default=0.0)


def _headers(heads: Heads, cell: Cell) -> str:
    return without_norms(f"{heads.row(cell.row).joined}，{heads.column(cell.column).joined}")


def _in_turn(units: Sequence[Written], heads: Heads, cell: Cell) -> Written | None:
    """As many units as columns, or as rows, that name none themselves: each has that of its place."""
    for names, own in ((heads.column_names, heads.column(cell.column)), (heads.row_names, heads.row(cell.row))):
        without = [name for name in names if not _units_in(name)]
        if len(without) == len(units) and own.texts and own.texts[0] in without:
            return units[without.index(own.texts[0])]
    return None


def _first_units(texts: Sequence[str]) -> tuple[Written, ...]:
    """The units that the innermost of the headers writes that writes any."""
    return next((units for text in reversed(texts) if (units := _units_in(text))), ())


# Every cell of a row or column asks the same of its header.
@lru_cache(maxsize=4096)
def _units_in(header: str) -> tuple[Written, ...]:
    words = _words()
    found = words.listed.search(without_norms(header))
    return tuple(_written(one) for one in words.one.finditer(found["list1"] or found["list2"] or found["list3"])) if found else ()


def _written(match: re.Match[str]) -> Written:
    return Written(match["scale"], match["unit"])


@cache
def _words() -> _Words:
    data = load_data("tables.yaml", "extractor")
    unit = rf"[十百千]?[万亿]?{unit_pattern()}"
    return _Words(
        listed=_listed_units(unit, data["last_unit"]),
        one=re.compile(rf"(?P<scale>[十百千]?[万亿]?)(?P<unit>{unit_pattern()})"),
        named_unit=finder(data["named_unit"]),
        percent=finder(data["percent"]),
        classes=finder(data["classes"]),
        class_mean=finder(data["class_mean"]),
    )


def _listed_units(unit: str, last: list[str]) -> re.Pattern[str]:
    """(万元), (人、元), 单位：所/人/万元 and, at the end of a header, 、万元."""
    mark = r"\s*[、,，;；和及]\s*"
    more = rf"(?:(?:{mark}|\s*[/／]\s*|\s+){unit}(?![一-龥]))*"
    return re.compile(
        rf"[(（]\s*(?:(?:计量)?单位\s*)?(?P<list1>{unit}(?:{mark}{unit})*)\s*[)）]"
        rf"|单位\s*[:：为是]\s*(?P<list2>{unit}{more})"
        rf"|[、,，]\s?(?P<list3>[万亿]?{one_of(last)})$"
    )
