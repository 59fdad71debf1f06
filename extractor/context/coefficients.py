"""Coefficients whose items no word beside them names: in brackets behind the value of an item, listed once for the values of as many, or
bare below a heading that speaks of them.

Runs when stage and item of the values are set; sets indicator, item, stage, area and period of the coefficient.
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache

from extractor.bind.lists import list_length
from extractor.context.items import is_bare, item_of
from extractor.context.state import Context
from extractor.figures import Figure
from extractor.sentences import Sentence
from extractor.wordlists import finder_of, one_of, words_of
from models.indicators import OTHER

_NOTE = re.compile(r"括[号弧][内中里]的?(?:数字|数据|数值|数)?(?:[均都分别依次]+)?[为是系即指表示]+(?P<said>[^，,。；;()]{1,20})")
"""括号内为校际差异系数: a note on what the brackets behind the values hold."""


def told_of_brackets(text: str) -> bool | None:
    """Whether a note says that the brackets hold coefficients; None where there is no such note."""
    note = _NOTE.search(text) if "括" in text else None
    return None if note is None else finder_of("coefficients").search(note["said"]) is not None


def set_coefficients(sentence: Sentence, context: Context) -> None:
    """小学5.38人（0.187），初中7.19人（0.165）: each is of the item and the stage of the value that it stands behind."""
    candidates = [f for f in sentence.figures if _may_be_one(f)]
    if not candidates:
        return
    _take_in_turn(sentence, context)
    noted = told_of_brackets(sentence.text)
    noted = context.bracketed if noted is None else noted
    for figure in candidates:
        value = sentence.neighbour(figure, -1)
        told = value is not None and value.value is not None and value.indicator.startswith("resource.")
        if value is not None and told and _stands_behind(sentence, value, figure):
            if noted or (noted is None and (figure.indicator == _ITEM or _differs(value, figure))):
                _take(figure, value)
        elif figure.indicator == OTHER and context.coefficients and context.criterion and is_bare(figure, sentence):
            figure.indicator, figure.criterion = _ITEM, context.criterion


_ITEM = "cv.item"


def _take_in_turn(sentence: Sentence, context: Context) -> None:
    """教学用房面积6.1㎡、场馆面积8.3㎡、设备值3012元，差异系数分别为0.33、0.41、0.29: each is of the value in its place, where as many
    items are told right before, in the sentence or in those before it; 综合差异系数 are of none."""
    for i, figure in enumerate(sentence.figures):
        members = sentence.figures[i : i + list_length(sentence, i)] if figure.indicator in _COEFFICIENTS and _may_be_one(figure) else []
        if len(members) < 2 or not _are_of_those_before(figure, sentence):
            continue
        told = ([f for f in sentence.figures[:i] if is_value_of_item(f)] or [*context.values])[-len(members) :]
        if len({item_of(f) for f in told}) == len(members):
            for member, value in zip(members, told, strict=True):
                _take(member, value)
            for limit in sentence.figures[i + len(members) :]:
                if limit.indicator == "cv.composite" and "综合" not in sentence.text[figure.end : limit.start]:
                    limit.indicator = _ITEM  # 均小于0.50


def _are_of_those_before(figure: Figure, sentence: Sentence) -> bool:
    """The words of a list's first coefficient name no item, and neither stages nor times side by side."""
    words = sentence.text[figure.clause : figure.start]
    named = [t.hit.word for t in figure.own if t.hit]
    listed = len({w.stage for w in named if w.stage}) > 1 or sum(t.tag == "PERIOD" for t in figure.own) > 1
    told = finder_of("coefficients").search(words) and "综合" not in words
    return bool(told) and not listed and not any(w.criterion for w in named)


_COEFFICIENTS = ("cv.item", "cv.composite")


def is_value_of_item(figure: Figure) -> bool:
    """A value of an item of the standard: no norm, and no difference from one."""
    return figure.indicator.startswith("resource.") and item_of(figure) is not None and not figure.roles & {"norm", "delta", "base"}


def _may_be_one(figure: Figure) -> bool:
    written = figure.unit == "number" and figure.value is not None and 0 < figure.value < 1 and bool(figure.step)
    return written and figure.indicator in (OTHER, _ITEM, "cv.composite") and not figure.roles & {"norm", "delta"}


def _stands_behind(sentence: Sentence, value: Figure, figure: Figure) -> bool:
    """（0.187）, （差异系数0.187）, /0.187: nothing that names anything else stands between, and nothing is said of it behind."""
    return _between().fullmatch(sentence.text, value.end, figure.start) is not None and _CLOSES.match(sentence.text, figure.end) is not None


_CLOSES = re.compile(r"\s*(?:[)，,、；;。]|$)")


@cache
def _between() -> re.Pattern[str]:
    return re.compile(rf"\s*(?:[(/]|[,，、]?{one_of(words_of('coefficients'))})(?:{one_of(words_of('coefficients'))})?[:：为是达]?\s*")


def _differs(value: Figure, figure: Figure) -> bool:
    """0.97人（0.312）: too far from the value, or told too closely, to be that of another year."""
    assert value.value is not None and figure.value is not None
    return value.value >= 1 or (figure.step is not None and value.step is not None and figure.step < min(value.step, Decimal("0.01")))


def _take(figure: Figure, value: Figure) -> None:
    """Make a figure the coefficient of the item that `value` is of."""
    figure.indicator, figure.criterion = _ITEM, item_of(value)
    figure.stage, figure.area, figure.period = value.stage, value.area, figure.period or value.period
