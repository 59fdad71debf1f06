"""Classes of one thing, told apart from one another or from their whole: 男生 and 女生, 已整改 and 尚未整改, 高级, 中级 and 初级教师.

在校生23416人。 从性别构成看，男生12308人，…。 另据统计，女生为11108人。 Which classes leave no other is data (apart.yaml).
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from models.checks.apart.told import (
    OVER,
    REACH,
    Told,
    ahead,
    are_near,
    fits_stage,
    is_known,
    is_meant,
    is_slip,
    makes_up,
    off_by,
    one_time,
    written_alike,
)
from models.checks.apart.wording import apart_data, has
from models.checks.wordings import pattern
from models.fact import Fact

_NEAR, _SHORT = Fraction(1, 10), Fraction(1, 5)
"""By what share of the whole classes that leave no other may miss it and be meant to make it up; the second by what they may fall short
of it where a slip is all that they miss it by."""


def by_class(turn: list[Told]) -> Iterator[tuple[Fact, list[Fact]]]:
    """Wholes, each with its classes."""
    for place, first in enumerate(turn):
        if not is_known(first.fact) or not has("class_keys", first.clause):
            continue
        for classes in apart_data()["classes"]:
            places = _places(turn, place, classes)
            parts = [turn[p].fact for p in places.values()]
            if len(parts) > 1 and (whole := _whole(turn, list(places.values()), classes)):
                yield whole, parts


def _places(turn: list[Told], place: int, classes: dict[str, Any]) -> dict[int, int]:
    """Where the figures from `place` on stand that each count a class of their own, by the class; none where that at `place` does not."""
    places: dict[int, int] = {}
    for at, told in enumerate(turn[place : place + REACH], place):
        if places and not are_near(turn[place].sentence, told.sentence):
            break
        own = _class_of(told, classes)
        if own in places or (own is None and not places):
            break
        if own is not None and written_alike(told.fact, turn[place].fact):
            places[own] = at
    return places


def _class_of(told: Told, classes: dict[str, Any]) -> int | None:
    """Which of the classes the figure counts."""
    if told.fact.unit not in classes["units"] or not is_known(told.fact):
        return None
    words = f"{told.clause}#{told.behind}"
    found = [i for i, named in enumerate(classes["parts"]) if pattern(named).search(words)]
    return found[0] if len(found) == 1 and not (has("narrower", told.clause) or has("of_another", told.clause)) else None


def _whole(turn: list[Told], places: list[int], classes: dict[str, Any]) -> Fact | None:
    """The figure before them that the parts make up, or else are meant to; or one right behind them that says that it is all."""
    first, parts = turn[places[0]], [turn[place].fact for place in places]
    earlier = [t for t in ahead(turn, places[0]) if are_near(t.sentence, first.sentence)]
    later = [t for t in turn[places[-1] + 1 : places[-1] + 2] if are_near(first.sentence, t.sentence) and has("all_told", t.clause)]
    possible = [t.fact for t in (*earlier, *later) if _may_be_whole(t, parts, classes)]
    exact = next((whole for whole in possible if makes_up(whole, parts)), None)
    if exact or not possible:
        return exact
    nearest = min(possible, key=lambda whole: abs(off_by(whole, parts)))
    one_more = [t.fact for t in turn[places[-1] + 1 : places[-1] + 2] if is_known(t.fact) and written_alike(t.fact, nearest)]
    left_out = bool(one_more) and makes_up(nearest, [*parts, *one_more])
    return nearest if not left_out and _meant(nearest, parts, classes) else None


def _may_be_whole(told: Told, parts: list[Fact], classes: dict[str, Any]) -> bool:
    whole = told.fact
    alike = written_alike(whole, parts[0]) and is_known(whole) and all(fits_stage(p, whole) for p in parts) and one_time(whole, parts)
    if not alike or not whole.value:
        return False
    words = (told.ahead if classes.get("in_sentence") else told.clause) + told.behind
    return pattern(classes["whole"]).search(words) is not None and not has("narrower", words) and _class_of(told, classes) is None


def _meant(whole: Fact, parts: list[Fact], classes: dict[str, Any]) -> bool:
    if len(parts) == len(classes["parts"]) and not classes.get("open"):
        return abs(off_by(whole, parts)) <= _NEAR or (is_slip(whole, parts) and -_SHORT <= off_by(whole, parts) <= OVER)
    return is_meant(whole, parts) and is_slip(whole, parts)
