"""A wording with placeholders turned into a sentence with its mentions.

`{seats_p}` writes a quantity, `{seats_p:约}` with a word of bound, `{x:baseline}` an earlier value given for
comparison, `{x:standard}` a rate by which money is granted, `{limit:exact}` a norm without its 不低于, `{low~high}` a
range, `{#county}` a word, `{@year-1}` a time that the figures after it speak of (`{@=year-1}` without writing it,
`{@year:秋季}` with what follows 年, `{@目前}` a word of phrasing.yaml).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from fractions import Fraction
from random import Random

from corpus.generate.base import Base
from corpus.generate.data import Statement, phrasing, quantity
from corpus.generate.draft import Mention, Piece, mention_of
from corpus.generate.numbers import Habits, Number, write_number, write_range

UNCLEAR = "?"
_SLOT = re.compile(r"\{([^{}]*)\}")
_YEAR = re.compile(r"year([+-]\d)?(?:~year([+-]\d)?)?(?::(.*))?")


@dataclass(slots=True)
class _Writing:
    """The sentence so far. Mutable because every slot depends on what stands before it."""

    text: str
    mentions: list[Mention]
    period: str
    periods: list[str]


def write_statement(statement: Statement, wording: str, base: Base, habits: Habits, rng: Random, period: str = "") -> tuple[Piece, str]:
    """The sentence, and the period that a sentence after it inherits (`?` where a reader could not tell)."""
    writing = _Writing("", [], period, [])
    at = 0
    for slot in _SLOT.finditer(wording):
        writing.text += wording[at : slot.start()]
        _write_slot(slot[1], statement, base, habits, rng, writing)
        at = slot.end()
    writing.text += wording[at:]
    periods = set(writing.periods)
    heir = period if not periods else periods.pop() if len(periods) == 1 else UNCLEAR
    return Piece(writing.text, tuple(writing.mentions), statement), heir


def fill_words(text: str, base: Base) -> str:
    """`text` with its `{#…}` words."""
    county = base.county
    words = {"county": county.name, "kind": county.kind, "year": str(county.year), "town": "城西片区"}
    return _SLOT.sub(lambda slot: words[slot[1].removeprefix("#")], text)


def starts_with_time(wording: str) -> bool:
    """Whether the wording names its own time before its first figure."""
    first = next((slot[1] for slot in _SLOT.finditer(wording) if slot[1][0] != "#"), "")
    return first.startswith("@")


def _write_slot(slot: str, statement: Statement, base: Base, habits: Habits, rng: Random, writing: _Writing) -> None:
    if slot.startswith("#"):
        writing.text += fill_words("{" + slot + "}", base)
    elif slot.startswith("@"):
        words, writing.period = _time(slot[1:], base.county.year, rng)
        writing.periods.append(writing.period)
        writing.text += words
    else:
        _write_quantity(slot, statement, base, habits, rng, writing)


def _time(slot: str, year: int, rng: Random) -> tuple[str, str]:
    found = _YEAR.fullmatch(slot.removeprefix("="))
    if not found:
        ends = phrasing()["periods"][slot]
        years = [str(year + e) for e in dict.fromkeys(ends)]
        return slot, "/".join(years)
    first = year + int(found[1] or 0)
    if "~" not in slot:
        month = re.match(r"(\d+)月", found[3] or "")
        words = f"{first}年{found[3] or ''}"
        return "" if slot[0] == "=" else words, f"{first}-{int(month[1]):02d}" if month else str(first)
    last = year + int(found[2] or 0)
    words = rng.choice([f"{first}年至{last}年", f"{first}—{last}年", f"{first}-{last}年", f"{first}年-{last}年"])
    return words, f"{first}/{last}"


def _write_quantity(slot: str, statement: Statement, base: Base, habits: Habits, rng: Random, writing: _Writing) -> None:
    name, _, option = slot.partition(":")
    status = option if option in ("baseline", "standard") else statement.status
    manner = option if option in phrasing()["bounds"] else ""
    low, _, high = name.partition("~")
    meaning, truth = quantity(low), base.truths[low]
    number: Number
    if high:
        number = write_range(truth, base.truths[high], meaning, rng)
    else:
        rates = {relation[3] for relation in statement.relations if relation[0] == "ratio"}
        own = replace(habits, cut_off=habits.cut_off and name in rates)
        number = write_number(truth, meaning, own, rng, manner=manner)
        if option == "exact":
            number = replace(number, bound="exact")
    # A norm holds at any time; a target of an unnamed time has none.
    period = "" if meaning.status == "standard" else writing.period
    start = len(writing.text) + len(number.before)
    writing.mentions.append(mention_of(low, number, start, meaning, truth=truth if not high else None, status=status, period=period))
    writing.text += number.before + number.text + number.after


def write_cell(name: str, truth: Fraction, base: Base, habits: Habits, rng: Random, column: str = "") -> Piece:
    """A table cell that holds one figure without its measure word."""
    number = write_number(truth, quantity(name), replace(habits, chinese=0, scaled=0), rng, bare=True)
    mention = mention_of(name, number, 0, quantity(name), truth=truth, status="actual", period=str(base.county.year))
    return Piece(number.text, (replace(mention, flags=("table",)),), None, column)
