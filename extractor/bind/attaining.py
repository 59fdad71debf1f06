"""Schools that are said to reach the standard or an item of it, and those that are left over.

Runs when the indicator is bound; changes it where these forms say otherwise.
"""

from __future__ import annotations

import re

from extractor.bind.counted import may_hold
from extractor.figures import Figure
from extractor.sentences import Sentence
from extractor.wordlists import finder_of
from models.indicators import OTHER


def bind_attaining(figure: Figure, sentence: Sentence) -> None:
    """86所学校中已有84所达到省定标准, 七项指标全部达到的38所: schools that are said to reach the standard, or all items of it."""
    if figure.unit != "school":
        return
    own = (sentence.text, figure.clause, figure.start)
    if _some_of_them_attain(figure, sentence):
        figure.roles.discard("norm")
        looked_at = finder_of("visited").search(*own)
        figure.indicator = figure.indicator if looked_at else "school.count"
        return
    before = sentence.neighbour(figure, -1)
    if before is not None and _some_of_them_attain(before, sentence):
        figure.roles.discard("norm")
        figure.indicator = "school.compliant"
        return
    reaching = _REACH_BEHIND.match(sentence.text, figure.end) or _REACHING.search(*own)
    if reaching:
        figure.roles.discard("norm")  # 74所达到省定标准, 达到省定标准的74所: no 标准 of so many
    if "norm" in figure.roles:
        return
    if reaching or _ATTAINED.fullmatch(*own) or _at_line(figure, sentence):
        figure.indicator = "school.compliant"


def _some_of_them_attain(figure: Figure, sentence: Sentence) -> bool:
    """55所学校七项指标全部达标的有49所: of all schools, what is said behind their number is said of those counted next."""
    some = sentence.neighbour(figure, 1)
    if some is None or some.unit != "school" or not may_hold(figure, some):
        return False
    said = _SOME_ATTAIN.fullmatch(sentence.text, figure.end, some.start)
    return said is not None and not finder_of("lacking").search(said[0])


def _at_line(figure: Figure, sentence: Sentence) -> bool:
    """生均体育运动场馆面积达到10.2平方米的有11所: the schools that come to the line of an item."""
    line = sentence.neighbour(figure, -1)
    if line is None or not line.indicator.startswith("resource.") or not _AT_LINE.fullmatch(sentence.text, line.end, figure.start):
        return False
    return _COMES_TO.search(sentence.text, line.clause, line.start) is not None


_SOME_ATTAIN = re.compile(
    r"(?:义务教育|中)?(?:学校|小学|初中)[^，,。；;、]{0,24}(?:达标|达到|符合|合格|过线)[^，,。；;、]{0,16}(?<=的)(?:学校)?[共只仅已]?[有为是达]?"
)
_NORM = r"[^，,。；;：:\d]{0,14}?(?:标准|要求|规定|条件)"
_SCHOOLS, _EACH = r"(?:义务教育(?:阶段)?|中)?(?:学校|小学|初中)?", r"(?:都|均|已经?|全部|也)"
_ITEMS = r"(?:[\d一二两三四五六七八九]+|各|全部)项(?:指标)?"
_STANDARDIZED = "[^，,。；;：:、\\d改]{0,8}?标准化(?:学校)?(?:建设(?!工程|项目|资金)|验收|评估|认定|创建)"
"""完成了标准化建设: done, and no more than that; 标准化改造 is building."""
_REACH_BEHIND = re.compile(
    rf"{_SCHOOLS}(?:\([^()]*\){_SCHOOLS})?(?:{_EACH}?(?:达到|符合|满足)了?{_NORM}|(?:{_EACH}+(?:达到|合格)|{_EACH}*(?:达标|过线))(?=[，,。；;])"
    rf"|{_ITEMS}{_EACH}*(?:达到|符合|满足)了?{_NORM}(?!的)|{_EACH}*(?:完成|实现|通过)了?{_STANDARDIZED}|的{_STANDARDIZED}任务)"
    rf"|{_SCHOOLS}{_EACH}*达到[五六七]项(?:指标|以上|达标)?(?:[，,]?且|[，,]余|[，,]其余)"
    rf"|(?:小学|初中)[和与及、][\d一二两三四五六七八九十]+所(?:小学|初中|(?:九年)?一贯制学校){_EACH}+(?:达标|合格|过线|达到{_NORM})(?=[，,。；;])"
)
_REACHING = re.compile(
    rf"(?:{_ITEMS}(?:(?!未|没|不)[^，,。；;]){{0,6}}(?:达到|达标|符合)|(?<!未)(?<!没有)(?:达到|符合)(?:[六七八\d]项))"
    r"[^。；;]{0,24}的(?:学校|小学|初中)?(?:有|为|共|是)?$"
    rf"|(?:完成|实现|通过)了?{_STANDARDIZED}(?:任务)?的(?:学校|小学|初中)?(?:有|为|共|是|达)?$"
    rf"|(?<!未)(?<!没有)(?<!不)(?<!没)(?:达到|符合)了?[^，,。；;：:、\d]{{0,10}}?(?:办学|建设|基本|国家|省定)[^，,。；;：:、\d]{{0,4}}标准的(?:学校|小学|初中)?(?:有|为|共|是|达)?$"
)


