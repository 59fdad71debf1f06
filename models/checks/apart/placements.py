"""Disabled children and where they are taught: 适龄残疾儿童168人。 特殊教育学校74人，随班就读68人，送教上门22人，另有4人缓学。

All places and those who go to none make up the children; those who have a place are the rate of enrolment of them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import combinations, takewhile
from typing import NamedTuple

from models.checks.apart.told import REACH, Told, ahead, are_near, is_meant, makes_up, off_by, one_time, where
from models.checks.apart.wording import apart_data, has
from models.checks.computing import rounded_or_cut
from models.checks.corrections import smallest
from models.checks.desk import is_exact
from models.checks.wordings import pattern
from models.fact import Fact
from models.finding import Finding, exact_text, make_finding
from models.quantity import Interval


class Placement(NamedTuple):
    """The children, those of them who go to school, the figures of their places by what these are, and the rate of enrolment told
    behind them."""

    children: Fact
    enrolled: Fact | None
    places: dict[str, Fact]
    rate: Fact | None


def by_place(turn: list[Told]) -> Iterator[tuple[Fact, list[Fact]]]:
    """Wholes, each with its places and those who have none."""
    for found in placements(turn):
        parts = list(found.places.values())
        if found.enrolled is not None and "unplaced" not in found.places:
            if is_meant(found.enrolled, parts):
                yield found.enrolled, parts
            continue
        told_all = "unplaced" in found.places or off_by(found.children, parts) >= 0
        if told_all and is_meant(found.children, parts):
            yield found.children, parts


def placements(turn: list[Told]) -> Iterator[Placement]:
    """Disabled children with two places or more."""
    for place, first in where(turn, "place_keys"):
        if first.fact.unit != "person" or not _place(first) or (place and _place(turn[place - 1]) not in ("", "unplaced")):
            continue
        run = list(takewhile(_place, turn[place : place + REACH]))
        places = {_place(told): told.fact for told in run}
        children, enrolled = _children(turn, place)
        if children and 1 < len(places) == len(run) and "regular" in places and one_time(children, list(places.values())):
            yield Placement(children, enrolled, places, _rate(turn[place + len(run) :], run[-1]))


def _place(told: Told) -> str:
    """The kind of place that a figure tells of; empty where it tells of none, or of several."""
    if told.fact.unit != "person" or not is_exact(told.fact):
        return ""
    kinds = {match.lastgroup or "" for match in pattern(apart_data()["places"]).finditer(told.words)}
    return kinds.pop() if len(kinds) == 1 else ""


def _children(turn: list[Told], place: int) -> tuple[Fact | None, Fact | None]:
    """The disabled children told last before their places, and those of them who are enrolled where these are told between."""
    told = (t for t in ahead(turn, place) if t.fact.unit == "person" and is_exact(t.fact) and _place(t) != "unplaced")
    enrolled = None
    for one in told:
        if not are_near(one.sentence, turn[place].sentence) or not one.fact.value:
            break
        if has("disabled", one.clause + one.behind):
            return one.fact, enrolled
        if enrolled is not None or not has("enrolled", one.clause):
            break
        enrolled = one.fact
    return None, None


def _rate(following: list[Told], last: Told) -> Fact | None:
    """The first rate behind the places, if it is that of the enrolment of the disabled."""
    told = next((t for t in following[:REACH] if t.fact.unit == "%"), None)
    if told is None or not are_near(last.sentence, told.sentence) or not is_exact(told.fact):
        return None
    return told.fact if has("disabled_enrolment", told.words) else None


def enrolment_rates(turn: list[Told]) -> Iterator[Finding | None]:
    """The rates of enrolment of children all of whose places are told: None for one that follows from them, or from some of them, else
    its finding."""
    for found in placements(turn):
        if found.rate is not None and makes_up(found.children, list(found.places.values())):
            yield _mismatch(found.children, found.places, found.rate)


def _mismatch(children: Fact, places: dict[str, Fact], rate: Fact) -> Finding | None:
    figures = list(places.values())
    if any(_holds(some, children, rate) for count in range(1, len(figures) + 1) for some in combinations(figures, count)):
        return None
    placed = [fact for place, fact in places.items() if place != "unplaced"]
    computed = _share(placed, children)
    return make_finding(
        "ratio_mismatch", [*placed, children, rate], variant="together" if len(placed) > 1 else "plain",
        claimed=exact_text(Fraction(rate.value or 0)), computed=exact_text(computed), correction=smallest([(rate, computed)]),
        part="、".join(f.evidence.text for f in placed), whole=children.evidence.text, rate=rate.evidence.text,
        shown=exact_text(round(computed, 2)), unit="%",
    )  # fmt: skip


def _holds(some: Sequence[Fact], children: Fact, rate: Fact) -> bool:
    share = _share(some, children)
    return rounded_or_cut(rate).meets(Interval(share, share))


def _share(some: Sequence[Fact], children: Fact) -> Fraction:
    """What percentage of the children they are."""
    return sum((Fraction(f.value or 0) for f in some), Fraction()) / Fraction(children.value or 1) * 100
