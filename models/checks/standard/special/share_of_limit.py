"""Claims on a share of what an item asks for, which names no number of it: 该项也不低于标准的85%.

Gives the figure that falls short of that share of the standard's own limit. Silent where more than one figure may be meant.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from itertools import pairwise

from models.checks.amounts import named
from models.checks.computing import rounded_or_cut
from models.checks.desk import Desk, Sentence, in_paragraph_of, is_exact
from models.checks.limits import Limit, limit_for
from models.checks.standard.claimed.scheme import Limited, limit_of
from models.checks.wordings import last_clause, says
from models.fact import Fact
from models.finding import Finding, exact_text, make_finding


def short_of_shares(desk: Desk, sentence: Sentence, earlier: Sentence | None) -> Iterator[Finding | None]:
    """For each claim on a share of the standard: threshold_contradiction of the one figure told before, or None where that reaches it."""
    for placed in sentence.placed if says("share_key", sentence.text) else ():
        ahead = sentence.text[: placed.start]
        own = last_clause(ahead)
        if placed.fact.unit != "%" or not says("share_claimed", own) or says("wishes", own) or says("rule_told", own):
            continue
        left = says("item_left", own) and not says("item_left_open", sentence.text[placed.end :])
        for fact, limit in _told_behind(sentence, placed.end) if left else ():
            yield _held(fact, limit, placed.fact)
        told = _told(desk, sentence, placed.start)
        near = in_paragraph_of(sentence, earlier)
        if not told and near is not None and says("item_taken_up", own):
            told = _told(desk, near, len(near.text))
        if len(told) == 1:
            yield _held(*told[0], placed.fact)


def _told(desk: Desk, sentence: Sentence, end: int) -> Limited:
    """The exact figures before `end` that the standard limits and that miss its limit: what meets it needs no share of it."""
    values = (p for p in sentence.placed if p.end <= end and not says("differs_by", sentence.text[: p.start]))
    ahead = (p.fact for p in values if p.fact.status == "actual" and is_exact(p.fact))
    limited = [(f, limit) for f in ahead if (limit := limit_of(desk, f)) is not None and limit.demand == "at_least"]
    return [(f, limit) for f, limit in limited if not limit.met_by(rounded_or_cut(f))]


def _told_behind(sentence: Sentence, start: int) -> Limited:
    """余项不低于标准的85%：甲校实际6.42㎡，标准7.5㎡；…: the figures behind the claim, each with the norm that stands right behind it."""
    behind = [p.fact for p in sentence.placed if p.start >= start]
    pairs = [(a, b) for a, b in pairwise(behind) if is_exact(a) and b.status == "standard" and b.value is not None]
    alike = [(a, b) for a, b in pairs if (a.indicator, a.unit, a.stage) == (b.indicator, b.unit, b.stage) and limit_for(a)]
    limited = [(a, Limit("at_least", Fraction(b.value or 0))) for a, b in alike]
    return [(f, limit) for f, limit in limited if not limit.met_by(rounded_or_cut(f))]


def _held(fact: Fact, limit: Limit, share: Fact) -> Finding | None:
    least = replace(limit, value=limit.value * Fraction(share.value or 0) / 100)
    return _finding(fact, limit, share, least) if least.missed_by(rounded_or_cut(fact)) else None


def _finding(fact: Fact, limit: Limit, share: Fact, least: Limit) -> Finding:
    return make_finding(
        "threshold_contradiction",
        [fact, share],
        variant="share_of_limit",
        claimed=exact_text(least.value),
        computed=exact_text(Fraction(fact.value or 0)),
        changes_verdict=True,
        figure=named(fact),
        share=share.evidence.text,
        limit=exact_text(limit.value),
        least=exact_text(least.value),
    )
