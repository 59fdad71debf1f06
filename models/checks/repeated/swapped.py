"""Long numbers of one noun with their digits in another order: 走访家庭13260户。12360户受访家庭.

Takes the exact counts of a document; gives such pairs, in the order of the text. Makes no finding.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from models.checks.desk import Desk
from models.checks.slips import far
from models.checks.wordings import before, clause, groups, is_of_last_year, last_clause, noun_after, pattern, says
from models.claims import claims
from models.fact import Fact


def swapped_beside(desk: Desk, first: list[Fact]) -> Iterator[tuple[Fact, Fact]]:
    """The pairs of counts that have so many digits in another order, and are of one noun."""
    alike: dict[tuple[str, ...], list[Fact]] = {}
    for fact in first:
        if len(digits := str(int(fact.value or 0)).rstrip("0")) >= _SURELY:
            alike.setdefault((fact.unit, *sorted(digits)), []).append(fact)
    for facts in (facts for facts in alike.values() if len(facts) > 1):
        for one, other in pairwise(facts):
            if one.value != other.value and not far(one, other) and _of_one_noun(desk, one, other):
                yield one, other


def _of_one_noun(desk: Desk, one: Fact, other: Fact) -> bool:
    """The words beside both figures share a noun, and neither is told of another stage, time or place."""
    own, their = desk.sentence_of[one.id], desk.sentence_of[other.id]
    if own is their or (one.period, one.entity, one.area) != (other.period, other.entity, other.area):
        return False
    changed = {i for _, r in desk.changes for i in (r.from_, r.to)}
    if any(f.id in changed or is_of_last_year(desk, f) or says("of_some_time", _up_to(desk, f) + clause(desk, f)) for f in (one, other)):
        return False
    words = (clause(desk, f) for f in (one, other))
    if one.area is None and _parting(*words) & _AREAS:
        return False
    return _share_a_noun(desk, one, other) or _of_one_group_named(desk, one, other)


def _parting(one: str, other: str) -> frozenset[str]:
    """The words by which one of two texts tells of another group, or of another part of a year, than the other."""
    parts = pattern(claims()["part_of_a_year"])
    return (groups(one) ^ groups(other)) | ({*parts.findall(one)} ^ {*parts.findall(other)})


def _up_to(desk: Desk, fact: Fact) -> str:
    """The words of a figure's sentence in front of it."""
    return desk.sentence_of[fact.id].text[: desk.placed[fact.id].start]


def _share_a_noun(desk: Desk, one: Fact, other: Fact) -> bool:
    """Whether one noun, however short, stands beside both in neighbouring sentences that tell no parts."""
    own, their = desk.sentence_of[one.id], desk.sentence_of[other.id]
    apart = own.block is None or their.block is None or abs(own.block - their.block) > 1
    if apart or one.stage != other.stage or any("其中" in s.text for s in (own, their)):
        return False
    mine, theirs = (_HEAD.sub("", _beside(desk, f)) for f in (one, other))
    return mine[-2:] == theirs[-2:] if len(mine) > 1 and len(theirs) > 1 else False


def _of_one_group_named(desk: Desk, one: Fact, other: Fact) -> bool:
    """受益学生24318人 …… 受益学生24381名; 参加考试的学生3268人 …… 3286名考生: a noun that names a group, or those of one deed, wherever
    they are told again; the parts of a whole stand behind 其中."""
    own, their = (clause(desk, f) for f in (one, other))
    if _parting(own, their) - _AREAS or any(says("part_of_a_group", w) for w in (own, their, before(desk, one), before(desk, other))):
        return False
    mine, theirs = _nouns(desk, one), _nouns(desk, other)
    if {one.stage, other.stage} in ({one.stage}, {None, "compulsory"}) and any(len(noun) == _NARROW for noun in mine & theirs):
        return True
    deed = any(pattern(words).search(own) and pattern(words).search(their) for words in claims()["same_deeds"])
    staged = one.stage == other.stage or None in (one.stage, other.stage)
    return deed and staged and bool({noun[-1] for noun in mine} & {noun[-1] for noun in theirs})


def _nouns(desk: Desk, fact: Fact) -> set[str]:
    """The last characters of the nouns for people or households that stand right beside a figure."""
    ahead, behind = _HEAD.sub("", before(desk, fact)), noun_after(desk, fact)
    told = (pattern(claims()["people_ahead"]).search(ahead), pattern(claims()["people_behind"]).match(behind))
    return {match[0][-_NARROW:] for match in told if match}


def _beside(desk: Desk, fact: Fact) -> str:
    """What is counted: the noun behind the figure up to 的, else the words before it."""
    behind = _PART_OF.split(noun_after(desk, fact))[0]
    return behind or last_clause(_up_to(desk, fact))


_PART_OF = re.compile(r"的|(?<!初)中(?!学|小)|里|当中")
_HEAD = re.compile(r"[总数人共有为达计]+$")
_AREAS = frozenset({"农村", "乡村", "乡镇", "城区", "县城", "城镇"})
_SURELY = 4
"""Digits without the zeros behind."""
_NARROW = 4
"""Characters of a noun that names a group: 受益学生, and not 学生."""
