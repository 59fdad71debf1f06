"""The highest and the lowest of a list: 满意度最高的是云岭乡, where the list gives another place more.

Takes a sentence that names a member as the highest or the lowest; a list of a few places of many is enough, for any of them shows it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from functools import lru_cache

from models.checks.around import outward
from models.checks.computing import rounded, surely_less
from models.checks.desk import Desk, Sentence, Tally
from models.checks.listed.lists import Listed, Member, has, listed_data, lists_of
from models.checks.wordings import last_part, last_piece, names_indicator, pattern, stages_named
from models.finding import Finding, exact_text, make_finding


def check_extremes(desk: Desk) -> Tally:
    """table_mismatch for each member of a list that is called the highest or the lowest though another one surely is."""
    tally = Tally("extremes")
    for sentence in desk.running_claims.having(pattern(listed_data()["extreme_keys"])):
        for extreme in pattern(listed_data()["extreme_keys"]).finditer(sentence.text):
            for told, member in _told(desk, sentence, extreme):
                tally.check(_beaten(told, member, extreme.group()))
    return tally


def _told(desk: Desk, sentence: Sentence, extreme: re.Match[str]) -> Iterator[tuple[Listed, Member]]:
    """The nearest list that names the member that an extreme is said of, and is of what its words name."""
    for view in outward(desk, sentence):
        at = view.shift + extreme.start()
        lists = [told for told in lists_of(desk, view.sentence) if told.end <= at]
        named = [(told, member) for told in lists if (member := _named(told, view.sentence.text, at)) is not None]
        if named:
            yield from named[:1] if len(named) == 1 else ()
            return


def _named(told: Listed, text: str, at: int) -> Member | None:
    """The member that stands right behind an extreme, or in front of it in its clause."""
    behind_words, ahead_words, ends = _wordings(told.names())
    head, tail = text[told.end : at], text[at + len("最高") :]
    clause = last_piece(head)
    behind = behind_words.match(tail)
    ahead = ahead_words.search(head) if behind is None and ends.match(tail) else None
    match = behind or ahead
    if match is None or has("extreme_of_others", clause) or has("extreme_left_out", last_part(head)):
        return None
    said = clause if behind else clause.partition(match["name"])[2]
    return told.called(match["name"]) if _is_of(told, text, said) else None


@lru_cache(maxsize=64)
def _wordings(names: str) -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    data, name = listed_data(), f"(?P<name>{names})"
    behind = re.compile(data["extreme_behind"].replace("(?:NAME)", name))
    return behind, re.compile(data["extreme_ahead"].replace("(?:NAME)", name) + "$"), re.compile(data["extreme_ends"])


def _is_of(told: Listed, text: str, said: str) -> bool:
    """Whether the words of an extreme name what the list tells, by its indicator or by words in front of it; or nothing at all."""
    stages = stages_named(said)
    if stages and any(m.fact.stage not in stages for m in told.members):
        return False
    if any(some not in text[: told.end] for some in pattern(listed_data()["extreme_of_some"]).findall(said)):
        return False
    left = re.sub(listed_data()["extreme_fillers"], "", said).strip(" ，,、：:")
    fact = told.members[0].fact
    return len(left) < 2 or left in told.ahead or names_indicator(fact.indicator, said) or left in text[told.start : told.end]


def _beaten(told: Listed, member: Member, words: str) -> Finding | None:
    """The finding where another member surely has more, or less."""
    high = pattern(listed_data()["high"]).fullmatch(words) is not None
    others = [m for m in told.members if m is not member]
    own = rounded(member.fact)
    beyond = [m for m in others if (surely_less(own, rounded(m.fact)) if high else surely_less(rounded(m.fact), own))]
    if not beyond:
        return None
    best = (max if high else min)(beyond, key=lambda m: m.fact.value or 0)
    return make_finding(
        "table_mismatch", [member.fact, best.fact], variant="extreme", claimed=exact_text(Fraction(member.fact.value or 0)),
        computed=exact_text(Fraction(best.fact.value or 0)),
        words=words, name=member.name, figure=member.fact.evidence.text, other=best.name, shown=best.fact.evidence.text,
    )  # fmt: skip
