"""A whole against its parts where they stand in other sentences, paragraphs or list items, and no relation joins them.

Only where the words leave no doubt that the parts are all of the whole, or that none shares anything with another; silent elsewhere.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from models.checks.apart.among import by_list
from models.checks.apart.balances import by_balance
from models.checks.apart.behind import parts_behind
from models.checks.apart.built import by_building
from models.checks.apart.classes import by_class
from models.checks.apart.lines import by_composition, by_count, by_line
from models.checks.apart.listed import by_item
from models.checks.apart.placements import by_place, enrolment_rates
from models.checks.apart.problems import by_problem
from models.checks.apart.sources import by_source
from models.checks.apart.spread import by_spread
from models.checks.apart.stages import by_stage
from models.checks.apart.told import Told, told_in_turn
from models.checks.apart.years import by_years_opened, over_years
from models.checks.arithmetic.identities import check_part
from models.checks.arithmetic.sums import check_sum
from models.checks.desk import Desk, Tally
from models.checks.occasions import are_of_two_accounts
from models.fact import Fact

_DIVIDED: tuple[Callable[[list[Told]], Iterator[tuple[Fact, list[Fact]]]], ...] = (
    by_source,
    over_years,
    by_years_opened,
    by_stage,
    by_class,
    by_item,
    by_line,
    by_count,
    by_composition,
    by_list,
    by_building,
    by_place,
    by_spread,
    by_balance,
)


def check_apart(desk: Desk) -> Tally:
    """sum_mismatch of a whole and its parts, rate_over_100 of a part that is more, ratio_mismatch of a rate that follows from parts."""
    tally = Tally("apart")
    turn = told_in_turn(desk)
    divided = (*(pair for find in _DIVIDED for pair in find(turn)), *by_problem(desk))
    found = {frozenset(f.id for f in (whole, *parts)): (whole, parts) for whole, parts in divided if _stand_apart(desk, whole, parts)}
    for whole, parts in found.values():
        tally.check(check_sum(None, whole, parts))
    for whole, part in parts_behind(turn):
        check_part(tally, whole, part)
    for finding in enrolment_rates(turn):
        tally.check(finding)
    return tally


def _stand_apart(desk: Desk, whole: Fact, parts: list[Fact]) -> bool:
    """Whether they are of one account, and no relation says what the parts are of."""
    joined = not desk.parts.isdisjoint(part.id for part in parts)
    return not joined and not any(are_of_two_accounts(desk, whole, part) for part in parts)
