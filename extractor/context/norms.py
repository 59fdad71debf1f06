"""Norms: the figure quotes a national line, a granted rate, a term, or what is usual, and claims nothing of its own."""

from __future__ import annotations

import re
from functools import cache
from itertools import takewhile

from extractor.bind.due import is_due
from extractor.bind.lists import goes_on_listing
from extractor.context.bounds import is_counted
from extractor.figures import Figure
from extractor.sentences import Sentence
from extractor.tokens import Token
from extractor.wordlists import finder_of, words_of
from models.loading import load_data


def is_rule(figure: Figure, sentence: Sentence, tokens: list[Token]) -> bool:
    """The figure quotes a norm: the words say so, it is the line of a national rule, a granted rate, a term of service."""
    own = sentence.text[figure.left[0] : figure.start]
    if figure.unit == "%" and figure.bound in ("exact", "about") and _SHARE_OF_NORM.search(own):
        return False
    reaches = _REACHES_NORM.match(sentence.text, figure.end) is not None
    if "norm" in figure.roles and "delta" not in figure.roles and not reaches and not _is_all_reach(figure, sentence):
        return figure.unit not in _HEADS or not (_SELECTED.search(own) or _counts_selected(figure, sentence))
    if is_of_years(figure, sentence):
        return True
    if figure.bound_side == "left" and _AS_A_RULE.search(own):
        return True
    if figure.bound_side is not None and (_is_asked(own, sentence, tokens) or _next_asked(figure, sentence)):
        return True
    on_schools = figure.indicator.startswith("resource.") and _has_national_value(figure)
    if on_schools and (_SCHOOLS_REACH.search(sentence.text, sentence.start, figure.start) or _counts_schools(figure, sentence, own)):
        return True
    if _goes_on_in_list(figure, sentence):
        return False
    if _is_national_line(figure) and not _COMPARED.search(own) and not own.endswith(_HELD_AT) and not _is_goal(figure, tokens):
        return _MUST.search(own) is not None or not _names_time(sentence, tokens)
    if _MISSED.search(own) and (_has_national_value(figure) or (figure.unit == "%" and figure.value == _ALL)):
        return True
    if is_due(figure, sentence.text):
        return True
    if "group" in figure.roles:
        return is_counted(figure, sentence) or any(t.tag in ("BY", "GRANT") for t in sentence.tokens[figure.at + 1 : figure.at + 20])
    if figure.indicator in words_of("granted") and "to" not in figure.roles and figure.kind == "level":
        return (_GRANTED.search(own) is not None and _REACHED.search(own) is None) or _next_granted(figure, sentence)
    if figure.indicator == "teacher.service_years" or (figure.unit == "year" and _HOURS.match(sentence.text, figure.end)):
        return _TERM.search(own) is not None or sentence.text[figure.end : figure.end + 1].isdigit()
    return (
        figure.unit in ("day", "month")
        and figure.bound == "at_most"
        and _HAND_IN.search(sentence.text, figure.end, figure.end + 12) is not None
    )


_SHARE_OF_NORM = re.compile("(?<!不)(?:只有|仅有|仅|才|为|是|相当于|达到?了?)(?:国家|省定|规定)?(?:标准|要求|规定值?|限值)值?的(?:约|近)?$")
"""生均6.42㎡，只有标准的85.6%: how much of a norm there is."""
_REACHES_NORM = re.compile(
    r"(?!以[上下内]|的)[^，,。；;\d]{0,16}?(?<!要求)(?<!规定)(?:达到|符合|满足|优于)[^，,。；;\d]{0,10}?(?:标准|要求|规定)"
)
"""52所学校均达到国家标准: what reaches a norm is none."""


def _goes_on_in_list(figure: Figure, sentence: Sentence) -> bool:
    """到2025年，小学、初中差异系数分别控制在0.50和0.45以内: the next of what is to be reached, and no rule where the first is none."""
    before = sentence.neighbour(figure, -1)
    if before is None or (before.unit, before.bound) != (figure.unit, figure.bound) or before.status == "standard":
        return False
    return goes_on_listing(sentence, before, figure)


def _is_all_reach(figure: Figure, sentence: Sentence) -> bool:
    """所有学校宽带均不低于1000M: what all of them have; where it is no line of a national rule, and none is named, that is the claim."""
    told = any(form.name == "norm_of_all" and figure in form.figures for form in sentence.forms)
    if not told or _has_national_value(figure):
        return False
    behind = takewhile(lambda t: t.figure is None and t.tag != "COMMA", sentence.tokens[figure.at + 1 :])
    return not any(t.tag == "NORM" for t in (*figure.own, *behind))


