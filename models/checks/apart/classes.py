"""Classes of one thing, told apart from one another or from their whole: 男生 and 女生, 已整改 and 尚未整改, 高级, 中级 and 初级教师.

在校生23416人。 从性别构成看，男生12308人，…。 另据统计，女生为11108人。 Which classes leave no other is data (apart.yaml).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from functools import cache
from typing import Any

from models.checks.apart.told import (
    HARDLY,
    OVER,
    REACH,
    Told,
    ahead,
    are_near,
    fits_stage,
    is_slightly_off,
    is_slip,
    makes_up,
    off_by,
    one_time,
    where,
    written_alike,
)
from models.checks.apart.wording import apart_data, has
from models.checks.desk import is_exact
from models.checks.wordings import alike, pattern
from models.fact import Fact
from models.indicators import OTHER

_SHORT = Fraction(1, 5)
"""By what share of the whole classes that leave no other may fall short of it where a slip is what they miss it by."""


def by_class(turn: list[Told]) -> Iterator[tuple[Fact, list[Fact]]]:
    """Wholes, each with its classes."""
    for place, first in where(turn, "class_keys"):
        any_words, kinds = _by_unit().get(first.fact.unit, (None, []))
        if any_words is None or not any_words.search(around := _around(first)):
            continue
        for words, classes in kinds:
            if words.search(around) and (found := _made_up(turn, place, classes)):
                yield found


def _made_up(turn: list[Told], place: int, classes: dict[str, Any]) -> tuple[Fact, list[Fact]] | None:
    """The classes from the figure at `place` on, and their whole."""
    places = list(_places(turn, place, classes).values())
    whole = _whole(turn, places, classes) if len(places) > 1 else None
    return (whole, [turn[p].fact for p in places]) if whole else None


def _around(told: Told) -> str:
    """The words of a figure's clause, # in its place."""
    return f"{told.clause}#{told.behind}"


Kind = tuple[re.Pattern[str], dict[str, Any]]
"""The words of all classes of a kind, and the kind."""


@cache
def _by_unit() -> dict[str, tuple[re.Pattern[str], list[Kind]]]:
    """The kinds of classes that a unit counts, and the words of all of them, of which most figures have none."""
    kinds = [(pattern("|".join(f"(?:{words})" for words in classes["parts"])), classes) for classes in apart_data()["classes"]]
    units: dict[str, list[Kind]] = {}
    for kind in kinds:
        for unit in kind[1]["units"]:
            units.setdefault(unit, []).append(kind)
    return {unit: (pattern("|".join(words.pattern for words, _ in own)), own) for unit, own in units.items()}


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
    if told.fact.unit not in classes["units"] or not is_exact(told.fact):
        return None
    words = _around(told)
    found = [i for i, named in enumerate(classes["parts"]) if pattern(named).search(words)]
    return found[0] if len(found) == 1 and not (has("narrower", told.clause) or has("of_another", told.clause)) else None


def _whole(turn: list[Told], places: list[int], classes: dict[str, Any]) -> Fact | None:
    """The figure before them that the parts make up, or else are meant to; or one right behind them that says that it is all."""
    first, told = turn[places[0]], [turn[place] for place in places]
    parts, behind = [t.fact for t in told], turn[places[-1] + 1 : places[-1] + 2]
    earlier = [t for t in ahead(turn, places[0]) if are_near(t.sentence, first.sentence)]
    later = [t for t in behind if are_near(first.sentence, t.sentence) and has("all_told", t.clause)]
    possible = [t.fact for t in (*earlier, *later) if _may_be_whole(t, told, classes)]
    exact = next((whole for whole in possible if makes_up(whole, parts)), None)
    if exact or not possible:
        return exact
    nearest = min(possible, key=lambda whole: abs(off_by(whole, parts)))
    one_more = [t.fact for t in behind if is_exact(t.fact) and written_alike(t.fact, nearest)]
    left_out = bool(one_more) and makes_up(nearest, [*parts, *one_more])
    return nearest if not left_out and _meant(nearest, parts, classes) else None


def _may_be_whole(whole: Told, told: list[Told], classes: dict[str, Any]) -> bool:
    """Whether a figure is named as the whole of the classes, and counts what they count."""
    fact, parts = whole.fact, [t.fact for t in told]
    if not is_exact(fact) or not fact.value or not written_alike(fact, parts[0]):
        return False
    if not all(fits_stage(part, fact) for part in parts) or not one_time(fact, parts):
        return False
    of_times = classes.get("of_times", False)
    said = (whole.ahead if of_times else whole.clause) + whole.behind
    named = pattern(classes["whole"]).search(said) is not None and not has("narrower", said) and _class_of(whole, classes) is None
    return named and (not of_times or all(_same_matter(t, whole, classes) for t in told))


def _same_matter(part: Told, whole: Told, classes: dict[str, Any]) -> bool:
    """上半年18场次 names nothing but its time; 上半年招聘58名 counts what the whole counts."""
    if part.fact.indicator == whole.fact.indicator != OTHER:
        return True
    rest = pattern("|".join(classes["parts"])).sub("", part.clause)
    return len(rest) <= _EMPTY or alike(OTHER, rest, whole.clause)


_EMPTY = 2
"""Characters of a clause that name nothing: 为, 共有."""


def _meant(whole: Fact, parts: list[Fact], classes: dict[str, Any]) -> bool:
    if len(parts) == len(classes["parts"]) and not classes.get("open"):
        return abs(off_by(whole, parts)) <= HARDLY or (is_slip(whole, parts) and -_SHORT <= off_by(whole, parts) <= OVER)
    return is_slightly_off(whole, parts)
