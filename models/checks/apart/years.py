"""What was done in each of some years and in all of them: 2020年招聘86名；2021年招聘112名；2022年招聘94名。 三年累计补充教师292名。

The words before the whole say how many years it takes in, or from which to which, and just as many figures of one year each stand before
it or behind it; anywhere, if one sentence tells all of these years of what is called as the whole is (教师培训经费分年看，2021年…). Where
分年度看 opens the years, the sentence before tells the whole, whatever else each year is told of: 分年度看，2021年投入860万元，建校2所；….
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby, pairwise, takewhile
from typing import NamedTuple

from models.checks.apart.told import (
    HARDLY,
    OVER,
    REACH,
    Told,
    are_beside,
    are_near,
    fits_stage,
    is_slightly_off,
    is_slip,
    makes_up,
    off_by,
    where,
    written_alike,
)
from models.checks.apart.wording import apart_data, has, opening, said_at_end
from models.checks.desk import is_exact
from models.checks.wordings import SURE_NAME, alike, groups, number_of, pattern
from models.fact import Fact
from models.indicators import OTHER, load_indicators


class Years(NamedTuple):
    """How many years a figure takes in, and which is the first, if its words say so."""

    number: int
    first: int | None


def over_years(turn: list[Told]) -> Iterator[tuple[Fact, list[Fact]]]:
    """Wholes of several years, each with its single years."""
    lists: list[list[Told]] | None = None
    for place, told in where(turn, "so_many_years"):
        if years := _years_told(told):
            around = (turn[max(0, place - REACH) : place][::-1], turn[place + 1 : place + 1 + REACH])
            found = [parts for run in around if (parts := _single_years(told, run, years))]
            if not found and years.first is not None:
                lists = _lists_of_years(turn) if lists is None else lists
                found = [parts for run in lists if (parts := _of_its_name(told, run, years))]
            if not found and told.fact.unit != "CNY":
                found = [parts] if (parts := _of_its_measure(told, turn, years)) else []
            if found:
                yield told.fact, found[0]


def _years_told(told: Told) -> Years | None:
    """The years that the words before a figure say that it takes in; None where they say none."""
    if not is_exact(told.fact) or not told.fact.value:
        return None
    said = said_at_end("over_years", told.ahead)
    if said is None or said["count"]:
        return Years(number_of(said["count"]), int(said["since"]) if said["since"] else None) if said else None
    first, last = int(said["first"]), int(said["last"])
    return Years(last - first + 1, first) if first < last else None


def _single_years(whole: Told, run: list[Told], years: Years) -> list[Fact]:
    """The nearest figures of what the whole counts, if they are of so many years, one next to the other."""
    near = [t for t in takewhile(lambda t: are_beside(t.sentence, whole.sentence, years.number), run) if _counts_the_same(t, whole)]
    return _all_of(whole, near, years)


def _all_of(whole: Told, told: list[Told], years: Years, *, known: bool = False) -> list[Fact]:
    """The figures of single years, if they are those that the whole takes in and are meant to make it up; `known`: which years the
    whole takes in, so that its parts can be no more than it."""
    parts = sorted((t.fact for t in told), key=lambda fact: fact.year or 0)
    first = years.first or (parts[0].year or 0 if parts else 0)
    if [fact.year for fact in parts] != list(range(first, first + years.number)):
        return []
    if not all(is_exact(p) for p in parts):
        return []
    return parts if _made_up(whole, parts, told) or (known and 0 < off_by(whole.fact, parts) <= OVER) else []


# --- 分年度看 ---------------------------------------------------------------------------------------------------------


def by_years_opened(turn: list[Told]) -> Iterator[tuple[Fact, list[Fact]]]:
    """Wholes, each with the years that 分年度看 opens behind its sentence."""
    for place, first in where(turn, "years_opened"):
        if place and not first.place and has("years_open", first.words):
            whole = _whole_before(turn[place - 1], first)
            parts = _first_of_each_year(turn[place : place + _MOST]) if whole else []
            if whole and len(parts) > 1 and all(fits_stage(p, whole) for p in parts) and is_slightly_off(whole, parts):
                yield whole, parts


_MOST = 20


def _whole_before(before: Told, first: Told) -> Fact | None:
    """The one figure of the sentence before that is written as those of the years."""
    alike = [fact for fact in before.sentence.facts if written_alike(fact, first.fact)]
    near = are_near(before.sentence, first.sentence)
    return alike[0] if near and len(alike) == 1 and is_exact(alike[0]) and alike[0].value else None


def _first_of_each_year(following: list[Told]) -> list[Fact]:
    """The first figure of each year that is written as the first of all, if the years follow one another; the rest is what came of it."""
    parts: dict[int | None, Fact] = {}
    sentence = following[0].sentence
    for told in following:
        if told.sentence is not sentence and not (are_near(sentence, told.sentence, 1) and has("begins_with_year", told.sentence.text)):
            break
        sentence = told.sentence
        if written_alike(told.fact, following[0].fact):
            parts.setdefault(told.fact.year, told.fact)
    years = list(parts)
    in_turn = None not in years and years == list(range(years[0] or 0, (years[0] or 0) + len(years)))
    return list(parts.values()) if in_turn and all(is_exact(p) for p in parts.values()) else []


# --- chapters away ------------------------------------------------------------------------------------------------------


def _lists_of_years(turn: list[Told]) -> list[list[Told]]:
    """The figures of one unit, each of another year, with which a sentence begins, those of two and more."""
    runs = (_years_first(list(sentence)) for _, sentence in groupby(turn, key=lambda told: id(told.sentence)))
    return [run for run in runs if len(run) > 1 and len({t.fact.year for t in run}) == len(run)]


def _years_first(told: list[Told]) -> list[Told]:
    unit = told[0].fact.unit
    return list(takewhile(lambda t: t.fact.year is not None and t.fact.unit == unit, told))


def _of_its_name(whole: Told, run: list[Told], years: Years) -> list[Fact]:
    """The years of a list that names what the whole is told of, and nothing else."""
    name = pattern(apart_data()["of_each_year"]).sub("", run[0].words)
    named = len(name) >= SURE_NAME and name in whole.ahead
    return _all_of(whole, run, years) if named and all(_counts_the_same(t, whole) for t in run) else []


def _of_its_measure(whole: Told, turn: list[Told], years: Years) -> list[Fact]:
    """The figures of what the whole measures, wherever they stand one beside the other, if the text tells one of each year and no more."""
    if whole.fact.indicator == OTHER:
        return []
    told = [t for t in turn if _is_one_year_of(t, whole)]
    first = years.first or _first_year(whole.fact, years)
    together = all(are_near(a.sentence, b.sentence) for a, b in pairwise(told))
    parts = _all_of(whole, told, Years(years.number, first), known=first is not None)
    return parts if together and not any(_is_narrower(whole, t) for t in told) else []


def _is_one_year_of(told: Told, whole: Told) -> bool:
    fact = told.fact
    of_all = fact.area is None and fact.entity is None and told.fact is not whole.fact
    return of_all and fact.year is not None and fact.period == str(fact.year) and fact.kind == "level" and _counts_the_same(told, whole)


def _first_year(whole: Fact, years: Years) -> int | None:
    """The first of the years that a figure is of, if they are as many as its words say."""
    first, _, last = (whole.period or "").partition("/")
    return int(first) if first.isdigit() and last.isdigit() and int(last) - int(first) + 1 == years.number else None


def _is_narrower(whole: Told, part: Told) -> bool:
    """三年新增公办学位 and 新增学位: whether the words of the whole name a group that those of a part do not."""
    known = load_indicators().get(whole.fact.indicator)
    of_all = {*apart_data()["so_many_years"]} | {word for word in groups(whole.clause) if known and word in known.name}
    return not groups(whole.clause + whole.behind) - of_all <= groups(part.clause + part.behind)


def _made_up(whole: Told, parts: list[Fact], told: list[Told]) -> bool:
    """Whether the years come to the whole but for a slip of the pen or without the first or the last of them, or to hardly anything else;
    money may have been spent on other things, so that it must be called by the words of the whole."""
    if is_slip(whole.fact, parts) or (len(parts) > _PAIR and any(makes_up(whole.fact, some) for some in (parts[1:], parts[:-1]))):
        return True
    same_matter = whole.fact.unit != "CNY" or any(_names_nothing(t) or alike(OTHER, t.clause, whole.clause) for t in told)
    return same_matter and abs(off_by(whole.fact, parts)) <= HARDLY


_PAIR = 2


def _counts_the_same(told: Told, whole: Told) -> bool:
    """Whether a figure is of what the whole counts: of its unit and indicator; where it has none, called by its words; or by none, in a
    list behind the whole."""
    a, b = told.fact, whole.fact
    listed = a.indicator == OTHER and _names_nothing(told) and _opens_list(whole) and are_near(whole.sentence, told.sentence, _LIST)
    same = (a.unit, a.kind) == (b.unit, b.kind) and fits_stage(a, b)
    return same and (listed or (a.indicator == b.indicator and (b.indicator != OTHER or alike(OTHER, told.clause, whole.clause))))


_LIST = 5
"""Blocks from a whole to the last of its years in a list at most."""


def _opens_list(whole: Told) -> bool:
    """Whether nothing but the whole is there for a list behind its sentence to be of: no other figure, no part of it."""
    return whole.place == len(whole.sentence.placed) - 1 and "其中" not in whole.sentence.text[whole.placed.end :]


def _names_nothing(told: Told) -> bool:
    """——2021年1.28亿元: an item of a list that begins with a year and its figure."""
    mark = opening(told.sentence.text)
    words = told.words[mark.end() :] if mark and not told.place else told.words
    return not told.place and not pattern(apart_data()["of_each_year"]).sub("", words).strip()
