"""Schools that are told of as missing the standard or an item of it, and what is then said of them.

Takes bound figures; what misses is `other`, as is its share.
"""

from __future__ import annotations

import re
from itertools import pairwise

from extractor.bind.lists import list_length, says_respectively
from extractor.figures import Figure
from extractor.sentences import Sentence
from models.indicators import OTHER

_FAILING = re.compile(
    "(?:没有|没|未|未能)(?:完全|全部|全面)?达[标到]|[不未]达标|达不到|低于"
    "|(?:面积|教室|教师|设备|设备值|场馆|用房)[均都仍还尚]?(?:不足|不够|短缺)"
)


def misses(figure: Figure, sentence: Sentence) -> bool:
    """Schools that do not reach an item: 尚有3所小学没有达标."""
    return figure.unit == "school" and _FAILING.search(sentence.text, figure.clause, figure.end + 20) is not None


def share_missing(sentence: Sentence) -> None:
    """小学有4所、初中有2所生均体育运动场馆面积尚未达到标准: what is said behind the second is said of both."""
    for figure, behind in pairwise(sentence.figures):
        side_by_side = figure.indicator == "school.count" and _NEXT_STAGE_HAS.fullmatch(sentence.text, figure.end, behind.start)
        if side_by_side and behind.indicator == OTHER and behind.unit == "school" and misses(behind, sentence):
            figure.indicator, figure.criterion = OTHER, behind.criterion


_NEXT_STAGE_HAS = re.compile(r"[，,、和](?:小学|初中)(?:学校)?(?:[还仍]?有|共有|则有)?")


def shares_of_missing(sentence: Sentence) -> None:
    """仍有9所学校未达标，占全县学校的11.8%; 达标67所，未达标9所，分别占88.2%和11.8%: the share is of those that its part counts."""
    figures = sentence.figures
    for i, rate in enumerate(figures):
        if rate.indicator == "school.compliant_rate" and _SHARE.search(sentence.text, rate.left[0], rate.start):
            count = list_length(sentence, i) if says_respectively(rate) else 1
            parts = figures[max(i - count, 0) : i]
            if any(misses(part, sentence) for part in parts):
                for part, share in zip(parts, figures[i : i + count], strict=False):
                    share.indicator = OTHER if part.indicator == OTHER and part.unit == "school" else share.indicator


_SHARE = re.compile("(?:占比?|比例)[^，,。；;达]*$")
