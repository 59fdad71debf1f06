"""A whole and the items of the list behind it: 全县共交流教师186人。 1.城区到农村支教的54人；2.乡镇之间交流的77人；3.农村到城区跟岗的55人。

Each item counts what the whole counts, and no item names a trait that another may share. What items miss the whole by must be a slip.
"""

from __future__ import annotations

from collections.abc import Iterator

from models.checks.apart.told import Told, are_near, fits_stage, is_known, is_meant, is_slip, makes_up, one_time
from models.checks.apart.wording import apart_data, has
from models.checks.desk import Sentence
from models.checks.wordings import pattern
from models.fact import Fact

_FEWEST = 3


def by_item(turn: list[Told]) -> Iterator[tuple[Fact, list[Fact]]]:
    """Wholes, each with the figures of the items behind it."""
    for place, told in enumerate(turn[:-_FEWEST]):
        following = turn[place + 1].sentence
        if following is not told.sentence and _number(following) == 1 and _may_be_whole(told) and are_near(told.sentence, following):
            parts = _items(told, turn[place + 1 :])
            if len(parts) >= _FEWEST and _make_up(told.fact, parts):
                yield told.fact, parts


def _may_be_whole(told: Told) -> bool:
    """The last figure of a sentence that is no item itself, and that says that it is all."""
    return is_known(told.fact) and has("all_told", told.words) and _number(told.sentence) is None and bool(told.fact.value)


def _number(sentence: Sentence) -> int | None:
    """The number of an item: of its digits or numeral, as the sentence begins; None where it begins otherwise."""
    match = pattern(apart_data()["item"]).match(sentence.text[:_OPENING])
    if match is None:
        return None
    digits = match["digits"]
    return int(digits) if digits else _NUMERALS.find(match["numeral"]) + 1


_OPENING, _NUMERALS = 6, "一二三四五六七八九"


def _items(whole: Told, following: list[Told]) -> list[Fact]:
    """The figures of the items, one each, as far as they count what the whole counts; none where an item is without such a figure."""
    parts: list[Fact] = []
    sentence = whole.sentence
    for told in following:
        if told.sentence is sentence:
            if told.fact.unit == whole.fact.unit:
                return []  # an item with two such figures: one of them is a part of the other
            continue
        number = _number(told.sentence)
        if number != len(parts) + 1:
            return parts if number in (None, 1) else []
        if not _counts_the_same(told, whole.fact) or not are_near(sentence, told.sentence):
            return []
        parts.append(told.fact)
        sentence = told.sentence
    return parts


def _counts_the_same(told: Told, whole: Fact) -> bool:
    part = told.fact
    same = (part.indicator, part.unit, _measure(part)) == (whole.indicator, whole.unit, _measure(whole))
    return same and is_known(part) and fits_stage(part, whole) and not has("shared_traits", told.words)


def _measure(fact: Fact) -> str:
    """The measure word: 个 and 间 are both items."""
    return fact.evidence.text[-1]


def _make_up(whole: Fact, parts: list[Fact]) -> bool:
    return one_time([whole, *parts]) and (makes_up(whole, parts) or (is_meant(whole, parts) and is_slip(whole, parts)))
