"""Trends: what 逐年下降, 不断提高, 稳中有升, 增至 claim, against the series of figures that is given there."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from typing import Any

from models.checks.arithmetic.bounds import COUNTED
from models.checks.around import views
from models.checks.computing import rounded, surely_less
from models.checks.desk import Desk, Sentence, Tally
from models.checks.over_time.moves import moves
from models.checks.over_time.series import Series, all_series, chained, moment
from models.checks.wordings import MARKS, NUMERALS, STAGE_WORDS, alike, indicator_words, last_clause, names_indicator, pattern, says
from models.claims import claims, claims_trend
from models.fact import Fact
from models.finding import Finding, exact_text, make_finding
from models.indicators import OTHER

_STAGES = re.compile(r"小学|初中|学段|[、和]")
_STAGE_BEFORE = re.compile(r"(?:小学|初中)[、和]$")
"""小学、初中均呈逐年下降: the mark parts two stages and no clauses."""
_ONLY_A_TIME = re.compile(r"[，,：:][从由]?\d{4}年(?:为|是|的)?")


@dataclass(frozen=True, slots=True)
class Claim:
    """A trend that is claimed: its words, its place, and what it says of each step."""

    words: str
    start: int
    subject: str
    clause: str
    direction: str
    each_step: bool
    steady: bool
    indicators: frozenset[str]
    """What the words themselves say to go so, and nothing else: 年轻化; empty where they do not."""


def check_trends(desk: Desk) -> Tally:
    """trend_contradiction for each series that a claim of its sentence speaks of and that goes another way."""
    tally = Tally("trends")
    for sentence in desk.claiming:
        if sentence.table is not None or not (found := trend_claims(sentence.text)):
            continue
        told: set[str] = set()
        for claim in found:
            meant = _meant(desk, sentence, claim)
            if not meant:
                tally.skip("no_series_of_that_subject")
            for one in meant:
                finding = None if one[0].id in told else check_series(one, claim)
                told |= {one[0].id} if finding else set()
                tally.check(finding)
    for move in moves(desk):
        tally.check(_contradiction([move.old, move.new], move.words, move.old, move.new, move.direction) if move.is_contradicted else None)
    return tally


def _meant(desk: Desk, sentence: Sentence, claim: Claim) -> list[Series]:
    """The series that a claim speaks of: in its sentence, or around it where that tells none."""
    if own := all_series(sentence):
        return [s for s in own if _speaks_of(claim, s, sentence)]
    for view, shift in views(desk, sentence):
        moved = replace(claim, start=claim.start + shift)
        told = all_series(view)
        named = (s for s in told if s[0].indicator != OTHER or _says_subject(moved, s, view) or _opens_with(view, moved, s))
        if found := [s for s in named if _speaks_of(moved, s, view)] or _as_counted(claim, told, sentence):
            return found
    return [s for s in chained(desk, sentence) if len(claim.subject) > 1 and _is_named(s[0].indicator, claim.subject)]


def _says_subject(claim: Claim, series: Series, view: Sentence) -> bool:
    """总体近视率分别为…。近视率连年走低: what has no indicator is named by the claim's own word in front of it."""
    start = _start(series, view)
    own = pattern(claims()["common_words"]).sub("", _STAGES.sub("", claim.subject)).strip()
    said = claim.start - len(claim.clause)
    ahead = view.text[max(0, start - _REACH) : start] if said > start else view.text[max(claim.start, start - _REACH) : start]
    return len(own) > 1 and own in ahead


def _opens_with(view: Sentence, claim: Claim, series: Series) -> bool:
    """择校生比例一年比一年低。2019年秋季是4.8%，…: the claim ends its sentence, the next opens with the figures and their times alone."""
    start = _start(series, view)
    between = view.text[claim.start + len(claim.words) : start]
    return len(claim.subject) > 1 and says("series_opens", between)


def _start(series: Series, view: Sentence) -> int:
    """Where a series of the sentence begins."""
    return next(p.start for p in view.placed if p.fact is series[0])


_REACH = 30
"""Characters before a series in which its subject is looked for."""


