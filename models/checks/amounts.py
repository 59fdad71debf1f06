"""Amounts and figures as the reader of a finding wants them: in the scale of the figure that is spoken of, with its name."""

from __future__ import annotations

import re
from fractions import Fraction

from models.checks.wordings import STAGE_WORDS
from models.fact import Fact
from models.finding import exact_text
from models.indicators import OTHER, load_indicators

_SCALES = {"亿": 10**8, "万": 10**4}
_AFTER_NUMBER = re.compile(r"[^\d０-９.．,，百千万亿一二三四五六七八九十零两〇余多几%％]*$")
_PLAIN = ("CNY", "person", "school", "class", "item", "person_time", "pp")
_PLACES = 4


def amount(value: Fraction, like: Fact) -> str:
    """`value`, in the base unit, written as `like` is: 560000000 beside 五亿八千万元 is 5.6亿元; four places at most."""
    text = like.evidence.text
    if like.unit == "%":
        return f"{exact_text(round(value, 2))}%"
    if like.unit not in _PLAIN and not (like.unit == "m2" and text.endswith(("平方米", "㎡"))):
        return exact_text(round(value, _PLACES))
    scale, factor = next(((w, f) for w, f in _SCALES.items() if w in text), ("", 1))
    unit = _AFTER_NUMBER.search(text)
    return f"{exact_text(round(value / factor, _PLACES))}{scale}{unit.group() if unit else ''}"


def named(fact: Fact) -> str:
    """A figure with its school or stage, what it measures and its item: 小学差异系数（生均体育运动场馆面积）0.526."""
    indicators = load_indicators()
    what = indicators[fact.indicator].name if fact.indicator in indicators and fact.indicator != OTHER else ""
    item = indicators.get(f"resource.{fact.criterion}")
    return f"{fact.entity or STAGE_WORDS.get(fact.stage or '', '')}{what}{f'（{item.name}）' if item else ''}{fact.evidence.text}"
