"""The highest and the lowest of a list or of a table's column: 满意度最高的是云岭乡, where the list gives another place more.

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
from models.checks.tabled.ranges_told import series_before
from models.checks.wordings import last_part, last_piece, names_indicator, pattern, stages_named
from models.fact import Fact
from models.finding import Finding, exact_text, make_finding


def check_extremes(desk: Desk) -> Tally:
    """table_mismatch for each member of a list that is called the highest or the lowest though another one surely is."""
    tally = Tally("extremes")
    for sentence in desk.running_claims.having(pattern(listed_data()["extreme_keys"])):
        for extreme in pattern(listed_data()["extreme_keys"]).finditer(sentence.text):
            found = list(_told(desk, sentence, extreme)) or list(_told_in_table(desk, sentence, extreme))
            for members, member in found:
                tally.check(_beaten(members, member, extreme.group()))
    return tally


def _told(desk: Desk, sentence: Sentence, extreme: re.Match[str]) -> Iterator[tuple[list[Member], Member]]:
    """The nearest list that names the member that an extreme is said of, and is of what its words name."""
    for view in outward(desk, sentence):
        at = view.shift + extreme.start()
        lists = [told for told in lists_of(desk, view.sentence) if told.end <= at]
        named = [(told, member) for told in lists if (member := _named(told, view.sentence.text, at)) is not None]
        if named:
            yield from ((told.members, member) for told, member in named[:1] if len(named) == 1)
            return


def _told_in_table(desk: Desk, sentence: Sentence, extreme: re.Match[str]) -> Iterator[tuple[list[Member], Member]]:
    """The one column of the table right before a sentence that an extreme's words name, where they name one of its rows."""
    found: list[tuple[list[Member], Member]] = []
    for series in series_before(desk, sentence):
        names = "|".join(re.escape(name) for name in sorted(series, key=len, reverse=True))
        called = _called(names, sentence.text, 0, extreme.start())
        if called is not None and _is_of_column(list(series.values()), called[1]):
            found.append(([Member(name, fact) for name, fact in series.items()], Member(called[0], series[called[0]])))
    yield from found if len(found) == 1 else ()


def _is_of_column(facts: list[Fact], said: str) -> bool:
    """Whether the words of an extreme name what a column measures; not where its rows are of several stages."""
    stages, head = stages_named(said), facts[0].subject or ""
    if len({f.stage for f in facts}) > 1 or (stages and facts[0].stage not in stages):
        return False
    if any(some not in head for some in pattern(listed_data()["extreme_of_some"]).findall(said)):
        return False
    left = re.sub(listed_data()["extreme_fillers"], "", said).strip(" ，,、：:")
    return len(left) > 1 and (left in head or names_indicator(facts[0].indicator, left))


def _named(told: Listed, text: str, at: int) -> Member | None:
    """The member that stands right behind an extreme, or in front of it in its clause."""
    called = _called(told.names(), text, told.end, at)
    return told.called(called[0]) if called is not None and _is_of(told, text, called[1]) else None


def _called(names: str, text: str, start: int, at: int) -> tuple[str, str] | None:
    """Which of the names an extreme at `at` is said of, and the words that it is said in."""
    behind_words, ahead_words, ends = _wordings(names)
    head, tail = text[start:at], text[at + len("最高") :]
    clause = last_piece(head)
    behind = behind_words.match(tail)
    ahead = ahead_words.search(head) if behind is None and ends.match(tail) else None
    match = behind or ahead
    if match is None or has("extreme_of_others", clause) or has("extreme_left_out", last_part(head)):
        return None
    said = clause if behind else clause.partition(match["name"])[2]
    return match["name"], said


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


def _beaten(members: list[Member], member: Member, words: str) -> Finding | None:
    """The finding where another member surely has more, or less."""
    high = pattern(listed_data()["high"]).fullmatch(words) is not None
    others = [m for m in members if m.name != member.name]
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
