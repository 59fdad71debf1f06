"""Schools of figures that are told in turn: 城关二小、南门小学在校生分别为594人和612人.

Runs when each figure has the school that is named nearest before it. Takes a sentence; sets `entity` and `stage` of its lists.
"""

from __future__ import annotations

from extractor.bind.lists import list_length, says_respectively
from extractor.entities import Entity, find_entities
from extractor.sentences import Sentence

_JOINED = ("、", "和", "与", "及", "以及")


def set_schools_in_list(sentence: Sentence) -> None:
    """As many figures as schools that are named side by side, so each is of its own; a later list takes them up: 班级分别为12个和14个."""
    told: list[Entity] = []
    for i, figure in enumerate(sentence.figures):
        count = list_length(sentence, i)
        if count == 1 or not says_respectively(figure):
            continue
        start = max([sentence.start, *(f.end for f in sentence.figures[:i])])
        named = _side_by_side(sentence.text[start : figure.start])
        told = named or told
        if len(told) == count and (named or not find_entities(sentence.text[start : figure.start])):
            for member, school in zip(sentence.figures[i : i + count], told, strict=True):
                member.entity, member.stage = school.name, school.stage or member.stage


def _side_by_side(text: str) -> list[Entity]:
    """The schools of the last list of them in a text."""
    listed: list[Entity] = []
    for school in find_entities(text):
        beside = bool(listed) and text[listed[-1].end : school.start].strip() in _JOINED
        listed = [*listed, school] if beside else [school]
    return listed if len(listed) > 1 and not any(school.outside for school in listed) else []
