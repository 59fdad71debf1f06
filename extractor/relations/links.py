"""A relation between figures, before it has ids; what makes two figures comparable, and the words that are a figure's own."""

from __future__ import annotations

import re
from typing import NamedTuple

from extractor.figures import Figure


class Link(NamedTuple):
    """sum (whole, part, part …), ratio (part, whole, rate) or change (from, to, delta); None for what is not written."""

    type: str
    members: tuple[Figure | None, ...]


def same_count(a: Figure, b: Figure) -> bool:
    """Both count alike: 人 and 人次 do, 所 and 个 do not."""
    return a.unit == b.unit or a.unit.split("_")[0] == b.unit.split("_")[0]


def is_level(figure: Figure) -> bool:
    return figure.kind == "level" and figure.value is not None


def own_words(figure: Figure, text: str) -> str:
    """The words in front of a figure, back to the figure before."""
    return text[slice(*figure.left)]


def own_clause(figure: Figure, text: str) -> str:
    """Those of a figure's own words that stand in its clause."""
    return CLAUSE.split(own_words(figure, text))[-1]


def share_words(a: str, b: str) -> bool:
    """Whether two characters of `a` in a row stand in `b`: 体育运动场馆面积 and 场馆总面积."""
    return any(a[i : i + 2] in b for i in range(len(a) - 1))


CLAUSE = re.compile(r"[，,;；。：:！？\n]")
"""The marks that part clauses."""


def is_dated(figure: Figure) -> bool:
    """Whether its own words hold a date, or what stands for one: 2023年, 今年; but not 上年 or 目前, which part what was from what is."""
    return any(t.tag == "PERIOD" for t in figure.own)
