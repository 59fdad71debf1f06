"""What was found and counted in one place, divided in another: 督查发现问题43个。 …… 上述问题中，立行立改18个，限期整改20个，长期推进4个.
The same where each of the numbered sections counts its own: （一）教师配备方面问题12个。

The words say that all are divided: the problems told before are taken up, or each section counts some. Silent where the text counts those
found twice and differently, or names some that are left.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from models.checks.apart.told import OVER, Told, off_by, told_in_turn, written_alike
from models.checks.apart.wording import has, opening_number
from models.checks.desk import Desk
from models.checks.shares.groups_named import counts_of_things, is_exact_count
from models.fact import Fact

_FEWEST = 3
_SHORT = Fraction(-1, 10)
"""By what share of the whole its parts may fall short of it: where they miss more, one of them may not be told."""


def by_problem(desk: Desk) -> Iterator[tuple[Fact, list[Fact]]]:
    """The problems found, with each way in which the text divides them."""
    wholes = counts_of_things(desk, "problem")
    if len({whole.value for whole in wholes}) != 1:
        return
    turn = told_in_turn(desk)
    for parts in (*_taken_up(turn), *_of_sections(turn)):
        if len(parts) >= _FEWEST and all(_may_be_part(wholes[0], part) for part in parts) and _is_meant(wholes[0], parts):
            yield wholes[0], parts


def _may_be_part(whole: Fact, part: Fact) -> bool:
    """Whether a figure counts what the whole counts, of no single school and at no other time."""
    timed = None in (whole.period, part.period) or whole.period == part.period
    return is_exact_count(part) and part.entity is None and written_alike(whole, part) and timed and part.id != whole.id


def _is_meant(whole: Fact, parts: list[Fact]) -> bool:
    """Whether no part can have been left out: all that is missing is less than any of them."""
    missing = (whole.value or 0) - sum(part.value or 0 for part in parts)
    return missing < min(part.value or 0 for part in parts) and _SHORT <= off_by(whole, parts) <= OVER


def _taken_up(turn: list[Told]) -> Iterator[list[Fact]]:
    """上述问题中，…18个，…20个，…4个: the figures of a sentence that takes the problems up, if it does not go on with those left."""
    for place, first in enumerate(turn):
        if not first.place and has("problems_taken_up", first.words) and not has("more_than_one_kind", first.sentence.text):
            told = turn[place : place + len(first.sentence.placed)]
            yield [t.fact for t in told if t.fact.unit == first.fact.unit]


def _of_sections(turn: list[Told]) -> Iterator[list[Fact]]:
    """The first figures of sections that are numbered in turn, each the count of its own problems."""
    parts: list[Fact] = []
    for told in turn:
        number = None if told.place else opening_number(told.sentence.text)
        if number is None:
            continue
        if number != len(parts) + 1 or not has("problems_of_section", told.words):
            yield parts
            parts = []
        if number == len(parts) + 1 and has("problems_of_section", told.words):
            parts.append(told.fact)
    yield parts
