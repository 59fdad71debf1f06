"""Relations between the columns of a table: growth beside what grew, a share beside its part, students per teacher or class.

Takes the figures of a table with their headers; gives links. A table whose years are its columns is read the same way,
with rows and columns exchanged.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from functools import cache

from extractor.figures import Figure
from extractor.periods import years_of
from extractor.relations.links import Link
from extractor.tables.heads import Head, Heads
from models.indicators import OTHER
from models.loading import load_data

CLASS_SIZE = "class.size"
_COUNTED = {"teacher.ratio": ("student.count", "teacher.count"), CLASS_SIZE: ("student.count", "class.count")}
"""Of what is reckoned for each teacher or class: what is counted, and by what it is divided."""
_Line = Sequence[Figure]
_Key = tuple[object, ...]


def rate_links(heads: Heads, figures: Sequence[Figure]) -> list[Link]:
    """The links along each row, then along each column."""
    rows, columns = _lines(figures, lambda f: f.row), _lines(figures, lambda f: f.column)
    years = {key: f for f in figures for key in _keys(f)}
    links = [*_growths(rows, years), *_growths(columns, years)]
    for line in rows:
        links += _of_line(line, lambda f: heads.column(f.column or 0))
    for line in columns:
        links += _of_line(line, lambda f: heads.row(f.row or 0))
    return links


def _of_line(line: _Line, head: Callable[[Figure], Head]) -> list[Link]:
    return [*_per_unit(line, head), *_shares(line, head), *_named_rates(line, head)]


def _lines(figures: Iterable[Figure], number: Callable[[Figure], int | None]) -> list[list[Figure]]:
    """The figures by row or by column, each line in order."""
    lines: dict[int, list[Figure]] = {}
    for figure in figures:
        lines.setdefault(number(figure) or 0, []).append(figure)
    return [lines[key] for key in sorted(lines)]


def _growths(lines: Sequence[_Line], years: dict[_Key, Figure]) -> list[Link]:
    """2021 | 58640, 2022 | 60985 | 4.0: from the year before to this one, with the growth that stands behind it."""
    links = []
    for line in lines:
        for place, delta in enumerate(line):
            if delta.kind != "change" or delta.unit != "%":
                continue
            goal = next((f for f in reversed(line[:place]) if f.kind == "level" and f.unit != "%"), None)
            if goal is not None and goal.indicator.startswith("funding.") and delta.indicator == OTHER:
                delta.indicator = "funding.growth"
            base = next((f for k in _keys(goal, earlier=1) if (f := years.get(k))), None) if goal is not None else None
            if base is not None:
                links.append(Link("change", (base, goal, delta)))
    return links


def _keys(figure: Figure, earlier: int = 0) -> list[_Key]:
    """What tells a value of one year from all others of its row and of its column; of some years earlier if so asked."""
    span = years_of(figure.period)
    if span is None or span[0] != span[1] or figure.kind != "level":
        return []
    of_year = (figure.indicator, figure.unit, figure.stage, span[0] - earlier)
    return [(*of_year, "row", figure.row), (*of_year, "column", figure.column)]


def _per_unit(line: _Line, head: Callable[[Figure], Head]) -> list[Link]:
    """生师比 beside its students and teachers, 平均班额 beside its students and classes."""
    links = []
    for rate in line:
        counted = _COUNTED.get(rate.indicator)
        if counted is None or (rate.indicator == CLASS_SIZE and not any(w in head(rate).joined for w in _words()["class_mean"])):
            continue
        part, whole = (next((f for f in line if (f.indicator, f.stage, f.kind) == (name, rate.stage, "level")), None) for name in counted)
        if part is not None and whole is not None:
            links.append(Link("ratio", (part, whole, rate)))
    return links


def _shares(line: _Line, head: Callable[[Figure], Head]) -> list[Link]:
    """经费 | 其中培训经费 | 培训经费占比: the part that is named as one, and the whole that stands before it."""
    words = _words()
    links = []
    for place, rate in enumerate(line):
        if rate.unit != "%" or rate.kind != "level" or not any(w in head(rate).joined for w in words["share"]):
            continue
        before = [f for f in reversed(line[:place]) if f.unit != "%"]
        part = next(iter(before), None)
        if part is None or not any(w in head(part).joined for w in words["part"]):
            continue
        whole = next((f for f in before[1:] if f.unit == part.unit and not any(w in head(f).joined for w in words["part"])), None)
        if whole is not None:
            links.append(Link("ratio", (part, whole, rate)))
    return links


def _named_rates(line: _Line, head: Callable[[Figure], Head]) -> list[Link]:
    """人数 | 建档人数 | 建档率: the count that has the rate's name, and the one beside it that has not, or of those that should."""
    links = []
    for place, rate in enumerate(line[2:], 2):
        named = _RATE.search(head(rate).joined) if rate.unit == "%" and rate.kind == "level" else None
        beside = line[place - 2 : place]
        if named is None or len({(f.unit, f.stage, f.kind) for f in beside}) > 1 or beside[0].unit not in _PIECES:
            continue
        parts = [f for f in beside if named[1] in head(f).joined and not _DUE.search(head(f).joined)]
        whole = next((f for f in beside if f not in parts), None)
        if len(parts) == 1 and whole is not None and not _of_those_tested(named[1], head(whole).joined):
            links.append(Link("ratio", (parts[0], whole, rate)))
    return links


_PIECES = ("person", "school", "item", "class")
_RATE = re.compile(r"([一-龥]{2})率")
_DUE = re.compile("应(?!用|急)|总")
_TESTED = re.compile("[测检查考评]")


def _of_those_tested(name: str, whole: str) -> bool:
    """近视率 is of those who were tested: the column of all pupils is not its whole."""
    return name in _words()["tested"] and _TESTED.search(whole) is None


@cache
def _words() -> dict[str, tuple[str, ...]]:
    """The words of tables.yaml for a share, for a part, for the mean size of a class and for what is tested."""
    data = load_data("tables.yaml", "extractor")
    return {name: tuple(data[name]) for name in ("share", "part", "class_mean", "tested")}
