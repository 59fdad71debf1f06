"""What is needed and there, what was found and done, and what is left or lacking of it: 应配640人，实有512人，缺口128人;
大班额18个。…已消除14个，还剩4个; 缺额94人。…补充71人，目前仍缺23人.

Words are data (balances.yaml). Silent where a figure of the same unit stands between that is none of them, and where another figure
of the paragraph is what they make up.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import groupby
from typing import Any, NamedTuple

from models.checks.apart.told import OVER, Told, are_near, fits_stage, makes_up, off_by
from models.checks.desk import is_exact
from models.checks.wordings import has_words, in_brackets, pattern
from models.fact import Fact
from models.loading import load_data

_FILE = "balances.yaml"
_STATES = ("actual", "baseline", "plan", "standard")


class Balance(NamedTuple):
    """A whole, what is there or done of it, and what is left."""

    whole: Told
    done: list[Told]
    rest: Told

    @property
    def parts(self) -> list[Fact]:
        """What makes up the whole, in the order of the text."""
        return [told.fact for told in (*self.done, self.rest)]


def by_balance(turn: list[Told]) -> Iterator[tuple[Fact, list[Fact]]]:
    """Wholes, each with what is there of it and what is left."""
    for _, block in groupby(turn, key=lambda told: told.sentence.block):
        figures = [told for told in block if is_exact(told.fact, _STATES) and told.fact.value]
        text = "".join({id(told.sentence): told.sentence.text for told in figures}.values())
        if not _says("keys", text):
            continue
        for place, rest in enumerate(figures):
            if _says("keys", _around(rest)) and (found := _balance(figures, place)):
                yield found.whole.fact, found.parts


def _balance(figures: list[Told], place: int) -> Balance | None:
    """The balance that the figure at `place` closes, if its figures are meant to come out."""
    rest = figures[place]
    for kind in load_data(_FILE)["balances"]:
        near = figures[max(0, place - _REACH) : place]
        if pattern(kind["rest"]).search(_around(rest)) and (found := _read_back(near, rest, kind)) and _is_meant(found, figures, kind):
            return found
    return None


_REACH = 12
"""Figures from the whole to the rest at most."""


def _read_back(before: list[Told], rest: Told, kind: dict[str, Any]) -> Balance | None:
    """From the rest back over what is done to the whole; None where anything else of the unit stands between."""
    done: list[Told] = []
    listed: list[Told] = []
    for told in reversed(before):
        if not _counted_alike(told.fact, rest.fact) or in_brackets(told.sentence.text[: told.placed.start]):
            continue
        words = _around(told)
        if (
            _says("some", told.clause)
            or _says("others_too", told.sentence.text[told.placed.end :])
            or not are_near(told.sentence, rest.sentence, 0)
        ):
            return None
        if pattern(kind["done"]).search(words) and (not done or (kind.get("many") and not _says("summed_up", done[0].clause))):
            done.insert(0, told)
        elif not done:
            return None
        elif pattern(kind["whole"]).search(words) and _are_accounted(listed, told, done) and _are_of_one(told, done, rest, kind):
            found = Balance(told, done, rest)
            if listed or _is_meant(found, [*before, rest], kind):
                return found
            listed.insert(0, told)
        else:
            listed.insert(0, told)
    return None


def _are_accounted(listed: list[Told], whole: Told, done: list[Told]) -> bool:
    """实施项目21个，其中校舍类13个、运动场类8个; 招聘41人、选调12人，共补充53人: whether what stands between divides the whole, or the
    first of what is done."""
    parts = [told.fact for told in listed]
    return not parts or makes_up(whole.fact, parts) or makes_up(done[0].fact, parts)


def _counted_alike(a: Fact, b: Fact) -> bool:
    """By one measure word; a class is counted in 个 as other things are."""
    return {a.unit, b.unit} <= _THINGS if a.unit != b.unit else a.unit != "item" or a.evidence.text[-1:] == b.evidence.text[-1:]


_THINGS = {"item", "class"}


def _are_of_one(whole: Told, done: list[Told], rest: Told, kind: dict[str, Any]) -> bool:
    """Whether neither what is done nor the rest names a noun, a group or a stage that the whole does not."""
    nouns = set(pattern(kind["nouns"]).findall(whole.clause + whole.behind)) if "nouns" in kind else set()
    for part in (*done, rest):
        words = part.clause + part.behind
        if not fits_stage(part.fact, whole.fact) or part.fact.area not in (None, whole.fact.area):
            return False
        if part.fact.entity != whole.fact.entity or not _narrow(words) <= _narrow(whole.words + whole.behind):
            return False
        if "nouns" in kind and not set(pattern(kind["nouns"]).findall(words)) <= nouns:
            return False
    return "nouns" not in kind or bool(nouns)


def _narrow(words: str) -> set[str]:
    return set(pattern(load_data(_FILE)["narrower"]).findall(words))


def _is_meant(found: Balance, figures: list[Told], kind: dict[str, Any]) -> bool:
    """Whether they come out, or miss it by what a slip or a figure that was not brought up to date may leave, and no other figure of the
    paragraph is what they make up."""
    whole, parts = found.whole.fact, found.parts
    if makes_up(whole, parts):
        return True
    others = [t.fact for t in figures if t is not found.whole and _counted_alike(t.fact, whole)]
    if any(makes_up(other, parts) for other in others) or makes_up(whole, parts[-2:]):
        return False
    off = off_by(whole, parts)
    if off > 0:
        return off <= OVER
    return off >= -_SHORT and (kind.get("complete", False) or _says("all_left", _around(found.rest)))


_SHORT = Fraction(3, 10)


def _around(told: Told) -> str:
    """The words of a figure's clause, # in its place."""
    return f"{told.clause}#{told.behind}"


def _says(name: str, text: str) -> bool:
    return has_words(_FILE, name, text)
