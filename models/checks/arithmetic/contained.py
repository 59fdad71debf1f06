"""Who is named by what they did and is some of those told before: 实际参考2418人 …… 总评合格2481人. More cannot have passed than sat.

The words are pairs in claims.yaml (`contained`). Takes the nearest whole before a part, in its sentence or the one before it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import islice
from typing import NamedTuple

from models.checks.apart.told import Told, are_near, fits_stage, told_in_turn
from models.checks.arithmetic.identities import check_part
from models.checks.desk import Desk, Tally, is_exact
from models.checks.wordings import pattern, saying, says
from models.claims import claims
from models.fact import Fact

_REACH = 8
"""Figures between a whole and its part at most."""


def check_contained(desk: Desk) -> Tally:
    """rate_over_100 of a part that is more than those it is some of; one far off is of others."""
    tally = Tally("contained")
    keyed = saying(desk, "contained_key")
    if keyed:
        starts, blocks = {sentence.start for sentence in keyed}, {sentence.block for sentence in keyed}
        turn = told_in_turn(desk)
        for place, part in enumerate(turn):
            if part.sentence.block not in blocks:
                continue  # a part stands in the block of its whole
            for whole in _wholes(turn[max(0, place - _REACH) : place], part, starts):
                if whole.id not in desk.parts or part.fact.id not in desk.parts:
                    check_part(tally, whole, part.fact)
    return tally


def _wholes(before: list[Told], part: Told, starts: set[int]) -> Iterator[Fact]:
    """For each pair of words of which a figure is the part, the nearest figure before it that is the whole."""
    if not is_exact(part.fact) or not _any_part().search(part.clause) or says("not_contained", part.words + _behind(part)):
        return
    for words in _pairs():
        if words.part.search(part.clause) is None:
            continue
        counts = (t for t in reversed(before) if t.fact.unit == part.fact.unit)
        near = islice(counts, 1) if words.beside else reversed(before)
        told = (t for t in near if t.sentence.start in starts and are_near(t.sentence, part.sentence, 0))
        whole = next((t for t in told if words.whole.search(t.clause)), None)
        if whole is not None and _fits(whole.fact, part.fact):
            yield whole.fact


class _Pair(NamedTuple):
    """The words of a whole and of some of those whom it counts, each up to its figure."""

    whole: re.Pattern[str]
    part: re.Pattern[str]
    beside: bool


@cache
def _pairs() -> list[_Pair]:
    named = ((entry, [pattern(f"(?:{entry[member]}){_NAMED}") for member in ("whole", "part")]) for entry in claims()["contained"])
    return [_Pair(whole, part, entry.get("beside", False)) for entry, (whole, part) in named]


@cache
def _any_part() -> re.Pattern[str]:
    """Whether a clause may be of a part at all, asked before all else: most are not."""
    return re.compile("|".join(entry["part"] for entry in claims()["contained"]))


_NAMED = "(?:的)?(?:学?生|考生|学员|教师|人员|人数|总数|问卷|份数)?[的共有为达计约仅只]{0,3}$"
"""Behind the words, up to the figure."""


def _behind(part: Told) -> str:
    """高中录取2490人（含往届生）: the words behind a figure, those of a bracket among them."""
    return part.sentence.text[part.placed.end : part.placed.end + _BEHIND]


_BEHIND = 6


def _fits(whole: Fact, part: Fact) -> bool:
    """Of one unit, place and time, so far as both are told."""
    placed = (whole.entity, part.entity), (whole.area, part.area), (whole.period, part.period)
    people = {fact.indicator.partition(".")[0] for fact in (whole, part)}
    if {"teacher", "student"} <= people:
        return False  # 参加测试的教师420名，学生合格460名
    alike = whole.unit == part.unit and whole.entity == part.entity and all(None in pair or pair[0] == pair[1] for pair in placed)
    return alike and is_exact(whole) and (whole.stage is None or part.stage is None or fits_stage(part, whole))