def _as_counted(claim: Claim, told: list[Series], sentence: Sentence) -> list[Series]:
    """以上两项指标…，均呈逐年上升: a claim on all of them, of which the sentence counts as many as there are series."""
    counted = pattern(claims()["counted_things"]).search(sentence.text, 0, claim.start)
    every = says("all_of_them", claim.clause) and not claim.subject
    return told if every and counted and NUMERALS[counted[1]] == len(told) else []


def trend_claims(text: str) -> list[Claim]:
    """The claims of a trend in a sentence, in its order."""
    found: list[Claim] = []
    if not claims_trend(text):
        return found
    for entry in claims()["trends"]:
        for match in pattern(entry["words"]).finditer(text):
            if not says("trend_excepted", text[: match.start()]):
                found.append(_claim(text, match, entry))
    return sorted(found, key=lambda c: c.start)


def _claim(text: str, match: re.Match[str], entry: dict[str, Any]) -> Claim:
    cuts = [m.end() for m in MARKS.finditer(text, 0, match.start()) if not _STAGE_BEFORE.search(text, 0, m.end())]
    clause = text[cuts[-1] if cuts else 0 : match.start()]
    subject = re.sub(claims()["trend_fillers"], "", clause)
    good = pattern(entry["good_words"]).search(match.group()) is not None if "good_words" in entry else False
    direction = "better" if good else entry["direction"]
    of = frozenset(entry.get("indicators", ()))
    return Claim(match.group(), match.start(), subject, clause, direction, entry["each_step"], "steady" in entry, of)


def _speaks_of(claim: Claim, series: Series, sentence: Sentence) -> bool:
    stage = series[0].stage
    if claim.clause.startswith("其中") and sentence.placed[0].end <= claim.start:
        return False  # of a part of what was told
    if claim.indicators:
        return series[0].indicator in claim.indicators
    named = [s for s, word in STAGE_WORDS.items() if word in claim.clause]
    if named and stage in STAGE_WORDS and stage not in named:
        return False
    if len(_STAGES.sub("", claim.subject).strip()) > 1:
        by_words = _is_named(series[0].indicator, claim.subject) or _is_gap(claim, series, sentence)
        return by_words or _says_subject(claim, series, sentence) or _follows_at_once(claim, series, sentence)
    # A claim without a subject of its own speaks of the figures right before it.
    ahead = [p.fact for p in sentence.placed if p.end <= claim.start]
    if not ahead:
        return False
    # 小学、初中均逐年下降: the series of each stage that is named.
    of_stage = stage in named and (series[0].indicator, series[0].criterion) == (ahead[-1].indicator, ahead[-1].criterion)
    return of_stage or ahead[-1].id in {f.id for f in series}


def _is_named(indicator: str, subject: str) -> bool:
    """By what it measures, by the word that the subject ends in (平均班额), or by another word for it (师资数量)."""
    if names_indicator(indicator, subject):
        return True
    own = pattern(claims()["common_words"]).sub("", subject)
    if own == subject and own.endswith(tuple(indicator_words(indicator))):
        return True
    return any(indicator in entry["indicators"] and pattern(entry["words"]).search(subject) for entry in claims()["trend_subjects"])


def _is_gap(claim: Claim, series: Series, sentence: Sentence) -> bool:
    """城乡差距逐年缩小: the figures are told as differences, whatever they are differences of."""
    start = _start(series, sentence)
    return says("gap_subject", claim.subject) and says("gap_told", last_clause(sentence.text[:start]))


def _follows_at_once(claim: Claim, series: Series, sentence: Sentence) -> bool:
    """逐年减少，2015年862人，…: a series is what the claim speaks of if it is the next thing told, and no indicator names it or nothing
    but a time stands between."""
    following = next((p for p in sentence.placed if p.start >= claim.start), None)
    if following is None or following.fact.id != series[0].id:
        return False
    between = sentence.text[claim.start + len(claim.words) : following.start]
    named = alike(series[0].indicator, claim.subject, between)  # 学位供需矛盾逐年缓解，学位缺口2021年为…
    own = pattern(claims()["common_words"]).sub("", claim.subject)
    named = named or any(word in own for word in indicator_words(series[0].indicator))  # 招生规模逐年减少：2020年招收新生…
    return series[0].indicator == OTHER or named or _ONLY_A_TIME.fullmatch(between) is not None


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
