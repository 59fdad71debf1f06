"""The years that figures and claims are of."""

from __future__ import annotations

import re

from models.checks.wordings import pattern
from models.claims import claims
from models.fact import Fact


def is_of_time(fact: Fact, claim: str) -> bool:
    """Whether a figure is of no year, of the year that a claim names, or of none before that since which it says something is so."""
    year = last_year(fact)
    if year is None:
        return True
    if since := pattern(claims()["since_year"]).search(claim):
        return year >= int(since[1])
    named = pattern(claims()["year_of_claim"]).findall(claim)
    return not named or year == int(named[-1])


def last_year(fact: Fact) -> int | None:
    """The last year of a figure's time, whatever span of it that is; None where it is of no year."""
    years = _YEAR.findall(fact.period or "")
    return int(years[-1]) if years else None


_YEAR = re.compile(r"\d{4}")
