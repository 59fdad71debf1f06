"""The standard that a document speaks of, and what it demands of a figure."""

from __future__ import annotations

from models.checks.desk import Desk, once
from models.checks.limits import DEFAULT_SCHEME, Limit, identities, in_force, limit_for, limit_of_requirement
from models.checks.standard.claimed.times import last_year
from models.checks.wordings import pattern
from models.claims import claims
from models.fact import Fact
from models.indicators import OTHER

Limited = list[tuple[Fact, Limit]]
"""Figures, each with what the standard demands of it."""


def limit_of(desk: Desk, fact: Fact) -> Limit | None:
    """What the standard of the document's year and scheme demands of a figure; of one of earlier times, that which then was in force."""
    scheme, year = scheme_of(desk), last_year(fact)
    if year is not None and not in_force(scheme, year):
        scheme = next((s for s in claims()["scheme_words"] if in_force(s, year)), scheme)
    return limit_for(fact, desk.year, scheme)


@once
def scheme_of(desk: Desk) -> str:
    """The standard that the document speaks of: of those in force at its time the one of its title, else that which it names most; where
    it names none, the last that was in force."""
    year = desk.year or max((f.year for f in desk.extraction.facts if f.year is not None and f.status == "actual"), default=None)
    words: dict[str, str] = claims()["scheme_words"]
    known = {s: pattern(words[s]) for s in words if year is None or in_force(s, year)}
    for texts in ([desk.extraction.document.title or ""], [s.text for s in desk.claiming]):
        named = {s: sum(len(word.findall(text)) for text in texts) for s, word in known.items()}
        if any(named.values()):
            return max(named, key=lambda s: named[s])
    return next(iter(known), DEFAULT_SCHEME)


def named_limit(desk: Desk, fact: Fact, words: str) -> Limit | None:
    """What the standard demands of a rate without an indicator of its own, by the words that name it."""
    if fact.unit != "%" or fact.indicator not in UNNAMED:
        return None
    scheme = scheme_of(desk)
    named = (e["requirement"] for e in identities()["named_rates"].get(scheme, ()) if pattern(e["words"]).search(words))
    return next((limit for name in named if (limit := limit_of_requirement(name, fact.stage, desk.year, scheme))), None)


UNNAMED = (OTHER, "quality.enrollment_rate", "school.compliant_rate", "student.rate")
"""What a rate is taken for where its words are of no indicator."""
