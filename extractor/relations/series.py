"""Series: a change without a difference for each step, where values of three years or months are told one by one."""

from __future__ import annotations

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
        if told and not claims_trend(sentence.text[sentence.start : sentence.end]):
            told = [f for f in told if f.indicator != OTHER and f.whole is None and id(f) not in parts]
        for figure in told:
            runs.setdefault(_key(figure), []).append(figure)
    found = []
    for run in runs.values():
        steps = [(a, b) for a, b in pairwise(run) if _follows(a, b)]
        if len(steps) >= 2:
            found += [Link("change", (a, b, None)) for a, b in steps if (id(a), id(b)) not in linked]
    return found


def _behind_whole(link: Link) -> list[Figure]:
    """The parts of a sum that is told first."""
    whole, *parts = (member for member in link.members if member is not None)
    return [part for part in parts if part.order > whole.order]


def _key(figure: Figure) -> tuple[object, ...]:
    return (figure.indicator, figure.unit, figure.stage, figure.area, figure.criterion, figure.entity)


def _of_one_year(figure: Figure) -> bool:
    years = years_of(figure.period)
    return years is not None and years[0] == years[1]


def _follows(a: Figure, b: Figure) -> bool:
    """The second figure is of the next year, or of the next month of one year."""
    first, second = a.period or "", b.period or ""
    if first[:4] == second[:4] and len(first) == len(second) == len("2021-09"):
        return int(second[5:]) == int(first[5:]) + 1
    return int(second[:4]) == int(first[:4]) + 1
