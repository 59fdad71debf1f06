"""How many items are said to meet the standard or to miss it (七项指标中有1项未达到), against the items told.

Takes a claim's sentence; gives a finding where more items meet the standard, or miss it, than it says. What a figure may meet or miss
by its rounding counts for neither, and what is not told counts only where the claim says of how many items it speaks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from models.checks.amounts import named
from models.checks.computing import rounded_or_cut
from models.checks.desk import Desk, Placed, Sentence, is_exact
from models.checks.limits import ITEMS
from models.checks.standard.claimed.norms import SIDES, segment_start
from models.checks.standard.claimed.scheme import Limited
from models.checks.standard.claimed.standing import items_counted
from models.checks.standard.figures.items import items_before
from models.checks.wordings import last_clause, number_of, pattern, says
from models.claims import claims
from models.fact import Fact
from models.finding import Finding, make_finding


def miscounted(desk: Desk, sentence: Sentence) -> Iterator[Finding | None]:
    """The finding of each count of items in a sentence that can be held against the items told; None for one that holds."""
    for match in items_counted(sentence.text):
        segment = sentence.text[segment_start(sentence.text, match.start()) : match.end()]
        if says("wishes", segment) or says("items_of_several", last_clause(sentence.text[: match.start()])):
            continue
        stages = items_before(desk, sentence, match.start())
        told = stages[0] if len(stages) == 1 else []
        if len(told) > 1 and _total(match) in (None, len(told)):
            yield _held(match, told)


def miscounted_listed(sentence: Sentence) -> Iterator[Finding | None]:
    """The finding of each number of coefficients beyond a written norm (…0.516、0.371，有2项超过0.50) that those listed before it surely do
    not give: more are, or fewer where as many are listed as the words say there are."""
    for norm in sentence.placed if sum(f.unit == "number" for f in sentence.facts) > _FEWEST else ():  # the norm is one of them
        start = segment_start(sentence.text, norm.start)
        match = pattern(claims()["items_beyond"]).search(sentence.text[start : norm.start])
        listed = _listed(sentence, norm, start, start + match.start()) if match else []
        if match is None or len(listed) < _FEWEST or says("wishes", sentence.text[start : norm.start]):
            continue
        side, count = match.lastgroup or "", number_of(match["count"])
        surely = sum(SIDES[side](Fraction(f.value or 0), Fraction(norm.fact.value or 0)) for f in listed)
        whole = pattern(claims()["items_listed"]).search(sentence.text[start : start + match.start()])
        complete = whole is not None and number_of(whole["total"]) == len(listed)
        if surely > count or (surely < count and complete):
            said = match[0] + norm.fact.evidence.text
            yield make_finding(
                "threshold_contradiction", [*listed, norm.fact], variant="counted_listed", claimed=str(count), computed=str(surely),
                said=said, number=surely,
            )  # fmt: skip
        else:
            yield None


_FEWEST = 3


def _listed(sentence: Sentence, norm: Placed, start: int, end: int) -> list[Fact]:
    """The coefficients that stand between `start` and `end`, if the norm is of such, and they are of one stage and time."""
    told = [p.fact for p in sentence.placed if start <= p.start < end and p.fact.unit == norm.fact.unit == "number"]
    small = all(f.value is not None and f.value < 1 for f in (*told, norm.fact))
    alike = len({(f.stage, f.indicator, f.period) for f in told}) == 1 and all(is_exact(f) for f in told)
    return told if small and alike else []


def _total(match: re.Match[str]) -> int | None:
    """七项指标中: of how many items the claim speaks, if it says so."""
    total = match.groupdict().get("total")
    return number_of(total) if total else None


def _held(match: re.Match[str], told: Limited) -> Finding | None:
    """七项中1项未达到: no more than one may miss the standard, and, as all are told, no more than six may meet it."""
    said = match.groupdict()
    whole = _total(match) or (len(told) if len(told) == ITEMS else None)
    count = number_of(said["count"])
    same, other = (None if said.get("least") else count), (None if whole is None else whole - count)
    most_missing, most_meeting = (same, other) if said["missed"] else (other, same)
    missing = [f for f, limit in told if limit.missed_by(rounded_or_cut(f))]
    meeting = [f for f, limit in told if limit.met_by(rounded_or_cut(f))]
    if most_missing is not None and len(missing) > most_missing:
        return _finding(match.group(), missing, "counted_missed")
    if most_meeting is not None and len(meeting) > most_meeting:
        return _finding(match.group(), meeting, "counted")
    return None


def _finding(said: str, items: list[Fact], variant: str) -> Finding:
    return make_finding(
        "threshold_contradiction", items, variant=variant, computed=str(len(items)), changes_verdict=True,
        said=said, number=len(items), figures="、".join(named(f) for f in items),
    )  # fmt: skip
