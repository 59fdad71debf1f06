"""Claims on all items but those that they name: 除体育运动场馆面积外，其余六项均达到国家标准.

Takes a claim and what stands before it; gives the figures that are left. Silent where the items told are not just so many.
"""

from __future__ import annotations

from collections.abc import Iterator

from models.checks.desk import Desk, Sentence
from models.checks.standard.claimed.norms import NormClaim
from models.checks.standard.claimed.scheme import Limited
from models.checks.standard.claimed.standing import Standing, standings_of_the_rest
from models.checks.standard.figures.items import items_before, named_items
from models.checks.wordings import STAGE_WORDS, number_of, pattern, says
from models.claims import claims
from models.fact import Fact


def told_of_the_rest(desk: Desk, sentence: Sentence) -> Iterator[tuple[Standing, Limited]]:
    """The claims of a sentence on the rest of the items, each with the figures of these and their limits."""
    if says("rest_key", sentence.text):
        for standing in standings_of_the_rest(sentence):
            yield standing, rest_before(desk, sentence, standing.at)


def leaves_out(sentence: Sentence, claim: NormClaim, norms: list[Fact]) -> bool:
    """Whether behind the last figure before its norms a claim leaves out some of what was told: 除运动场馆外，其余四项均小于0.50; 其余小学
    均不超过2000人."""
    told = [p.end for p in sentence.placed if p.start < claim.norm.start and p.fact.id not in {n.id for n in norms}]
    words = sentence.text[max([claim.start, *told]) : claim.norm.start]
    return says("rest_key", words) and (pattern(claims()["rest"]).search(words) is not None or says("other_schools", words))


def rest_before(desk: Desk, sentence: Sentence, at: int) -> Limited:
    """The items told before a claim at `at` without those that it leaves out."""
    frame = pattern(claims()["rest"]).search(sentence.text[:at])
    if frame is None:
        return []
    stages = items_before(desk, sentence, frame.start())
    if len(stages) > 1 and any(word in frame["but"] for word in STAGE_WORDS.values()):
        return []  # 除小学运动场馆外: the item is left out of one stage alone
    left = [_left_of(stage, frame["but"]) for stage in stages]
    told = [item for stage in left for item in stage or []]
    counted = frame["count"] is None or number_of(frame["count"]) in {len(told), *(len(stage or []) for stage in left)}
    return told if counted and None not in left else []


def _left_of(stage: Limited, names: str) -> Limited | None:
    """The items of a stage but for those of these names; None where a name is not surely one of them."""
    named = named_items(names, stage)
    return None if named is None else [item for item in stage if item[0] not in named]
