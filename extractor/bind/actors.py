"""Figures whose noun tells more than the words: those who do something, and those told by their age.

Runs when the indicator is bound; changes it where these forms say otherwise.
"""

from __future__ import annotations

from extractor.bind.zones import Zones
from extractor.figures import Figure
from extractor.sentences import Sentence
from models.indicators import OTHER

_ACTING = {"school.count": "school.covered", "teacher.count": OTHER, "student.count": OTHER}
_NO_ACTION = ("中", "里", "共", "总", "和", "与", "及", "以", "为", "数", "，", "的")
_YOUNG = 45
"""The highest age that a group of 青年教师 is told by."""


def name_actors(figure: Figure, sentence: Sentence, zones: Zones) -> None:
    """27所学校用上了…, 近千名教师签下…: those who do something are no stock of schools or teachers."""
    if figure.indicator not in _ACTING or figure.whole is not None or "norm" in figure.roles:
        return
    nouns = [h.end for h in sentence.terms if zones.behind[0] <= h.start and h.end <= zones.behind[1] and h.word.term]
    if not nouns or any(t.tag == "SHARE" for t in figure.own):
        return
    rest = sentence.text[max(nouns) : max(nouns) + 2]
    if zones.behind[1] > max(nouns) and not rest.startswith(_NO_ACTION):
        figure.indicator = _ACTING[figure.indicator]


def bind_by_age(figure: Figure, previous: Figure | None) -> None:
    """35岁以下的54人，占42.2%: teachers of an age, and their share."""
    if previous is None or figure.indicator not in (OTHER, "teacher.count", "teacher.recruited", "student.rate", "teacher.degree_rate"):
        return
    if previous.unit_text in ("岁", "周岁") and figure.unit in ("person", "%"):
        young = previous.value is not None and previous.value <= _YOUNG
        figure.indicator = "teacher.count" if figure.unit == "person" else "teacher.young_rate" if young else OTHER
        figure.roles.add("aged")
    elif "aged" in previous.roles and figure.unit == "%" and "rate" in figure.roles and previous.unit == "person":
        figure.indicator = "teacher.young_rate"
