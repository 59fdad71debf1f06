"""Means of several years: 三年合计2.1亿元，年均7000万元; 分别招聘86人、92人、98人，年均招聘92人.

Takes a mean that its words tell as one a year, and what the sentence tells before it of the same matter: a total of so many years, or
the years one by one. Silent where any of them gives the mean, or the words between name another matter.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from typing import NamedTuple

from models.checks.amounts import amount
from models.checks.arithmetic.bounds import COUNTED
from models.checks.computing import Reading, far_apart, middle, rounded, rounded_or_cut, total
from models.checks.desk import Desk, Placed, Sentence, Tally, is_exact, is_plain
from models.checks.over_time.series import all_series
from models.checks.wordings import MARKS, last_piece, number_of, pattern, saying, says
from models.claims import claims
from models.fact import Fact
from models.finding import Finding, exact_text, make_finding
from models.quantity import Interval


class _Years(NamedTuple):
    """What was told, all together or one by one, and of how many years it is."""

    facts: list[Fact]
    number: int

    def mean(self, read: Reading) -> Interval:
        return total(self.facts, read).scaled(Fraction(1, self.number))


def check_yearly_means(desk: Desk) -> Tally:
    """ratio_mismatch for each mean of several years that neither their total nor the years one by one give."""
    tally = Tally("yearly_means")
    for sentence in saying(desk, "yearly"):
        for placed in sentence.placed:
            if _is_mean(placed, sentence.text) and (told := list(_told(sentence, placed))):
                read = [*told, *(_Years([f], years.number) for years in told for f in _between(sentence, years, placed))]
                holds = any(_claimed(placed.fact).meets(years.mean(rounded_or_cut)) for years in read)
                tally.check(None if holds else _mismatch(placed.fact, told[0]))
    return tally


def _is_mean(placed: Placed, text: str) -> bool:
    fact = placed.fact
    return is_plain(fact) and fact.value_max is None and fact.unit in _ADDED_UP and says("mean_of_years", text[: placed.start])


_ADDED_UP = (*COUNTED, "person_time", "item", "CNY", "m2")


def _claimed(fact: Fact) -> Interval:
    """What a mean stands for: a number of people is written whole, whatever it comes to."""
    interval = rounded_or_cut(fact)
    low, high = (end if end is None else end + more for end, more in ((interval.low, -1), (interval.high, 1)))
    return interval if fact.step else Interval(low, high, open_high=True, open_low=True)


def _told(sentence: Sentence, mean: Placed) -> Iterator[_Years]:
    """The totals of several years before a mean, nearest first; then the years one by one."""
    ahead = [p for p in sentence.placed if p.end <= mean.start]
    near = [p for p in reversed(ahead[-_REACH:]) if _may_be_of(sentence.text, p, mean)]
    for p in near:
        yield from (_Years([p.fact], count) for count in _years_of(sentence.text, p))
    yield from (_Years(run, len(run)) for run in _one_by_one(sentence, mean))


_REACH = 5
"""Figures before a mean among which its total stands."""


def _between(sentence: Sentence, years: _Years, mean: Placed) -> list[Fact]:
    """五年来招聘教师365人，其中音体美教师120人，年均24人: what the mean may be of instead."""
    last = years.facts[-1].evidence.start
    return [p.fact for p in sentence.placed if p.end <= mean.start and p.fact.evidence.start > last and _is_alike(p, mean)]


def _is_alike(told: Placed, mean: Placed) -> bool:
    return told.fact.unit == mean.fact.unit and is_exact(told.fact) and told.fact.entity == mean.fact.entity


def _may_be_of(text: str, told: Placed, mean: Placed) -> bool:
    """Of the mean's unit, and what the words in front of the mean name is told of it too."""
    if not _is_alike(told, mean):
        return False
    clause = last_piece(text[: mean.start])
    named = pattern(claims()["mean_words"]).sub("", clause)
    return not re.sub("[^一-龥]", "", named) or named in text[: told.start]


def _years_of(text: str, told: Placed) -> list[int]:
    """How many years a total is of, by the words of its clause or by its time: 三年累计, 2021—2023年; empty where it is none of several."""
    words = MARKS.split(text[: told.start])
    clause = "，".join(words[-2:])  # 三年来，累计投入
    if not says("added_up", words[-1]) and not pattern(claims()["years_counted"]).search(words[-1]):
        return []
    counted = [number_of(m["count"]) for m in pattern(claims()["years_counted"]).finditer(clause)]
    spans = [int(m["last"]) - int(m["first"]) for m in pattern(claims()["years_spanned"]).finditer(clause)]
    if told.fact.period and (years := _SPAN.fullmatch(told.fact.period)):
        spans.append(int(years[2]) - int(years[1]))
    return [n for n in (*counted, *(span + more for span in spans for more in (1, 0))) if n > 1]


_SPAN = re.compile(r"(\d{4})/(\d{4})")


def _one_by_one(sentence: Sentence, mean: Placed) -> Iterator[list[Fact]]:
    """The figures of years that follow each other, or a list of as many as the words count years, before a mean."""
    near = {p.fact.id for p in sentence.placed if p.end <= mean.start and _may_be_of(sentence.text, p, mean)}
    for series in all_series(sentence):
        years = [f.year for f in series if f.year is not None]
        in_turn = not years or years == list(range(years[0], years[0] + len(series)))
        if in_turn and len(series) > 1 and all(f.id in near for f in series):
            yield series


def _mismatch(mean: Fact, years: _Years) -> Finding | None:
    assert mean.value is not None
    computed = middle(years.mean(rounded))
    if far_apart(computed, Fraction(mean.value)):
        return None
    return make_finding(
        "ratio_mismatch",
        [*years.facts, mean],
        variant="yearly",
        claimed=exact_text(Fraction(mean.value)),
        computed=exact_text(computed),
        told="、".join(f.evidence.text for f in years.facts),
        years=years.number,
        rate=mean.evidence.text,
        shown=amount(round(computed, 2), mean),
    )