def is_of_years(figure: Figure, sentence: Sentence) -> bool:
    """5年360学时: so much in so many years is asked for."""
    before = sentence.neighbour(figure, -1)
    return figure.unit == "hour" and before is not None and (before.unit, before.end) == ("year", figure.start)


def _counts_selected(figure: Figure, sentence: Sentence) -> bool:
    """学历高于规定的小学580人、初中411人: the next of those who meet a norm."""
    before = figure.head if figure.head is not None and "norm" in figure.head.roles else sentence.neighbour(figure, -1)
    return before is not None and "norm" in before.roles and (before.status, before.unit) == ("actual", figure.unit)


_MISSED = re.compile(r"(?:未能?|没有?|不能?)(?:达到|达|够到|满足)$")
"""骨干教师占17%，尚未达到20%: what is missed is the line, though no word calls it one."""
_ALL = 100


def _next_asked(figure: Figure, sentence: Sentence) -> bool:
    """省定标准要求图书小学不少于15册、初中不少于25册: the next stage in what a rule asks for."""
    before = sentence.neighbour(figure, -1)
    if before is None or (before.status, before.unit, before.bound) != ("standard", figure.unit, figure.bound):
        return False
    return _NEXT_IN_LIST.fullmatch(sentence.text, before.end, figure.start) is not None


def _next_granted(figure: Figure, sentence: Sentence) -> bool:
    """小学每生每年750元、初中950元: the next in a list of granted rates."""
    before = sentence.neighbour(figure, -1)
    alike = before is not None and (before.indicator, before.unit, before.status) == (figure.indicator, figure.unit, "standard")
    return alike and _NEXT_IN_LIST.fullmatch(sentence.text, before.end, figure.start) is not None  # type: ignore[union-attr]


_NEXT_IN_LIST = re.compile(
    r"(?:核定|核拨|拨付|执行|安排|补助)?[、，,；;和](?:小学|初中|村小|教学点|特殊教育学校|特教学校|寄宿生|走读生|最高|最低|乡?镇|村)[一-龥]{0,4}?(?:为|是)?"
)
_HEADS = frozenset(("person", "school", "class"))
_SELECTED = re.compile(
    r"(?:高于|符合|达到|满足|低于|未达到?)[^，,。；;、\d]{0,8}的(?:小学|初中|教师|学校)?(?:有|为|共)?$|(?:超过|超出|不足)[^，,。；;、\d]{0,8}的[有为共]$"
    r"|(?:标准|规定|要求)(?:以[上内]|之[上内])[（(](?:小学|初中)?[有为共]?$"
)
"""学历高于规定要求的291人: those who meet a norm are no norm."""


def is_limit_of_difference(figure: Figure, sentence: Sentence, tokens: list[Token]) -> bool:
    """差异系数小学均低于0.50、初中均低于0.45: held against the limit in whatever year, unless it is to be reached."""
    if _is_goal(figure, tokens) or not (_is_limit_of_rates(figure, sentence) or (figure.unit == "number" and _is_national_line(figure))):
        return False
    planned = any(t.tag == "PLAN" for t in sentence.tokens[: figure.at])
    return not planned and _UNTIL.search(sentence.text, sentence.start, figure.start) is None


def _is_limit_of_rates(figure: Figure, sentence: Sentence) -> bool:
    """监测中有关学科校际差异率均低于0.15: the limit of a rate that only its word names."""
    if figure.bound != "at_most" or figure.unit not in ("number", "%") or str(figure.value) not in words_of("limits_of_rates"):
        return False
    named = finder_of("limited_rates").search(sentence.text, sentence.start, figure.start)
    return named is not None and _HELD_AGAINST.search(sentence.text, named.end(), figure.start) is not None


_HELD_AGAINST = re.compile("[均都皆，,]|全部")
"""有关学科均低于0.15; but 差异率低于0.15 alone is the value."""


def _counts_schools(figure: Figure, sentence: Sentence, own: str) -> bool:
    """面积达到7.5平方米的小学有6所: the line by which the schools behind it are counted."""
    return _REACHES_LINE.search(own) is not None and _SO_MANY.match(sentence.text, figure.end) is not None


