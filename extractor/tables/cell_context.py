"""What a cell is of, by its headers, the caption and the section: stage, area, time, criterion, school, and whether it is done."""

from __future__ import annotations

import re

from extractor.context import Context
from extractor.context.plans.planned import is_of_plan
from extractor.entities import stage_of_name
from extractor.figures import Figure
from extractor.periods import years_of
from extractor.tables.header_words import header_words, is_total, says
from extractor.tables.heads import Head, tells_time_or_state
from extractor.wordlists import finder_of, words_of

_SECTION = re.compile(r"\s*[（(][^（）()]*[)）]$")
"""青冈岭学校（初中部）: the part of a school that a row is of."""


def set_cell_context(figure: Figure, column: Head, row: Head, caption: Head, context: Context, coefficient: bool) -> None:
    """Stage, area, period, criterion, subject and entity; and which coefficient a coefficient is."""
    figure.stage = _stage((*row.stages, *column.stages), caption.stages) or context.stage or _stage_of_school(row)
    of_row = row.areas[::-1] if row.school is None else ()  # 城关二小 is a name, and tells no area
    if figure.stage is None and (figure.indicator in words_of("of_compulsory") or _counts_assessed(figure, column, row)):
        figure.stage = "compulsory"
    figure.area = next(iter((*column.areas[::-1], *of_row, *caption.areas[::-1])), None)
    figure.period = next(iter((*column.periods[::-1], *row.periods[::-1], *caption.periods[::-1])), context.period)
    criteria = (*row.criteria, *column.criteria)
    words, names = header_words(), row.joined + column.joined
    if figure.unit == "number" and coefficient:
        of_item = criteria or _measures(row) or _measures(column)
        figure.indicator = "cv.item" if of_item and words.composite not in names else "cv.composite"
    if figure.indicator in ("cv.item", "school.compliant", "school.compliant_rate"):
        figure.criterion = criteria[-1] if criteria else None
    figure.subject = column.joined or row.joined or None
    named = row.school if row.school is not None and not is_total(row) and not says("statistics", row.school) else None
    figure.entity = named or next((t for t in reversed(row.texts) if len(t) > 3 and _SECTION.sub("", t).endswith(words.entities)), None)


def _counts_assessed(figure: Figure, column: Head, row: Head) -> bool:
    """参评学校数（所）: those that the standard is held against."""
    return figure.indicator == "school.count" and finder_of("assessed").search(column.joined + row.joined) is not None


def _measures(head: Head) -> bool:
    """The header names something that is measured (生均图书册数), beside the coefficient itself and a stage."""
    return any(not says("coefficient", v.hit.word.text) and not v.hit.word.scope for v in head.voices)


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


def set_kind(figure: Figure, headers: str) -> None:
    """比上年增长（%）: a change, downward where the header says so."""
    if says("change", headers):
        figure.kind = "change"
        if figure.value is not None and says("less", headers):
            figure.value = -abs(figure.value)


def set_status(figure: Figure, column: Head, row: Head, caption: Head, context: Context) -> None:
    """Whether it is done, planned, a norm or what was before; and the flag `total`."""
    years = years_of(figure.period)
    headers = column.joined + row.joined
    if says("standard", column.joined) or any(says("standard", t) and len(t) < 12 for t in row.texts):
        figure.status = "standard"
        if not column.periods and not row.periods:
            figure.period = None  # a rule holds at any time, whatever the caption tells
    elif says("plan", _states(column, row)) or (years and context.year and years[0] > context.year):
        figure.status = "plan"
    elif _tells_plan(caption, context):
        figure.status = "plan" if _is_to_come(years, headers, context) else "actual"
    elif figure.kind == "level" and says("old", headers):
        figure.status = "baseline"
    if is_total(row) or is_total(column):
        figure.flags.add("total")


def _tells_plan(caption: Head, context: Context) -> bool:
    """表2 重点任务分解表, and any table of a plan but one that shows what has been done."""
    told = caption.joined
    return says("planning", told) or (is_of_plan(context) and not says("done", told))


def _is_to_come(years: tuple[int, int] | None, headers: str, context: Context) -> bool:
    """In a table of a plan: what is of no year, or of one not yet over; but 2024年（基期） and 现有 tell what there is."""
    if says("as_it_is", headers):
        return False
    return years is None or context.year is None or years[1] >= context.year


def _states(column: Head, row: Head) -> str:
    """The column's header, and that of the row where it tells no more than a state: 整改目标 | 0."""
    return column.joined + "".join(t for t in row.texts if tells_time_or_state(t))
