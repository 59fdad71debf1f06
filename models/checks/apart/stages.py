"""Compulsory education and its two stages, a sentence or a line for each.

义务教育在校生41260人。 小学在校生28100人，…。 初中在校生13160人，…。 Which indicators add up over the stages is data (identities.yaml).
Where schools of another kind may be left out, only a slip counts; 中小学 takes in 小学 and 初中, and may take in more.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from models.checks.apart.told import Told, are_beside, is_meant, is_slightly_off, off_by, one_time
from models.checks.apart.wording import apart_data, has
from models.checks.desk import is_exact
from models.checks.limits import identities
from models.checks.wordings import groups, pattern
from models.fact import Fact, Stage

_WHOLE: Stage = "compulsory"
_PARTS: tuple[Stage, ...] = ("primary", "junior")


def by_stage(turn: list[Told]) -> Iterator[tuple[Fact, list[Fact]]]:
    """Wholes, each with its stages."""
    for same in _of_one_matter(turn):
        for place, told in enumerate(same):
            parts = _stages(told, _around(same, place))
            if parts and one_time(told.fact, parts) and is_meant(told.fact, parts) and _may_fall_short(told.fact, parts):
                yield told.fact, parts
        for whole, parts in _told_once(same):
            if is_slightly_off(whole, parts) and _may_fall_short(whole, parts):
                yield whole, parts


def _may_fall_short(whole: Fact, stages: list[Fact]) -> bool:
    """Whether no school of another kind may be in the whole, or the stages pass it."""
    return whole.stage is not None or off_by(whole, stages) >= 0


def _of_one_matter(turn: list[Told]) -> list[list[Told]]:
    """The figures of each indicator that adds up, if both stages are told of it."""
    matters: dict[tuple[str, str], list[Told]] = {}
    for told in turn:
        if told.fact.indicator in _add_up() and told.fact.kind == "level":
            matters.setdefault((told.fact.indicator, told.fact.unit), []).append(told)
    return [same for same in matters.values() if {t.fact.stage for t in same}.issuperset(_PARTS)]


def _told_once(same: list[Told]) -> Iterator[tuple[Fact, list[Fact]]]:
    """Wholes and stages that stand far from each other: of one time each is told with one value for the county, and no other group is."""
    of_county = [told for told in same if told.fact.entity is None and told.fact.area is None and told.fact.period is not None]
    for period in dict.fromkeys(told.fact.period for told in of_county):
        own = [told for told in of_county if told.fact.period == period]
        first = {told.fact.stage or _WHOLE: told for told in own[::-1]}
        values = {(told.fact.stage or _WHOLE, told.fact.value) for told in own}
        if len(values) == len(first) and first.keys() == {_WHOLE, *_PARTS} and all(is_exact(told.fact) for told in own):
            whole, stages = first[_WHOLE], [first[stage] for stage in _PARTS]
            near = are_beside(stages[0].sentence, stages[1].sentence) and not any(has("some_of_stage", told.clause) for told in stages)
            if near and _may_be_whole(whole.fact) and _takes_in(whole, stages):
                yield whole.fact, [told.fact for told in stages]


def _may_be_whole(fact: Fact) -> bool:
    return fact.stage in (None, _WHOLE) and bool(fact.value) and _is_countys(fact)


def _takes_in(whole: Told, stages: list[Told]) -> bool:
    """Whether a figure is of compulsory education, its words take in the schools of both stages, or it is named by the noun of each."""
    words = whole.clause + whole.behind
    if whole.fact.stage == _WHOLE or has("both_stages", words):
        return True
    nouns = {pattern(apart_data()["noun_of_stage"]).search(told.clause + told.behind) for told in stages}
    named = {noun[1] for noun in nouns if noun}
    return None not in nouns and len(named) == 1 and named.pop() in words and all(groups(t.clause) == groups(whole.clause) for t in stages)


@cache
def _add_up() -> frozenset[str]:
    return frozenset(identities()["stages_add_up"])


def _is_countys(fact: Fact) -> bool:
    return is_exact(fact) and fact.entity is None and fact.area is None


def _around(same: list[Told], place: int) -> list[Told]:
    return [*same[max(0, place - _REACH) : place], *same[place + 1 : place + 1 + _REACH]]


_REACH = 3
"""Figures of its matter on either side of a whole among which its stages are looked for."""


def _stages(whole: Told, around: list[Told]) -> list[Fact]:
    """The figure of each of the two stages near the whole; none where one is told twice, or another group is told with them."""
    if not _may_be_whole(whole.fact):
        return []
    near = [t for t in around if are_beside(t.sentence, whole.sentence)]
    stages = {told.fact.stage: told.fact for told in near}
    told_once = len(near) == len(stages) == len(_PARTS) == len(stages.keys() & {*_PARTS})
    sure = told_once and all(_is_countys(told.fact) for told in near) and _takes_in(whole, near)
    return [stages[stage] for stage in _PARTS] if sure else []
