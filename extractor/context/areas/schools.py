"""Schools of figures that are told in turn: 城关二小、南门小学在校生分别为594人和612人.

Runs when each figure has the school that is named nearest before it. Takes a sentence; sets `entity` and `stage` of its lists.
"""

from __future__ import annotations

from extractor.bind.lists import told_in_turn
from extractor.entities import Entity, find_entities
from extractor.figures import Figure
from extractor.sentences import Sentence

_JOINED = ("、", "和", "与", "及", "以及")


def set_schools_in_list(sentence: Sentence) -> None:
    """As many figures as schools that are named side by side, so each is of its own."""

    def ahead(figure: Figure) -> str:
        start = max([sentence.start, *(f.end for f in sentence.figures if f.order < figure.order)])
        return sentence.text[start : figure.start]

    schools = told_in_turn(sentence, lambda first: _side_by_side(ahead(first)), lambda first: bool(find_entities(ahead(first))))
    for figure, school in schools:
        figure.entity, figure.stage = school.name, school.stage or figure.stage


def _side_by_side(text: str) -> list[Entity]:
    """The schools of the last list of them in a text."""
    listed: list[Entity] = []
    for school in find_entities(text):
        beside = bool(listed) and text[listed[-1].end : school.start].strip() in _JOINED
        listed = [*listed, school] if beside else [school]
    return listed if len(listed) > 1 and not any(school.outside for school in listed) else []
