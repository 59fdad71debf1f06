"""Ranks among the members of a list: 我县在全市排名第2位, where two of those listed have more.

Takes a sentence that ranks a member; of a list that leaves some out the rank can only be worse than its own figures give.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from functools import lru_cache
from typing import NamedTuple

from models.checks.around import outward
from models.checks.computing import rounded, surely_less
from models.checks.desk import Desk, Sentence, Tally
from models.checks.listed.lists import Listed, Member, listed_data, lists_of
from models.checks.wordings import last_part, pattern
from models.finding import Finding, exact_text, make_finding


class Ranked(NamedTuple):
    """A member, its list, the rank that it is said to have, and whether the list has all that are ranked."""

    told: Listed
    member: Member
    place: int
    complete: bool


def check_ranks(desk: Desk) -> Tally:
    """table_mismatch for each rank that the figures of the list surely do not give, whichever end is the first."""
    tally = Tally("ranks")
    for sentence in desk.running_claims.having(pattern(listed_data()["rank_keys"])):
        for ranked in _ranked(desk, sentence):
            tally.check(_misplaced(ranked))
    return tally


def _ranked(desk: Desk, sentence: Sentence) -> Iterator[Ranked]:
    """The ranks that a sentence gives members of the nearest list in front of it."""
    for view in outward(desk, sentence):
        lists = lists_of(desk, view.sentence)
        for told in lists:
            since = max(told.end, view.shift)
            for match in _wording(told.names()).finditer(view.sentence.text, since):
                if match.start() < view.shift + len(sentence.text) and _is_of(told, view.sentence.text, match):
                    yield Ranked(told, told.called(match["name"]), _place(match), _is_complete(view.sentence, told))
        if lists:
            return


@lru_cache(maxsize=64)
def _wording(names: str) -> re.Pattern[str]:
    return re.compile(listed_data()["rank"].replace("(?:NAME)", f"(?P<name>{names})"))


def _is_of(told: Listed, text: str, match: re.Match[str]) -> bool:
    """Whether nothing in the rank's sentence part puts it into another time, or makes it one of another subject than the list's."""
    part = last_part(text[told.end : match.start()]) + match.group()
    return not any(words not in told.ahead for words in pattern(listed_data()["rank_of_others"]).findall(part))


def _place(match: re.Match[str]) -> int:
    if match["first"]:
        return 1
    return _NUMERALS.find(match["place"]) + 1 or int(match["place"])


_NUMERALS = "一二三四五六七八九十"


def _is_complete(sentence: Sentence, told: Listed) -> bool:
    """参加监测的6个县区…: a number in front of the list is that of its members."""
    return any(p.fact.value == len(told.members) and p.fact.step == 0 for p in sentence.placed if p.end <= told.start)


def _misplaced(ranked: Ranked) -> Finding | None:
    own, others = rounded(ranked.member.fact), [rounded(m.fact) for m in ranked.told.members if m is not ranked.member]
    above, below = (sum(surely_less(own, o) for o in others), sum(surely_less(o, own) for o in others))
    last = len(ranked.told.members) if ranked.complete else None
    ends = [(above, below)] if ranked.member.fact.evidence.text.endswith("分") else [(above, below), (below, above)]
    if any(before < ranked.place and (last is None or ranked.place <= last - behind) for before, behind in ends):
        return None
    return make_finding(
        "table_mismatch", [ranked.member.fact], variant="rank", claimed=str(ranked.place),
        computed=exact_text(Fraction(above + 1)), said=ranked.place, name=ranked.member.name,
        figure=ranked.member.fact.evidence.text, shown=above + 1,
    )  # fmt: skip
