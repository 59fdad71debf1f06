"""A whole and the items of the list behind it: 全县共交流教师186人。 1.城区到农村支教的54人；2.乡镇之间交流的77人；3.农村到城区跟岗的55人。

Each item counts what the whole counts, and no item names a trait that another may share. What items miss the whole by must be a slip.
"""

from __future__ import annotations

from collections.abc import Iterator

from models.checks.apart.told import Told, are_near, fits_stage, is_slightly_off, one_time, written_alike
from models.checks.apart.wording import has, opening, opening_number
from models.checks.desk import Sentence, is_exact
from models.fact import Fact
from models.indicators import OTHER

_FEWEST = 3


def by_item(turn: list[Told]) -> Iterator[tuple[Fact, list[Fact]]]:
    """Wholes, each with the figures of the items behind it."""
    for place, told in enumerate(turn[:-_FEWEST]):
        following = turn[place + 1].sentence
        if following is not told.sentence and _is_item(following, 1) and _may_be_whole(told) and are_near(told.sentence, following):
            parts = _items(told, turn[place + 1 :])
            if len(parts) >= _FEWEST and one_time(told.fact, parts) and is_slightly_off(told.fact, parts):
                yield told.fact, parts


def _may_be_whole(told: Told) -> bool:
    """The last figure of a sentence that says that it is all, and of what none is counted twice."""
    counted_once = told.fact.unit != "person" or not has("may_repeat", told.words)
    return is_exact(told.fact) and has("all_told", told.ahead) and counted_once and bool(told.fact.value)


def _is_item(sentence: Sentence, number: int) -> bool:
    """Whether a sentence begins as the item of this number, or with a mark that numbers nothing."""
    own = opening_number(sentence.text)
    return opening(sentence.text) is not None if own is None else number == own


def _items(whole: Told, following: list[Told]) -> list[Fact]:
    """The figures of the items, one each, as far as they count what the whole counts; none where an item is without such a figure."""
    parts: list[Fact] = []
    sentence = whole.sentence
    for told in following:
        if told.sentence is sentence:
            if written_alike(told.fact, whole.fact):
                return []  # an item with two such figures: one of them is a part of the other
            continue
        if not _is_item(told.sentence, len(parts) + 1):
            return parts if opening(told.sentence.text) is None or _is_item(told.sentence, 1) else []
        if not _counts_the_same(told, whole.fact) or not are_near(sentence, told.sentence):
            return []
        parts.append(told.fact)
        sentence = told.sentence
    return parts


def _counts_the_same(told: Told, whole: Fact) -> bool:
    part = told.fact
    families = {fact.indicator.partition(".")[0] for fact in (part, whole)} - {OTHER}
    same = len(families) < 2 or (part.unit == "item" and part.evidence.text[-1] not in _ANY_THING)
    return same and written_alike(part, whole) and is_exact(part) and fits_stage(part, whole) and not has("shared_traits", told.words)


_ANY_THING = "个项次"
"""Measure words of things of all kinds: what is counted by another, such as 套 or 间, is told by it."""
