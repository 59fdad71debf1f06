"""What money is for, where each amount of a list tells it: 1.5亿元用于校舍建设、5000万元用于设备购置; 校舍建设1.5亿元、设备购置5000万元.

Runs when the indicators of a sentence are bound. The words are in words.yaml.
"""

from __future__ import annotations

import re
from functools import cache

from extractor.figures import Figure
from extractor.sentences import Sentence
from extractor.wordlists import finder_of, one_of, words_of
from models.indicators import OTHER

_EQUIPMENT, _INVESTMENT = "funding.equipment", "funding.investment"
_PURPOSES = frozenset((OTHER, _EQUIPMENT, _INVESTMENT, "funding.informatization"))


def bind_purposes(sentence: Sentence) -> None:
    """Money for buildings and grounds is of none of the narrower purposes of its neighbours, and money for goods is for equipment."""
    for figure in sentence.figures:
        if figure.unit != "CNY" or figure.indicator not in _PURPOSES or figure.kind != "level":
            continue
        told, behind = _told_behind(figure, sentence), True
        if told is None:
            told, behind = _told_before(figure, sentence), False
        if told is None:
            continue
        builds = finder_of("built_with_money").search(told) is not None
        if builds and finder_of("not_built").search(told) is None:
            figure.indicator = _INVESTMENT
        elif behind and not builds and figure.indicator == _INVESTMENT and finder_of("goods").search(told) and _is_used(figure, sentence):
            figure.indicator = _EQUIPMENT


def _is_used(figure: Figure, sentence: Sentence) -> bool:
    return finder_of("used_for").search(sentence.text, figure.end, figure.end + _SOON) is not None


_SOON = 8
"""Characters behind an amount in which it is said that it is used for something."""


def _told_behind(figure: Figure, sentence: Sentence) -> str | None:
    told = _used_for().match(sentence.text, figure.end)
    return told["what"] if told else None


@cache
def _used_for() -> re.Pattern[str]:
    built = rf"(?:[为给对将把在][^，,。；;、：:()\d]{{2,12}}?)?(?={one_of(words_of('works_at_parts'))})"  # 195万元为中心小学新建综合楼
    return re.compile(rf"(?:主要|全部|专门|专项|专款)?(?:{one_of(words_of('used_for'))}|{built})(?P<what>[^，,。；;、：:()\d]{{1,16}})")


def _told_before(figure: Figure, sentence: Sentence) -> str | None:
    """The words of one amount in a list of amounts, from the mark behind the one before."""
    before = sentence.neighbour(figure, -1)
    if before is None or before.unit != "CNY":
        return None
    told = _ITEM.fullmatch(sentence.text, before.end, figure.start)
    return told["what"] if told else None


_ITEM = re.compile(r"[、，,](?P<what>[^，,。；;、：:()\d]{2,14})")
