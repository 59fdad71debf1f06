"""The figure that a change is from, where it stands in a clause, sentence or paragraph of its own and the change names its time: 比2018年,
较两年前, 同比, 环比.

Takes the later figure and its change; gives the one figure that was surely told of that time. Compares nothing.
"""

from __future__ import annotations

import re

from models.checks.computing import apart, rounded_or_cut
from models.checks.desk import Desk, once
from models.checks.sameness import is_own_measure
from models.checks.shares.shares_told import cut_at_marks
from models.checks.tabled.over_years import rows_of_years
from models.checks.wordings import alike, clause, groups, is_of_last_year, last_clause, number_of, pattern, same_subject, says
from models.claims import claims
from models.fact import Fact
from models.indicators import OTHER


def earlier_told(desk: Desk, end: Fact, delta: Fact) -> Fact | None:
    """The figure of the time that a change names, told beside `end`, in a table's row of years or once in the text; None where no place
    tells it, or two differ."""
    if end.evidence.table is not None or delta.evidence.table is not None:
        return None
    words, near = _words_before(desk, delta), _beside(desk, end, delta)
    if says("against_period_before", words):
        told = [f for f in near[:1] if _number_of_period(desk, f) == (_number_of_period(desk, end) or 0) - 1]
    elif says("against_a_time", words):
        told = [f for f in near if _is_of_time(desk, f, end, words)]
    else:
        told = [f for f in near[:1] if _has_come_far(desk, f, end, delta)]
    told = [f for f in told if _may_be_earlier(desk, f, end)] or _in_row_of_years(desk, end, words) or _told_once(desk, end, words)
    return told[0] if len({f.value for f in told}) == 1 else None


_REACH = 20
"""Characters in front of a change in which the time that it is from stands."""


def _words_before(desk: Desk, delta: Fact) -> str:
    start = desk.placed[delta.id].start
    return last_clause(desk.sentence_of[delta.id].text[max(0, start - _REACH) : start])


# --- where the earlier figure stands --------------------------------------------------------------------------------


_FIGURES, _BLOCKS = 8, 2
"""Figures back from the later one, and blocks between the two at most."""


def _beside(desk: Desk, end: Fact, delta: Fact) -> list[Fact]:
    """The figures of the unit of `end` before it, the nearest first, then the one right behind its change."""
    at, behind = _places(desk)[end.id], _places(desk)[delta.id] + 1
    told = (*reversed(desk.in_text[max(at - _FIGURES, 0) : at]), *desk.in_text[behind : behind + 1])
    return [f for f in told if f.unit == end.unit and f.evidence.text[-1:] == end.evidence.text[-1:] and _is_near(f, end)]


@once
def _places(desk: Desk) -> dict[str, int]:
    return {fact.id: i for i, fact in enumerate(desk.in_text)}


def _is_near(fact: Fact, end: Fact) -> bool:
    return abs((fact.evidence.paragraph or 0) - (end.evidence.paragraph or 0)) <= _BLOCKS


def _told_once(desk: Desk, end: Fact, words: str) -> list[Fact]:
    """The figures of the same measure of that year, wherever they stand, if they surely speak of the same thing."""
    year = _year_named(end, words) if is_own_measure(end) else None
    told = (f for f in desk.by_measure[end.indicator, end.unit] if year is not None and f.year == year)
    same = [f for f in told if (f.stage, f.area, f.criterion) == (end.stage, end.area, end.criterion) and is_own_measure(f)]
    return same if all(same_subject(end.indicator, clause(desk, f), clause(desk, end)) for f in same) else []


def _in_row_of_years(desk: Desk, end: Fact, words: str) -> list[Fact]:
    """The cells of that year in the rows whose cell of the later year is `end` itself, however it was rounded."""
    year = _year_named(end, words) if is_own_measure(end) else None
    rows = rows_of_years(desk).get((end.indicator, end.unit), []) if year is not None and year != end.year else []
    dated = [{f.year: f for f in row} for row in rows if row[0].stage == end.stage]
    return [row[year] for row in dated if year in row and end.year in row and not apart(rounded_or_cut(row[end.year]), rounded_or_cut(end))]


# --- whether it is of the time named --------------------------------------------------------------------------------


def _is_of_time(desk: Desk, fact: Fact, end: Fact, words: str) -> bool:
    year = _year_named(end, words)
    if year is not None and fact.year is not None:
        return fact.year == year and (fact.period or "").count("/") == 0
    if says("against_last_year", words):
        return is_of_last_year(desk, fact)
    named = pattern(claims()["against_time_named"]).search(words)
    return named is not None and _bare(named[1]) in _bare(_ahead(desk, fact))


