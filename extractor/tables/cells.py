"""One number cell: its value with the header's unit, and what it measures by its row's and column's headers."""

from __future__ import annotations

import re
from decimal import Decimal

from extractor.bind.voices import Voice, score_voices
from extractor.blocks import Cell
from extractor.context import Context
from extractor.figures import Figure, read_figure
from extractor.lexicon import Lexicon
from extractor.perhead import named_unit
from extractor.periods import years_of
from extractor.spans import Span, unit_pattern
from extractor.tables.heads import Head, Heads
from models.indicators import OTHER

_SIGNS = {"约": "about", "近": "about", "≥": "at_least", ">": "at_least", "≤": "at_most", "<": "at_most"}
_SCALE = r"[十百千]?[万亿]?"
_HEADER_UNIT = re.compile(
    rf"[(（]\s*(?:单位\s*[:：]?\s*)?(?P<scale>{_SCALE})(?P<unit>{unit_pattern()})\s*[)）]"
    rf"|单位\s*[:：]\s*(?P<scale2>{_SCALE})(?P<unit2>{unit_pattern()})"
    r"|[、,，]\s?(?P<scale3>[万亿]?)(?P<unit3>元|人|所|平方米|㎡)$"
)
_UNIT_BY_NAME = re.compile(r"系数|率|比例|占比|比重|校数|增幅|排名")
_TOTAL = re.compile(r"^\s*(?:合\s*计|总\s*计|小\s*计|全[县区市]合?计?|全[县区市]总计|总数|累计)\s*$")
_STANDARD = re.compile(r"标准(?!化|班|差)|国标|规定值|规定标准|要求|限值|基准|上限|下限|底线|门槛")
_PLAN = re.compile(r"目标|计划|规划|拟|预计|预算")
_OLD = re.compile(r"整改前|上年|反馈时|创建前|基期|原值|期初|督导时|整治前|实施前")
_ENTITY = re.compile(r"(?:学校|小学|中学|初中|学区|校区|镇|乡|街道|部)$")
_PER_HEAD_UNITS = ("m2/person", "person/100person", "item/100person", "CNY/person", "item/person")
_COUNTS = ("person", "school", "class", "item")
_UNITS_TO_TRY = (*_COUNTS, "%", "number", "m2", "CNY", "ratio", "hour", "year")


def number_figure(text: str, match: re.Match[str], heads: Heads, cell: Cell) -> Figure | None:
    """The figure of a number cell, in the unit that the cell or a header writes; unit "" where none does."""
    start, end = match.span("number")
    if match["unit"]:
        figure = read_figure(text, Span(start, match.end("unit"), "figure", "cell", (start, end), match.span("unit")))
    else:
        written = _header_unit(heads.column(cell.column), heads.row(cell.row), heads.caption)
        figure = _with_header_unit(text, start, end, written)
    if figure is not None and match["sign"]:
        figure.bound = _SIGNS[match["sign"]]  # type: ignore[assignment]
    return figure


def _with_header_unit(text: str, start: int, end: int, written: re.Match[str] | None) -> Figure | None:
    """Read the number as if the header's unit stood behind it; evidence stays the number alone."""
    groups = written.groupdict() if written else {}
    scale = groups.get("scale") or groups.get("scale2") or groups.get("scale3") or ""
    unit = groups.get("unit") or groups.get("unit2") or groups.get("unit3") or "个"
    probe = text[start:end] + scale + unit
    numeral = len(probe) - len(unit)
    figure = read_figure(probe, Span(0, len(probe), "figure", "cell", (0, numeral), (numeral, len(probe))))
    if figure is not None:
        figure.start, figure.end, figure.span = start, end, Span(start, end, "figure", "cell", (start, end), (end, end))
        if written is None:
            figure.unit = figure.unit_text = ""
    return figure


def _header_unit(column: Head, row: Head, caption: Head) -> re.Match[str] | None:
    """The unit that a header writes: the column's first; the row's or the caption's only where the column names no other."""
    own = next((m for h in reversed(column.texts) if (m := _HEADER_UNIT.search(h))), None)
    if own or _UNIT_BY_NAME.search(column.joined):
        return own
    if "系数" in caption.joined and "均值" not in column.joined:
        return None
    return next((m for h in (*reversed(row.texts), *caption.texts) if (m := _HEADER_UNIT.search(h))), None)


