"""All the schools, pupils or teachers of a county told once to the last one and again in round words: 学校87所 …… 全县七十余所学校.

余 and 多 stand for less than one more of the last digit written, 近 for somewhat less than the number. Only where the words say that
all are meant, and no other figure of the text nor two of them together can be what is meant. Gives such pairs; makes no finding.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from itertools import combinations

from models.checks.computing import rounded_or_cut
from models.checks.desk import Desk, is_plain
from models.checks.sameness import is_whole_county, subset_ids
from models.checks.wordings import last_clause, pattern, says
from models.claims import claims
from models.fact import Fact
from models.quantity import Interval

_NEAR = Fraction(9, 10), Fraction(51, 50)
"""近三千: from 2700 to a hair above 3000."""


def told_in_round_words(desk: Desk) -> Iterator[tuple[Fact, Fact]]:
    """The exact count and the round one that cannot be of it, in the order of the text."""
    for fact in desk.in_text:
        if fact.unit in _UNITS and (fact.bound in ("at_least", "about") or fact.step > 0) and is_plain(fact) and fact.value_max is None:
            for kind in claims()["whole_counts"]:
                whole = _contradicted(desk, fact, kind) if kind["unit"] == fact.unit else None
                if whole is not None:
                    yield (whole, fact) if whole.evidence.start < fact.evidence.start else (fact, whole)


_CLAUSE_END = re.compile("[，,。；;、（(]")
_UNITS = ("school", "person")


def _contradicted(desk: Desk, fact: Fact, kind: dict[str, str]) -> Fact | None:
    """The exact count that a round one of the same kind cannot be of; None where it may, or where that is not sure."""
    noun = _noun_of_all(desk, fact, kind["nouns"])
    span = _span(desk, fact) if noun else None
    whole = _one_whole(desk, kind) if span else None
    if noun is None or span is None or whole is None or fact.period not in (None, whole.period):
        return None
    return whole if _is_near(whole, span) and not _may_be_meant(desk, fact, span) and not _is_wider(desk, noun, whole, fact) else None


def _noun_of_all(desk: Desk, fact: Fact, nouns: str) -> str | None:
    """What is counted, where the words say that all of the county are: 对全县七十余所学校逐一…, 全县共有学校七十余所."""
    placed, text = desk.placed[fact.id], desk.sentence_of[fact.id].text
    head, tail = text[: placed.start], text[placed.end :]
    if behind := pattern(claims()["whole_noun_behind"].format(nouns)).match(tail):
        ahead = pattern(claims()["whole_ahead"]).search(head)
        rest = _CLAUSE_END.split(tail[behind.end() :])[0]
        every = ahead and (says("all_meant_ahead", head[: ahead.start()]) or says("all_meant_behind", rest))
        return behind["noun"] if every else None
    told = pattern(claims()["whole_noun_ahead"].format(nouns)).search(last_clause(head))
    return told["noun"] if told else None


def _span(desk: Desk, fact: Fact) -> Interval | None:
    """What the words let a round count be; None where they leave it open."""
    value = Fraction(fact.value or 0)
    if any(word in fact.evidence.text for word in "余多"):
        digits = str(int(value))
        step = 10 ** (len(digits) - len(digits.rstrip("0")))
        return Interval(value, value + step, open_high=True) if step > 1 else None
    ahead = desk.sentence_of[fact.id].text[: desk.placed[fact.id].start]
    if fact.bound == "about":
        return Interval(value * _NEAR[0], value * _NEAR[1]) if ahead.endswith("近") else None
    return rounded_or_cut(fact) if fact.bound == "exact" else None


def _one_whole(desk: Desk, kind: dict[str, str]) -> Fact | None:
    """The county's count that the text tells to the last one, if it tells one value."""
    subsets = subset_ids(desk)
    told = [f for f in desk.in_text if f.indicator == kind["indicator"] and is_whole_county(f) and f.step == 0]
    wholes = [f for f in told if f.stage in (None, "compulsory") and f.area is None and f.id not in subsets and _is_own_time(desk, f)]
    return wholes[0] if len({f.value for f in wholes}) == 1 and _names_all(desk, wholes[0], kind["told"]) else None


def _is_own_time(desk: Desk, fact: Fact) -> bool:
    return fact.period is None or desk.year is None or fact.period.startswith(str(desk.year))


def _names_all(desk: Desk, fact: Fact, told: str) -> bool:
    """Whether the clause of a count says what is counted, and no narrower group nor another time."""
    placed, text = desk.placed[fact.id], desk.sentence_of[fact.id].text
    words = last_clause(text[: placed.start]) + _CLAUSE_END.split(text[placed.end :])[0]
    return pattern(told).search(words) is not None and not says("some_of_all", words)


def _is_near(whole: Fact, span: Interval) -> bool:
    """Within a fifth of what the round words let be: beyond it the two hardly speak of one thing."""
    value = Fraction(whole.value or 0)
    return span.low is not None and span.high is not None and span.low * 4 <= value * 5 and value * 4 <= span.high * 5 and value not in span


def _may_be_meant(desk: Desk, fact: Fact, span: Interval) -> bool:
    """Whether another figure of the text, or two of its counts together, lie in the span."""
    told = [f for f in desk.extraction.facts if f.unit == fact.unit and f.value is not None and f is not fact]
    counts = [Fraction(f.value or 0) for f in told if f.indicator.endswith(".count")]
    sums = (a + b for a, b in combinations(counts, 2))
    return any(value in span for value in (*(Fraction(f.value or 0) for f in told), *sums))


def _is_wider(desk: Desk, noun: str, whole: Fact, fact: Fact) -> bool:
    """中小学 may have senior schools too: more of them than of 义务教育 are no contradiction where the text speaks of any."""
    if says("compulsory_noun", noun) or (whole.value or 0) > (fact.value or 0) or noun in desk.sentence_of[whole.id].text:
        return False
    return any(says("beyond_compulsory", sentence.text) for sentence in desk.claiming)
