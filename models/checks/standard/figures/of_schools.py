"""Claims on as many schools as were told before: 三所学校班额均符合国家标准.

Takes a claim; gives the figures that it speaks of, in the nearest place that tells just as many. Compares nothing.
"""

from __future__ import annotations

from collections import Counter

from models.checks.around import outward
from models.checks.desk import Desk, Sentence, is_plain
from models.checks.standard.claimed.scheme import Limited, limit_of
from models.checks.standard.claimed.standing import Standing, is_named
from models.checks.wordings import STAGE_WORDS, last_clause, number_of, pattern
from models.claims import claims


def told_of_schools(desk: Desk, sentence: Sentence, standing: Standing) -> Limited:
    """The figures of the schools that the claim's clause counts, of what it names; none where there are not so many of each."""
    clause = last_clause(standing.segment)
    counted = pattern(claims()["schools_counted"]).match(clause)
    if counted is None or not standing.of_all or standing.which:
        return []
    stages = [stage for stage, word in STAGE_WORDS.items() if counted["noun"] == word]
    for view in outward(desk, sentence):
        before = [p.fact for p in view.sentence.placed if p.end <= view.shift + standing.at and is_plain(p.fact)]
        told = [(f, limit) for f in before if is_named(f.indicator, clause) and (limit := limit_of(desk, f))]
        if told:
            numbers = Counter(f.indicator for f, _ in told)
            as_many = set(numbers.values()) == {number_of(counted["count"])}
            return told if as_many and all(not stages or f.stage in stages for f, _ in told) else []
    return []
