"""How far the highest row of a table lies above the lowest: 最高的是第四小学，最低的是第一小学，两校相差2.69平方米.

Takes values with a name each, in a table or a line each, that stand before a sentence. The two names must be the highest and the lowest of
one such series, so that no other can be meant; without names the series must be the only one of the difference's unit.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction

from models.checks.amounts import amount
from models.checks.computing import apart, rounded_or_cut
from models.checks.desk import Desk, Placed, Sentence, Tally, is_exact
from models.checks.tabled.recomputed import recomputed
from models.checks.wordings import last_part, pattern, saying, says
from models.claims import claims
from models.fact import Fact
from models.finding import Finding

Series = dict[str, Fact]
"""Values of one measure by the names that they are of."""

_FEWEST = 3
_REACH = 3
"""Blocks between a sentence and the table or the last line of the values, at most."""


def check_ranges_told(desk: Desk) -> Tally:
    """table_mismatch for each difference of the highest and the lowest that the values before it surely do not give."""
    tally = Tally("ranges_told")
    for sentence in saying(desk, "highest_told"):
        for placed in sentence.placed:
            ahead = last_part(sentence.text[: placed.start])
            if _is_told(placed.fact) and says("extremes_apart", ahead) and not says("told_of_past", ahead) and not _YEAR.search(ahead):
                for high, low, rows in _meant(placed, ahead, series_before(desk, sentence)):
                    tally.check(_mismatch(placed.fact, high, low, rows))
    return tally


_YEAR = re.compile(r"20\d\d年")


def _is_told(fact: Fact) -> bool:
    """One value, told as true, be it read as an amount or as the change that a difference is."""
    return fact.value is not None and fact.value_max is None and fact.bound == "exact" and fact.status == "actual"


def series_before(desk: Desk, sentence: Sentence) -> list[Series]:
    """The series of the nearest block before a sentence, or of the lines that end there: one value for each of three names and more."""
    found: dict[tuple[object, ...], Series] = {}
    twice: set[tuple[object, ...]] = set()
    for fact in _near(desk, sentence):
        name = fact.evidence.sentence.split("\t")[0].strip() if fact.evidence.table is not None else fact.entity
        if name and is_exact(fact) and "total" not in fact.flags:
            key = (fact.evidence.table, fact.evidence.column, fact.indicator, fact.unit)
            if name in found.setdefault(key, {}):
                twice.add(key)
            found[key][name] = fact
    return [series for key, series in found.items() if len(series) >= _FEWEST and key not in twice]


def _near(desk: Desk, sentence: Sentence) -> Iterator[Fact]:
    """The facts of the nearest table before a sentence; else those of the lines of one figure each that stand right before it."""
    number = sentence.block or 0
    near = (at for at in range(number - 1, max(-1, number - 1 - _REACH), -1) if any(s.facts for s in desk.blocks.get(at, ())))
    at = next(near, None)
    if at is None:
        return
    if desk.blocks[at][0].table is not None:
        yield from (f for row in desk.blocks[at] for f in row.facts)
    while (line := [f for s in desk.blocks.get(at, ()) for f in s.facts]) and len(line) == 1 and line[0].evidence.table is None:
        yield line[0]
        at -= 1


def _meant(told: Placed, ahead: str, series: Sequence[Series]) -> Iterator[tuple[Fact, Fact, int]]:
    """The highest and the lowest of the one series that is meant, and of how many."""
    meant = [s for s in series if _measures(told.fact, next(iter(s.values())))]
    ends = [(*_ends(s), len(s)) for s in meant if says("extremes_alone", ahead) or _are_named(ahead, s)]
    if len(ends) == 1:
        yield ends[0]


def _measures(told: Fact, value: Fact) -> bool:
    """Whether a difference is of a value's unit: so much a head, or a bare number as lines have it under a title with the unit."""
    return value.unit in (told.unit, f"{told.unit}/person") or (value.unit == "number" and value.evidence.table is None)


def _ends(series: Series) -> tuple[Fact, Fact]:
    return max(series.values(), key=_value), min(series.values(), key=_value)


def _value(fact: Fact) -> Fraction:
    return Fraction(fact.value or 0)


def _are_named(ahead: str, series: Series) -> bool:
    """Whether the words name the highest of a series as the highest and the lowest as the lowest."""
    high, low = _ends(series)
    parts = pattern(claims()["extremes_parted"]).split(ahead)
    return all(
        {name for part in parts if says(words, part) for name in series if name in part and not _in_longer(name, part, series)} == {own}
        for words, own in (("highest_told", _name(series, high)), ("lowest_told", _name(series, low)))
    )


def _in_longer(name: str, part: str, series: Series) -> bool:
    """Whether a name stands there only as a part of another: 一小 of 第十一小."""
    return any(name != other and name in other and other in part for other in series)


def _name(series: Series, value: Fact) -> str:
    return next(name for name, fact in series.items() if fact is value)


def _mismatch(told: Fact, high: Fact, low: Fact, rows: int) -> Finding | None:
    interval = rounded_or_cut(high) - rounded_or_cut(low)
    if not apart(rounded_or_cut(told), interval):
        return None
    computed = _value(high) - _value(low)
    shown = amount(computed, told)
    return recomputed("table_mismatch", told, [high, low], computed, interval, variant="extremes", shown=shown, rows=rows)
