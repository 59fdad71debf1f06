"""One number cell: its value with the header's unit, and what it measures by its row's and column's headers.

Takes the cell's text and its headers as read (heads.py); the words are in tables.yaml.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, lru_cache
from typing import Any

from extractor.blocks import Cell
from extractor.context import Context
from extractor.context.plans import is_of_plan
from extractor.entities import stage_of_name
from extractor.figures import Figure, read_figure
from extractor.periods import years_of
from extractor.spans import Span
from extractor.tables.heads import Head, Heads, tells_time_or_state
from extractor.tables.units import Written, adapted_unit, header_unit
from extractor.wordlists import finder, finder_of, one_of, words_of
from models.indicators import OTHER, load_indicators
from models.loading import load_data
from models.quantity import Bound

_PER_HEAD_UNITS = ("m2/person", "person/100person", "item/100person", "CNY/person", "item/person")
_QUOTIENTS = ("%", "ratio", *_PER_HEAD_UNITS)
_COUNTS = ("person", "school", "class", "item")
_UNITS_TO_TRY = (*_COUNTS, "%", "number", "m2", "CNY", "ratio", "hour", "year")


@dataclass(frozen=True, slots=True)
class _Words:
    """tables.yaml, compiled: patterns to search a header for, but `total`, and words to find in it."""

    bounds: dict[str, Bound]
    total: re.Pattern[str]
    """Found in a header that it makes up as a whole."""
    subtotal: re.Pattern[str]
    percent: re.Pattern[str]
    per_head: re.Pattern[str]
    not_per_head: re.Pattern[str]
    items: re.Pattern[str]
    class_mean: re.Pattern[str]
    part: re.Pattern[str]
    standard: re.Pattern[str]
    plan: re.Pattern[str]
    planning: re.Pattern[str]
    """Found in the caption of a table of what is to be done."""
    as_it_is: re.Pattern[str]
    done: re.Pattern[str]
    old: re.Pattern[str]
    change: re.Pattern[str]
    less: re.Pattern[str]
    statistics: re.Pattern[str]
    entities: tuple[str, ...]
    coefficient: str
    mean: str
    composite: str


def number_figure(text: str, match: re.Match[str], heads: Heads, cell: Cell) -> Figure | None:
    """The figure of a number cell, in the unit that the cell or a header writes; unit "" where none does."""
    start, end = match.span("number")
    if match["unit"]:
        figure = read_figure(text, Span(start, match.end("unit"), "figure", "cell", (start, end), match.span("unit")))
    else:
        figure = _with_header_unit(text, start, end, header_unit(heads, cell, whole="." not in text[start:end]))
    if figure is not None and match["sign"]:
        figure.bound = _words().bounds[match["sign"]]
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
    if figure.unit:
        _adapt(figure, headers, "" if _counts_pupils(figure, heads, cell) else caption.joined)
        scores = heads.scores_with_caption(cell.row, cell.column, figure.unit)
    else:
        scores = _infer_unit(figure, heads, cell)
    if figure.unit in _QUOTIENTS or _words().class_mean.search(headers):
        figure.step = figure.step or Decimal(1)  # 15 under 占比 is rounded, as no count is
    if scores:
        figure.indicator, figure.score = max(scores.items(), key=lambda s: s[1])
    _set_context(figure, column, row, caption, context)
    _set_kind(figure, headers)
    _set_status(figure, column, row, caption, context)


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
    elif unit == "person" and figure.value is not None and figure.value < 1 and _words().per_head.search(headers):
        unit = "number"  # 生均高于规定学历教师数（人）: 0.0559
    figure.unit = unit


def _infer_unit(figure: Figure, heads: Heads, cell: Cell) -> dict[str, float]:
    """Without a written unit, the unit is that of the indicator for which the headers speak most clearly."""
    words = _words()
    headers = f"{heads.row(cell.row).joined}，{heads.column(cell.column).joined}"
    if words.coefficient in heads.caption.joined and words.mean not in headers:
        headers += words.coefficient
    if item := _item_per_head(figure, heads, cell, headers):
        figure.unit = load_indicators()[item].unit
        return {item: 1.0}
    best: dict[str, float] = {}
    units = _possible_units(figure, headers)
    figure.unit = units[0] if len(units) == 1 else "number"
    for unit in units:
        scores = {i: score for i, score in heads.scores(cell.row, cell.column, unit).items() if i != OTHER}
        if scores and max(scores.values()) > max(best.values(), default=0.0) + (0.05 if best else 0.0):
            best, figure.unit = scores, unit
    return best


def _item_per_head(figure: Figure, heads: Heads, cell: Cell, headers: str) -> str | None:
    """In a table of the standard's items: the indicator of a cell under the bare name of one (骨干教师 | 1.46)."""
    criteria = (*heads.row(cell.row).criteria, *heads.column(cell.column).criteria)
    words = _words()
    if not criteria or not heads.lists_items or words.coefficient in headers or words.percent.search(headers):
        return None
    item = f"resource.{criteria[-1]}"
    counted = figure.value is not None and figure.value == figure.value.to_integral_value() and not item.endswith("_value_per_student")
    return None if counted or item not in load_indicators() else item


