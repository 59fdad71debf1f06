"""Lists in which the text tells a figure of each of several members by its name: 城关镇95.3%、沙河镇92.1%、双塔乡96.7%.

Takes a sentence; gives its lists. Claims nothing of them.
"""

from __future__ import annotations

import re
from typing import Any, NamedTuple

from models.checks.desk import Desk, Placed, Sentence, is_exact, once
from models.checks.wordings import at_end, has_words, pattern
from models.fact import Fact
from models.loading import load_data


class Member(NamedTuple):
    """A member of a list and its figure."""

    name: str
    fact: Fact


class Listed(NamedTuple):
    """A list: its members, where in its sentence it begins and ends, and the words in front of it."""

    members: list[Member]
    start: int
    end: int
    ahead: str

    def names(self) -> str:
        """A pattern of the names; the first may have stood behind words of its sentence (抽测六年级语文86.2分)."""
        first, *others = (m.name for m in self.members)
        return "|".join([*others, *(first[at:] for at in range(len(first) - 1))])

    def called(self, name: str) -> Member:
        """The member that such a name is of."""
        first, *others = self.members
        return next((m for m in others if m.name == name), first)


def listed_data() -> dict[str, Any]:
    """The content of listed.yaml."""
    loaded: dict[str, Any] = load_data(_FILE)
    return loaded


_FILE = "listed.yaml"


def has(name: str, text: str) -> bool:
    """Whether `text` has one of the words of `name`."""
    return has_words(_FILE, name, text)


def lists_of(desk: Desk, sentence: Sentence) -> list[Listed]:
    """The lists of a sentence: three members and more, with plain figures of one kind, each name told once."""
    found: list[list[tuple[Member, Placed]]] = [[]]
    wholes, since = _wholes(desk), 0
    for placed in sentence.placed:
        between, since = sentence.text[since : placed.start], placed.end
        member = None if placed.fact.id in wholes or not is_exact(placed.fact) else _member(between, placed.fact)
        if member is None:
            found.append([])
        elif found[-1] and _goes_on(between, found[-1][-1][0], member):
            found[-1].append((member, placed))
        else:
            found.append([(member, placed)])
    return [_listed(sentence, run) for run in found if len(run) >= _MEMBERS and len({m.name for m, _ in run}) == len(run)]


_MEMBERS = 3


@once
def _wholes(desk: Desk) -> frozenset[str]:
    return frozenset(r.whole for _, r in desk.sums if r.whole is not None)


def _member(between: str, fact: Fact) -> Member | None:
    """The name right before a figure, without the words that only link the two."""
    name = at_end(listed_data()["links"]).sub("", _MARK.split(between)[-1])
    name = pattern(listed_data()["list_opens"]).sub("", name).strip()
    place = pattern(listed_data()["place_or_school"]).match(name)
    name = place.group() if place else name
    return Member(name, fact) if _NAME.fullmatch(name) and not has("no_member", name) else None


_MARK = re.compile("[，,、；;：:。]|(?<=[）)])")
_BEFORE_NEXT = re.compile("[，,、；;][^，,、；;：:。（()）]+")
_NAME = re.compile("[一-龥]{2,14}")


def _goes_on(between: str, before: Member, member: Member) -> bool:
    """Nothing but a mark parts the two, and the figures are of one kind and time."""
    a, b = before.fact, member.fact
    alike = (a.indicator, a.unit, a.kind, a.period, a.status) == (b.indicator, b.unit, b.kind, b.period, b.status)
    return alike and _BEFORE_NEXT.fullmatch(between.strip()) is not None


def _listed(sentence: Sentence, run: list[tuple[Member, Placed]]) -> Listed:
    start, end = run[0][1].start, run[-1][1].end
    return Listed([m for m, _ in run], start, end, sentence.text[:start])
