"""Amounts per head, per teacher and per class whose total and count stand elsewhere: in other paragraphs, in tables, or one in each.

Takes all the figures of a document; gives ratios. Asks the figures to come out exactly, since no words tie them together.
"""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal

from extractor.figures import Figure
from extractor.relations.links import Link
from extractor.relations.ratios.means import nearest
from models.indicators import load_indicators

_BY = {"teacher.ratio": "teacher.count", "class.size": "class.count"}
"""Means of pupils, and by what the pupils are divided."""
_PUPILS = "student.count"


def find_far_means(figures: list[Figure], rated: set[int]) -> list[Link]:
    """每百名学生拥有骨干教师1.20人, 骨干教师139人 and 在校生11628人 in other paragraphs, or both in one row or column of a table.

    `rated`: the rates, by identity, of which part and whole are known.
    """
    rates = [f for f in figures if id(f) not in rated and _is_mean(f) and _is_told(f)]
    if not rates:
        return []
    counts: dict[str, list[Figure]] = defaultdict(list)
    for figure in (f for f in figures if _is_told(f)):
        if per_head := load_indicators()[figure.indicator].per_head:
            counts[per_head].append(figure)
        if figure.indicator in (_PUPILS, *_BY.values()):
            counts[figure.indicator].append(figure)
    return [Link("ratio", (*pair, rate)) for rate in rates if (pair := _find(rate, counts))]


def _is_mean(figure: Figure) -> bool:
    """A rate of the text, or of a table that is no list of schools; 45 is as well the largest class as the mean one, 45.2 the mean."""
    if figure.indicator == "class.size":
        return figure.value is not None and figure.value % 1 != 0 and "table" not in figure.flags
    per_head = "/" in figure.unit and figure.unit.endswith("person")
    return (per_head and ("table" not in figure.flags or figure.entity is None)) or figure.indicator == "teacher.ratio"


def _find(rate: Figure, counts: dict[str, list[Figure]]) -> tuple[Figure, Figure] | None:
    """The nearest total and count whose quotient is the rate."""
    top, bottom = (_PUPILS, _BY[rate.indicator]) if rate.indicator in _BY else (rate.indicator, _PUPILS)
    scale = Decimal(100) if rate.unit.endswith("100person") else Decimal(1)
    totals, people = ([f for f in nearest(counts[name], rate) if _is_of(f, rate)] for name in (top, bottom))
    pairs = ((t, p) for t in totals for p in people if _of_one(t, p) and _in_one_year(t, p, rate))
    return next(((t, p) for t, p in pairs if _gives(t, p, rate, scale)), None)


def _is_told(figure: Figure) -> bool:
    return figure.kind == "level" and figure.status == "actual" and figure.bound == "exact" and bool(figure.value) and not figure.roles


def _is_of(count: Figure, rate: Figure) -> bool:
    """Of the rate's stage. Rates laid out in a table are of counts that are so, of the same part of the county and the same school."""
    if "table" not in rate.flags:
        return count.stage == rate.stage
    laid_out = "table" in count.flags and "total" not in count.flags
    return laid_out and (count.stage, count.area, count.entity) == (rate.stage, rate.area, rate.entity)


def _of_one(total: Figure, people: Figure) -> bool:
    """Of one school; of one row or column where both stand in a table, of one part of the county where one of them does."""
    if total.entity != people.entity:
        return False
    if None in (total.row, people.row):
        return total.row == people.row or total.area == people.area
    return total.row == people.row or total.column == people.column


def _in_one_year(*figures: Figure) -> bool:
    return len({f.period[:4] for f in figures if f.period is not None}) <= 1


def _gives(total: Figure, people: Figure, rate: Figure, scale: Decimal) -> bool:
    """Their quotient is the rate, rounded to the digit written."""
    exact = (total.value or Decimal(0)) * scale / (people.value or Decimal(1))
    return abs(exact - (rate.value or Decimal(0))) <= rate.step / 2
