"""Amounts a day or a month for so many of them: 6480人，每生每天5元，全年200天，共648万元; 每人每天19元，每月22天，每人每月418元.

Only where the product follows what makes it up. Words are data (products.yaml).
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import pairwise
from typing import NamedTuple

from models.checks.arithmetic.factors import WORDS, is_factor, wrong_product
from models.checks.computing import far_apart, judge, middle
from models.checks.desk import Desk, Placed, Sentence, Tally
from models.checks.wordings import has_words, last_piece
from models.fact import Fact
from models.quantity import Interval

_TIMES = {"CNY/day": "day", "CNY/month": "month"}
"""Amounts a day or a month, and in what their time is told."""
_EACH = ("CNY/month", "CNY/person")


class _Product(NamedTuple):
    """What is multiplied, what it is said to come to, and whether words say that it is reckoned so."""

    factors: list[Fact]
    told: Fact
    reckoned: bool


def check_day_amounts(desk: Desk) -> Tally:
    """ratio_mismatch of an amount a day or a month that does not come to what is told for so many of them."""
    tally = Tally("day_amounts")
    sentences = {desk.sentence_of[f.id].start: desk.sentence_of[f.id] for f in desk.in_text if f.unit in _TIMES}
    for sentence in sentences.values():
        rates = [p.fact.unit for p in sentence.placed if p.fact.unit in _TIMES]
        for at, (rate, time) in enumerate(pairwise(sentence.placed)):
            if rate.fact.unit in _TIMES and rates.count(rate.fact.unit) == 1:  # 由每生每天4元提高到5元
                for product in _products(sentence, at, rate, time):
                    _tell(tally, product)
    return tally


def _products(sentence: Sentence, at: int, rate: Placed, time: Placed) -> Iterator[_Product]:
    """What each gets in the time told behind the rate, and what all of them get."""
    if time.fact.unit == "year":  # 一年按200天计算
        at, time = at + 1, sentence.placed[at + 2] if at + 2 < len(sentence.placed) else time
    if time.fact.unit != _TIMES[rate.fact.unit] or not (is_factor(rate.fact) and is_factor(time.fact)):
        return
    behind = [p for p in sentence.placed[at + 2 : at + _REACH] if p.fact.unit != "person"]
    each = next((p for p in behind[:1] if p.fact.unit in _EACH and _is_product(sentence, time, p)), None)
    if each is not None:
        yield _Product([rate.fact, time.fact], each.fact, reckoned=False)
    paid = next((p for p in behind[: 2 if each else 1] if p.fact.unit == "CNY" and _is_product(sentence, time, p)), None)
    if paid is None:
        return
    if _says("for_each", last_piece(sentence.text[: paid.start])) or _is_of_one(rate.fact, time.fact, paid.fact):
        yield _Product([rate.fact, time.fact], paid.fact, reckoned=False)
        return
    heads = [p.fact for p in sentence.placed if p.fact.unit == "person" and p.start < paid.start]
    if len(heads) == 1 and is_factor(heads[0]):
        reckoned = _says("reckoned", sentence.text[rate.end : paid.start])
        yield _Product([heads[0], rate.fact, time.fact], paid.fact, reckoned)


def _is_of_one(rate: Fact, time: Fact, paid: Fact) -> bool:
    """服务学生960人，每天30元，20天共600元: what the days alone come to is what one pays."""
    return Fraction(rate.value or 0) * Fraction(time.value or 0) == Fraction(paid.value or 0)


_REACH = 5
"""Figures from a rate to what it comes to, at most."""


def _is_product(sentence: Sentence, time: Placed, told: Placed) -> bool:
    """Whether an amount is told of that time, all of it, and of nothing else."""
    words, between = last_piece(sentence.text[: told.start]), sentence.text[time.end : told.start]
    if not is_factor(told.fact) or _says("of_a_part", words) or _says("more_than_these", between):
        return False
    return not _says("of_a_term", words) or _says("days_of_a_term", last_piece(sentence.text[: time.start]))


def _tell(tally: Tally, product: _Product) -> None:
    """ratio_mismatch where the factors do not come to the product; one far off is of something else, unless it is said to be reckoned.
    Norms and days are what they say, and only people may be rounded."""
    times = Fraction(1)
    for factor in product.factors:
        times *= Fraction(factor.value or 0)
    heads = next((f for f in product.factors if f.unit == "person"), None)
    told = product.told
    judgement = judge(told, lambda read: read(heads).scaled(times / Fraction(heads.value or 1)) if heads else Interval.point(times))
    computed = middle(judgement.computed)
    if judgement.verdict != "inconsistent":
        tally.check()
    elif far_apart(computed, Fraction(told.value or 0)) and not product.reckoned:
        tally.skip("far_apart")
    else:
        tally.check(wrong_product("ratio_mismatch", "days", product.factors, told, computed))


def _says(name: str, text: str) -> bool:
    return has_words(WORDS, name, text)
