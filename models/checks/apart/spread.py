"""What stands at so many places, and how many at each of them: 教学点17个，分布在4个乡镇，其中沙河镇5个、双塔乡4个、云岭乡3个、青石乡5个.

Only where just as many places are named one by one as are counted, so that none is left out.
"""

from __future__ import annotations

from collections.abc import Iterator

from models.checks.apart.told import OVER, Told, off_by, where, written_alike
from models.checks.apart.wording import has, said_at_end
from models.checks.desk import is_exact
from models.checks.wordings import says
from models.fact import Fact


def by_spread(turn: list[Told]) -> Iterator[tuple[Fact, list[Fact]]]:
    """Wholes, each with what of it is at each place."""
    for place, places in where(turn, "spread_keys"):
        if not place or not has("spread_over", places.clause) or not says("counts_places", places.behind):
            continue
        whole, named = turn[place - 1], []
        for told in turn[place + 1 : place + 1 + _MOST]:
            if not _is_at_place(told, whole):
                break
            named.append(told)
        parts = [told.fact for told in named]
        counted = places.fact.value == len(parts) and len(parts) >= _FEWEST
        if counted and is_exact(whole.fact) and whole.fact.value and abs(off_by(whole.fact, parts)) <= OVER:
            yield whole.fact, parts


_FEWEST, _MOST = 2, 20


def _is_at_place(told: Told, whole: Told) -> bool:
    """Whether a figure counts what the whole does, and its clause names one place and nothing else."""
    alike = told.sentence is whole.sentence and written_alike(told.fact, whole.fact) and is_exact(told.fact)
    return alike and said_at_end("named_place", told.clause) is not None