_REACHES_LINE = re.compile(r"(?:达到|达|超过|高于|低于|不足|不到|少于|不低于|未达到?|达不到)了?$")
_SO_MANY = re.compile(r"(?:及?以[上下])?的?(?:标准|要求)?的?(?:小学|初中)?(?:学校|单位)?(?:只|仅|共|还|尚|就|也)?(?:有|为|是|占|达)?\d+所")
_SCHOOLS_REACH = re.compile(r"\d+所(?:学校|小学|初中)?的?[^，,。；;\d]{0,24}(?:达到|达|超过|高于|低于|不足|未达到?|达不到)了?$")
"""有6所的体育运动场馆面积达到7.5平方米: the line that schools are counted by."""
_UNTIL = re.compile(r"[到至]20\d\d年|20\d\d年[底末]?前")
_COMPARED = re.compile(r"(?<!不)(?<!不得)(?<!不应)(?<!不能)(?:低于|不足|超过|超出|高于|少于)[^，,]*$")
"""Schools whose share is below 5%: the figure is a line that is compared with, and the claim is about the schools."""
_AS_A_RULE = re.compile(r"(?:一般|原则上)[^，,]{0,4}$|每[届个一]?任期[^，,。；;\d]{0,16}$|(?:一般|原则上)(?:控制在|不)")
"""小学一般不超过36个班: what is usual is told by a rule, wherever it stands."""

_ASKED = re.compile(
    r"(?:(?<![适供响反相对效感])应当?|应该|须|(?<![按据照实到合于过])(?:国家|教育部|国务院|中央|省里|省定|省级|省教育厅|上级|文件|办法|条例|政策)"
    r"(?:[^，,。；;\d]{0,8}?(?:文件|办法|政策|条例|标准|细则|方案))?(?:明确|统一)?(?:要求|规定)(?!的|课程|学历|标准|条件)[^，,。；;\d]{0,20}"
    r"|(?<![按据照实到合于过])(?:国家|省里|省定|省级|办学|评估|评定|建设|验收)[^，,。；;\d]{0,8}?(?:标准|细则)(?:要求|规定|明确|[为是：:])+[^，,。；;\d]{0,20})"
    r"[^，,。；;\d]{0,4}(?:不[低少高多]于|不超过|控制在)[^，,。；;\d]*$"
)


def _is_asked(own: str, sentence: Sentence, tokens: list[Token]) -> bool:
    """培训经费应不低于公用经费的5%, 国家要求所有班级不超过50人: what must be is told by a rule, unless it is to be by a time."""
    return _ASKED.search(own) is not None and not _names_time(sentence, tokens)


def _names_time(sentence: Sentence, tokens: list[Token]) -> bool:
    """A time in which something was done, or by which it is to be; 2021年起 and 年度公用经费 name none."""
    times = (t for t in tokens if t.tag == "PERIOD" and not sentence.text.startswith("起", t.end))
    return any(sentence.text[t.start : t.end] != "年度" for t in times)


_HELD_AT = ("保持在", "稳定在", "维持在", "均在", "都在", "全部在")
"""各校均在5%以上, 交流比例保持在10%以上: what is so, or is to stay so, and no rule."""
_MUST = re.compile(r"不得|必须|严禁|不能")
_EACH_ONE = r"(?<!平均)每一?[名位个]?(?:人|生|学生|幼儿|儿童|新生|孩子|教师|老师)(?:一次性)?(?:资助|补助|发放|发给|补贴|奖励|为|计)?$"
"""资助幼儿320人，每人400元: what each is granted."""
_GRANTED = re.compile(rf"按|标准|档|给予|每[生人]每|不低于|不超过|最高|{_EACH_ONE}")
_REACHED = re.compile(r"达到|提高|增加|平均|月均|人均|[由从]|增至")
_HOURS = re.compile(r"\d+学时")
_TERM = re.compile(r"服务期|须|需|应|不少于|明确|规定|(?<![不未])满")
_HAND_IN = re.compile(r"报|反馈|提交")


def _is_goal(figure: Figure, tokens: list[Token]) -> bool:
    """骨干教师交流比例提高到20%以上: what is to be reached by a change is a goal, also where it is the line of a rule."""
    return any(t.tag == "TO" and t.hit is not None and len(t.hit.word.text) > 2 for t in tokens)


def _is_national_line(figure: Figure) -> bool:
    return (figure.bound in ("at_least", "at_most") or figure.unit == "hour") and _has_national_value(figure)


def _has_national_value(figure: Figure) -> bool:
    return is_line_of(figure, figure.indicator)


def is_line_of(figure: Figure, indicator: str) -> bool:
    """Is its value just what a national rule sets for `indicator`?"""
    return figure.value is not None and str(figure.value) in _rules().get(indicator, ())


@cache
def _rules() -> dict[str, list[str]]:
    """By indicator, the lines of national rules."""
    rules: dict[str, list[str]] = load_data("words.yaml", "extractor")["rules"]
    return rules
