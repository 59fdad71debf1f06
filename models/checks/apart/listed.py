"""A whole and the items of the list behind it: 全县共交流教师186人。 1.城区到农村支教的54人；2.乡镇之间交流的77人；3.农村到城区跟岗的55人。

Each item counts what the whole counts, and no item names a trait that another may share. What items miss the whole by must be a slip,
unless the text says how many items there are (渠道有三条：); then they may also be of years and stages of their own.
"""

from __future__ import annotations

from collections.abc import Iterator

from models.checks.apart.told import OVER, SHORT, Told, are_near, fits_stage, is_slightly_off, off_by, one_time, written_alike
from models.checks.apart.wording import apart_data, has, opening, opening_number
from models.checks.desk import Sentence, is_exact
from models.checks.wordings import NUMERALS, pattern
from models.fact import Fact
from models.indicators import OTHER

_FEWEST = 3


def by_item(turn: list[Told]) -> Iterator[tuple[Fact, list[Fact]]]:
    """Wholes, each with the figures of the items behind it."""
    for place, told in enumerate(turn[:-_FEWEST]):
        behind = _behind_counts(turn, place)
        following = turn[behind].sentence
        if following is not told.sentence and _is_item(following, 1) and are_near(told.sentence, following):
            said = _number_said(turn[place:behind])
            parts = _items(told, turn[behind:], counted=said is not None) if _may_be_whole(told, counted=said is not None) else []
            all_told = len(parts) == said and not _goes_on(turn[behind:], parts)
            if len(parts) >= _FEWEST and (_is_all(told.fact, parts) if all_told else _is_meant(told.fact, parts)):
                yield told.fact, parts


def _behind_counts(turn: list[Told], place: int) -> int:
    """The place behind a figure, and behind one that counts the items: 补充教师248人，渠道有三条：."""
    told = turn[place + 1]
    counts = told.fact.unit == "item" and has("counts_items", told.clause[-_NEAR:] + told.fact.evidence.text + told.behind)
    return place + 2 if counts and are_near(turn[place].sentence, told.sentence, 1) and place + 2 < len(turn) else place + 1


_NEAR = 4


def _number_said(told: list[Told]) -> int | None:
    """How many items there are, if the sentences of the whole and of their count say so once."""
    texts = {t.sentence.start: t.sentence.text for t in told}.values()
    said = {NUMERALS.get(m["count"]) for text in texts for m in pattern(apart_data()["counts_items"]).finditer(text)}
    return said.pop() if len(said) == 1 else None


def _goes_on(following: list[Told], parts: list[Fact]) -> bool:
    """Whether the sentence behind the list has one more of what was counted: 此外从县外商调19人."""
    last = next((at for at, told in enumerate(following) if told.fact is parts[-1]), 0)
    behind = next((t for t in following[last:] if t.sentence is not following[last].sentence), None)
    return behind is not None and has("list_goes_on", behind.sentence.text) and written_alike(behind.fact, parts[-1])


def _is_all(whole: Fact, parts: list[Fact]) -> bool:
    """Whether as many items as the text says may be all of a whole, however they miss it."""
    return -SHORT <= off_by(whole, parts) <= OVER and all(_is_within(part, whole) for part in parts)


def _is_within(part: Fact, whole: Fact) -> bool:
    """Whether a part is of a year among those of the whole."""
    first, _, last = (whole.period or "").partition("/")
    return None in (part.period, whole.period) or first[:4] <= (part.period or "")[:4] <= (last or first)[:4]


def _is_meant(whole: Fact, parts: list[Fact]) -> bool:
    return one_time(whole, parts) and is_slightly_off(whole, parts) and all(fits_stage(part, whole) for part in parts)


def _may_be_whole(told: Told, *, counted: bool) -> bool:
    """The last figure of a sentence that says that it is all, or how many items make it up, and of what none is counted twice."""
    counted_once = told.fact.unit != "person" or not has("may_repeat", told.words)
    return is_exact(told.fact) and (counted or has("all_told", told.ahead)) and counted_once and bool(told.fact.value)


def _is_item(sentence: Sentence, number: int) -> bool:
    """Whether a sentence begins as the item of this number, or with a mark that numbers nothing."""
    own = opening_number(sentence.text)
    return opening(sentence.text) is not None if own is None else number == own


def _items(whole: Told, following: list[Told], *, counted: bool) -> list[Fact]:
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
        if (
            not _counts_the_same(told, whole.fact)
            or not (counted or fits_stage(told.fact, whole.fact))
            or not are_near(sentence, told.sentence)
        ):
            return []
        parts.append(told.fact)
        sentence = told.sentence
    return parts


def _counts_the_same(told: Told, whole: Fact) -> bool:
    part = told.fact
    families = {fact.indicator.partition(".")[0] for fact in (part, whole)} - {OTHER}
    same = len(families) < 2 or (part.unit == "item" and part.evidence.text[-1] not in _ANY_THING)
    return same and written_alike(part, whole) and is_exact(part) and not has("shared_traits", told.words)


_ANY_THING = "个项次"
"""Measure words of things of all kinds: what is counted by another, such as 套 or 间, is told by it."""
