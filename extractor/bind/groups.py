"""People told by the group they are of, which stands beside their number: 2160户7860人, 由祖辈照看的186人，占留守儿童总数的74%.

Runs when the indicator is bound; changes that of mere people, for whom no word of their own tells more.
"""

from __future__ import annotations

import re
from functools import cache

from extractor.figures import Figure
from extractor.sentences import Sentence
from extractor.wordlists import finder_of, one_of
from models.indicators import OTHER
from models.loading import load_data

_MERE_PEOPLE = frozenset((OTHER, "student.count", "teacher.count", "student.poor"))
_OF_GROUP = "of_group"


def bind_group(figure: Figure, sentence: Sentence, previous: Figure | None) -> None:
    """Set the indicator of people by their households, by their rank, or by the group that they are told to be a share of."""
    told = figure.indicator in _may_be_told() or figure.indicator in _OF_HONOURS
    if figure.unit != "person" or not told or not figure.roles.isdisjoint(("norm", "delta")):
        return
    if group := _group_of(figure, sentence):
        figure.indicator = group
        figure.roles.add(_OF_GROUP)
    elif previous is not None and previous.unit_text == _HOUSEHOLD and figure.indicator in _MERE_PEOPLE:
        if _are_members(previous, figure, sentence):
            figure.indicator = "society.population"
    elif (figure.indicator in _PUPILS and _of_grade(figure, sentence)) or _of_mark(previous, figure, sentence.text):
        figure.indicator = "quality.exam_count"
    elif figure.indicator == "teacher.count" and _RANK.search(sentence.text, figure.clause, figure.start):
        figure.indicator = OTHER


def _of_grade(figure: Figure, sentence: Sentence) -> bool:
    """中考优秀426人，优秀率13.2%: the pupils of whom the rate behind them tells, in an examination; who passed a course are no pupils."""
    rate = _RATE_BEHIND.match(sentence.text, figure.end)
    if rate is None or rate["grade"] not in sentence.text[figure.clause : figure.start]:
        return False
    before = (sentence.text, sentence.start, figure.start)
    return _EXAM.search(*before) is not None and not any(p.search(*before) for p in (_OF_BODY, finder_of("teachers")))


def _of_mark(previous: Figure | None, figure: Figure, text: str) -> bool:
    """600分以上126人: pupils who reach a mark."""
    return previous is not None and previous.unit_text == "分" and _AT_LEAST.fullmatch(text, previous.end, figure.start) is not None


_AT_LEAST = re.compile(r"及?以上的?(?:学生|考生|同学|人数)?(?:已|共|有|为|达到?|约|近)*")
_RATE_BEHIND = re.compile(r"[，,、(（]?(?P<grade>优秀|优良|良好|合格|及格|达标)(?:率|比例)")
_OF_BODY = re.compile("体质|体能|体测|视力|体检")
_EXAM = re.compile("中考|高考|会考|统考|联考|考试|考查|检测|抽测|监测|测试|测评|学业|语文|数学|英语|双科|三科")


def bind_same_test(figure: Figure, sentence: Sentence, previous: Figure | None) -> None:
    """体质健康优良率56%，及格率97%: the next grade of the test that was named before, and no rate of other papers."""
    if previous is None or previous.indicator != "quality.health_rate" or figure.indicator not in _GRADES:
        return
    if figure.unit == previous.unit == "%" and _NEXT_GRADE.fullmatch(sentence.text, previous.end, figure.start):
        figure.indicator = previous.indicator


_GRADES = ("quality.pass_rate", "quality.excellent_rate", OTHER)
_NEXT_GRADE = re.compile(
    r"(?:以上)?[，,、；;和及]?(?:其中)?(?:优秀|优良|良好|合格|及格|达标|不及格|不合格)(?:以上)?(?:率|比例|占比)?(?:为|是|达到?|占|仅|只有|约|近)*"
    r"(?:[由从](?:(?:19|20)\d\d年度?的?)?)?"
)
_HOUSEHOLD = "户"
_PUPILS = (OTHER, "student.count")
_OF_HONOURS = ("teacher.degree", "teacher.awarded")
"""What 本科 and 获奖 in front speak for, though 600分以上61人 are pupils."""


def _are_members(households: Figure, people: Figure, sentence: Sentence) -> bool:
    """农户2160户7860人: nothing stands between but that they are counted; of households that were gone to nobody counts the people."""
    if not _COUNTED_TOO.fullmatch(sentence.text, households.end, people.start):
        return False
    return finder_of("visited").search(sentence.text, households.clause, households.start) is None


_COUNTED_TOO = re.compile(r"[、(（]?(?:共计|合计|总计|共|计|约|近|总?人口|为|有)*")
_RANK = re.compile(
    r"(?:(?<![\u4e00-\u9fff])|(?<=其中)|(?<=教师)|(?<=[为有]))(?:小学?|中学?)教?[高一二三]级?(?:教师|职称)?(?:的|有|为|共)*$"
)
"""小高12人，小一8人、中二6人: the short names of ranks, each the first word behind a mark."""


def _group_of(figure: Figure, sentence: Sentence) -> str | None:
    """由祖辈照看的1860人，占留守儿童总数的74%，其他亲属照看的620人，占25%: of which group they
    are a share; of the next the share alone is told."""
    behind = _share_of_group().match(sentence.text, figure.end)
    if behind is not None:
        return _groups()[behind["group"]]
    if not _BARE_SHARE.match(sentence.text, figure.end):
        return None
    before = (f for f in reversed(sentence.figures) if f.order < figure.order and f.unit == "person")
    last = next(before, None)
    return last.indicator if last is not None and _OF_GROUP in last.roles else None


_BARE_SHARE = re.compile(r"[，,、(（]?(?:约|仅|只)?占(?:比|到|了|总数的)?[约近]?\d")


@cache
def _groups() -> dict[str, str]:
    """The indicator of each group of pupils by the words that name it."""
    told: dict[str, list[str]] = load_data("words.yaml", "extractor")["groups_of_pupils"]
    return {word: indicator for indicator, words in told.items() for word in words}


@cache
def _may_be_told() -> frozenset[str]:
    """What is bound as no more than people, or as a group already."""
    return _MERE_PEOPLE | frozenset(_groups().values())


@cache
def _share_of_group() -> re.Pattern[str]:
    whose = "(?:全部|所有|全县|全区|全市|全镇|全乡|全校|农村|小学|初中|中小学)*"
    return re.compile(rf"[，,、(（]?(?:约|仅|只)?占(?:到|了)?{whose}(?P<group>{one_of(_groups())})(?:总人?数|人?数|总量)?的?[约近]?\d")
