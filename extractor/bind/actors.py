"""Figures whose noun tells more than the words: those who do something, take part, or are exchanged.

Runs when the indicator is bound; changes it where these forms say otherwise.
"""

from __future__ import annotations

import re

from extractor.bind.lacking import lacks
from extractor.bind.zones import Zones
from extractor.figures import Figure
from extractor.sentences import Sentence
from extractor.wordlists import finder_of, words_of
from models.indicators import OTHER

_ACTING = {"school.count": "school.covered", "teacher.count": OTHER, "student.count": OTHER}
_NO_ACTION = ("中", "里", "共", "总", "和", "与", "及", "以", "为", "数", "，", "的", "、", "。", "；", ")")


def name_actors(figure: Figure, sentence: Sentence, zones: Zones) -> None:
    """27所学校用上了…, 近千名教师签下…: those who do something are no stock of schools or teachers, unless they are all."""
    if figure.indicator not in _ACTING or figure.whole is not None or "norm" in figure.roles:
        return
    if figure.unit == "school" and lacks(figure, sentence):
        figure.indicator = OTHER
        return
    in_post = sentence.text.startswith(words_of("in_post"), figure.end)
    all_there_are = in_post or sentence.text.endswith(words_of("everyone"), 0, figure.start)
    if figure.unit == "person" and all_there_are:
        return
    noun = _end_of_noun(sentence, zones)
    if noun is None or "SHARE" in figure.tags:
        return
    if zones.behind[1] > noun and not sentence.text.startswith(_NO_ACTION, noun):
        gains = figure.unit != "school" or finder_of("gains").search(sentence.text, noun, noun + _SAID)
        figure.indicator = _ACTING[figure.indicator] if gains else figure.indicator if all_there_are else OTHER


def _end_of_noun(sentence: Sentence, zones: Zones) -> int | None:
    """Where the noun ends that stands behind a figure, its words side by side: 19所|山区小规模学校|借此开设英语课."""
    ends: list[int] = []
    for hit in sentence.terms:
        if zones.behind[0] <= hit.start and hit.end <= zones.behind[1] and hit.word.term and (not ends or hit.start <= ends[-1] + 1):
            ends.append(hit.end)
    return max(ends, default=None)


_SAID = 16
"""Characters behind schools in which they are said to have or to do something."""


def bind_base(figure: Figure, sentence: Sentence) -> None:
    """每12个班级配备1间: what something is meted out by is no stock, and 标准的85% no rate of what it is said of."""
    if figure.unit == "%" and sentence.text.endswith(_OF_THE_STANDARD, figure.left[0], figure.start):
        figure.indicator = OTHER
    if sentence.text.startswith("每", figure.start - 1) and figure.unit in ("class", "person", "school", "item"):
        figure.indicator = OTHER


_OF_THE_STANDARD = ("标准的", "标准值的")
"""比国家规定的85%高 names the norm itself, and no share of it."""


def bind_exchanged(figure: Figure, sentence: Sentence, previous: Figure | None) -> None:
    """符合条件的教师有436人，68人到了别的学校，占15.6%; 骨干教师15人，占交流人数的22.1%: who are a share of those who may be exchanged, or
    of those who were, are exchanged themselves, however that is said."""
    if (
        figure.indicator == "teacher.backbone"
        and figure.unit == "person"
        and _AMONG_EXCHANGED.search(sentence.text, figure.clause, figure.start)
    ):
        figure.indicator = "teacher.exchanged"
    rate = sentence.neighbour(figure, 1)
    if figure.unit != "person" or figure.indicator not in _MAYBE_EXCHANGED or rate is None or rate.unit != "%":
        return
    of_exchanged = _OF_EXCHANGED.match(sentence.text, figure.end) is not None
    of_eligible = figure.indicator == OTHER and previous is not None and _may_be_exchanged(sentence.text, previous)
    if of_exchanged or (of_eligible and not finder_of("not_moved").search(sentence.text, figure.clause, figure.start)):
        figure.indicator = "teacher.exchanged"


def _may_be_exchanged(text: str, whole: Figure) -> bool:
    """符合条件的教师1705人, 符合条件的379人: those of whom some are then exchanged; not pupils who may enter a school."""
    if whole.unit != "person" or whole.indicator != OTHER or finder_of("pupils").search(text, whole.clause, whole.end + _NOUN):
        return False
    return finder_of("eligible").search(text, whole.clause, whole.start) is not None


_AMONG_EXCHANGED = re.compile(r"(?:交流|轮岗)的?(?:教师|人员|干部|校长|人数|教职工)?[中里][，,]?(?:有|的)?[^，,。；;\d]*$")
"""交流教师中有县级以上骨干教师41人: they are exchanged as the others are."""
_OF_EXCHANGED = re.compile(r"[，,、(（]?(?:约|仅|只)?占(?:到|了)?(?:全部|全县|全区|全市|当年|所有|参与|参加|实际)*(?:交流|轮岗)")
_NOUN = 4
"""Characters behind a figure in which its noun may stand."""
_MAYBE_EXCHANGED = (OTHER, "teacher.count", "teacher.backbone")


def bind_taking_part(figure: Figure, sentence: Sentence, previous: Figure | None) -> None:
    """参加课后服务的小学生1316人、初中生558人，合计1874人，占在校生的94.0%: the share of those who take part."""
    if figure.indicator != "student.rate" or "SHARE" not in figure.tags or previous is None or previous.unit != "person":
        return
    told = sentence.text[sentence.part_start(previous.start, "。；;") : previous.start]
    if _TAKES_PART.search(told) and finder_of("taken_part_in").search(told):
        figure.indicator = "student.participation_rate"


_TAKES_PART = re.compile("参加|参与|选择|自愿")
