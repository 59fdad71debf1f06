"""Ratios: part, whole and rate; shares in per cent, amounts per head, students per teacher, students per class."""

from __future__ import annotations

from extractor.figures import Figure
from extractor.relations.links import Link
from extractor.relations.means import find_mean
from extractor.relations.quotients import Pair
from extractor.relations.shares import find_share
from extractor.sentences import Sentence


def find_ratios(sentence: Sentence, before: list[Figure], stock: list[Figure]) -> list[Link]:
    """The ratios whose rate stands in this sentence; the whole may stand earlier, and a stock (all pupils) anywhere."""
    links = []
    for rate in sentence.figures:
        if rate.value is None or rate.kind != "level" or rate.roles & {"base", "norm"} or rate.status not in ("actual", "baseline"):
            continue
        inside = [f for f in sentence.figures if f.order < rate.order]
        if pair := _find(rate, inside, before, stock):
            links.append(Link("ratio", (*pair, rate)))
    return links


def _find(rate: Figure, inside: list[Figure], before: list[Figure], stock: list[Figure]) -> Pair | None:
    if rate.unit == "%":
        return find_share(rate, inside, before) if inside else None
    return find_mean(rate, inside, stock)
