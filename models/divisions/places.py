"""Names of divisions in a text: 芜湖市繁昌区, 安徽省/芜湖市/繁昌, 松桃县, 鼓楼区.

Takes text; gives places, each with every division that its words may mean. Decides nothing between them.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Literal

from models.divisions.names import name_rules, short_names, stem
from models.divisions.table import Division, divisions, with_code

Form = Literal["full", "short", "bare"]
_BETWEEN = re.compile(r"[\s/\\_·-]*")
"""What may stand between the names of a path: those of folders, or a blank."""
_HAN = re.compile(r"[\u4e00-\u9fff]")


@dataclass(frozen=True, slots=True)
class Named:
    """A division and the form of the name by which it was found."""

    division: Division
    form: Form


@dataclass(frozen=True, slots=True)
class Place:
    """The half-open span of a path of names in a text, its last name, and what that may mean below the names before it."""

    start: int
    end: int
    name: str
    meant: tuple[Named, ...]

    def of_level(self, *levels: str) -> bool:
        return any(n.division.level in levels for n in self.meant)


@cache
def _by_name() -> dict[str, tuple[Named, ...]]:
    """Every form of every name."""
    found: dict[str, dict[Division, Named]] = defaultdict(dict)
    for division in divisions():
        bare = stem(division.name)
        forms: list[tuple[str, Form]] = [(division.name, "full"), *((n, "short") for n in short_names(division.name)), (bare, "bare")]
        for name, form in forms:
            found[name].setdefault(division, Named(division, form))
    for code, aliases in name_rules()["aliases"].items():
        if shortened := with_code(code):
            for alias in aliases:
                found[alias].setdefault(shortened, Named(shortened, "short"))
    return {name: tuple(named.values()) for name, named in found.items()}


@cache
def _longest() -> int:
    return max(map(len, _by_name()))


def called(name: str) -> tuple[Named, ...]:
    """Every division that goes by exactly this name, of any time."""
    return _by_name().get(name, ())


def places_in(text: str) -> Iterator[Place]:
    """The places named in `text`, from left to right, none inside another.

    A name without its ending counts only where something tells that it is a name: another name before it, the end of the
    words, or a word such as 教育 behind it. Any name must begin where a word may begin: 安县 is not found in 青安县.
    """
    at = 0
    while at < len(text):
        place = _place_at(text, at) if _HAN.match(text, at) and _may_begin(text, at) else None
        if place and text[at : place.end] not in name_rules()["everyday"]:
            yield place
        at = place.end if place else at + 1


def _place_at(text: str, start: int, within: tuple[Named, ...] = ()) -> Place | None:
    """The longest path of names at `start`, each below the one before."""
    best: Place | None = None
    for end in range(min(len(text), start + _longest()), start + 1, -1):
        meant = tuple(n for n in called(text[start:end]) if not within or any(w.division.holds(n.division) for w in within))
        place = _farthest(text, start, end, meant) if meant else None
        if place and (best is None or place.end > best.end):
            best = place
    return best


def _farthest(text: str, start: int, end: int, meant: tuple[Named, ...]) -> Place | None:
    """The path on from a name that ends at `end`; the name itself where none goes on and it may stand alone."""
    gap = _BETWEEN.match(text, end)
    further = _place_at(text, gap.end() if gap else end, meant)
    if further:
        return Place(start, further.end, further.name, further.meant)
    alone = meant if _may_end(text, end) else tuple(n for n in meant if n.form != "bare")
    return Place(start, end, text[start:end], alone) if alone else None


def _may_begin(text: str, at: int) -> bool:
    return at == 0 or not _HAN.match(text, at - 1) or _before().search(text, max(0, at - 4), at) is not None


def _may_end(text: str, at: int) -> bool:
    return not _HAN.match(text, at) or _behind().match(text, at) is not None


@cache
def _before() -> re.Pattern[str]:
    return re.compile(f"(?:{'|'.join(map(re.escape, name_rules()['before']))})\\Z")


@cache
def _behind() -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, name_rules()["behind_short"])))
