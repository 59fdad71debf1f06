"""The verdict cell of a table's row (达标, 未达标) against the norm and the figure of the same row."""

from __future__ import annotations

from fractions import Fraction

from models.checks.computing import rounded_or_cut
from models.checks.desk import Sentence, Tally
from models.checks.limits import Limit
from models.checks.standard.contradictions import against
from models.checks.wordings import row_verdict


def check_row(tally: Tally, sentence: Sentence) -> None:
    """A row that gives the norm, the figure and 达标 or 未达标."""
    norms = [f for f in sentence.facts if f.status == "standard" and f.value is not None]
    if len(norms) != 1:
        return
    norm = norms[0]
    attained = row_verdict(sentence.text)
    if attained is None:
        return
    figures = [f for f in sentence.facts if f.status == "actual" and f.value is not None and f.unit == norm.unit]
    if len(figures) != 1 or norm.bound not in ("at_least", "at_most"):
        tally.skip("row_unclear")
        return
    limit = Limit(norm.bound, Fraction(norm.value or 0))
    interval = rounded_or_cut(figures[0])
    wrong = limit.missed_by(interval) if attained else limit.met_by(interval)
    tally.check(against(figures, norm, "near" if attained else "missed") if wrong else None)
