"""Counts of those that something was done with, by the words that tell it: 走访过的学校, 所听的课, 反馈的问题.

Finds counts sentences or chapters away; holds no figure against another. Silent where the document gives two that may be meant.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Any, NamedTuple

from models.checks.desk import Desk, Sentence, is_exact, once
from models.checks.sameness import is_own_amount
from models.checks.shares.shares_told import cut_at_marks
from models.checks.wordings import STAGE_WORDS, at_end, groups, in_brackets, pattern, saying, says, stages_named
from models.claims import claims
from models.fact import Fact

COUNTS = ("person", "school", "class", "item")


def is_exact_count(fact: Fact) -> bool:
    """A count of people or things that is written to the last one."""
    return fact.unit in COUNTS and is_exact(fact, ("actual", "plan")) and fact.step == 0


class Named(NamedTuple):
    """What a whole is called: what was done (the number of an entry of `named_groups`, and its own verb), with what, how narrowed."""

    done: int
    verb: str
    kind: str
    stage: str | None
    narrowed: frozenset[str]


class Told(NamedTuple):
    """A count and what is counted."""

    named: Named
    fact: Fact


def group_named(words: str) -> Named | None:
    """What is meant by 走访过的学校 or 所听的课; None for words that name no such group."""
    return _named("named_group", words, words)


def counts_called(desk: Desk, called: Named) -> list[Fact]:
    """The counts of a group: those told with its own verb; with any, if it or they are called by what is said of all (受检学校). None
    where they differ."""
    alike = [t for t in _told_groups(desk) if t.named._replace(verb="") == called._replace(verb="")]
    anyhow = pattern(claims()["named_groups"][called.done].get("any", "^$"))
    own = [t.fact for t in alike if t.named.verb == called.verb]
    told = own or [t.fact for t in alike if anyhow.search(called.verb) or anyhow.search(t.named.verb)]
    return told if len({f.value for f in told}) == 1 else []


def counts_of_kind(desk: Desk, called: Named) -> list[Fact]:
    """The counts of things of a kind with which the same was done, however narrowed: those that may be meant."""
    return [t.fact for t in _told_groups(desk) if (t.named.done, t.named.kind) == (called.done, called.kind)]


def counts_of_things(desk: Desk, kind: str) -> list[Fact]:
    """The counts of things of a kind with which something was done, whatever it was."""
    return [t.fact for t in _told_groups(desk) if t.named.kind == kind]


@once
def _told_groups(desk: Desk) -> list[Told]:
    """Each count of such a group, and of its stages where it is told by them: 走访学校24所，其中小学13所."""
    told = [t for sentence in saying(desk, "named_key") for t in _told_in(sentence)]
    by_id = {t.fact.id: t.named for t in told}
    for _, relation in desk.sums:
        if (whole := by_id.get(relation.whole or "")) is not None:
            parts = (desk.by_id[i] for i in relation.parts if i not in by_id)
            told += [Told(whole._replace(stage=f.stage), f) for f in parts if f.stage in STAGE_WORDS]
    return told


def _told_in(sentence: Sentence) -> Iterator[Told]:
    for placed in sentence.placed:
        if is_exact_count(placed.fact) and is_own_amount(placed.fact) and not in_brackets(sentence.text[: placed.start]):
            named = _counted(cut_at_marks(sentence.text[: placed.start], -1), sentence.text[placed.end :])
            if named is not None and _UNITS.get(placed.fact.unit, named.kind) == _KINDS.get(named.kind, named.kind):
                yield Told(named, placed.fact)
            elif named is None and placed.fact.unit == "school" and (act := _only_done(sentence.text[: placed.start])):
                yield Told(Named(*act, "school", None, frozenset({_UNNAMED})), placed.fact)


_UNNAMED = "#"
"""What narrows a group of which the words say nothing: whether it is the one meant cannot be told."""


def _only_done(ahead: str) -> tuple[int, str] | None:
    """抽查学校23所，复查17所: what was done with schools that no noun names."""
    entries = ((done, entry) for done, entry in enumerate(claims()["named_groups"]) if "school" in entry["kinds"])
    found = ((done, at_end(f"(?P<act>{entry['acts']})(?:了|过|到)?").search(ahead)) for done, entry in entries)
    return next(((done, match["act"]) for done, match in found if match), None)


_UNITS = {"school": "school", "class": "class", "person": "person"}
"""What units count that count nothing else: 受检学校共有348个教学班 counts no schools."""
_KINDS = {"kindergarten": "school", "point": "school"} | dict.fromkeys(("student", "teacher", "head", "parent", "staff"), "person")


def _counted(ahead: str, behind: str) -> Named | None:
    """走访学校24所; 走访了24所学校; 24所走访学校中: what was done with the things counted between two texts."""
    if says("count_ends", behind):
        return _named("group_ahead", ahead, ahead)
    own = cut_at_marks(behind, 0)
    return _named("group_behind", f"{ahead}#{behind}", ahead + own) or _named("group_first", behind, own)


def _named(wording: str, text: str, words: str) -> Named | None:
    """What a text names in a wording of claims.yaml; `words`: those that may narrow it."""
    if not says("named_key", text):
        return None
    for done, entry in enumerate(claims()["named_groups"]):
        found = _wording(wording, done).search(text)
        if found is not None and (kind := _kind(found, entry["kinds"])) is not None:
            stages = stages_named(found[0])
            stage = stages[0] if len(stages) == 1 else None
            return Named(done, found["act"], kind, stage, _narrowed(entry, words, found["kind_of"]))
    return None


def _kind(found: re.Match[str], kinds: list[str]) -> str | None:
    """The kind of thing that was found; where no noun names it (实际交流103人), the one that there is."""
    named = next((kind for kind in kinds if found[kind]), None)
    return named or (kinds[0] if len(kinds) == 1 else None)


def _narrowed(entry: dict[str, Any], words: str, kind_of: str | None) -> frozenset[str]:
    """What parts a group from the others with which the same was done: 走访的农村学校, 符合交流条件的教师."""
    done = pattern(f"{entry['acts']}|随机|的")
    rest, own = done.sub("", words), done.sub("", kind_of or "")
    told = [m for name in ("due_whole", "of_another_time") for m in pattern(claims()[name]).findall(rest)]
    told += pattern(entry["sources"]).findall(words) if "sources" in entry else []
    return frozenset([*groups(rest), *told, *([own] if own else [])])


@cache
def _wording(name: str, done: int) -> re.Pattern[str]:
    entry, nouns = claims()["named_groups"][done], claims()["named_nouns"]
    things = "|".join(f"(?P<{kind}>{nouns[kind]})" for kind in entry["kinds"])
    return re.compile(claims()[name].format(acts=entry["acts"], things=things))
