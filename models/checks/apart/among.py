"""A whole and the list that 其中 opens in the next sentence: 义务教育学校86所。 其中小学58所，初中19所，九年一贯制学校12所。

The list goes on over ；, also into the next line. Parts of which one names a trait that another may share are none, and of money the
sources alone are told apart (sources.py).
"""

from __future__ import annotations

from collections.abc import Iterator

from models.checks.apart.told import Told, are_near, fits_stage, is_slightly_off, one_time, written_alike
from models.checks.apart.wording import has
from models.checks.desk import is_exact
from models.fact import Fact

_FEWEST, _MOST = 3, 12


def by_list(turn: list[Told]) -> Iterator[tuple[Fact, list[Fact]]]:
    """Wholes, each with the list behind it."""
    for place, first in enumerate(turn):
        if place and not first.place and first.fact.unit != "CNY" and first.sentence.text.startswith("其中"):
            whole, parts = _whole(turn[place - 1], first), _parts(turn[place : place + _MOST])
            if whole and len(parts) >= _FEWEST and _fit(whole, parts) and is_slightly_off(whole, parts):
                yield whole, parts


def _whole(before: Told, first: Told) -> Fact | None:
    """The one figure of the sentence before that counts as the first part does."""
    alike = [fact for fact in before.sentence.facts if written_alike(fact, first.fact)]
    near = are_near(before.sentence, first.sentence)
    return alike[0] if near and len(alike) == 1 and is_exact(alike[0]) and alike[0].value else None


def _parts(following: list[Told]) -> list[Fact]:
    """The figures of the list, one behind the other; none where another is told among them, or a trait that parts may share."""
    parts: list[Fact] = []
    sentence = following[0].sentence
    for told in following:
        if told.sentence is not sentence:
            if not sentence.text.rstrip().endswith(("；", ";")) or not are_near(sentence, told.sentence, 1):
                break
            sentence = told.sentence
        opening = told.words.removeprefix("其中") if not parts else told.words
        if not is_exact(told.fact) or not written_alike(told.fact, following[0].fact) or has("shared_traits", opening):
            return []
        parts.append(told.fact)
    return parts


def _fit(whole: Fact, parts: list[Fact]) -> bool:
    return one_time(whole, parts) and all(fits_stage(p, whole) or whole.stage in (None, "compulsory") for p in parts)
