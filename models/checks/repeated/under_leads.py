"""Amounts of schools in a list whose lead alone says what they are of (挪用伙食费的学校有：⏎ 河口小学13.4万元), told again by its words
(河口小学挪用的伙食费14.3万元); and what two sentences tell of one occasion (整改前有危旧平房1.27万平方米 …… 整改前的1.72万平方米危旧平房).

Takes a document; gives the pairs that have the same digits in another order. Makes no finding.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import combinations

from models.checks.desk import Desk, is_exact
from models.checks.slips import digits_of, is_swapped
from models.checks.wordings import alike, first_piece, last_piece, pattern, saying
from models.claims import claims
from models.fact import Fact
from models.indicators import OTHER

Pair = tuple[Fact, Fact]
Key = tuple[object, ...]
_TOLD = ("actual", "plan", "baseline")


# --- under a lead -------------------------------------------------------------------------------------------------------


def told_under_leads(desk: Desk) -> Iterator[Pair]:
    """The item of a list, and the amount of its school that is told by the words of the lead."""
    amounts: dict[Key, list[Fact]] = {}
    for fact in desk.in_text:
        if _is_of_a_school(fact):
            amounts.setdefault((fact.entity, *_written(fact)), []).append(fact)
    for item, lead in _bare_items(desk) if amounts else ():
        for fact in amounts.get((item.entity, *_written(item)), ()):
            if _is_one_misread(item, fact) and alike(OTHER, _own_words(desk, fact), lead):
                yield (item, fact) if item.evidence.start < fact.evidence.start else (fact, item)


def _is_of_a_school(fact: Fact) -> bool:
    return fact.entity is not None and fact.unit == "CNY" and is_exact(fact, _TOLD)


def _bare_items(desk: Desk) -> Iterator[tuple[Fact, str]]:
    """Figures whose clause has no more words than the name of their school, each with what its lead says."""
    lead = ""
    for sentence in desk.claiming:
        opened, colon, _ = sentence.text.rpartition("：")
        items = [p.fact for p in sentence.placed if p.start > len(opened) and not _own_words(desk, p.fact)]
        if sentence.text.rstrip().endswith("："):
            lead = opened
            continue
        lead = opened if colon else lead
        if not items:
            lead = ""
        yield from ((fact, lead) for fact in items if lead and _is_of_a_school(fact))


def _own_words(desk: Desk, fact: Fact) -> str:
    """The words of a figure's clause besides its school's name."""
    sentence, placed = desk.sentence_of[fact.id], desk.placed[fact.id]
    words = last_piece(sentence.text[: placed.start]) + first_piece(sentence.text[placed.end :])
    return _NO_WORD.sub("", words.replace(fact.entity or "", ""))


_NO_WORD = re.compile(r"[^一-龥]+")


def _written(fact: Fact) -> Key:
    """What figures share that differ in the order of their digits alone."""
    return (fact.unit, *sorted(digits_of(fact).valued))


def _is_one_misread(one: Fact, other: Fact) -> bool:
    """Whether two figures that are written alike, and of no two times, have their digits in another order."""
    timed = one.period == other.period or None in (one.period, other.period)
    return timed and is_swapped(digits_of(one), digits_of(other))


# --- on one occasion ----------------------------------------------------------------------------------------------------


def told_on_one_occasion(desk: Desk) -> Iterator[Pair]:
    """Figures of one thing that two sentences put before the same (整改前), where neither sentence tells what became of it."""
    told: dict[Key, list[Fact]] = {}
    for sentence in saying(desk, "time_told_key"):
        said = {(m.lastgroup, m[0]) for m in pattern(claims()["time_told"]).finditer(sentence.text)}
        for words in {words for _, words in said} if {group for group, _ in said} == {"first"} else ():
            for fact in (f for f in sentence.facts if is_exact(f, _TOLD) and f.unit != "%"):
                told.setdefault((words, fact.stage, fact.entity, fact.area, *_written(fact)), []).append(fact)
    for one, other in (pair for facts in told.values() for pair in combinations(facts, 2)):
        if desk.sentence_of[one.id] is not desk.sentence_of[other.id] and _is_one_misread(one, other) and _of_one_noun(desk, one, other):
            yield one, other


def _of_one_noun(desk: Desk, one: Fact, other: Fact) -> bool:
    """危旧平房1.27万平方米 and 1.72万平方米危旧平房: whether one noun stands right beside both figures."""
    (mine, behind), (theirs, following) = _beside(desk, one), _beside(desk, other)
    own, their = {mine[-_NOUN:], behind[:_NOUN]}, {theirs[-_NOUN:], following[:_NOUN]}
    return any(len(noun) == _NOUN for noun in own & their)


def _beside(desk: Desk, fact: Fact) -> tuple[str, str]:
    """The words up to a figure, and those right behind it."""
    text, placed = desk.sentence_of[fact.id].text, desk.placed[fact.id]
    return _HEAD.sub("", last_piece(text[: placed.start])), first_piece(text[placed.end :]).removeprefix("的")


_HEAD = re.compile("[总数共有为达计]+$")
_NOUN = 4
"""Characters of a noun that is told of nothing else: D级危房."""