def _possible_units(figure: Figure, headers: str) -> tuple[str, ...]:
    words = _words()
    if words.coefficient in headers:
        return ("number",)
    if words.items.search(headers):
        return ("item",)
    if words.class_mean.search(headers):
        return ("person",)
    if words.percent.search(headers):
        return ("%",)
    if words.per_head.search(headers) and not words.not_per_head.search(headers):
        return _PER_HEAD_UNITS
    whole = figure.value is not None and figure.value == figure.value.to_integral_value()
    return tuple(u for u in _UNITS_TO_TRY if whole or u not in _COUNTS)


_SECTION = re.compile(r"\s*[（(][^（）()]*[)）]$")
"""青冈岭学校（初中部）: the part of a school that a row is of."""


def _set_context(figure: Figure, column: Head, row: Head, caption: Head, context: Context) -> None:
    figure.stage = _stage((*row.stages, *column.stages), caption.stages) or context.stage or _stage_of_school(row)
    of_row = row.areas[::-1] if row.school is None else ()  # 城关二小 is a name, and tells no area
    if figure.stage is None and (figure.indicator in words_of("of_compulsory") or _counts_assessed(figure, column, row)):
        figure.stage = "compulsory"
    figure.area = next(iter((*column.areas[::-1], *of_row, *caption.areas[::-1])), None)
    figure.period = next(iter((*column.periods[::-1], *row.periods[::-1], *caption.periods[::-1])), context.period)
    criteria = (*row.criteria, *column.criteria)
    words, names = _words(), row.joined + column.joined
    if figure.unit == "number" and words.coefficient in names + caption.joined:
        of_item = criteria or _measures(row) or _measures(column)
        figure.indicator = "cv.item" if of_item and words.composite not in names else "cv.composite"
    if figure.indicator in ("cv.item", "school.compliant", "school.compliant_rate"):
        figure.criterion = criteria[-1] if criteria else None
    figure.subject = column.joined or row.joined or None
    named = row.school if row.school is not None and not is_total(row) and not _says("statistics", row.school) else None
    figure.entity = named or next((t for t in reversed(row.texts) if len(t) > 3 and _SECTION.sub("", t).endswith(words.entities)), None)


def _counts_assessed(figure: Figure, column: Head, row: Head) -> bool:
    """参评学校数（所）: those that the standard is held against."""
    return figure.indicator == "school.count" and finder_of("assessed").search(column.joined + row.joined) is not None


def _measures(head: Head) -> bool:
    """The header names something that is measured (生均图书册数), beside the coefficient itself and a stage."""
    return any(_words().coefficient not in v.hit.word.text and not v.hit.word.scope for v in head.voices)


def _stage_of_school(row: Head) -> str | None:
    return None if row.school is None else stage_of_name(row.school)


