"""Ratios: part, whole and rate; shares in per cent, amounts per head, students per teacher, students per class."""

from __future__ import annotations

from extractor.figures import Figure
from extractor.relations.links import Link
from extractor.relations.means import find_mean
from extractor.relations.named import find_multiple, find_named, find_set_aside
from extractor.relations.quotients import Pair
from extractor.relations.shares import find_of_two, find_share
from extractor.sentences import Sentence


def find_ratios(sentence: Sentence, before: list[Figure], stock: list[Figure], told: list[Figure]) -> list[Link]:
    """The ratios whose rate stands in this sentence; the whole may stand earlier, and a stock (all pupils) anywhere.

    `before`: the figures of the document before the sentence; `told`: those of them in its own paragraph.
    """
    links = []
    for rate in sentence.figures:
        if rate.value is None or rate.kind != "level" or rate.roles & {"base", "norm"} or rate.status not in ("actual", "baseline"):
            continue
        if pair := _find(rate, sentence, before, stock, told):
            links.append(Link("ratio", (*pair, rate)))
    return links


def _find(rate: Figure, sentence: Sentence, before: list[Figure], stock: list[Figure], told: list[Figure]) -> Pair | None:
    inside = [f for f in sentence.figures if f.order < rate.order]
    if rate.unit == "%":
        share = find_share(rate, inside, before) or find_named(rate, sentence, [*told, *inside])
        return share or find_set_aside(rate, sentence) or find_of_two(rate, inside)
    if rate.unit == "times":
        return find_multiple(rate, sentence)
    return find_mean(rate, sentence, told, stock)
