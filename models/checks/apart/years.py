"""What was done in each of some years and in all of them: 2020年招聘86名；2021年招聘112名；2022年招聘94名。 三年累计补充教师292名。

The words before the whole say how many years it takes in, and just as many figures of one year each stand before it or behind it.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import takewhile

from models.checks.apart.told import HARDLY, REACH, Told, are_beside, fits_stage, is_slip, off_by, where
from models.checks.apart.wording import said_at_end
from models.checks.desk import is_exact
from models.checks.wordings import alike, number_of
from models.fact import Fact
from models.indicators import OTHER


def over_years(turn: list[Told]) -> Iterator[tuple[Fact, list[Fact]]]:
    """Wholes of several years, each with its single years."""
    for place, told in where(turn, "so_many_years"):
        if count := _years_told(told):
            around = (turn[max(0, place - REACH) : place][::-1], turn[place + 1 : place + 1 + REACH])
            found = (_single_years(told, run, count) for run in around)
            if parts := next((parts for parts in found if parts), None):
                yield told.fact, parts


def _years_told(told: Told) -> int:
    """How many years the words before a figure say that it takes in; 0 where they say none."""
    if not is_exact(told.fact) or not told.fact.value:
        return 0
    said = said_at_end("over_years", told.ahead)
    return number_of(said["count"]) if said else 0


def _single_years(whole: Told, run: list[Told], count: int) -> list[Fact]:
    """The nearest figures of what the whole counts, if they are of so many years, one next to the other."""
    near = [t for t in takewhile(lambda t: are_beside(t.sentence, whole.sentence, count), run) if _counts_the_same(t, whole)]
    parts = sorted((t.fact for t in near), key=lambda fact: fact.year or 0)
    years = [fact.year for fact in parts]
    if len(parts) != count or None in years or years != list(range(years[0] or 0, (years[0] or 0) + count)):
        return []
    return parts if all(is_exact(p) for p in parts) and _made_up(whole, parts, near) else []


def _made_up(whole: Told, parts: list[Fact], told: list[Told]) -> bool:
    """Whether the years come to the whole but for a slip of the pen, or to hardly anything else; money may have been spent on other
    things, so that it must be called by the words of the whole."""
    if is_slip(whole.fact, parts):
        return True
    same_matter = whole.fact.unit != "CNY" or any(alike(OTHER, t.clause, whole.clause) for t in told)
    return same_matter and abs(off_by(whole.fact, parts)) <= HARDLY


def _counts_the_same(told: Told, whole: Told) -> bool:
    """Whether a figure is of what the whole counts: of its unit and indicator; where it has none, called by its words."""
    a, b = told.fact, whole.fact
    same = (a.indicator, a.unit, a.kind) == (b.indicator, b.unit, b.kind) and fits_stage(a, b)
    return same and (b.indicator != OTHER or alike(OTHER, told.clause, whole.clause))
