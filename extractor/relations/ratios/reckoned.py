"""Amounts per head that are reckoned in words: the total and the people stand right before or behind, in sentences of their own.

仪器设备总值5126万元。初中在校学生18640人，据此计算，生均2750元. Asks no arithmetic.
"""

from __future__ import annotations

import re
from functools import cache

from extractor.figures import Figure
from extractor.relations.links import is_level, own_clause, own_words, share_words
from extractor.relations.ratios.quotients import Pair
from extractor.sentences import Sentence
from extractor.wordlists import finder, one_of, words_of
from models.indicators import load_indicators


def find_reckoned(rate: Figure, sentence: Sentence, told: list[Figure]) -> Pair | None:
    """Total and people of an amount per head; `told`: what the paragraph tells before it, in order."""
    if rate.bound != "exact" or rate.roles:
        return None
    text = sentence.text
    return _just_told(rate, text, told) or _told_behind(rate, sentence) or _counted_by(rate, sentence, told) or _only_ones(rate, text, told)


def _just_told(rate: Figure, text: str, told: list[Figure]) -> Pair | None:
    """The two figures right before the rate, over sentences: the total and the people, in either order."""
    row = [f for f in told[-2:] if rate.order - f.order <= 2]
    return _pair(rate, row, text) if len(row) == 2 else None


def _only_ones(rate: Figure, text: str, told: list[Figure]) -> Pair | None:
    """学生1750人，多媒体教室42间，计算机教室3间。…以在校学生计算，该校每百名学生2.4间: where the words say that the rate is reckoned, the
    one total and the one number of pupils that the paragraph tells."""
    if not _pattern("reckons").search(own_words(rate, text)):
        return None
    pupils = [f for f in told if f.indicator == "student.count"]
    totals = [f for f in told if load_indicators()[f.indicator].per_head == rate.indicator]
    return _pair(rate, [*totals, *pupils], text) if len(pupils) == len(totals) == 1 else None


def _told_behind(rate: Figure, sentence: Sentence) -> Pair | None:
    """生均体育运动场馆面积10.6平方米（场馆面积16.43万平方米，在校生15500人）: the two figures right behind the rate."""
    row = [f for f in sentence.figures if f.order > rate.order][:2]
    if len(row) < 2 or not _pattern("reckoned_of").match(sentence.text, rate.end):
        return None
    return _pair(rate, row, sentence.text)


def _counted_by(rate: Figure, sentence: Sentence, told: list[Figure]) -> Pair | None:
    """藏书62.4万册，生均32册（以在籍小学生19500人计）: the total right before the rate, the people right behind it."""
    behind = sentence.neighbour(rate, 1)
    if behind is None or not told or not _pattern("reckoned_by").match(sentence.text, rate.end):
        return None
    return _pair(rate, [told[-1], behind], sentence.text)


def _pair(rate: Figure, row: list[Figure], text: str) -> Pair | None:
    """The total and the people among two figures, if they surely are what the rate is reckoned of."""
    totals = [f for f in row if _is_total(f, rate, text)]
    people = [f for f in row if f.unit == "person" and f not in totals[:1] and _are_heads(f, rate, text)]
    if not totals or not people or not all(is_level(f) and f.bound == "exact" and not f.roles - {"base"} for f in row):
        return None
    stages = {f.stage for f in (*row, rate)} - {None}
    times = {f.period for f in row} - {None}
    told = rate.stage is None or rate.stage in {f.stage for f in row}
    return (totals[0], people[0]) if told and len(stages) <= 1 and len(times) <= 1 and not of_other_group(rate, people[0], text) else None


def of_other_group(rate: Figure, people: Figure, text: str) -> bool:
    """受益学生3000名，寄宿生人均1000元: the rate is of a group of pupils that the count before it does not name."""
    group = _pattern("pupil_groups").search(own_clause(rate, text))
    return group is not None and group[0] not in text[people.left[0] : people.end + 6]


def _are_heads(figure: Figure, rate: Figure, text: str) -> bool:
    """Pupils; other people only where the amount is one a head of whomever: 人均800元."""
    return figure.indicator.startswith("student.") or "人均" in own_clause(rate, text)


def _is_total(figure: Figure, rate: Figure, text: str) -> bool:
    """What is shared out: counted in the rate's unit, and of what the rate names, if that names anything."""
    if figure.unit != rate.unit.partition("/")[0] or (figure.unit == "item" and figure.unit_text != rate.unit_text):
        return False
    if rate.unit == "person/100person" and figure.indicator == "student.count":
        return False
    if load_indicators()[figure.indicator].per_head == rate.indicator:
        return True
    named = _pattern("per_head_fillers").sub("", own_clause(rate, text))
    return len(named) < 2 or share_words(named, own_words(figure, text))


@cache
def _pattern(section: str) -> re.Pattern[str]:
    """A list of words.yaml as a pattern; those of what follows a rate begin with a mark."""
    words = words_of(section)
    return re.compile(rf"[^，,。;；]{{0,4}}[，,。（(;；]\s?{one_of(words)}") if section.startswith("reckoned") else finder(words)
