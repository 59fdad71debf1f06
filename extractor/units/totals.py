"""Which amounts are surely of all together, and none per head, per hundred or per month."""

from __future__ import annotations

import re
from decimal import Decimal

from extractor.figures import Figure
from extractor.units.words import per_head_markers, unit_words

_MOST = {"person/100person": Decimal(100), "CNY/month": Decimal(50000), "CNY/day": Decimal(5000)}
"""What no amount of this unit exceeds: 100 of 100, a month's pay, a day's."""


def is_beyond(figure: Figure, unit: str) -> bool:
    """每人每月600元，一共发了38.4万元: the second amount can be no month's."""
    return figure.value is not None and unit in _MOST and figure.value > _MOST[unit]


def is_too_large(text: str, figure: Figure, start: int) -> bool:
    """Amounts in 万元 or 万册 are totals, but for a year's pay, which 当年收入1361.6万元 is not, and what is spent on a pupil."""
    written = text[figure.start : figure.end]
    if "亿" in written or "万" not in written:
        return "亿" in written
    value = figure.value or 0
    paid = value < _BEYOND_PAY and unit_words().pay.search(text, start, figure.start)
    return not paid and not (value < _BEYOND_SPENDING and unit_words().spent_on_each.search(text, start, figure.start))


_BEYOND_PAY = 1_000_000
"""Yuan that nobody on a school's staff is paid in a year."""
_BEYOND_SPENDING = 50_000
"""Yuan that are spent on no pupil in a year."""


def is_of_many(figure: Figure, text: str) -> bool:
    """All the schools together have so much, and no one pupil or school: 13.7万平方米, 186人."""
    written = text[figure.start : figure.end]
    return "万" in written or "亿" in written or (figure.value is not None and abs(figure.value) >= _TOTALS.get(figure.unit, 0))


_TOTALS = {"person": 100, "item": 100, "m2": 100, "CNY": 50_000}
"""From so much on an amount is one of all together, and none per head."""


def is_shortage(text: str, figure: Figure) -> bool:
    """按每百名学生0.9人的标准，体育、艺术专任教师还差16人: so many whole people or rooms are missing in all."""
    whole = figure.unit in ("person", "item") and "." not in text[figure.start : figure.end]
    return whole and _SHORT_OF.search(text, max(0, figure.start - 4), figure.start) is not None


_SHORT_OF = re.compile(r"(?:还|尚|仍|共|各)[差缺少](?:约|近)?$|缺额?$")


def is_total(text: str, figure: Figure) -> bool:
    """初中22.95万平方米，生均10.99平方米: what is told per head right behind it, in the same unit, is a total itself; so is what has a
    share right behind it (初中1312人，占86.8%)."""
    if _HAS_SHARE.match(text, figure.end):
        return True
    following = _NEXT_AMOUNT.match(text, figure.end)
    if following is None or not figure.unit_text.startswith(following["unit"]):
        return False
    pattern, _ = per_head_markers()
    return pattern.match(text, following.start("words")) is not None


def is_total_under_label(text: str, figure: Figure, start: int) -> bool:
    """4.生均体育运动场馆面积：小学13540平方米，生均8.4平方米: the label names an item per head, and the amount is one of all together."""
    words = text[start : figure.start]
    if "：" not in words and ":" not in words:
        return False
    if per_head_markers()[0].search(re.split("[：:]", words)[-1]) is not None:
        return False
    value, least = figure.value, _NO_ONES.get(figure.unit)
    if value is not None and value == value.to_integral_value() and _comes_to_means(text, figure):
        return True
    return is_total(text, figure) or (least is not None and value is not None and value >= least and value == value.to_integral_value())


def _comes_to_means(text: str, figure: Figure) -> bool:
    """2.每百名学生拥有体艺教师数：体育6人、音乐8人，每百名学生0.88人: what they come to per head is told behind them."""
    end = min((i for mark in "。；;" if (i := text.find(mark, figure.end)) >= 0), default=len(text))
    if not figure.unit_text:
        return False
    means = re.compile(rf"(?:每百[名人生]|百名|生均|人均)[^，,\d]{{0,12}}\d[\d.]*{re.escape(figure.unit_text)}")
    return means.search(text, figure.end, end) is not None


_NO_ONES = {"m2": 500, "CNY": 50_000}
"""More than any one pupil has."""
_HAS_SHARE = re.compile(r"[，,（(](?:所?占|占比)[^，,。；;\d]{0,12}\d")
_NEXT_AMOUNT = re.compile(
    r"[，,、（(](?:[^，,。；;\d]{0,8}学?生(?:数|人数|总数|共|现?有|为)*\d[\d.,]*万?[人名][，,、])?"
    r"(?:平均)?(?P<words>[^，,。；;\d]{2,20})\d[\d.,]*[万亿]?(?P<unit>[^\d，,。；;、）)])"
)
"""The next clause up to its amount, and the first character of that one's unit; the pupils whom it is of may stand in between."""
