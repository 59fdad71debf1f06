"""Means per hundred or per head that are written without their unit: 每百名学生拥有骨干教师数：小学1.36，初中1.52.

Changes only the unit of a Figure; the words are `bare_means` in perhead.yaml.
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache

from extractor.figures import Figure
from extractor.units.words import named_unit
from extractor.wordlists import one_of
from models.loading import load_data

_REACH = 48
"""Characters before a figure in which its item is named."""
_COEFFICIENTS_BELOW = Decimal("0.7")
"""小学0.38 behind the name of an item may as well tell how far schools differ."""
_NEXT = re.compile(r"[，,、；;]?\s*(?:小学|初中|中学)(?:学校|阶段|段|部)?[:：]?[为是达约]?到?")


def name_unit_of_mean(text: str, start: int, figure: Figure, before: Figure | None) -> None:
    """Give a bare number the unit that the item in text[start:figure.start] is told in, or that of the bare mean `before` it."""
    if figure.unit_text or figure.unit != "number" or figure.span.form != "bare" or figure.value is None:
        return
    if unit := _named(text, start, figure) or _gone_on_with(text, figure, before) or _of_norm(text, figure, before):
        figure.unit = unit
        figure.step = figure.step or Decimal(1)


def _named(text: str, start: int, figure: Figure) -> str | None:
    """每百名学生拥有网络多媒体教室数, 生均体育运动场馆面积（㎡）: what is measured, and by its noun or a bracket in what."""
    told = _item().search(text, max(start, figure.start - _REACH), figure.start)
    if told is None:
        return None
    data = _words()
    base = data["written"].get(told["unit"]) if told["unit"] else _base_of(told["noun"])
    if base is None or (not told["unit"] and figure.value is not None and figure.value < _COEFFICIENTS_BELOW):
        return None
    return named_unit(told["per"], base)


def _gone_on_with(text: str, figure: Figure, before: Figure | None) -> str | None:
    if before is None or before.unit_text or "/" not in before.unit:
        return None
    if _NEXT.fullmatch(text, before.end, figure.start):
        return before.unit
    another = _next_item().fullmatch(text, before.end, figure.start) if before.unit.endswith("/100person") else None
    return f"{_base_of(another['noun'])}/100person" if another else None


def _of_norm(text: str, figure: Figure, before: Figure | None) -> str | None:
    """生均3.1㎡，标准7.5，差4.4㎡: a norm is told in the unit of what it is of, and the next in that of the first (标准7.5、10.2)."""
    if before is None or "/" not in before.unit:
        return None
    goes_on = text[before.end : figure.start] == "、" and _NORM_ENDS.search(text, max(0, before.start - _REACH), before.start)
    return before.unit if goes_on or _NORM.fullmatch(text, before.end, figure.start) else None


_NORM_WORDS = r"(?:国家|省定|省|国定|规定|评估|底线|达标)?的?(?:标准|要求|规定|国标|省标|标准值|目标值)(?:[值为是：:]|应为)?\s*"
_NORM = re.compile(rf"\s*[，,、；;(（/]?\s*{_NORM_WORDS}")
_NORM_ENDS = re.compile(rf"[，,；;(（]\s*{_NORM_WORDS}$")


def _base_of(noun: str) -> str:
    return next(unit for unit, nouns in _words()["nouns"].items() if noun in nouns)


@cache
def _item() -> re.Pattern[str]:
    data = _words()
    nouns = one_of(noun for words in data["nouns"].values() for noun in words)
    return re.compile(
        rf"(?P<per>{one_of(data['per'])})(?![^。；;]*系数)[^，,。；;：:\d()（）]{{0,20}}?(?P<noun>{nouns})(?:人数|总?数量?)?"
        rf"(?:[(（](?:单位[:：])?(?P<unit>{one_of(data['written'])})[)）])?\s*{one_of(['', *data['between']])}"
        r"[:：]?\s*(?:小学|初中|中学)?(?:学校|阶段|段|部)?(?:[:：]|分别)?[为是达约]?到?$"
    )


@cache
def _next_item() -> re.Pattern[str]:
    """每百名学生拥有高于规定学历教师数5.68，|骨干教师数|1.36: people and rooms alone are told per hundred."""
    nouns = one_of(noun for unit in ("person", "item") for noun in _words()["nouns"][unit])
    return re.compile(rf"[，,、；;][^，,。；;：:\d()（）率比系值]{{0,16}}?(?P<noun>{nouns})(?:人数|总?数量?)?[:：]?[为是达约]?到?")


@cache
def _words() -> dict[str, dict[str, str]]:
    words: dict[str, dict[str, str]] = load_data("perhead.yaml", "extractor")["bare_means"]
    return words
