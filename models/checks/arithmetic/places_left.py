"""Places, those who take them, and what is left or lacking: 设计学位7170个，在校生5836人，空余学位1334个.

Takes the nearest places and people before what is left, in its sentence; what is far off is of other places or people.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from models.checks.apart.told import Told
from models.checks.arithmetic.sums import check_sum
from models.checks.computing import far_apart
from models.checks.desk import Desk, Tally, is_exact
from models.checks.wordings import pattern, saying, says
from models.claims import claims
from models.fact import Fact


def check_places_left(desk: Desk) -> Tally:
    """sum_mismatch for each number of places left or lacking that is not what those taken leave."""
    tally = Tally("places_left")
    for sentence in saying(desk, "places_key"):
        told = [Told(p.fact, sentence, place) for place, p in enumerate(sentence.placed)]
        for whole, part, rest in _told_left(told):
            if desk.parts.isdisjoint((part.id, rest.id)):
                _check(tally, whole, part, rest)
    return tally


def _check(tally: Tally, whole: Fact, part: Fact, rest: Fact) -> None:
    if far_apart(Fraction(whole.value or 0) - Fraction(part.value or 0), Fraction(rest.value or 0)):
        tally.skip("far_apart")
    else:
        tally.check(check_sum(None, whole, [part, rest]))


def _told_left(told: list[Told]) -> Iterator[tuple[Fact, Fact, Fact]]:
    """Places, people and places left; people, places and places lacking."""
    for at, rest in enumerate(told):
        words = rest.clause + rest.behind
        for entry in claims()["places"]:
            if rest.fact.unit != "item" or not pattern(entry["places"]).search(words) or not is_exact(rest.fact):
                continue
            places = _nearest(told[:at], "item", entry["places"], rest.fact)
            people = _nearest(told[:at], "person", entry["people"], rest.fact)
            if places is None or people is None or not _are_of_one(places, people):
                continue
            if says("places_left", words):
                yield places, people, rest.fact
            elif says("places_lacking", words):
                yield people, places, rest.fact


def _nearest(before: list[Told], unit: str, noun: str, rest: Fact) -> Fact | None:
    """The nearest figure that the noun names, in its clause, behind it or as its subject; None where it counts only some of them."""
    named = (t for t in reversed(before) if t.fact.unit == unit and pattern(noun).search(f"{t.fact.subject or ''}{t.clause}{t.behind}"))
    found = next(named, None)
    if found is None or not is_exact(found.fact) or found.fact.entity != rest.entity or says("some_places", found.words):
        return None
    return found.fact


def _are_of_one(places: Fact, people: Fact) -> bool:
    """Of one stage and one part of the county."""
    return places.area in (None, people.area) and people.stage in (None, places.stage, places.stage or "compulsory")
