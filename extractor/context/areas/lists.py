"""Areas of figures that are told in turn: 城区、农村小学巩固率分别为99.4%、98.1%; 城乡居民人均收入分别为31450元和12780元.

Runs when each figure of a sentence has the area that its own words name. Takes a sentence; sets `area` of its lists.
"""

from __future__ import annotations

import re

from extractor.bind.lists import told_in_turn, words_side_by_side
from extractor.figures import Figure
from extractor.sentences import Sentence

_TOWN_AND_COUNTRY = ("urban", "rural")
_BOTH = re.compile(r"城乡(?!一体|融合|均衡|统筹|差距|结合|规划)")
"""Names the town first."""


def set_areas_in_list(sentence: Sentence) -> None:
    """As many figures as areas that stand side by side, so each has its own."""
    for figure, area in told_in_turn(sentence, lambda first: _listed(sentence, first), _names_area):
        figure.area = area


def _listed(sentence: Sentence, figure: Figure) -> tuple[str | None, ...]:
    """The areas named side by side in front of the figure."""
    if _BOTH.search(sentence.text, figure.left[0], figure.start):
        return _TOWN_AND_COUNTRY
    listed = words_side_by_side(figure, lambda word: word.area)
    return tuple(word.area for word in listed) if len(listed) > 1 else ()


def _names_area(figure: Figure) -> bool:
    return any(t.hit is not None and t.hit.word.area for t in figure.own)
