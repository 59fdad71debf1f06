"""A whole of compulsory education, and its two stages told apart from it: 义务教育学校45所。…⏎小学27所。…⏎初中18所。

Takes all figures of a document in order. Asks them to come out exactly: no words tie them together.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from extractor.figures import Figure
from extractor.relations.far.columns import may_be_part, may_be_whole
from extractor.relations.links import Link
from extractor.relations.sums.parts import CHANCE, adds_up
from models.indicators import OTHER

_REACH = 40
"""Figures between the whole and its stages at most."""


def find_far_stages(figures: list[Figure], links: list[Link]) -> list[Link]:
    """The sums of such wholes that `links` divide in no way yet; the stages stand behind the whole, or before it."""
    wholes = {id(link.members[0]) for link in links if link.type == "sum"}
    taken = {id(part) for link in links if link.type == "sum" for part in link.members[1:]}
    rated = {id(link.members[1]) for link in links if link.type == "ratio"}
    found = []
    for alike in _by_measure(figures).values():
        for whole in (f for f in alike if f.stage in (None, "compulsory") and id(f) not in wholes and may_be_whole(f)):
            near = [f for f in alike if abs(f.order - whole.order) <= _REACH and (whole.value or 0) >= CHANCE]
            behind, before = ([f for f in near if f.order > whole.order], [f for f in reversed(near) if f.order < whole.order])
            parts = _made_of(whole, behind) or _made_of(whole, before)
            again = taken.issuperset(map(id, parts))
            of_item = rated.issuperset(map(id, (whole, *parts)))  # 参评22所，达标占81.8%。该项：小学12所中达标75%；初中10所中达标80%
            if parts and not (again or of_item):
                found.append(Link("sum", (whole, *parts)))
    return found


def _by_measure(figures: list[Figure]) -> dict[tuple[object, ...], list[Figure]]:
    by_measure: dict[tuple[object, ...], list[Figure]] = defaultdict(list)
    for figure in figures:
        if figure.indicator != OTHER and "table" not in figure.flags and may_be_part(figure):
            by_measure[figure.indicator, figure.unit_text, figure.area, figure.entity].append(figure)
    return by_measure


def _made_of(whole: Figure, near: Iterable[Figure]) -> list[Figure]:
    """The nearest of each stage, where the two make up the whole and are told in sentences of their own."""
    told = list(near)
    stages = [next((f for f in told if f.stage == stage), None) for stage in ("primary", "junior")]
    parts = sorted((f for f in stages if f is not None), key=lambda f: f.order)
    return parts if len(parts) == 2 and adds_up(whole, parts) else []
