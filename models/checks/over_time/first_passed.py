"""Marks that are said to be passed for the first time (2022年首次突破6亿元), against the earlier years that are told beside.

Takes a sentence that says so; gives the year before that surely had passed the mark already.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from models.checks.around import outward
from models.checks.computing import rounded, surely_less
from models.checks.desk import Desk, Placed, Sentence, Tally, is_exact, is_plain
from models.checks.wordings import groups, kinds_of_spending, last_clause, last_piece, pattern, says
from models.claims import claims
from models.fact import Fact
from models.finding import Finding, exact_text, make_finding
from models.quantity import Interval


def check_first_passed(desk: Desk, tally: Tally) -> None:
    """trend_contradiction for each mark that an earlier year surely had passed."""
    for sentence in desk.running_prose.having(pattern(claims()["first_time"])):
        for mark, match in _marks(sentence):
            earlier = _earlier(desk, sentence, mark)
            if not earlier:
                tally.skip("no_series_of_that_subject")
                continue
            limit = Interval.point(mark.fact.value or 0)
            passed = [f for f in earlier if (surely_less(rounded(f), limit) if match["down"] else surely_less(limit, rounded(f)))]
            tally.check(_finding(mark.fact, match.group(), passed[-1]) if passed else None)


def _marks(sentence: Sentence) -> Iterator[tuple[Placed, re.Match[str]]]:
    """The marks of one year, with the words in front of them, none of which looks back on some years only."""
    for match in pattern(claims()["first_time"]).finditer(sentence.text):
        clause = last_piece(sentence.text[: match.start()])
        mark = next((p for p in sentence.placed if p.start == match.end()), None)
        if mark and mark.fact.year and is_plain(mark.fact) and not says("first_since", clause) and not says("wishes", clause):
            yield mark, match


def _earlier(desk: Desk, sentence: Sentence, mark: Placed) -> list[Fact]:
    """The figures of earlier years of what the mark is of, in the nearest place that tells any."""
    for view in outward(desk, sentence):
        told = [f for f in view.sentence.facts if _is_of(mark.fact, f) and _is_of_the_same(desk, mark.fact, f)]
        if len({f.stage for f in told}) > 1:
            return []  # of which stage the mark is meant is not known
        if told:
            return sorted(told, key=lambda f: f.year or 0)
    return []


def _is_of(mark: Fact, fact: Fact) -> bool:
    same = all(getattr(fact, name) == getattr(mark, name) for name in ("indicator", "unit", "area", "criterion", "entity"))
    return (
        same
        and mark.stage in (None, fact.stage)
        and is_exact(fact, ("actual", "baseline"))
        and fact.year is not None
        and fact.year < (mark.year or 0)
    )


def _is_of_the_same(desk: Desk, mark: Fact, fact: Fact) -> bool:
    """The mark's clause names no group and no part of the money (人员支出) that the figure's does not, nor the figure's such a part."""
    own, its = (last_clause(desk.sentence_of[f.id].text[: desk.placed[f.id].start]) for f in (mark, fact))
    return groups(own) <= groups(its) and kinds_of_spending(own) == kinds_of_spending(its)


def _finding(mark: Fact, words: str, passed: Fact) -> Finding:
    return make_finding(
        "trend_contradiction", [mark, passed], variant="first_passed", claimed=exact_text(Fraction(mark.value or 0)),
        computed=exact_text(Fraction(passed.value or 0)), words=words, mark=mark.evidence.text, old=passed.evidence.text,
        old_time=passed.year, new_time=mark.year,
    )  # fmt: skip
