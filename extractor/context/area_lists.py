"""Areas of figures that are told in turn: 城区、农村小学巩固率分别为99.4%、98.1%; 城乡居民人均可支配收入分别为26009元和9211元.

Runs when each figure of a sentence has the area that its own words name. Takes a sentence; sets `area` of its lists.
"""

from __future__ import annotations

import re

from extractor.bind.lists import list_length, says_respectively
from extractor.figures import Figure
from extractor.sentences import Sentence

_TOWN_AND_COUNTRY = ("urban", "rural")
_BOTH = re.compile(r"城乡(?!一体|融合|均衡|统筹|差距|结合|规划)")
"""Names the town first."""


def set_areas_in_list(sentence: Sentence) -> None:
    """As many figures as areas that stand side by side, so each has its own."""
    if not any("RESP" in f.tags for f in sentence.figures):
        return
    told: tuple[str, ...] = ()
    for i, figure in enumerate(sentence.figures):
        count = list_length(sentence, i)
        if count == 1 or not says_respectively(figure):
            continue
        named = _listed(sentence, figure)
        told = named or told  # 分别比上年提高1.2个、0.8个百分点 takes up the list before
        if len(told) == count and (named or not _names_area(figure)):
            for member, area in zip(sentence.figures[i : i + count], told, strict=True):
                member.area = area


def _listed(sentence: Sentence, figure: Figure) -> tuple[str, ...]:
    """The areas named side by side in front of the figure."""
    if _BOTH.search(sentence.text, figure.left[0], figure.start):
        return _TOWN_AND_COUNTRY
    listed: tuple[str, ...] = ()
    for before, token in zip([None, *figure.own], figure.own, strict=False):
        if token.hit is not None and token.hit.word.area:
            beside = before is not None and before.tag in ("SEP", "CONJ")
            listed = (*listed, token.hit.word.area) if beside else (token.hit.word.area,)
    return listed if len(listed) > 1 else ()


def _names_area(figure: Figure) -> bool:
    return any(t.hit is not None and t.hit.word.area for t in figure.own)