def _stage(near: tuple[str, ...], around: tuple[str, ...]) -> str | None:
    """The nearest header's stage; 中小学 is none; a caption that names both stages says nothing of a cell."""
    named = [n for n in near if n != "mixed"] or ([] if near else [n for n in around if n != "mixed"])
    if not named:
        return None
    if {"primary", "junior"} <= set(named) and not near:
        return "compulsory"
    return named[-1]


def _set_kind(figure: Figure, headers: str) -> None:
    """比上年增长（%）: a change, downward where the header says so."""
    if _says("change", headers):
        figure.kind = "change"
        if figure.value is not None and _says("less", headers):
            figure.value = -abs(figure.value)


def _set_status(figure: Figure, column: Head, row: Head, caption: Head, context: Context) -> None:
    years = years_of(figure.period)
    headers = column.joined + row.joined
    if _says("standard", column.joined) or any(_says("standard", t) and len(t) < 12 for t in row.texts):
        figure.status = "standard"
    elif _says("plan", _states(column, row)) or (years and context.year and years[0] > context.year):
        figure.status = "plan"
    elif _tells_plan(caption, context):
        figure.status = "plan" if _is_to_come(years, headers, context) else "actual"
    elif figure.kind == "level" and _says("old", headers):
        figure.status = "baseline"
    if is_total(row) or is_total(column):
        figure.flags.add("total")


def _tells_plan(caption: Head, context: Context) -> bool:
    """表2 重点任务分解表, and any table of a plan but one that shows what has been done."""
    told = caption.joined
    return _says("planning", told) or (is_of_plan(context) and not _says("done", told))


def _is_to_come(years: tuple[int, int] | None, headers: str, context: Context) -> bool:
    """In a table of a plan: what is of no year, or of one not yet over; but 2024年（基期） and 现有 tell what there is."""
    if _says("as_it_is", headers):
        return False
    return years is None or context.year is None or years[1] >= context.year


def _states(column: Head, row: Head) -> str:
    """The column's header, and that of the row where it tells no more than a state: 整改目标 | 0."""
    return column.joined + "".join(t for t in row.texts if tells_time_or_state(t))


def is_total(head: Head) -> bool:
    """合计, 小计, 全县: the row or column sums the others."""
    return any(_says("total", t) for t in head.texts)


def is_subtotal(head: Head) -> bool:
    """小计: the row sums those since the last total alone."""
    return any(_says("subtotal", t) for t in head.texts)


def is_within(head: Head) -> bool:
    """其中：村小: the row is a part of the one above it."""
    return any(_says("part", t) for t in head.texts)


@lru_cache(maxsize=4096)
def _says(what: str, text: str) -> bool:
    """The words `what` of tables.yaml stand in `text`."""
    pattern: re.Pattern[str] = getattr(_words(), what)
    return pattern.search(text) is not None


@cache
def _words() -> _Words:
    data: dict[str, Any] = load_data("tables.yaml", "extractor")
    units = ("percent", "per_head", "not_per_head", "items", "class_mean")
    names = (*units, "part", "as_it_is", "done", "old", "change", "less", "statistics")
    return _Words(
        bounds=data["bounds"],
        total=_total_header(data["before_total"], data["totals"], data["sums"]),
        subtotal=_total_header([], data["subtotals"], data["subtotals"]),
        standard=finder(data["standard"], but_not=data["not_standard"]),
        plan=finder(data["plan"], but_not=data["not_plan"]),
        planning=re.compile(rf"{one_of(data['planning'])}(?!.*{one_of(data['done'])})"),
        entities=tuple(data["entities"]),
        coefficient=data["coefficient"], mean=data["mean"], composite=data["composite"],
        **{name: finder(data[name]) for name in names},
    )  # fmt: skip


def _total_header(before: list[str], totals: list[str], with_unit: list[str]) -> re.Pattern[str]:
    """A whole header of one of `totals`, whatever its spaces; a unit in brackets may stand behind those `with_unit`."""
    unit = r"\s*[（(][^（）()]*[)）]"
    words = rf"(?:{one_of(before)})?(?:{one_of(totals)}|{one_of(with_unit)}{unit})".replace(r"\ ", r"\s*")
    return re.compile(rf"^\s*{words}\s*$")
