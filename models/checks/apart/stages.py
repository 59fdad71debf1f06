"""Compulsory education and its two stages, a sentence or a line for each.

义务教育在校生41260人。 小学在校生28100人，…。 初中在校生13160人，…。 Which indicators add up over the stages is data (identities.yaml).
Where schools of another kind may be left out, only a slip counts; 中小学 takes in 小学 and 初中, and may take in more.
"""

from __future__ import annotations

from collections.abc import Iterator

from models.checks.apart.told import REACH, Told, are_beside, is_known, is_meant, off_by, one_time
from models.checks.apart.wording import has
from models.checks.limits import identities
from models.fact import Fact, Stage

_WHOLE: Stage = "compulsory"
_PARTS: tuple[Stage, ...] = ("primary", "junior")


def by_stage(turn: list[Told]) -> Iterator[tuple[Fact, list[Fact]]]:
    """Wholes, each with its stages."""
    for place, told in enumerate(turn):
        whole = told.fact
        if whole.stage not in (None, _WHOLE) or whole.indicator not in identities()["stages_add_up"] or not _is_countys(whole):
            continue
        if not whole.value or (whole.stage is None and not has("both_stages", told.clause + told.behind)):
            continue
        parts = _stages(told, turn[max(0, place - REACH) : place + REACH])
        if parts and one_time(whole, parts) and is_meant(whole, parts) and (whole.stage or off_by(whole, parts) >= 0):
            yield whole, parts


def _is_countys(fact: Fact) -> bool:
    return is_known(fact) and fact.entity is None and fact.area is None


def _stages(whole: Told, around: list[Told]) -> list[Fact]:
    """The figure of each of the two stages near the whole; none where one is told twice, or another group is told with them."""
    same = [t for t in around if (t.fact.indicator, t.fact.unit) == (whole.fact.indicator, whole.fact.unit) and t is not whole]
    near = [t.fact for t in same if are_beside(t.sentence, whole.sentence)]
    stages = {fact.stage: fact for fact in near}
    told_once = len(near) == len(stages) == len(_PARTS) == len(stages.keys() & {*_PARTS})
    return [stages[stage] for stage in _PARTS] if told_once and all(_is_countys(fact) for fact in near) else []
