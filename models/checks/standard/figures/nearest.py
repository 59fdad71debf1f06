"""The figures nearest to a claim on the standard that the standard limits: in its own sentence, its paragraph, the block before or behind.

Takes a claim; gives those of them that its words name or point at. Compares nothing.
"""

from __future__ import annotations

from models.checks.around import outward
from models.checks.desk import Desk, Sentence, is_plain
from models.checks.standard.claimed.scheme import Limited, limit_of
from models.checks.standard.claimed.standing import Standing, counts_things, is_named, names_nothing, only_counts
from models.checks.wordings import NUMERALS, last_clause, pattern, says, stages_named
from models.claims import claims
from models.fact import Fact


def told_around(desk: Desk, sentence: Sentence, standing: Standing) -> Limited:
    """The limited figures that a claim speaks of, in the nearest place that tells any: its own sentence, its paragraph, the block
    before, the block behind."""
    if standing.which or counts_things(sentence, standing):
        return []
    # 校际差异率为0.118和0.128，均低于限值: what the claim's own segment tells is meant, though the standard limits none of it.
    own = [p for p in sentence.placed if standing.start <= p.start and p.end <= standing.at and is_plain(p.fact)]
    tells = any(not only_counts(p.fact) for p in own)
    for view in outward(desk, sentence):
        at = view.shift + standing.at
        before = [p for p in view.sentence.placed if p.end <= at]
        behind = [p for p in view.sentence.placed if p.start >= at and not says("solved_since", view.sentence.text[p.end :])]
        for told in (before, behind):
            limited = [(p.fact, limit) for p in told if is_plain(p.fact) and (limit := limit_of(desk, p.fact))]
            if meant := _meant(limited, standing, named_only=told is behind or (tells and view.sentence is not sentence)):
                return meant
    return []


def of_its_time(sentence: Sentence, standing: Standing, told: Limited) -> Limited:
    """Those of the figures that a claim of an earlier time may speak of: 2021年对标时均值无一过线, of none of 2024."""
    years = pattern(claims()["year_of_claim"]).findall(standing.segment)
    if years:
        return [(f, limit) for f, limit in told if f.year is None or f.year <= int(years[-1])]
    past = says("claim_of_past", standing.segment)
    return [(f, limit) for f, limit in told if f in sentence.facts] if past else told


def _meant(told: Limited, standing: Standing, *, named_only: bool) -> Limited:
    """Those of `told` that the words of the claim name; the last, or all of them, where they name nothing."""
    clause = last_clause(standing.segment)
    stages = stages_named(clause)
    told = [(f, limit) for f, limit in told if not stages or f.stage in stages]
    if not says("each_school", standing.segment):
        told = [(f, limit) for f, limit in told if f.evidence.table is None or f.entity is None]
    told = latest(told)
    for words in (clause, standing.segment):
        if named := [(f, limit) for f, limit in told if is_named(f.indicator, words)]:
            return named
        if not names_nothing(clause):
            return []
    if named_only or not told:
        return []
    if one := pattern(claims()["one_of_two"]).search(clause):
        return [told[0 if one.lastgroup == "first" else 1]] if len(told) == 2 else []  # 前者尚未达标
    counted = pattern(claims()["counted_things"]).search(clause)
    if counted:
        return told[-NUMERALS[counted[1]] :]
    return told if standing.of_all else told[-1:]


def latest(told: Limited) -> Limited:
    """Of figures of one thing those of the last time that is named."""
    last: dict[tuple[object, ...], str] = {}
    for fact, _ in told:
        last[_thing(fact)] = max(last.get(_thing(fact), ""), fact.period or "")
    return [(f, limit) for f, limit in told if (f.period or "") == last[_thing(f)]]


def _thing(fact: Fact) -> tuple[object, ...]:
    return (fact.indicator, fact.stage, fact.criterion, fact.entity)
