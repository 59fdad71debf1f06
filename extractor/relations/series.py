"""Series of years: a change without a difference for each step, where three years or more are told one by one."""

from __future__ import annotations

from itertools import pairwise

from extractor.figures import Figure
from extractor.periods import years_of
from extractor.relations.links import Link
from models.indicators import OTHER


def find_series(figures: list[Figure], links: list[Link]) -> list[Link]:
    """2021年为4.8%，2022年为3.1%，2023年为3.6%: a change for each step, where three years or more are told one by one."""
    linked = {(id(x.members[0]), id(x.members[1])) for x in links if x.type == "change"}
    runs: dict[tuple[object, ...], list[Figure]] = {}
    for figure in figures:
        told = figure.kind == "level" and figure.value is not None and figure.indicator != OTHER
        if told and figure.whole is None and _single_year(figure):
            key = (figure.indicator, figure.unit, figure.stage, figure.area, figure.criterion, figure.entity)
            runs.setdefault(key, []).append(figure)
    found = []
    for run in runs.values():
        steps = [(a, b) for a, b in pairwise(run) if _next_year(a, b)]
        if len(steps) >= 2:
            found += [Link("change", (a, b, None)) for a, b in steps if (id(a), id(b)) not in linked]
    return found


def _single_year(figure: Figure) -> bool:
    years = years_of(figure.period)
    return years is not None and years[0] == years[1]


def _next_year(a: Figure, b: Figure) -> bool:
    first, second = years_of(a.period), years_of(b.period)
    return first is not None and second is not None and second[0] == first[0] + 1
