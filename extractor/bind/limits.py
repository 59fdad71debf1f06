"""Limits that the standard sets to all schools and classes: 所有学校规模不超过2000人, 班级学生数分别不超过45人、50人.

Runs when the indicator is bound; changes it where the words right before a limit of people name what it limits.
"""

from __future__ import annotations

import re

from extractor.figures import Figure
from extractor.sentences import Sentence
from models.indicators import OTHER

_AT_MOST = r"(?:分别|均|都|一律|应|原则上|严格|学生|人数)*(?:不得?(?:超过|高于|大于|多于)|未超过|没有超过|控制在)(?:小学|初中|[、，])*$"
_OF_SCHOOL = re.compile(
    rf"(?:学校|小学|初中|中学|一贯制|[每各]校)[^，,。；;：:\d]{{0,6}}(?<![校平]均)(?:规模|校额|在校生数?|学生总?数){_AT_MOST}"
)
_OF_CLASS = re.compile(
    rf"班[^，,。；;：:\d规]{{0,6}}(?:学生数?|人数|班额|规模){_AT_MOST}|班级(?:学生|人)数(?:已|均|都)?(?:超过|达到?|高于|多于|在)$|班额{_AT_MOST}|班额(?:[为是达有约已高仅到]|竟|均)*$"
)
_NO_CLASS = 100
"""Pupils that no class has."""
_BEYOND = re.compile("[级的]?(?:学生|人数|班额|学生数)?[已均都]?(?:超过了?|超出|达到?|突破|在)")
"""6个班超过50人: the size by which some classes are told apart."""


def bind_limit(figure: Figure, sentence: Sentence) -> None:
    """未达标的是“所有学校规模不超过2000人”: whatever is said around it, the limit is one of the school's or the class's pupils."""
    if figure.unit != "person" or figure.indicator not in (OTHER, "student.count"):
        return
    before = sentence.neighbour(figure, -1)
    of_one = figure.value is not None and figure.value < _NO_CLASS
    if before is not None and of_one and before.unit == "class" and _BEYOND.fullmatch(sentence.text, before.end, figure.start):
        figure.indicator = OTHER
        return
    limits = (("class.size", _OF_CLASS), ("student.count", _OF_SCHOOL))
    told = next((name for name, words in limits if words.search(sentence.text, figure.clause, figure.start)), None)
    if told is None and figure.joined is not None and "limit" in figure.joined.roles:
        told = figure.joined.indicator
    if told is not None:
        figure.indicator = told
        figure.roles.add("limit")
