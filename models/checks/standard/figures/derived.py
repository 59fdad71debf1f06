"""Rates that the standard limits and that the text does not write: reckoned of the counts or amounts that it gives.

交流比例符合要求 with 符合条件905人，交流81人. Which figures are part and whole is told by the words around them (identities.yaml). Silent
where these fit more than one figure.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from typing import NamedTuple

from models.checks.arithmetic.bounds import COUNTED
from models.checks.around import outward
from models.checks.computing import rounded_or_cut, total
from models.checks.desk import Desk, Placed, Sentence, is_plain
from models.checks.limits import Limit, identities, limit_of_requirement
from models.checks.standard.claimed.norms import NormClaim
from models.checks.standard.claimed.scheme import scheme_of
from models.checks.standard.claimed.standing import Standing, names_nothing
from models.checks.wordings import last_clause, pattern
from models.claims import claims
from models.fact import Fact
from models.quantity import Interval

_TOLD = ("actual", "baseline", "plan")


class Derived(NamedTuple):
    """A rate in percent, reckoned of parts and a whole, and its limit."""

    parts: tuple[Fact, ...]
    whole: Fact
    limit: Limit

    @property
    def interval(self) -> Interval:
        """All that the rate may be."""
        return total(list(self.parts), rounded_or_cut).divided_by(rounded_or_cut(self.whole)).scaled(100)

    @property
    def value(self) -> Fraction:
        """The rate of the figures just as they are written."""
        return sum((Fraction(f.value or 0) for f in self.parts), Fraction()) / Fraction(self.whole.value or 1) * 100


def derived_rates(desk: Desk, sentence: Sentence, standing: Standing) -> Iterator[Derived]:
    """The rates that a claim names and that the nearest place around it allows to reckon, each once."""
    clause = last_clause(standing.segment) + standing.words
    for entry in identities()["derived_rates"].get(scheme_of(desk), []):
        limit = limit_of_requirement(entry["requirement"], None, desk.year, scheme_of(desk))
        if limit is None or not pattern(entry["claim"]).search(clause):
            continue
        for view in outward(desk, sentence):
            if found := _reckoned(view.sentence, entry):
                yield Derived(*found, limit)
                break


def rate_of_norm(desk: Desk, sentence: Sentence, claim: NormClaim) -> Derived | None:
    """符合条件1800人，交流144人，满足交流人数不低于符合条件教师10%的规定: the rate that the sentence of a written norm allows to reckon."""
    norm = claim.norm.fact
    if norm.unit != "%" or norm.value is None or claim.relation != "at_least" or claim.denied or len(sentence.placed) < _MEMBERS:
        return None
    clause = last_clause(sentence.text[: claim.norm.start])
    words = clause + re.split(r"[，,。；;]", sentence.text[claim.norm.end :])[0]
    entry = next((e for e in identities()["derived_rates"].get(scheme_of(desk), ()) if pattern(e["claim"]).search(words)), None)
    found = _reckoned(sentence, entry) if entry is not None else None
    if entry is None and _names_no_rate(clause):
        return _of_its_value(desk, sentence, norm)
    return Derived(*found, Limit("at_least", Fraction(norm.value) * claim.share)) if found else None


def rates_of_bounds(desk: Desk, sentence: Sentence) -> Iterator[Derived]:
    """符合条件1246人，交流112人，达到10%以上: what the sentence allows to reckon of a rate that is told as reached, where it is just what
    the standard demands."""
    rates = [p for p in sentence.placed if p.fact.unit == "%" and p.fact.bound == "at_least" and is_plain(p.fact)]
    for placed in rates if len(sentence.placed) >= _MEMBERS else ():
        clause = last_clause(sentence.text[: placed.start])
        entries = [e for e in _of_value(desk, placed.fact) if pattern(e["claim"]).search(clause)]
        found = next((f for e in entries if (f := _reckoned(sentence, e))), None)
        limit = Limit("at_least", Fraction(placed.fact.value or 0))
        if found and _near(rate := Derived(*found, limit)):
            yield rate
        elif not entries and _names_no_rate(clause) and (told := _of_its_value(desk, sentence, placed.fact)):
            yield told


def _names_no_rate(clause: str) -> bool:
    """占比达到, 入学率不低于: no word of whose rate is meant."""
    return names_nothing(pattern(claims()["rate_reached"]).sub("", clause))


def _of_value(desk: Desk, rate: Fact) -> list[dict[str, str]]:
    """The entries for which the standard demands just this rate."""
    scheme = scheme_of(desk)
    entries = identities()["derived_rates"].get(scheme, ())
    limits = ((e, limit_of_requirement(e["requirement"], None, desk.year, scheme)) for e in entries)
    return [e for e, limit in limits if limit is not None and limit.value == rate.value]


def _of_its_value(desk: Desk, sentence: Sentence, rate: Fact) -> Derived | None:
    """公用经费8650万元，安排教师培训经费412万元，占比达到5%以上: the one rate of this limit that the sentence allows to reckon, if it comes
    near."""
    found = [f for e in _of_value(desk, rate) if (f := _reckoned(sentence, e))]
    told = [Derived(*members, Limit("at_least", Fraction(rate.value or 0))) for members in found]
    return told[0] if len(told) == 1 and _near(told[0]) else None


def _near(rate: Derived) -> bool:
    """Whether what was reckoned comes so near to the limit that it is surely what the limit is for."""
    return rate.value >= rate.limit.value * _NEAR


_NEAR = Fraction(4, 5)


_MEMBERS = 3
"""A part, a whole and the norm."""


def _reckoned(view: Sentence, entry: dict[str, str]) -> tuple[tuple[Fact, ...], Fact] | None:
    """Parts and whole by the words around them; None unless each is one figure, of one unit, and the parts are no more than the whole."""
    told = [(p.fact, _words(view, i)) for i, p in enumerate(view.placed) if is_plain(p.fact, _TOLD) and p.fact.unit in ("CNY", *COUNTED)]
    told = [(f, words) for f, words in told if f.bound == "exact" and f.evidence.table is None and f.entity is None]
    parts = [f for f, words in told if pattern(entry["part"]).search(words)]
    added = [f for f, words in told if "add" in entry and pattern(entry["add"]).search(words)]
    wholes = [f for f, words in told if f not in (*parts, *added) and pattern(entry["whole"]).search(words)]
    units = {f.unit for f in (*parts, *added, *wholes)}  # 名额558个 of 招生1200人
    if len(parts) != 1 or len(added) > 1 or len(wholes) != 1 or (len(units) > 1 and units != {"item", "person"}):
        return None
    members, whole = tuple(dict.fromkeys((*parts, *added))), wholes[0]
    return (members, whole) if 0 < sum(f.value or 0 for f in members) <= (whole.value or 0) else None


def _words(view: Sentence, index: int) -> str:
    """The words in front of a figure in its clause, back to the figure before."""
    placed: Placed = view.placed[index]
    since = view.placed[index - 1].end if index else 0
    return re.split(r"[。；;！？]", view.text[since : placed.start])[-1]
