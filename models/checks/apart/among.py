"""A whole and the list that 其中 or 从渠道看 opens in the next sentence: 义务教育学校86所。 其中小学58所，初中19所，九年一贯制学校12所。

The list goes on over ；, also into the next line, and where 另外 tells one more of the same. Parts of which one names a trait that another
may share are none, and of money the sources alone are told apart (sources.py).
"""

from __future__ import annotations

from collections.abc import Iterator

from models.checks.apart.told import OVER, SHORT, Told, are_near, fits_stage, is_slightly_off, makes_up, off_by, one_time, written_alike
from models.checks.apart.wording import has
from models.checks.desk import Sentence, is_exact
from models.fact import Fact
from models.indicators import OTHER

_FEWEST, _MOST = 3, 12


def by_list(turn: list[Told]) -> Iterator[tuple[Fact, list[Fact]]]:
    """Wholes, each with the list behind it."""
    for place, first in enumerate(turn):
        if place and not first.place and first.fact.unit != "CNY" and has("list_opens", first.words):
            whole = _whole(turn[place - 1], first)
            told = _parts(whole, turn[place : place + _MOST]) if whole else []
            parts = [part.fact for part in told]
            if whole and len(parts) >= _FEWEST and _fit(whole, parts) and _is_meant(whole, told):
                yield whole, parts


def _is_meant(whole: Fact, told: list[Told]) -> bool:
    """Whether the list makes up the whole but for a slip; any difference counts where its last part is what is left of the whole."""
    parts = [part.fact for part in told]
    return is_slightly_off(whole, parts) or (has("what_is_left", told[-1].words) and -SHORT <= off_by(whole, parts) <= OVER)


def _whole(before: Told, first: Told) -> Fact | None:
    """The one figure of the sentence before that counts as the first part does."""
    alike = [fact for fact in before.sentence.facts if written_alike(fact, first.fact)]
    near = are_near(before.sentence, first.sentence)
    return alike[0] if near and len(alike) == 1 and is_exact(alike[0], _TOLD) and alike[0].value else None


_TOLD = ("actual", "plan")
"""A list of measures that were taken is told among plans; its parts and its whole are told alike."""


def _parts(whole: Fact, following: list[Told]) -> list[Told]:
    """The figures of the list, one behind the other; none where another is told among them, or a trait that parts may share."""
    parts: list[Told] = []
    sentence = following[0].sentence
    of_ways = has("list_of_ways", following[0].words) or has("comes_by", following[0].clause)
    for told in following:
        if told.sentence is not sentence:
            if not are_near(sentence, told.sentence, 1) or not _goes_on(whole, parts, sentence, told):
                break
            sentence = told.sentence
        opening = told.words.removeprefix("其中") if not parts else told.words
        shared = has("shared_traits", opening) and not (of_ways and has("comes_by", told.clause))
        if not is_exact(told.fact, (whole.status,)) or not written_alike(told.fact, following[0].fact) or shared:
            return []
        parts.append(told)
    return parts


def _goes_on(whole: Fact, parts: list[Told], sentence: Sentence, told: Told) -> bool:
    """Whether the next sentence goes on with the list: behind ；, with what is left, or with 另外 and one more of what the whole counts."""
    if sentence.text.rstrip().endswith(("；", ";")):
        return True
    more = has("list_goes_on", told.words) and told.fact.indicator == whole.indicator != OTHER
    return (more or has("what_is_left", told.words)) and not makes_up(whole, [part.fact for part in parts])


def _fit(whole: Fact, parts: list[Fact]) -> bool:
    return one_time(whole, parts) and all(fits_stage(p, whole) or whole.stage in (None, "compulsory") for p in parts)