def _has_come_far(desk: Desk, fact: Fact, end: Fact, delta: Fact) -> bool:
    """2019年320名。经过几年培养，2023年达到480名，增长了50%: a change that names no time is from the figure told before, of the year before
    or of as many as the words say."""
    if fact.year is None or end.year is None or fact.year >= end.year or "年均" in _words_before(desk, delta):
        return False
    own, at = desk.sentence_of[delta.id], desk.placed[delta.id].start
    between = own.text[desk.placed[fact.id].end if own is desk.sentence_of[fact.id] else 0 : at]
    return end.year - fact.year == 1 or "番" in delta.evidence.text or delta.unit == "times" or says("over_the_years", between)


def _year_named(end: Fact, words: str) -> int | None:
    """The year that a change is from: 比2018年, 较两年前, 同比."""
    if told := pattern(claims()["against_year"]).search(words):
        return int(told[1])
    if end.year is None:
        return None
    if told := pattern(claims()["against_years_ago"]).search(words):
        return end.year - number_of(told[1])
    return end.year - 1 if says("against_last_year", words) else None


def _number_of_period(desk: Desk, fact: Fact) -> int | None:
    """The number of the month or quarter that stands last in front of a figure; None where its sentence names none."""
    told = list(pattern(claims()["part_of_a_year"]).finditer(_ahead(desk, fact)))
    if not told:
        return None
    number, *turn = told[-1].groups()
    if number is None:
        return int(claims()["turns"][next(word for word in turn if word)])
    return int(number) if number.isdecimal() else _NUMERALS.find(number) if len(number) == 1 else 10 + _NUMERALS.find(number[1])


_NUMERALS = "〇一二三四五六七八九十"


def _ahead(desk: Desk, fact: Fact) -> str:
    placed = desk.placed[fact.id]
    return desk.sentence_of[fact.id].text[: placed.start]


def _bare(text: str) -> str:
    return re.sub("[^一-龥0-9]", "", text)


def surely_of_time(desk: Desk, fact: Fact, end: Fact, delta: Fact) -> bool:
    """二季度发现问题36起，环比减少四分之一: whether the change names the period before, and `end` is called by the last words in front
    of `fact`, so that the two are meant however far apart they are."""
    if fact.evidence.table is not None or not says("against_period_before", _words_before(desk, delta)):
        return False
    own = _bare(pattern(claims()["names_no_subject"]).sub("", cut_at_marks(_ahead(desk, end), -1)))
    return len(own) >= _NOUN and _bare(_ahead(desk, fact)).endswith(own)


_NOUN = 3
"""Characters that surely name something, at least."""


def is_of_another_year(desk: Desk, start: Fact, end: Fact, delta: Fact) -> bool:
    """比两年前增长6.7%: whether the change names a year that the figure it is taken to be from is not of."""
    words = _words_before(desk, delta)
    named = says("against_years_ago", words) or says("against_year", words)
    return named and None not in (start.year, end.year) and start.year != _year_named(end, words)


# --- whether it measures the same -----------------------------------------------------------------------------------


def _may_be_earlier(desk: Desk, fact: Fact, end: Fact) -> bool:
    """A plain figure of the same group, and of the same thing by the words in front of the two."""
    plain = fact.kind == "level" and fact.status != "standard" and fact.value is not None and fact.bound == end.bound == "exact"
    same = all(getattr(fact, name) in (None, getattr(end, name)) or getattr(end, name) is None for name in ("stage", "area", "entity"))
    first, second = sorted((fact, end), key=lambda f: f.evidence.start)
    return plain and same and _goes_on(desk, first, second)


def _goes_on(desk: Desk, first: Fact, second: Fact) -> bool:
    """Whether the words in front of the second figure name what those in front of the first do, or nothing but a time: 2023年组织480门."""
    said, told = (cut_at_marks(_ahead(desk, f), -1) for f in (second, first))
    own = pattern(claims()["names_no_subject"]).sub("", said)
    if says("only_granted", said) and said != _ahead(desk, second) and desk.sentence_of[first.id] is not desk.sentence_of[second.id]:
        return False  # 公用经费3480万元。设备更新方面，2023年安排860万元
    if says("taken_up", said) or len(_bare(own)) < 2:
        return not _between(desk, first, second)
    measured = first.indicator == second.indicator or OTHER in (first.indicator, second.indicator) or _bare(own) in _bare(told)
    return measured and groups(own) <= groups(told) and alike(first.indicator, own, told)


def _between(desk: Desk, first: Fact, second: Fact) -> bool:
    """Whether another figure of the unit stands between the two."""
    places = _places(desk)
    return any(f.unit == first.unit and f.kind == "level" for f in desk.in_text[places[first.id] + 1 : places[second.id]])
