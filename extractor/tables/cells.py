"""One number cell: its value with the header's unit, and what it measures by its row's and column's headers.

Takes the cell's text and its headers as read (heads.py); the words are in tables.yaml.
"""

from __future__ import annotations

import re
from decimal import Decimal

from extractor.blocks import Cell
from extractor.context import Context
from extractor.figures import Figure, read_figure
from extractor.spans import Span
from extractor.tables.cell_context import set_cell_context, set_kind, set_status
from extractor.tables.header_words import header_words, says, without_norms
from extractor.tables.heads import Heads
from extractor.tables.units import Written, adapted_unit, header_unit
from models.indicators import OTHER, load_indicators

_PER_HEAD_UNITS = ("m2/person", "person/100person", "item/100person", "CNY/person", "item/person")
_QUOTIENTS = ("%", "ratio", *_PER_HEAD_UNITS)
_COUNTS = ("person", "school", "class", "item")
_UNITS_TO_TRY = (*_COUNTS, "%", "number", "m2", "CNY", "ratio", "hour", "year")


def number_figure(text: str, match: re.Match[str], heads: Heads, cell: Cell) -> Figure | None:
    """The figure of a number cell, in the unit that the cell or a header writes; unit "" where none does."""
    start, end = match.span("number")
    if match["unit"]:
        figure = read_figure(text, Span(start, match.end("unit"), "figure", "cell", (start, end), match.span("unit")))
    else:
        figure = _with_header_unit(text, start, end, header_unit(heads, cell, whole="." not in text[start:end]))
    if figure is not None and (told := match["sign"] or match["bound"]):
        figure.bound = header_words().bounds[told]
    if figure is not None and figure.value is not None and match["minus"]:
        figure.value = -figure.value
    return figure


def _with_header_unit(text: str, start: int, end: int, written: Written | None) -> Figure | None:
    """Read the number as if the header's unit stood behind it; evidence stays the number alone."""
    scale, unit = written or Written("", "个")
    probe = text[start:end] + scale + unit
    numeral = len(probe) - len(unit)
    figure = read_figure(probe, Span(0, len(probe), "figure", "cell", (0, numeral), (numeral, len(probe))))
    if figure is not None:
        figure.start, figure.end, figure.span = start, end, Span(start, end, "figure", "cell", (start, end), (end, end))
        if written is None:
            figure.unit = figure.unit_text = ""
    return figure


def bind_cell(figure: Figure, heads: Heads, cell: Cell, context: Context) -> None:
    """Set what the cell measures: unit, indicator, stage, period, criterion, status and whose it is."""
    column, row, caption = heads.column(cell.column), heads.row(cell.row), heads.caption
    headers = f"{row.joined}，{column.joined}"
    if heads.tells_by_caption(cell.row, cell.column):
        headers += f"，{caption.joined}"
    if figure.unit and (item := _item_beside_coefficients(figure, heads, cell)):
        figure.unit, scores = load_indicators()[item].unit, {item: 1.0}
    elif figure.unit:
        _adapt(figure, headers, "" if _counts_pupils(figure, heads, cell) else caption.joined)
        scores = heads.scores_with_caption(cell.row, cell.column, figure.unit)
    else:
        scores = _infer_unit(figure, heads, cell)
    if figure.unit in _QUOTIENTS or header_words().class_mean.search(headers):
        figure.step = figure.step or Decimal(1)  # 15 under 占比 is rounded, as no count is
    if scores and not says("deviation", headers):
        figure.indicator, figure.score = max(scores.items(), key=lambda s: s[1])
    set_cell_context(figure, column, row, caption, context, heads.coefficients.at(cell.row, cell.column))
    set_kind(figure, headers)
    set_status(figure, column, row, caption, context)


def _counts_pupils(figure: Figure, heads: Heads, cell: Cell) -> bool:
    """在校生（人）: what the caption tells per head is told of these, and of no other column."""
    scores = heads.scores(cell.row, cell.column, figure.unit)
    return bool(scores) and max(scores, key=lambda i: scores[i]) == _PUPILS


_PUPILS = "student.count"


