"""A growth told without its amounts (2023年教育支出比上年增长7.6%): the amounts of that year and of the year before it, where a sentence, a
table's row or several sentences tell them one by one under the same name, or under one that the growth's words are short for.

Takes the changes that no relation has; gives the two amounts of each. Compares nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from models.checks.desk import Desk, Placed, is_exact, once
from models.checks.over_time.series import all_series
from models.checks.sameness import is_own_measure
from models.checks.tabled.over_years import rows_of_years
from models.checks.wordings import SURE_NAME, last_clause, pattern
from models.claims import claims
from models.fact import Fact


class Growth(NamedTuple):
    """A change and the amounts of the two years that it lies between."""

    start: Fact
    end: Fact
    delta: Fact
    named: bool
    """Whether its words give the whole name of the amounts: else they surely are meant only where it comes out from another year."""
    others: tuple[Fact, ...]
    """The amounts of the other earlier years."""


class _Line(NamedTuple):
    """Amounts of one thing by their years, and what they are called."""

    name: str
    years: dict[int, Fact]


class _Told(NamedTuple):
    """What is said to have changed, in front of 比上年, and in the clause before where nothing is; and the year that it is from."""

    name: str
    ahead: str
    base: int

    def is_name_of(self, line: _Line) -> bool:
        """教育支出 is short for 一般公共预算教育支出, and so is 教育支出只增不减，2023年 right before 比上年."""
        return line.name.endswith(self.name) if self.name else line.name[-SURE_NAME:] in self.ahead


def bare_growths(desk: Desk) -> Iterator[Growth]:
    """The changes from an earlier year whose own words name what has changed, each with the one pair of amounts of that name, or of one
    that it is short for."""
    known = {relation.delta for _, relation in desk.changes}
    for delta in desk.in_text:
        if delta.kind != "change" or delta.value is None or delta.year is None or delta.id in known:
            continue
        if told := _growing(desk, desk.placed[delta.id], delta.year):
            named = [line for line in _lines(desk) if line.name == told.name]
            meant = named or [line for line in _lines(desk) if told.is_name_of(line)]
            pairs = [pair for line in meant for pair in _pair(line, delta, told.base, named=bool(named))]
            if len({(pair.start.value, pair.end.value) for pair in pairs}) == 1:
                yield pairs[0]


def _pair(line: _Line, delta: Fact, base: int, *, named: bool) -> Iterator[Growth]:
    start, end = line.years.get(base), line.years.get(delta.year or 0)
    if start is not None and end is not None and start is not end:
        others = tuple(f for year, f in line.years.items() if year < (delta.year or 0) and year != base)
        yield Growth(start, end, delta, named, others)


def _growing(desk: Desk, placed: Placed, year: int) -> _Told | None:
    """What has changed by so much, and from when, by the words in front of a change; None where they do not tell it so."""
    text = desk.sentence_of[placed.fact.id].text[: placed.start]
    clause = last_clause(text)
    told = pattern(claims()["growth_from_last_year"]).fullmatch(clause)
    if told is None:
        return None
    base = int(told["base"]) if told["base"] else year - 1
    if _without_time(told["what"]):
        name = _bare(told["what"])
        return _Told(name, "", base) if name else None
    ahead = _clause_before(text, clause)
    return _Told("", ahead, base) if ahead else None


@once
def _lines(desk: Desk) -> list[_Line]:
    """What the document tells of years one after the other: rows of its tables, lists of years in a sentence, and amounts that their own
    sentences call by one name."""
    lines = [_line(row[0].evidence.sentence.split("\t")[0], row) for rows in rows_of_years(desk).values() for row in rows]
    for sentence in desk.prose:
        for series in all_series(sentence) if len(sentence.facts) > 1 else ():
            plain = all(is_exact(f, ("actual", "baseline")) and f.entity is None and f.year is not None for f in series)
            lines += [_line(_ahead(desk, series[0]), series)] if plain else []
    lines += _by_name(desk)
    return [line for line in lines if line.name]


def _line(name: str, facts: list[Fact]) -> _Line:
    return _Line(_bare(name), {f.year: f for f in facts if f.year is not None})


def _ahead(desk: Desk, fact: Fact) -> str:
    """The words right in front of an amount; the clause before, where they only name its time: 教育支出，2022年为6.2亿元."""
    text = desk.sentence_of[fact.id].text[: desk.placed[fact.id].start]
    clause = last_clause(text)
    return clause if _without_time(clause) else _clause_before(text, clause)


def _clause_before(text: str, clause: str) -> str:
    return last_clause(text.removesuffix(clause).rstrip("，,"))


def _by_name(desk: Desk) -> list[_Line]:
    """2022年教育支出6.2亿元。2023年教育支出6.5亿元。: the amounts of one measure, each behind the same name, one of a year."""
    found: dict[tuple[str, str, str], list[Fact]] = {}
    for fact in desk.in_text:
        if fact.year is not None and is_own_measure(fact) and is_exact(fact, ("actual", "baseline")):
            found.setdefault((_bare(_ahead(desk, fact)), fact.indicator, fact.unit), []).append(fact)
    single = ((name, facts) for (name, *_), facts in found.items() if len(facts) > 1 and len({f.year for f in facts}) == len(facts))
    return [_line(name, facts) for name, facts in single]


def _bare(name: str) -> str:
    """全县一般公共预算教育支出（万元）: the name alone, without times, the county and what only counts; empty where too little is left."""
    bare = _without_time(name)
    return bare if len(bare) >= SURE_NAME else ""


def _without_time(name: str) -> str:
    return pattern(claims()["name_alone"]).sub("", name)
