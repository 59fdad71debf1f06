"""A growth told without its amounts (2023年教育支出比上年增长7.6%): the amounts of that year and of the year before it, where a sentence or
a table's row tells them one by one under the same name.

Takes the changes that no relation has; gives the two amounts of each. Compares nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from models.checks.desk import Desk, Placed, is_exact, once
from models.checks.over_time.series import all_series
from models.checks.tabled.over_years import rows_of_years
from models.checks.wordings import SURE_NAME, last_clause, pattern
from models.claims import claims
from models.fact import Fact


class Growth(NamedTuple):
    """A change and the amounts of the two years that it lies between."""

    start: Fact
    end: Fact
    delta: Fact


class _Line(NamedTuple):
    """Amounts of one thing by their years, and what they are called."""

    name: str
    years: dict[int, Fact]


def bare_growths(desk: Desk) -> Iterator[Growth]:
    """The changes from the year before whose own words name what has changed, each with the one pair of amounts of that name."""
    known = {relation.delta for _, relation in desk.changes}
    for delta in desk.in_text:
        if delta.kind != "change" or delta.value is None or delta.year is None or delta.id in known:
            continue
        if name := _growing(desk, desk.placed[delta.id]):
            pairs = [(a, b) for line in _lines(desk) if line.name == name and (pair := _pair(line, delta.year)) for a, b in [pair]]
            if len({(a.value, b.value) for a, b in pairs}) == 1:
                yield Growth(*pairs[0], delta)


def _pair(line: _Line, year: int) -> tuple[Fact, Fact] | None:
    start, end = line.years.get(year - 1), line.years.get(year)
    return None if start is None or end is None else (start, end)


def _growing(desk: Desk, placed: Placed) -> str:
    """What has changed by so much from the year before, by the words of its clause in front of 比上年; empty where it is not told so."""
    ahead = last_clause(desk.sentence_of[placed.fact.id].text[: placed.start])
    told = pattern(claims()["growth_from_last_year"]).fullmatch(ahead)
    return _bare(told["what"]) if told else ""


@once
def _lines(desk: Desk) -> list[_Line]:
    """What the document tells of years one after the other: rows of its tables, and lists of years in a sentence."""
    lines = [_line(row[0].evidence.sentence.split("\t")[0], row) for rows in rows_of_years(desk).values() for row in rows]
    for sentence in desk.prose:
        for series in all_series(sentence) if len(sentence.facts) > 1 else ():
            ahead = last_clause(sentence.text[: desk.placed[series[0].id].start])
            plain = all(is_exact(f, ("actual", "baseline")) and f.entity is None and f.year is not None for f in series)
            lines += [_line(ahead, series)] if plain else []
    return [line for line in lines if line.name]


def _line(name: str, facts: list[Fact]) -> _Line:
    return _Line(_bare(name), {f.year: f for f in facts if f.year is not None})


def _bare(name: str) -> str:
    """全县一般公共预算教育支出（万元）: the name alone, without times, the county and what only counts; empty where too little is left."""
    bare = pattern(claims()["name_alone"]).sub("", name)
    return bare if len(bare) >= SURE_NAME else ""
