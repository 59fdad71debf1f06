"""The items of the standard as a text lists them: which of the seven figures of a school or a stage stand before a claim.

Takes a claim's sentence; gives the limited figures of each stage in the nearest place that tells any. Holds none against its limit.
"""

from __future__ import annotations

from itertools import groupby

from models.checks.around import outward
from models.checks.desk import Desk, Sentence, is_plain
from models.checks.standard.claimed.scheme import Limited, limit_of
from models.checks.wordings import indicator_words, pattern, says, stages_named
from models.claims import claims
from models.fact import Fact

COEFFICIENT = "cv.item"
_RESOURCE = "resource."


def item_of(fact: Fact) -> str:
    """The item that a figure or a coefficient is of."""
    return (fact.criterion or "") if fact.indicator == COEFFICIENT else fact.indicator.removeprefix(_RESOURCE)


def items_before(desk: Desk, sentence: Sentence, at: int) -> list[Limited]:
    """The items told before a claim at `at`, a list for each stage that its clause does not leave out.

    None where an item is told twice for a stage (of two schools or two years, and the claim may be on either), or where the words
    between name another school.
    """
    for view in outward(desk, sentence):
        told = [p for p in view.sentence.placed if p.end <= view.shift + at and _is_item(p.fact)]
        items = [(p.fact, limit) for p in told if (limit := limit_of(desk, p.fact))]
        if items:
            since = view.sentence.text[told[-1].end : view.shift + at]
            stages = _by_stage(_of_one_family(items, since), since)
            return stages if all(_told_once(stage) for stage in stages) and not says("another_school", since) else []
    return []


def _is_item(fact: Fact) -> bool:
    """A figure of one item that is told as true, and no range."""
    named = fact.indicator.startswith(_RESOURCE) or (fact.indicator == COEFFICIENT and fact.criterion is not None)
    return named and is_plain(fact) and fact.value_max is None


def _of_one_family(items: Limited, words: str) -> Limited:
    """Coefficients only, or figures only: where both are told, coefficients if the words before the claim name them."""
    coefficients = [item for item in items if item[0].indicator == COEFFICIENT]
    figures = [item for item in items if item[0].indicator != COEFFICIENT]
    if coefficients and figures:
        return coefficients if pattern(claims()["coefficients_named"]).search(words) else figures
    return coefficients or figures


def _by_stage(items: Limited, words: str) -> list[Limited]:
    named = stages_named(words)
    groups = groupby(sorted(items, key=lambda item: item[0].stage or ""), key=lambda item: item[0].stage)
    stages = {stage: list(group) for stage, group in groups}
    return [group for stage, group in stages.items() if stage in named] or list(stages.values())


def _told_once(stage: Limited) -> bool:
    return len({item_of(f) for f, _ in stage}) == len(stage)


def named_items(words: str, items: Limited) -> list[Fact] | None:
    """The figures of the items that a list of names means (除生均体育运动场馆面积和骨干教师外); None where a name is not surely one."""
    found: list[Fact] = []
    for name in pattern(claims()["between_items"]).split(words):
        meant = [f for f, _ in items if any(len(word) > 1 and word in name for word in indicator_words(_RESOURCE + item_of(f)))]
        if len({item_of(f) for f in meant}) != 1:
            return None
        found += meant
    return found
