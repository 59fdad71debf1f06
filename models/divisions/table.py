"""The divisions of China from province to county since 2000, with the GB/T 2260 code of each: a list that is data.

Reads data/divisions/divisions.tsv once, when it is first asked for; gives divisions by code. Knows no short names and reads no text.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal

Level = Literal["province", "prefecture", "county"]
Change = Literal["continued", "merged"]


@dataclass(frozen=True, slots=True)
class Division:
    """A code under one name.

    `parent` is the code of the division above (None for a province), as it was while this one was in force. `since` is the
    year in which code or name came into force, None where that was before the list begins (2000); `until` the year in which
    they ended, None where they are in force. `successor` is the code under which the area went on in that year: `continued`
    as the same division (another name, rank or code), `merged` into a larger one, which is another division.
    """

    code: str
    name: str
    parent: str | None
    since: int | None
    until: int | None
    successor: str | None
    change: Change | None

    @property
    def level(self) -> Level:
        if self.code.endswith("0000"):
            return "province"
        return "prefecture" if self.code.endswith("00") else "county"

    def in_force(self, year: int | None = None) -> bool:
        """Whether code and name were in force in some part of `year`; at present where no year is given."""
        if year is None:
            return self.until is None
        return (self.since is None or self.since <= year) and (self.until is None or year <= self.until)

    def holds(self, other: Division) -> bool:
        """Whether `other` lies in this one, as their codes tell."""
        digits = {"province": 2, "prefecture": 4, "county": 6}[self.level]
        return other.code != self.code and other.code[:digits] == self.code[:digits]


@cache
def divisions() -> tuple[Division, ...]:
    """All divisions, in the order of code and year."""
    text = files("models.data").joinpath("divisions/divisions.tsv").read_text(encoding="utf-8")
    return tuple(_division(line) for line in text.splitlines()[1:])


def _division(line: str) -> Division:
    code, name, parent, since, until, successor, change = line.split("\t")
    known: dict[str, Change | None] = {"continued": "continued", "merged": "merged", "": None}
    return Division(code, name, parent or None, _year(since), _year(until), successor or None, known[change])


def _year(text: str) -> int | None:
    return int(text) if text else None


@cache
def _by_code() -> dict[str, list[Division]]:
    found = defaultdict(list)
    for division in divisions():
        found[division.code].append(division)
    return dict(found)


def with_code(code: str, year: int | None = None) -> Division | None:
    """The division that has `code` in `year`, or now; of one that has ended, the last that had it. None for no code of the list."""
    held = _by_code().get(code, [])
    return next((d for d in reversed(held) if d.in_force(year)), held[-1] if held else None)


def successor(division: Division) -> Division | None:
    """What followed on a division that has ended; None where it has not, or where its area was divided."""
    return with_code(division.successor, division.until) if division.successor else None


def lasting(division: Division) -> Division:
    """The division as it is at present, or as it was when it was merged or divided: the same county through all its names."""
    while division.change == "continued" and (follower := successor(division)):
        division = follower
    return division


def history(division: Division) -> tuple[Division, ...]:
    """All that `division` was and is, under other codes and names, the oldest first."""
    return _histories()[lasting(division)]


@cache
def _histories() -> dict[Division, tuple[Division, ...]]:
    found = defaultdict(list)
    for division in divisions():
        found[lasting(division)].append(division)
    return {last: tuple(sorted(rows, key=lambda d: (d.since or 0, d.until or 9999))) for last, rows in found.items()}


def province_of(division: Division) -> Division | None:
    return _above(division, division.code[:2] + "0000", "province")


def prefecture_of(division: Division) -> Division | None:
    """None for a province and for what a province governs directly: 仙桃市, the districts of 北京市."""
    return _above(division, division.code[:4] + "00", "prefecture")


def _above(division: Division, code: str, level: Level) -> Division | None:
    above = with_code(code, division.until)
    return above if above and above.level == level and division.code != code else None


def full_name(division: Division) -> str:
    """安徽省芜湖市繁昌县: the names from the province down, as they were while this one was in force."""
    return "".join(d.name for d in (province_of(division), prefecture_of(division), division) if d)
