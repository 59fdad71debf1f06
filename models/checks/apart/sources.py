"""Money and its sources: an amount that was raised, and in the sentences behind it what came from whom.

近三年筹措资金1.2亿元，办学条件明显好转。 其中，中央和省级补助4600万元，县级配套5900万元，此外发行债券1500万元。 No two sources may share a
purse (上级 and 省级 do); what an amount was spent on is no source.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import takewhile

from models.checks.apart.told import Told, are_near, is_meant, is_slightly_off, one_time
from models.checks.apart.wording import apart_data, has
from models.checks.desk import is_exact
from models.checks.wordings import number_of, pattern
from models.fact import Fact

Purses = frozenset[str]


def by_source(turn: list[Told]) -> Iterator[tuple[Fact, list[Fact]]]:
    """Amounts that were raised, each with those of its sources."""
    for place, first in enumerate(turn):
        if place and first.fact.unit == "CNY" and turn[place - 1].sentence is not first.sentence and purses(first.words):
            whole, parts = _raised(turn, place), _sources(turn, place)
            if whole is not None and _make_up(whole, parts):
                yield whole.fact, [p.fact for p in parts]


def _raised(turn: list[Told], place: int) -> Told | None:
    """The one amount of the sentence before, if it was raised and its words name no source."""
    before = turn[place - 1].sentence
    inside = [t for t in takewhile(lambda t: t.sentence is before, reversed(turn[:place])) if t.fact.unit == "CNY"]
    if len(inside) != 1 or not are_near(before, turn[place].sentence) or not is_exact(inside[0].fact):
        return None
    words = inside[0].words + inside[0].behind
    return inside[0] if has("raised", words) and not purses(words) else None


def _sources(turn: list[Told], place: int) -> list[Told]:
    """The amounts from `place` on that are told one after the other with a source of each."""
    parts: list[Told] = []
    for told in turn[place : place + _MOST]:
        if parts and not are_near(parts[-1].sentence, told.sentence, 1):
            break
        if told.fact.unit != "CNY" or not is_exact(told.fact) or not _is_source(told, first=not parts):
            mixed = told.fact.unit == "CNY" and bool(parts) and told.sentence is parts[-1].sentence
            return [] if mixed else parts  # an amount without a source among them: what it is of cannot be told
        parts.append(told)
    return parts


_MOST = 12


def _is_source(told: Told, *, first: bool) -> bool:
    words = told.words
    opened = pattern(apart_data()["sources_open"]).search(words) if first else None
    spent = pattern(apart_data()["spent"]).search(words, opened.end() if opened else 0)
    return spent is None and bool(purses(words))


def _make_up(whole: Told, parts: list[Told]) -> bool:
    """Whether the sources share no purse and are meant to make up the whole."""
    facts = [p.fact for p in parts]
    all_purses = [purse for p in parts for purse in purses(p.words)]
    if len(parts) < 2 or len(all_purses) != len({*all_purses}) or not (one_time(whole.fact, facts) or _of_its_years(whole, facts)):
        return False
    if has("sources_open", parts[0].words):
        return is_meant(whole.fact, facts)
    return len(parts) > 2 and is_slightly_off(whole.fact, facts)  # they may be those of another amount


def _of_its_years(whole: Told, parts: list[Fact]) -> bool:
    """三年筹资2.6亿元。 这三年的资金，中央…: whether the parts are all of as many years as the whole's sentence tells, which names none."""
    periods = {part.period for part in parts}
    first, _, last = (parts[0].period or "").partition("/")
    spans = len(periods) == 1 and whole.fact.period is None and first.isdigit() and last.isdigit()
    return spans and int(last) - int(first) + 1 in (number_of(told[1]) for told in _YEARS.finditer(whole.sentence.text))


_YEARS = re.compile(r"([两三四五六七八九]|(?<!\d)[2-9])年(?!级|制)")


def purses(words: str) -> Purses:
    """The purses that the words name."""
    named = (apart_data()["sources"][int((match.lastgroup or "")[1:])] for match in _finder().finditer(words))
    return frozenset(purse for source in named for purse in source["of"])


@cache
def _finder() -> re.Pattern[str]:
    return re.compile("|".join(f"(?P<_{i}>{source['words']})" for i, source in enumerate(apart_data()["sources"])))