def _adapt(figure: Figure, headers: str, caption: str) -> None:
    """Classes counted in 个, and 生均…(㎡) or 每百名学生…(人) in a header: the unit is per head."""
    unit = adapted_unit(figure.unit, headers, caption)
    if "/" in unit and unit != figure.unit:
        figure.step = figure.step or Decimal(1)
    elif unit == "person" and figure.value is not None and figure.value < 1 and header_words().per_head.search(headers):
        unit = "number"  # 生均高于规定学历教师数（人）: 0.0559
    figure.unit = unit


def _infer_unit(figure: Figure, heads: Heads, cell: Cell) -> dict[str, float]:
    """Without a written unit, the unit is that of the indicator for which the headers speak most clearly."""
    headers = f"{heads.row(cell.row).joined}，{heads.column(cell.column).joined}"
    coefficient = heads.coefficients.at(cell.row, cell.column)
    if _is_whole(figure) and _OF_SCHOOLS.search(heads.column(cell.column).joined):
        figure.unit = "school"
        return {i: score for i, score in heads.scores(cell.row, cell.column, "school").items() if i != OTHER}
    if not coefficient and (item := _item_per_head(figure, heads, cell)):
        figure.unit = load_indicators()[item].unit
        return {item: 1.0}
    best: dict[str, float] = {}
    units = ("number",) if coefficient else _possible_units(figure, without_norms(headers))
    figure.unit = units[0] if len(units) == 1 else "number"
    for unit in units:
        scores = {i: score for i, score in heads.scores(cell.row, cell.column, unit).items() if i != OTHER}
        if scores and max(scores.values()) > max(best.values(), default=0.0) + (0.05 if best else 0.0):
            best, figure.unit = scores, unit
    return best


def _item_per_head(figure: Figure, heads: Heads, cell: Cell) -> str | None:
    """In a table of the standard's items: the indicator of a cell under the bare name of one (骨干教师 | 1.46)."""
    column, row = heads.column(cell.column), heads.row(cell.row)
    criteria = (*row.criteria, *column.criteria)
    if not criteria or not heads.lists_items or says("percent", row.joined + column.joined):
        return None
    item = f"resource.{criteria[-1]}"
    counted = _is_whole(figure) and not item.endswith("_value_per_student") and not _are_per_head(heads, cell)
    return None if counted or item not in load_indicators() else item


def _item_beside_coefficients(figure: Figure, heads: Heads, cell: Cell) -> str | None:
    """骨干教师数（人） | 1.26 in a table of the items with their coefficients: per head, whatever the header leaves out."""
    item = _item_per_head(figure, heads, cell) if heads.coefficients.among_others else None
    return item if item and load_indicators()[item].unit.split("/")[0] == figure.unit else None


def _are_per_head(heads: Heads, cell: Cell) -> bool:
    """1 among the standards or the means of items that are told with their coefficients: a whole number, and yet per head."""
    if not heads.coefficients.among_others:
        return False
    numbers = heads.numbers(cell.column) if heads.row(cell.row).criteria else heads.numbers_of_row(cell.row)
    return any("." in number for number in numbers)


def _is_whole(figure: Figure) -> bool:
    return figure.value is not None and figure.value == figure.value.to_integral_value()


_OF_SCHOOLS = re.compile("(?:校数|学校数量?|学校个数)$")
"""骨干教师（人/百生） | 达标校数: schools are counted, whatever item the row is."""
_PEOPLE = re.compile("(?:教师|学生|人员|校长|儿童|少年|干部|家长|教职工|职工)(?:人?数)?$")
"""符合条件教师 | 210: whom a column counts."""
_OF_AREA = re.compile("面积|用房|校舍|场[馆地]|占地|绿地")


def _possible_units(figure: Figure, headers: str) -> tuple[str, ...]:
    words = header_words()
    if words.items.search(headers):
        return ("item",)
    if words.class_mean.search(headers):
        return ("person",)
    if words.percent.search(headers):
        return ("%",)
    if words.per_head.search(headers) and not words.not_per_head.search(headers):
        return ("m2/person",) if _OF_AREA.search(headers) else _PER_HEAD_UNITS
    whole = _is_whole(figure)
    if whole and _PEOPLE.search(headers):
        return ("person",)
    return tuple(u for u in _UNITS_TO_TRY if whole or u not in _COUNTS)
