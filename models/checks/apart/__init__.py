"""A whole against its parts where they stand in other sentences, paragraphs or list items, and no relation joins them.

Only where the words leave no doubt that the parts are all of the whole, or that none shares anything with another; silent elsewhere.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fractions import Fraction

from models.checks.apart.behind import parts_behind
from models.checks.apart.built import by_building
from models.checks.apart.classes import by_class
from models.checks.apart.listed import by_item
from models.checks.apart.placements import by_place, enrolment_rates
from models.checks.apart.sources import by_source
from models.checks.apart.told import Told, told_in_turn
from models.checks.apart.years import over_years
from models.checks.arithmetic.identities import too_large
from models.checks.arithmetic.sums import check_sum
from models.checks.computing import far_apart
from models.checks.desk import Desk, Tally
from models.fact import Fact

_DIVIDED: tuple[Callable[[list[Told]], Iterator[tuple[Fact, list[Fact]]]], ...] = (
    by_source, over_years, by_class, by_item, by_building, by_place,
)  # fmt: skip


def check_apart(desk: Desk) -> Tally:
    """sum_mismatch of a whole and its parts, rate_over_100 of a part that is more, ratio_mismatch of a rate that follows from parts."""
    tally = Tally("apart")
    turn = told_in_turn(desk)
    for divided in _DIVIDED:
        for whole, parts in divided(turn):
            if desk.parts.isdisjoint(part.id for part in parts):  # else a relation says what they are of
                tally.check(check_sum(None, whole, parts))
    for whole, part in parts_behind(turn):
        if far_apart(Fraction(part.value or 0), Fraction(whole.value or 0)):
            tally.skip("far_apart")
        else:
            tally.check(too_large(whole, part) if (part.value or 0) > (whole.value or 0) else None)
    for finding in enrolment_rates(turn):
        tally.check(finding)
    return tally
