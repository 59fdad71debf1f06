"""Trends: what 逐年下降, 不断提高, 稳中有升, 增至 claim, against the series of figures that is given there."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

from models.checks.arithmetic.bounds import COUNTED
from models.checks.around import views
from models.checks.computing import rounded, surely_less
from models.checks.desk import Desk, Sentence, Tally
from models.checks.over_time.claimed import Claim, trend_claims
from models.checks.over_time.elsewhere import told_elsewhere
from models.checks.over_time.first_passed import check_first_passed
from models.checks.over_time.moves import moves
from models.checks.over_time.series import Series, all_series, chained, is_planned, moment
from models.checks.over_time.subjects import as_counted, is_named, may_be_of, of_all_money, opens_with, says_subject, speaks_of, start_of
from models.checks.wordings import first_part, last_part, says
from models.claims import claims, trend_keys
from models.fact import Fact
from models.finding import Finding, exact_text, make_finding
from models.indicators import OTHER

_JOINED = re.compile("[、和与及]")
_FROM_AND_TO = 2


def check_trends(desk: Desk) -> Tally:
    """trend_contradiction for each series that a claim of its sentence speaks of and that goes another way."""
    tally = Tally("trends")
    for sentence in desk.running_claims.having(trend_keys()):
        told: set[str] = set()
        for claim in trend_claims(sentence.text):
            meant = _meant(desk, sentence, claim)
            if not meant:
                tally.skip("no_series_of_that_subject")
            for one in meant:
                finding = None if one[0].id in told else check_series(one, claim)
                told |= {one[0].id} if finding else set()
                tally.check(finding)
    for move in moves(desk):
        tally.check(_contradiction([move.old, move.new], move.words, move.old, move.new, move.direction) if move.is_contradicted else None)
    check_first_passed(desk, tally)
    return tally


def _meant(desk: Desk, sentence: Sentence, claim: Claim) -> list[Series]:
    """The series that a claim speaks of: in its sentence, around it where that tells none, or wherever the document tells one."""
    if own := all_series(sentence):
        told = [s for s in own if speaks_of(claim, s, sentence) and not _goes_on_in_plan(claim, s, sentence)]
        told = _of_its_part(claim, told, sentence) or told
        full = {(one[0].indicator, one[0].stage) for one in told if len(one) > _FROM_AND_TO}
        if full and not _JOINED.search(claim.clause):
            return told
        # 教师工资和生均公用经费逐年增长: one here, the other in a table. 由738元增加到796元: a table tells the years between.
        return told + [s for s in told_elsewhere(desk, sentence, claim) if (s[0].indicator, s[0].stage) not in full]
    to_come = says("wishes", sentence.text)
    for view, shift in views(desk, sentence):
        moved = replace(claim, start=claim.start + shift)
        told = [s for s in all_series(view) if to_come or not is_planned(s)]
        named = (s for s in told if s[0].indicator != OTHER or says_subject(moved, s, view) or opens_with(view, moved, s))
        if found := [s for s in named if speaks_of(moved, s, view)] or as_counted(claim, told, sentence):
            return of_all_money(claim, found)
    named = (s for s in chained(desk, sentence) if len(claim.subject) > 1 and is_named(s[0].indicator, claim.subject))
    chain = [s for s in named if may_be_of(claim, s[0])]
    return of_all_money(claim, chain or told_elsewhere(desk, sentence, claim))


def _of_its_part(claim: Claim, told: list[Series], sentence: Sentence) -> list[Series]:
    """小学2021年…，生源逐年减少；初中2021年…，在校生逐年增加: the series of the claim's own part of the sentence, where it is not on
    all, nor what all its parts are opened with."""
    opens = sentence.placed[0].start > claim.start and len(trend_claims(sentence.text)) == 1
    if opens or says("of_all_series", claim.clause):
        return []
    start = claim.start - len(last_part(sentence.text[: claim.start]))
    end = claim.start + len(first_part(sentence.text[claim.start :]))
    return [s for s in told if start <= start_of(s, sentence) < end]


def _goes_on_in_plan(claim: Claim, series: Series, sentence: Sentence) -> bool:
    """经费逐年增加，明年计划再投资…: behind the claim the sentence goes on with what is planned."""
    return is_planned(series) and says("plan_opens", sentence.text[claim.start : start_of(series, sentence)])


def check_series(series: Series, claim: Claim) -> Finding | None:
    """The finding where a step, or the whole way if only that is claimed, surely goes against the claim."""
    direction = claim.direction
    low = series[0].indicator in claims()["good_is_low"]
    if direction == "rising" and low and not claim.subject.strip():
        return None  # 各项指标持续走高 is said of what is better when it is high
    if direction == "better":
        if series[0].indicator == OTHER or (series[0].unit in COUNTED and not low):
            return None  # which way is better is not known, and that a number grows makes nothing better
        direction = "falling" if low else "rising"
    for old, new in _steps(series, claim):
        down, up = surely_less(rounded(new), rounded(old)), surely_less(rounded(old), rounded(new))
        if up if direction == "falling" else down:
            return _contradiction(series, claim.words, old, new, direction)
    return None


def _steps(series: Series, claim: Claim) -> list[tuple[Fact, Fact]]:
    """The steps that may not go the other way."""
    each, whole = list(pairwise(series)), (series[0], series[-1])
    if claim.each_step:
        return each
    return [whole, *(step for step in each if claim.steady and _way(*step) > _way(*whole))]


def _way(old: Fact, new: Fact) -> Decimal:
    return abs((new.value or Decimal(0)) - (old.value or Decimal(0)))


def _contradiction(series: Series, words: str, old: Fact, new: Fact, direction: str) -> Finding:
    assert new.value is not None
    return make_finding(
        "trend_contradiction",
        series,
        variant=direction if moment(old) and moment(new) else f"{direction}_untimed",
        claimed=words,
        computed=exact_text(Fraction(new.value)),
        words=words,
        old=old.evidence.text,
        new=new.evidence.text,
        old_time=old.period,
        new_time=new.period,
    )
