"""Teachers told by their age, and their share: 35岁以下的54人，占42.2%.

Runs when the indicator is bound; changes it where these forms say otherwise.
"""

from __future__ import annotations

import re

from extractor.figures import Figure
from extractor.sentences import Sentence
from models.indicators import OTHER

_GROWN = 22
"""Nobody who is younger is told of as a teacher."""
_YOUNG = 45
"""The highest age that a group of 青年教师 is told by."""


def bind_by_age(figure: Figure, sentence: Sentence, previous: Figure | None) -> None:
    """35岁以下的54人，占42.2%: teachers of an age, and their share."""
    if figure.indicator == "teacher.age" and _names_age_group(figure, sentence):
        figure.indicator = OTHER
    if previous is None:
        return
    if previous.unit == "person" and figure.unit == "%" and "rate" in figure.roles and "aged" in previous.roles:
        figure.indicator = "teacher.young_rate" if "young" in previous.roles else OTHER
        return
    if figure.indicator not in _OF_TEACHERS and not (figure.unit == "%" and figure.indicator.startswith("teacher.")):
        return
    if previous.unit_text in ("岁", "周岁") and figure.unit in ("person", "%") and _OF_AGE.match(sentence.text, previous.end, figure.start):
        if previous.value is not None and previous.value < _GROWN:
            return  # 15周岁人口初等教育完成率
        older = _OR_OLDER.match(sentence.text, previous.end) is not None
        young = previous.value is not None and previous.value <= _YOUNG and not older
        figure.indicator = "teacher.count" if figure.unit == "person" else "teacher.young_rate" if young else OTHER
        figure.roles |= {"aged", "young"} if young else {"aged"}


def _names_age_group(figure: Figure, sentence: Sentence) -> bool:
    """按年龄分：35岁及以下742人、36-50岁1106人: an age, or two, by which those behind are told apart; no mean."""
    return "平均" not in sentence.text[figure.clause : figure.start] and _AGED_SO.match(sentence.text, figure.end) is not None


_OF_TEACHERS = (OTHER, "teacher.count", "teacher.recruited", "student.rate")
_AGED_SO = re.compile(r"(?:[及含]?以[上下])?(?:的|之间的?)?(?:[专在]任|在编|在职)?(?:教师|教职工|老师)?(?:数?为|有|共|占|达)?\d")
_OR_OLDER = re.compile("[(（]?[及含]?以上")
_OF_AGE = re.compile(r"(?:[(（]?(?:及|含|不含|至|到|[—～~-])|以[上下]|[^，,。；;、]*$)")
"""35岁以下的, 36至45岁: a group of that age, and not 平均年龄46.2岁，将有286名教师退休."""
