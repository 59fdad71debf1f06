"""Schools, classes, people and yuan that are written with a mere 个 or a scale word: 5个学校, 54个教学班, 29万."""

from __future__ import annotations

import re

from extractor.figures import Figure
from extractor.units.words import UnitWords, counted_nouns, unit_words

_REACH = 60
"""Characters before a figure in which the noun of its series may stand."""


def count_by_noun(text: str, figure: Figure, start: int) -> None:
    """5个学校 and 9处中小学 count schools, 54个教学班 and 大班额21个 count classes, as does the
    first of 962个和415个教学班; 3500所村卫生室 are neither."""
    words = unit_words()
    said = words.no_schools_before.search(text, start, figure.start) if figure.unit == "school" and figure.unit_text == "所" else None
    things = words.no_schools.match(text, figure.end)
    if figure.unit == "school" and ((things and not _WANTING.match(text, things.end())) or (said and not _names_schools(text, figure))):
        figure.unit = "item"
    if figure.unit_text not in ("个", "处") or figure.unit != "item" or _lent_before(figure):
        return
    listed = words.listed_behind.match(text, figure.end)
    for unit, nouns in counted_nouns():
        if (noun := nouns.match(text, listed.end() if listed else figure.end)) and not text.startswith(words.not_the_noun, noun.end()):
            figure.unit = unit
            return
    before = text[max(0, figure.start - _REACH) : figure.start]
    some_of_them = _IN_CLASSES.search(before) and _NOTHING_BEHIND.match(text, figure.end)
    if some_of_them or words.classes_before.search(words.times.sub("", before)):
        figure.unit = "class"
    elif words.schools_before.search(words.times.sub("", before[start - figure.start :])) and not _of_schools(text, figure, words):
        figure.unit = "school"
    elif words.people_before.search(words.times.sub("", before)) and _NOTHING_BEHIND.match(text, figure.end):
        figure.unit = "person"


def _lent_before(figure: Figure) -> bool:
    """班239个，小学164初中75: a part counts what the whole does that lends it the unit."""
    return figure.span.form == "shared_unit" and figure.span.unit[1] <= figure.start


_NOTHING_BEHIND = re.compile("[，,。；;、：:（()）]|$")
"""老师一共172个，: what is counted stands before it. 学生46个班 counts classes."""
_IN_CLASSES = re.compile("个(?:教学)?班级?[里中当]中?[头面]?[，,]?[还仍只仅就]?有$")
"""242个班里有31个，: so many of the classes."""
_WANTING = re.compile(
    "馆?(?:建筑|使用)?(?:面积|数量|配备|建设)?[均都仍还尚]?(?:不达标|未达标|没有达标|不足|不够|短缺|偏[小少低紧]|低于|达不到|未达到|紧张)"
)
"""7所生均教学用房不达标，5所运动场馆面积不足: of what the schools have too little."""


def _names_schools(text: str, figure: Figure) -> bool:
    """改造食堂36所学校: what the number counts stands behind it."""
    return any(nouns.match(text, figure.end) for unit, nouns in counted_nouns() if unit == "school")


def _of_schools(text: str, figure: Figure, words: UnitWords) -> bool:
    """新增学位…幼儿园800个, 幼儿园3个项目: schools are named, and something else of them is counted."""
    begin = text.rfind("。", 0, figure.start) + 1
    return text.startswith(words.not_the_noun, figure.end) or words.not_of_schools.search(text, begin, figure.start) is not None


def count_people(text: str, figure: Figure, start: int, previous: Figure | None) -> None:
    """29万 of 人口 and 68.4万人民 are persons, 3.2亿 of 资金 yuan, as is a part of what is told in yuan: with a scale word but no unit.

    `previous`: the figure before it in the sentence.
    """
    if figure.unit_text or figure.unit != "number" or figure.span.form != "bare":
        return
    if not any(scale in text[figure.start : figure.end] for scale in "万亿"):
        return
    if _OF_MONEY.search(text, max(0, figure.start - _REACH), figure.start):
        figure.unit, figure.unit_text = "CNY", "元"
        return
    if text.startswith(unit_words().people_behind, figure.end):
        figure.unit, figure.unit_text = "person", "人"
        return
    for base, unit, words in unit_words().without_unit:
        if words.search(text, max(start, figure.start - 14), figure.start):
            figure.unit, figure.unit_text = base, unit
            return
    if previous is not None and previous.unit == "CNY" and _goes_on_in_yuan(text, previous.end, figure.start):
        figure.unit, figure.unit_text = "CNY", "元"


def _goes_on_in_yuan(text: str, start: int, end: int) -> bool:
    """Whether the words between an amount in yuan and a number with 万 or 亿 tell its part, its total, or what it has grown by."""
    between = _GOES_ON.fullmatch(text, start, end)
    return (between is not None and not unit_words().no_money.search(between[0])) or _GROWN_BY.fullmatch(text, start, end) is not None


_GOES_ON = re.compile(
    r"(?:[一-龥]{0,14}[，,；;。：:（(](?=其中)|[，,；;：:]?[一-龥]{0,6}[，,：:]?分别[为是][：:]?)?[)）]?\s*[=＝+、，,;；/(（:：]?\s*[一-龥]{1,8}[:：]?\s*"
)
"""花了1180万，县里780万上面400万; 培训费18.6万元=专家7.2万+食宿8.4万: an amount that a short name parts from one in yuan;
2300万元用于维修，其中中心校1500万: or what the money is for, and 其中 or 分别是 behind it."""
_GROWN_BY = re.compile(
    r"[，,](?:同比|环比|[比较](?:上年|去年|前年|上一?年度|(?:19|20)?\d\d年)(?:同期|初|底|末)?)?[净又]?(?:增加|减少|增长|下降|提高|多|少|增|减)[了出]?"
)
"""投入5.6亿，较2022年增加0.4亿."""
_OF_MONEY = re.compile(
    r"元(?:[(（](?:其中)?(?:[:：]|含|包括|包含|内含)[^，,。；;()（）]{0,14}"
    r"|[，,、；;](?:全年|全县|全校|当年|本学期)?(?:合计|总计|共计|[共计]|总额|发放|拨付|支付|落实|补助)(?:[需达为约]|发放|补助|支付|资金|金额)*)$"
)
"""1710万元（含教师培训12万）; 每生625元，发放107万: a part of what was told in yuan, or what that comes to."""
