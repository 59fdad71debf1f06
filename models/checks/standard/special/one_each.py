"""Claims that everyone has one of a thing: 寄宿生6420人，床位6250张，实现“一人一床”. There must be as many things as people.

Silent where the sentences count the things or the people more than once, and where the things are only some of all.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from fractions import Fraction

from models.checks.desk import Desk, Placed, Sentence, Tally, is_exact
from models.checks.wordings import last_clause, pattern, saying, says
from models.claims import claims
from models.fact import Fact
from models.finding import Finding, exact_text, make_finding


def check_one_each(desk: Desk) -> Tally:
    """threshold_contradiction for each claim of one for everyone that the counts around it do not allow."""
    tally = Tally("one_each")
    for sentence in saying(desk, "one_each_key"):
        for entry in claims()["one_each"]:
            claim = pattern(entry["claim"]).search(sentence.text)
            if claim is not None and not says("one_each_denied", last_clause(sentence.text[: claim.start()])):
                _check(tally, _around(desk, sentence), entry, claim[0])
    return tally


def _around(desk: Desk, sentence: Sentence) -> list[Sentence]:
    """The sentence, and those right before and behind it in its paragraph."""
    told = [s for s in desk.blocks.get(sentence.block, [sentence]) if s.table is None]
    place = next((i for i, s in enumerate(told) if s.start == sentence.start), 0)
    return told[max(0, place - 1) : place + 2]


def _check(tally: Tally, sentences: list[Sentence], entry: dict[str, str], said: str) -> None:
    things = _only(sentences, entry["things"], (entry["unit"],))
    people = _only(sentences, entry["people"], ("person",))
    if things is None or people is None or _are_of_two(things, people):
        tally.skip("members_missing")
    else:
        tally.check(_finding(things, people, said) if (things.value or 0) < (people.value or 0) else None)


def _are_of_two(things: Fact, people: Fact) -> bool:
    """Of two schools, two parts of the county or two times."""
    apart = ((things.entity, people.entity), (things.area, people.area), (things.period, people.period), (things.stage, people.stage))
    return things.entity != people.entity or any(a != b and None not in (a, b) for a, b in apart)


def _only(sentences: Iterable[Sentence], noun: str, units: tuple[str, ...]) -> Fact | None:
    """The one count of what the noun names, right before it or behind; None where there are several."""
    named = [p.fact for s in sentences for p in s.placed if p.fact.unit in units and _is_named(s, p, noun)]
    whole = [f for f in named if f.stage in (None, "compulsory")] or named
    return whole[0] if len({f.value for f in whole}) == 1 and is_exact(whole[0]) else None


def _is_named(sentence: Sentence, placed: Placed, noun: str) -> bool:
    ahead, behind = last_clause(sentence.text[: placed.start]).rpartition("、")[2], sentence.text[placed.end : placed.end + _BEHIND]
    if says("some_of_things", ahead):
        return False
    return pattern(f"(?:{noun})(?:总?数|人数|总人数|数量)?{_HAS}$").search(ahead) is not None or re.match(f"(?:{noun})", behind) is not None


_HAS = "[共有为达约计到是现已]{0,4}"
_BEHIND = 8


def _finding(things: Fact, people: Fact, said: str) -> Finding:
    return make_finding(
        "threshold_contradiction",
        [people, things],
        variant="one_each",
        claimed=exact_text(Fraction(people.value or 0)),
        computed=exact_text(Fraction(things.value or 0)),
        said=said,
        things=things.evidence.text,
        people=people.evidence.text,
    )
