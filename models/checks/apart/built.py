"""Schools that were to be built, and those new and those rebuilt in the lines behind: 17所学校建设项目全部竣工。 ——新建4所；——改扩建13所。

Projects may be of another kind too, so that the new and the rebuilt may fall short of them; more than all they cannot be.
"""

from __future__ import annotations

from collections.abc import Iterator

from models.checks.apart.told import REACH, Told, are_near, is_meant, makes_up, off_by, one_time, where
from models.checks.apart.wording import apart_data, has
from models.checks.desk import is_exact
from models.checks.wordings import pattern
from models.fact import Fact


def by_building(turn: list[Told]) -> Iterator[tuple[Fact, list[Fact]]]:
    """Wholes, each with the schools newly built and rebuilt."""
    for place, told in where(turn, "project_keys"):
        if told.fact.unit in ("school", "item") and is_exact(told.fact) and told.fact.value and has("projects", told.words + told.behind):
            parts = _parts(told, turn[place + 1 : place + REACH])
            facts = list(parts.values())
            if len(facts) > 1 and one_time(told.fact, facts) and _meant(told, parts):
                yield told.fact, facts


def _parts(whole: Told, following: list[Told]) -> dict[str, Fact]:
    """The figures of the sentences behind that each tell of one kind of building, by the kind."""
    parts: dict[str, Fact] = {}
    for told in following:
        kinds = _kinds(told.words)
        new = len(kinds) == 1 and not kinds & parts.keys() and told.sentence is not whole.sentence
        if not new or told.fact.unit != "school" or not is_exact(told.fact) or not are_near(whole.sentence, told.sentence, _LIST):
            break
        parts[kinds.pop()] = told.fact
    return parts


_LIST = 5
"""Blocks from the whole to the last line of the list at most."""


def _kinds(words: str) -> set[str]:
    return {match.lastgroup or "" for match in pattern(apart_data()["built"]).finditer(words)}


def _meant(whole: Told, parts: dict[str, Fact]) -> bool:
    facts = list(parts.values())
    if makes_up(whole.fact, facts):
        return True
    return is_meant(whole.fact, facts) and (off_by(whole.fact, facts) > 0 or parts.keys() <= _kinds(whole.words + whole.behind))