def bind_cell(figure: Figure, heads: Heads, cell: Cell, lexicon: Lexicon, context: Context) -> None:
    """Set what the cell measures: unit, indicator, stage, period, criterion, status and whose it is."""
    column, row, caption = heads.column(cell.column), heads.row(cell.row), heads.caption
    headers = f"{row.joined}，{column.joined}"
    if figure.unit:
        _adapt(figure, headers, caption.joined)
        scores = score_voices(_voices(heads, column, row, cell, figure.unit), figure.unit, lexicon)
    else:
        scores = _infer_unit(figure, heads, column, row, cell, lexicon)
    if scores:
        figure.indicator, figure.score = max(scores.items(), key=lambda s: s[1])
    _set_context(figure, column, row, caption, context)
    _set_status(figure, column, row, context)


def _voices(heads: Heads, column: Head, row: Head, cell: Cell, unit: str) -> list[Voice]:
    own = column.voices if heads.tells(cell.column, unit) else (*row.voices, *column.voices)
    return [*own, *heads.caption.voices]


def _adapt(figure: Figure, headers: str, caption: str) -> None:
    """Classes counted in 个, and 生均…(㎡) or 每百名学生…(人) in a header: the unit is per head."""
    if figure.unit == "item" and re.search(r"班级|教学班|班数|班额", headers):
        figure.unit = "class"
    if unit := named_unit(headers, figure.unit) or named_unit(caption, figure.unit):
        figure.unit, figure.step = unit, figure.step or Decimal(1)


def _infer_unit(figure: Figure, heads: Heads, column: Head, row: Head, cell: Cell, lexicon: Lexicon) -> dict[str, float]:
    """Without a written unit, the unit is that of the indicator for which the headers speak most clearly."""
    figure.unit = "number"
    headers = f"{row.joined}，{column.joined}"
    if "系数" in heads.caption.joined and "均值" not in headers:
        headers += "系数"
    best: dict[str, float] = {}
    for unit in _possible_units(figure, headers):
        scores = score_voices(_voices(heads, column, row, cell, unit), unit, lexicon)
        scores.pop(OTHER, None)
        if scores and max(scores.values()) > max(best.values(), default=0.0) + (0.05 if best else 0.0):
            best, figure.unit = scores, unit
    return best


def _possible_units(figure: Figure, headers: str) -> tuple[str, ...]:
    if "系数" in headers:
        return ("number",)
    if re.search(r"率|比例|占比|%|比重|增幅", headers):
        return ("%",)
    if re.search(r"生均|每百名|每百生|百人|人均", headers) and not re.search(r"校数|学校数", headers):
        return _PER_HEAD_UNITS
    whole = figure.value is not None and figure.value == figure.value.to_integral_value()
    return tuple(u for u in _UNITS_TO_TRY if whole or u not in _COUNTS)


def _set_context(figure: Figure, column: Head, row: Head, caption: Head, context: Context) -> None:
    figure.stage = _stage((*row.stages, *column.stages), caption.stages) or context.stage
    figure.area = next(iter((*column.areas[::-1], *row.areas[::-1], *caption.areas[::-1])), None)
    figure.period = next(iter((*column.periods[::-1], *row.periods[::-1], *caption.periods[::-1])), context.period)
    criteria = (*row.criteria, *column.criteria)
    names = row.joined + column.joined
    if figure.unit == "number" and "系数" in names + caption.joined:
        figure.indicator = "cv.composite" if "综合" in names or not criteria else "cv.item"
    if figure.indicator in ("cv.item", "school.compliant", "school.compliant_rate"):
        figure.criterion = criteria[-1] if criteria else None
    figure.subject = column.joined or row.joined or None
    figure.entity = next((t for t in reversed(row.texts) if len(t) > 3 and _ENTITY.search(t)), None)


def _stage(near: tuple[str, ...], around: tuple[str, ...]) -> str | None:
    """The nearest header's stage; 中小学 is none; a caption that names both stages says nothing of a cell."""
    named = [n for n in near if n != "mixed"] or ([] if near else [n for n in around if n != "mixed"])
    if not named:
        return None
    if {"primary", "junior"} <= set(named) and not near:
        return "compulsory"
    return named[-1]


def _set_status(figure: Figure, column: Head, row: Head, context: Context) -> None:
    years = years_of(figure.period)
    if _STANDARD.search(column.joined) or any(_STANDARD.search(t) and len(t) < 12 for t in row.texts):
        figure.status = "standard"
    elif _PLAN.search(column.joined) or (years and context.year and years[0] > context.year):
        figure.status = "plan"
    elif _OLD.search(column.joined + row.joined):
        figure.status = "baseline"
    if is_total(row) or is_total(column):
        figure.flags.add("total")


def is_total(head: Head) -> bool:
    """合计, 小计, 全县: the row or column sums the others."""
    return any(_TOTAL.match(t) for t in head.texts)
