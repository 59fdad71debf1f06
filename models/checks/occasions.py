"""On what occasion a figure is told, where a text has two of them: as it was reported and as it was checked, as it was found and as it
became. Figures of two occasions are two figures, though they measure the same at one time.

Takes the words around a figure; knows no value.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from models.checks.desk import Desk
from models.checks.wordings import before, clause, first_piece, last_piece, pattern, says
from models.claims import claims
from models.fact import Fact


def are_of_two_accounts(desk: Desk, first: Fact, second: Fact) -> bool:
    """Whether one figure is told as it was reported (自评时43所达标) and the other as it was checked (经复核40所), and neither sentence
    says that both agree."""
    agree = any(says("accounts_agree", desk.sentence_of[fact.id].text) for fact in (first, second))
    return not agree and _are_apart(desk, first, second, "account_told")


def are_of_two_occasions(desk: Desk, first: Fact, second: Fact) -> bool:
    """Whether two figures of the text are of two accounts or two times, or the later one is what the earlier became."""
    if are_of_two_accounts(desk, first, second) or _are_apart(desk, first, second, "time_told"):
        return True
    earlier, later = sorted((first, second), key=lambda fact: fact.evidence.start)
    return _became(desk, later) and not _became(desk, earlier) and (later.period is None or _in_one_block(desk, earlier, later))


def _are_apart(desk: Desk, first: Fact, second: Fact, name: str) -> bool:
    words = pattern(claims()[name])
    return {_told(desk, first, words), _told(desk, second, words)} == _BOTH


_BOTH = {"first", "then"}


def _told(desk: Desk, fact: Fact, words: re.Pattern[str]) -> str | None:
    """Which of two occasions the words nearest to a figure name: in its clause, before it in its sentence, in the sentences before."""
    said = (match.lastgroup for text in _nearest(desk, fact) for match in _last(words, text))
    return next(said, None)


def _last(words: re.Pattern[str], text: str) -> list[re.Match[str]]:
    return list(words.finditer(text))[-1:]


def _nearest(desk: Desk, fact: Fact) -> Iterator[str]:
    sentence, placed = desk.sentence_of[fact.id], desk.placed[fact.id]
    ahead, behind = sentence.text[: placed.start], first_piece(sentence.text[placed.end :])
    # 由整改前的26所增加到33所: what stands before another figure is told of that one first.
    start = max((p.end for p in sentence.placed if p.end <= placed.start), default=0)
    yield last_piece(ahead[start:]) + behind
    yield ahead
    if says("became", before(desk, fact)):
        return
    earlier = (s for s in desk.blocks.get(sentence.block, []) if s.start < sentence.start)
    yield from (s.text for s in list(earlier)[: -_REACH - 1 : -1])


_REACH = 2
"""Sentences before its own in which the occasion of a figure may be named."""


def _became(desk: Desk, fact: Fact) -> bool:
    """入学率升至98.0%: told as what something became, and what it was stands in no other part of the sentence."""
    if not says("became", before(desk, fact)):
        return False
    measure, start = (fact.indicator, fact.unit), desk.placed[fact.id].start
    return not any(p.start < start and (p.fact.indicator, p.fact.unit) == measure for p in desk.sentence_of[fact.id].placed)


def _in_one_block(desk: Desk, first: Fact, second: Fact) -> bool:
    return desk.sentence_of[first.id].block == desk.sentence_of[second.id].block


def are_of_one_moment(desk: Desk, first: Fact, second: Fact) -> bool:
    """Whether the clauses of both name the same moment: 今年秋季 …, 2023年底. Of what there is at one moment there are not two counts."""
    named = [set(pattern(claims()["moment_named"]).findall(clause(desk, fact))) for fact in (first, second)]
    return bool(named[0] & named[1])
