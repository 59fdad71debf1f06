"""What a programme, a target or a budget has set down, and what is left to be done or has not been begun.

Takes a figure and its sentence; tells whether the words by it say so. The words are in words.yaml.
"""

from __future__ import annotations

import re
from functools import cache

from extractor.figures import Figure
from extractor.sentences import Sentence
from extractor.wordlists import finder_of, one_of, words_of


def is_set_down(figure: Figure, sentence: Sentence) -> bool:
    """What a programme or a budget has set down, whatever has come of it since, and what is left to be done of a whole."""
    if figure.kind == "level" or figure.unit == "pp":
        own = sentence.text[figure.left[0] : figure.start]
        told = _is_programmed(own) or _is_target(own, sentence, figure)
        return told or _is_budgeted(own, sentence, figure) or _is_left_to_do(own, sentence, figure) or _is_unbegun(own, sentence, figure)
    return False


def _is_programmed(own: str) -> bool:
    """规划提出五年新增学位6000个, 列入改造计划的学校18所, 工程估算总造价745万元."""
    told = _PROGRAMMED.search(own)
    return told is not None and _SINCE_DONE.search(own, told.start()) is None


_PROGRAMMED = re.compile(
    r"(?:列入|纳入)[^，,。；;\d]{0,8}(?:规划|计划)的?[^，,。；;\d]{0,12}$"
    r"|(?<![按照据合])规划(?:列入|确定|提出|明确|要求|期内|总投资|投资|建设项目)[^，,。；;]{0,24}$"
    r"|(?:估算|概算)的?(?:总?投资)?(?:额|金额)?[为约是共计]{0,2}$|(?<!完成)总?投资(?:额)?(?:估算|概算)(?:总额|额)?[为约是共计]{0,2}$"
    r"|(?<![成占了])(?:年度|全年|当年)计划(?:总投资|投资|投入|新增|新建|招聘|补充|改造)[^，,。；;、\d]{0,8}$"
)
_SINCE_DONE = re.compile(r"已|累计|实际|完成|建成|竣工|目前|现有|相比")


def _is_target(own: str, sentence: Sentence, figure: Figure) -> bool:
    """全年任务目标数为84个，实际完成97个: what was to be done, beside what was."""
    if _TARGET_NUMBER.search(own):
        return True
    return _TARGET.search(own) is not None and _CAME_TO.match(sentence.text, figure.end) is not None


_TARGET_NUMBER = re.compile(
    r"(?<!完成)(?<!实现)(?<!达到)(?<!超过)(?<!完成的)(?:目标|计划|任务)(?:任务|目标)?(?:数|值)(?:分别)?(?:是|为|[：:])?$"
)
"""任务数486人: a target by name, whatever has come of it."""
_TARGET = re.compile(
    r"(?<!完成)(?<!实现)(?<!达到)(?<!超过)(?<!高于)(?:目标|计划|任务){1,2}(?:任务|目标)?(?:数|值|量)?(?:分别)?(?:是|为|定为|[：:])?$"
)
_CAME_TO = re.compile(r"(?:以[上下内])?[，,；;。](?:[\d—–\-~至到]{1,5}月(?:份|底)?)?[^，,。；;\d]{0,12}?(?:实际|完成|已|达到|实现)")


def _is_budgeted(own: str, sentence: Sentence, figure: Figure) -> bool:
    """年初预算为5.2亿元，决算为5.4亿元: what was budgeted, beside what was spent."""
    if figure.unit != "CNY" or not _BUDGETED.search(own):
        return False
    return _SPENT.search(sentence.text, figure.end, sentence.end) is not None


_BUDGETED = re.compile(r"(?:年初(?:部门)?预算|(?<!公共)(?<!经费)预算(?:安排|数|额))(?:安排|数)?(?:为|是|共)?$")
_SPENT = re.compile(r"[，,；;][^，,。；;\d]{0,10}(?:决算|实际|执行)")


def _is_unbegun(own: str, sentence: Sentence, figure: Figure) -> bool:
    """投入资金520万元，目前正在招标: the money and the size of what has not been begun; a count of such works (3个正在招标) is as it is."""
    if "正在" not in sentence.text or figure.unit not in _OF_WORKS or _SINCE_DONE.search(own):
        return False
    part = (sentence.text, sentence.part_start(figure.start), figure.start)
    works = figure.unit == "CNY" or finder_of("done_in_project").search(*part) or finder_of("works").search(*part)
    return bool(works) and _unbegun().match(sentence.text, figure.end, sentence.end) is not None


_OF_WORKS = ("CNY", "m2", "item", "school", "class")


@cache
def _unbegun() -> re.Pattern[str]:
    barred = "(?:(?!已|完成|建成|竣工|完工|到位)[^。；;])"
    opens = "[，,](?:目前|现在|现)?(?:均|都|全部)?(?:项目)?正在(?:进行|开展|办理|组织|实施|履行|准备)?(?:公开|政府|项目|施工|工程)?"
    return re.compile(rf"{barred}{{0,40}}?{opens}{one_of(words_of('unbegun'))}")


def _is_left_to_do(own: str, sentence: Sentence, figure: Figure) -> bool:
    """余下的860个拟于明年建成: what is left of a whole, and when it is to be done."""
    return _LEFT.search(own) is not None and _TO_BE_DONE.match(sentence.text, figure.end) is not None


_LEFT = re.compile(r"(?:其余|余下|剩余|剩下)的?(?:尚未[^，,。；;\d]{0,6})?$")
_TO_BE_DONE = re.compile(
    r"[^，,。；;\d]{0,6}?[，,]?(?:拟|将|预计|随[^，,。；;]{0,12}(?:一并|同步|陆续|投用|交付|支付)|列入(?:明年|下年|次年|来年|下一步|20\d\d年)"
    r"|(?:20\d\d年)?\d{1,2}月[底末]?前|年底前)"
)
