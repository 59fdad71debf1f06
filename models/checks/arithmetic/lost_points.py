"""Lost points: an amount per head that has grown tenfold since the one told before it (由14.6册增加到263册), and would not with its point
one or two places further left.

Only where the amount is beyond what a school that is not tiny has, and the other is within it.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from functools import cache

from models.checks.arithmetic.bounds import is_impossible
from models.checks.corrections import smallest
from models.checks.desk import Desk, Measure, Tally, is_exact
from models.checks.limits import identities
from models.checks.wordings import before, says
from models.fact import Fact
from models.finding import Finding, exact_text, make_finding

_TOLD = ("actual", "baseline", "plan")
_JUMP = 5
"""How many times as much is surely more than what was built or bought for the same pupils."""
_LEAST, _MOST = Fraction(2, 5), Fraction(4)
"""What an amount may become of itself in some years, as a share of it."""


def check_lost_points(desk: Desk) -> Tally:
    """implausible for each amount per head that has lost its point, by the earlier or the later one of the same."""
    tally = Tally("lost_points")
    told = set()
    for first, second in (*_of_changes(desk), *_of_schools(desk)):
        low, high = sorted((first, second), key=lambda f: f.value or Decimal(0))
        if high.id in told or is_impossible(desk, high):
            continue
        if says("fewer_heads", desk.sentence_of[high.id].text):
            tally.skip("fewer_heads")
        else:
            finding = _lost_point(low, high)
            told |= {high.id} if finding else set()
            tally.check(finding)
    return tally


def _of_changes(desk: Desk) -> Iterator[tuple[Fact, Fact]]:
    """What is told as from and to."""
    for _, change in desk.changes:
        old, new = desk.fact(change.from_), desk.fact(change.to)
        if old and new and _is_of(old) and _alike(old, new) and is_exact(new, _TOLD):
            yield old, new


def _of_schools(desk: Desk) -> Iterator[tuple[Fact, Fact]]:
    """县二小生均面积3.62平方米 …… 县二小生均面积提高到46.1平方米: of one school by its name, the later one told as what it became."""
    last: dict[tuple[object, ...], Fact] = {}
    for fact in desk.in_text:
        if fact.entity is None or not _is_of(fact):
            continue
        key = (fact.entity, fact.stage, fact.criterion, fact.indicator, fact.unit)
        old = last.get(key)
        if old and says("became", before(desk, fact)):
            yield old, fact
        last[key] = fact


def _is_of(fact: Fact) -> bool:
    return (fact.indicator, fact.unit) in _usual() and is_exact(fact, _TOLD) and fact.kind == "level"


def _alike(old: Fact, new: Fact) -> bool:
    return (old.indicator, old.unit, old.criterion) == (new.indicator, new.unit, new.criterion)


def _lost_point(low: Fact, high: Fact) -> Finding | None:
    """The finding of the higher amount, where its point moved makes the two near each other."""
    less, more = Fraction(low.value or 0), Fraction(high.value or 0)
    usual = _usual()[high.indicator, high.unit]
    if not 0 < less <= usual < more or more < _JUMP * less:
        return None
    moved = [more / slip for slip in (10, 100) if _LEAST * less <= more / slip <= _MOST * less and more / slip <= usual]
    if not moved:
        return None
    return make_finding(
        "implausible",
        [high],
        variant="lost_point",
        claimed=exact_text(more),
        correction=smallest([(high, moved[0])]),
        figure=high.evidence.text,
        other=low.evidence.text,
    )


@cache
def _usual() -> dict[Measure, Fraction]:
    return {(e["indicator"], e["unit"]): Fraction(str(e["usual"])) for e in identities()["ranges"] if "usual" in e}