_ATTAINED = re.compile(
    rf"(?![^，,。；;]*?(?:未|不|没)[^，,。；;]{{0,4}}?达标)[^，,。；;]*?达标(?:的)?{_SCHOOLS}"
    r"(?:(?:数量?|总数)?(?:比|较|同比)[^，,。；;\d]*|(?:数量?|总数)?(?:已|共|有|为|是|达到?|约|仅|只|也)*)"
)
"""综合达标12所, 达标学校为33所, 达标学校数比上年增加4所."""
_COMES_TO = re.compile(r"(?<!未)(?<!没有)(?<!未能)(?:达到|超过|高于|不低于|不少于|符合|满足)(?:了|国家|省定|规定的?)*$")
_AT_LINE = re.compile(r"(?:[/／]生)?(?:及?以上|标准|要求|规定)*的(?:学校|小学|初中)?(?:共|有|为|是|已|达)*")


def bind_left_over(figure: Figure, sentence: Sentence) -> None:
    """其余3所, 尚未达标的7所: schools that are left over, by what they are not; 其余5所小学均达标 are those that attain."""
    attain = figure.indicator == "school.compliant" and _REACH_BEHIND.match(sentence.text, figure.end)
    if attain or figure.indicator not in ("school.count", "school.compliant", "school.covered"):
        return
    left_over = _LEFT_OVER.search(sentence.text, figure.clause, figure.start) or _FALL_SHORT.match(sentence.text, figure.end)
    if left_over or _divides_left_over(figure, sentence):
        figure.indicator = OTHER


def _divides_left_over(figure: Figure, sentence: Sentence) -> bool:
    """未达标的9所学校，小学5所、初中4所: nothing but a stage stands before the parts of those that are left over."""
    before = sentence.neighbour(figure, -1)
    if before is None or before.unit != "school" or before.indicator != OTHER or not may_hold(before, figure):
        return False
    named = _ONLY_STAGE.fullmatch(sentence.text, before.end, figure.start)
    if not named and (not _AMONG_THEM.fullmatch(sentence.text, before.end, figure.start) or _REACH_BEHIND.match(sentence.text, figure.end)):
        return False
    return _SHORT.search(sentence.text, before.clause, before.start) is not None or (
        named is not None and _divides_left_over(before, sentence)
    )


_ONLY_STAGE = re.compile(r"(?:学校|单位)?[中里]?[，,、：:(（]?(?:其中)?[，,]?(?:小学|初中)(?:学校|部|单位)?(?:有|为)?")
_AMONG_THEM = re.compile(r"(?:学校|单位|小学|初中)*[中里][，,]?(?:有|其中)?")
"""未达标的6所学校中，有4所在县城."""
_SHORT = re.compile(r"(?:未能?|没有?|尚未|不)(?:完全|全部)?(?:达标|达到|过线|合格)[^，,。；;、]{0,6}的?$")


_FALL_SHORT = re.compile(
    r"(?:义务教育|中)?(?:学校|小学|初中|中学)(?:都|均|也)?[尚仍还]?(?:未能?|没有|没能)(?:完全|全部)?(?:达标|达到|过线|通过)(?!的)"
)
"""12所学校尚未达到标准."""
_LEFT_OVER = re.compile(r"(?:(?:其余|剩余|剩下|余下|另外)的?|(?:未|没有|没)能?(?:完全|全部)?(?:达标|达到|通过|过线)[^，,。；;、\d]{,6}的)$")
