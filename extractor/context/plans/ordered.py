"""What somebody ordered for a time to come, and the plan that a share is told of.

Takes a figure with its sentence; sets nothing.
"""

from __future__ import annotations

import re

from extractor.figures import Figure
from extractor.sentences import Sentence


def is_ordered(figure: Figure, sentence: Sentence) -> bool:
    """要求年底前巩固率达到100%; 完成投资2790万元，占全年计划4650万元的60%."""
    if _PLANNED_WHOLE.search(sentence.text, figure.left[0], figure.start):
        return _OF_WHICH.match(sentence.text, figure.end) is not None
    order = _ORDERED.search(sentence.text, sentence.start, figure.start)
    return order is not None and _DONE.search(sentence.text, order.end(), figure.start) is None


_PLANNED_WHOLE = re.compile(
    r"占(?:到|了)?(?:全年|年度|年初|本年度?|当年|今年)?(?:总?计划|任务|目标|规划)(?:总?投资额?|总?任务|总额|总?数|总量|任务数|资金)?[约近]?$"
)
_OF_WHICH = re.compile(r"的(?:近|约)?\d")
_ORDERED = re.compile(
    r"(?<![按照据达合足])(?:要求|责令|责成)(?!的)[^。；;，,\d]{0,16}(?:20\d\d年)?(?:\d{1,2}月(?:份|底|末|\d{1,2}日)?|[本今]?年底|年内|学?期末|开学)之?前"
)
_DONE = re.compile(r"[。；;了已]|目前|现有|共(?!同|需)|累计|先后")
