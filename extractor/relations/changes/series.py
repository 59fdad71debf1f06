"""Series: a change without a difference for each step, where values of three years or months are told one by one."""

from __future__ import annotations

import re
from itertools import pairwise

from extractor.figures import Figure
from extractor.periods import years_of
from extractor.relations.links import Link
from extractor.sentences import Sentence
from models.claims import claims_trend
from models.indicators import OTHER


def find_series(sentences: list[Sentence], links: list[Link]) -> list[Link]:
    """2021年为4.8%，2022年为3.1%，2023年为3.6%: a change for each step, where three or more are told one by one.

    What divides a whole told before (三年招聘146名，2022年45名…) has a course only where the sentence claims one (逐年增加).
    """
    linked = {(id(x.members[0]), id(x.members[1])) for x in links if x.type == "change"}
    parts = {id(part) for x in links if x.type == "sum" for part in _behind_whole(x)}
    runs: dict[tuple[object, ...], list[Figure]] = {}
    for sentence in sentences:
        told = [f for f in sentence.figures if f.kind == "level" and f.value is not None and _of_one_year(f)]
        if told and not _says_course(sentence):
            in_row = _side_by_side(told)
            told = [f for f in told if (f.indicator != OTHER or id(f) in in_row) and f.whole is None and id(f) not in parts]
        for figure in told:
            runs.setdefault(_key(figure), []).append(figure)
    found = []
    for run in runs.values():
        steps = [(a, b) for a, b in pairwise(run) if _follows(a, b)]
        if len(steps) >= 2:
            found += [Link("change", (a, b, None)) for a, b in steps if (id(a), id(b)) not in linked]
    return found


def _says_course(sentence: Sentence) -> bool:
    """逐年增加; 一年比一年多."""
    return (
        claims_trend(sentence.text[sentence.start : sentence.end])
        or _YEAR_BY_YEAR.search(sentence.text, sentence.start, sentence.end) is not None
    )


_YEAR_BY_YEAR = re.compile("一年更?比一年|年年[增减升降上下]|逐年|连年")


def _side_by_side(told: list[Figure]) -> set[int]:
    """2021年3.12亿元，2022年3.45亿元，2023年3.98亿元: values of one unit that follow each other year by year, whatever they measure."""
    found: set[int] = set()
    for row in zip(told, told[1:], told[2:], strict=False):
        a, b, c = row
        alike = a.unit_text == b.unit_text == c.unit_text and c.order - a.order == 2
        if alike and _follows(a, b) and _follows(b, c):
            found.update(map(id, row))
    return found


def _behind_whole(link: Link) -> list[Figure]:
    """The parts of a sum that is told first."""
    whole, *parts = (member for member in link.members if member is not None)
    return [part for part in parts if part.order > whole.order]


def _key(figure: Figure) -> tuple[object, ...]:
    return (figure.indicator, figure.unit, figure.stage, figure.area, figure.criterion, figure.entity, figure.depth)


def _of_one_year(figure: Figure) -> bool:
    years = years_of(figure.period)
    return years is not None and years[0] == years[1]


def _follows(a: Figure, b: Figure) -> bool:
    """The second figure is of the next year, or of the next month of one year."""
    first, second = a.period or "", b.period or ""
    if first[:4] == second[:4] and len(first) == len(second) == len("2021-09"):
        return int(second[5:]) == int(first[5:]) + 1
    return int(second[:4]) == int(first[:4]) + 1
