"""Classes that leave no other, told apart from one another or from their whole: 男生 and 女生, 公办 and 民办, 寄宿生 and 走读生.

在校生23416人。 从性别构成看，男生12308人，…。 另据统计，女生为11108人。 A slip may have made them more than the whole, or less.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from models.checks.apart.told import REACH, Told, ahead, are_near, fits_stage, is_known, is_slip, makes_up, off_by, one_time
from models.checks.apart.wording import apart_data, has
from models.checks.wordings import pattern
from models.fact import Fact

_NEAR, _BY_SLIP = Fraction(1, 10), Fraction(1, 5)
"""By what share of the whole two classes may miss it and be meant to make it up; the second where a slip is all that they miss it by."""


def by_class(turn: list[Told]) -> Iterator[tuple[Fact, list[Fact]]]:
    """Wholes, each with its two classes."""
    for place, first in enumerate(turn):
        if not is_known(first.fact) or not has("class_keys", first.clause):
            continue
        for classes in apart_data()["classes"]:
            own = _class_of(first, classes)
            second = _other_class(turn, place, classes, 1 - own) if own is not None else None
            if second and (whole := _whole(turn, place, [first.fact, second.fact], classes)):
                yield whole, [first.fact, second.fact]


def _class_of(told: Told, classes: dict[str, Any]) -> int | None:
    """Which of the two classes the figure counts."""
    if told.fact.unit not in classes["units"] or not is_known(told.fact):
        return None
    clause = told.clause
    found = [i for i, words in enumerate(classes["parts"]) if pattern(words).search(clause)]
    return found[0] if len(found) == 1 and not has("narrower", clause) else None


def _other_class(turn: list[Told], place: int, classes: dict[str, Any], other: int) -> Told | None:
    """The next figure of either class, if it is of the other."""
    for told in turn[place + 1 : place + REACH]:
        if not are_near(turn[place].sentence, told.sentence):
            return None
        if (own := _class_of(told, classes)) is not None:
            return told if own == other else None
    return None


def _whole(turn: list[Told], place: int, parts: list[Fact], classes: dict[str, Any]) -> Fact | None:
    """The figure before that the two make up, or else come nearest to."""
    possible = [t.fact for t in ahead(turn, place) if are_near(t.sentence, turn[place].sentence) and _may_be_whole(t, parts, classes)]
    exact = next((whole for whole in possible if makes_up(whole, parts)), None)
    if exact or not possible:
        return exact
    nearest = min(possible, key=lambda whole: abs(off_by(whole, parts)))
    return nearest if abs(off_by(nearest, parts)) <= (_BY_SLIP if is_slip(nearest, parts) else _NEAR) else None


def _may_be_whole(told: Told, parts: list[Fact], classes: dict[str, Any]) -> bool:
    whole = told.fact
    alike = whole.unit == parts[0].unit and is_known(whole) and all(fits_stage(p, whole) for p in parts) and one_time([whole, *parts])
    if not alike or not whole.value:
        return False
    words = told.clause + told.behind
    return pattern(classes["whole"]).search(words) is not None and not has("narrower", words) and _class_of(told, classes) is None
