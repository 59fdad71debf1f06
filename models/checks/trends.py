"""Trends: what 逐年下降, 不断提高, 稳中有升 claim, against the series of figures that is given there."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import pairwise
from typing import Any

from models.checks.around import views
from models.checks.computing import rounded, surely_less
from models.checks.desk import Desk, Placed, Sentence, Tally
from models.checks.wordings import STAGE_WORDS, alike, indicator_words, names_indicator, pattern, says
from models.claims import any_trend, claims
from models.fact import Fact
from models.finding import Finding, exact_text, make_finding
from models.indicators import OTHER

_STAGES = re.compile(r"小学|初中|学段|[、和]")
_STAGE_BEFORE = re.compile(r"(?:小学|初中)[、和]$")
"""小学、初中均呈逐年下降: the mark parts two stages and no clauses."""
_ONLY_A_TIME = re.compile(r"[，,：:][从由]?\d{4}年(?:为|是|的)?")
_DELIMITER = re.compile(r"[，。；：、,;:（）()]")


@dataclass(frozen=True, slots=True)
class Claim:
    """A trend that is claimed: its words, its place, and what it says of each step."""

    words: str
    start: int
    subject: str
    clause: str
    direction: str
    each_step: bool


Series = list[Fact]


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
    return tally


def _meant(desk: Desk, sentence: Sentence, claim: Claim) -> list[Series]:
    """The series that a claim speaks of: in its sentence, or around it where that tells none."""
    if own := all_series(sentence):
        return [s for s in own if _speaks_of(claim, s, sentence)]
    for view, shift in views(desk, sentence):
        moved = replace(claim, start=claim.start + shift)
        named = (s for s in all_series(view) if s[0].indicator != OTHER)  # of what has no indicator only its own sentence tells
        if found := [s for s in named if _speaks_of(moved, s, view)]:
            return found
    return []


def trend_claims(text: str) -> list[Claim]:
    """The claims of a trend in a sentence, in its order."""
    found: list[Claim] = []
    if not any_trend().search(text):
        return found
    for entry in claims()["trends"]:
        for match in pattern(entry["words"]).finditer(text):
            if not says("trend_excepted", text[: match.start()]):
                found.append(_claim(text, match, entry))
    return sorted(found, key=lambda c: c.start)


def _claim(text: str, match: re.Match[str], entry: dict[str, Any]) -> Claim:
    cuts = [m.end() for m in _DELIMITER.finditer(text, 0, match.start()) if not _STAGE_BEFORE.search(text, 0, m.end())]
    clause = text[cuts[-1] if cuts else 0 : match.start()]
    subject = re.sub(claims()["trend_fillers"], "", clause)
    good = pattern(entry["good_words"]).search(match.group()) is not None if "good_words" in entry else False
    direction = "better" if good else entry["direction"]
    return Claim(match.group(), match.start(), subject, clause, direction, entry["each_step"])


def all_series(sentence: Sentence) -> list[Series]:
    """Figures of one thing at three or more times, or two that are told as from and to, in the order of time."""
    groups: dict[tuple[object, ...], Series] = {}
    for fact in sentence.facts:
        if fact.value is not None and fact.kind == "level" and fact.status != "standard" and fact.year is not None:
            key = (fact.indicator, fact.unit, fact.stage, fact.area, fact.criterion, fact.entity)
            groups.setdefault(key, []).append(fact)
    timed = [facts for facts in groups.values() if len(facts) > 1 and _in_time(facts)]
    return timed or _lists_of_years(sentence) or _ordinal_years(sentence)


def _lists_of_years(sentence: Sentence) -> list[Series]:
    """近五年的合格率为61.8%、64.5%、63.9%、68.7%、71.3%: as many figures in a list as the sentence counts years, and of one thing."""
    runs: list[list[Placed]] = []
    for placed in sentence.placed:
        if runs and _goes_on(runs[-1][-1], placed, sentence.text):
            runs[-1].append(placed)
        else:
            runs.append([placed])
    counted = {_NUMERALS.get(m[1]) or int(m[1]) for m in _YEARS_COUNTED.finditer(sentence.text)}
    return [[p.fact for p in run] for run in runs if len(run) > 2 and len(run) in counted]


def _ordinal_years(sentence: Sentence) -> list[Series]:
    """首年的18.4分，次年的14.7分，第三年的16.2分: figures of one thing, each behind the year that follows."""
    run: Series = []
    since = 0
    for fact, start, end in sentence.placed:
        named = _ORDINAL.search(sentence.text[since:start])
        since = end
        plain = fact.value is not None and fact.kind == "level"
        alike = not run or (run[0].indicator, run[0].unit, run[0].stage) == (fact.indicator, fact.unit, fact.stage)
        if named and plain and alike and _ORDINALS[named[1]] == len(run) + 1:
            run.append(fact)
    return [run] if len(run) > 2 else []


_ORDINALS = {"首": 1, "第一": 1, "次": 2, "第二": 2, "第三": 3, "第四": 4, "第五": 5}
_ORDINAL = re.compile(r"(首|次|第[一二三四五])年(?:的|为|是|达)?$")
_NUMERALS = {numeral: number for number, numeral in enumerate("三四五六七八九", start=3)}
_YEARS_COUNTED = re.compile(r"([三四五六七八九]|(?<!\d)[3-9])个?(?:学?年|年度)")


def _goes_on(before: Placed, placed: Placed, text: str) -> bool:
    """Nothing but 、 or 和 parts two figures of one thing."""
    a, b = before.fact, placed.fact
    alike = (a.indicator, a.unit, a.stage, a.area, a.criterion, a.kind) == (b.indicator, b.unit, b.stage, b.area, b.criterion, b.kind)
    plain = a.value is not None and b.value is not None and a.kind == "level"
    return alike and plain and text[before.end : placed.start] in ("、", "和", "与", "及", "以及")


def _in_time(facts: Series) -> bool:
    """Whether each figure is of a later year than the one before; a series told in another order is not trusted."""
    years = [f.year or 0 for f in facts]
    return all(a < b for a, b in pairwise(years))


def _speaks_of(claim: Claim, series: Series, sentence: Sentence) -> bool:
    stage = series[0].stage
    if claim.clause.startswith("其中") and sentence.placed[0].end <= claim.start:
        return False  # of a part of what was told
    named = [s for s, word in STAGE_WORDS.items() if word in claim.clause]
    if named and stage in STAGE_WORDS and stage not in named:
        return False
    if len(_STAGES.sub("", claim.subject).strip()) > 1:
        return _is_named(series[0].indicator, claim.subject) or _follows_at_once(claim, series, sentence)
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
    if direction == "better":
        if series[0].indicator == OTHER:
            return None  # which way is better is not known
        direction = "falling" if series[0].indicator in claims()["good_is_low"] else "rising"
    steps = list(pairwise(series)) if claim.each_step else [(series[0], series[-1])]
    for old, new in steps:
        down, up = surely_less(rounded(new), rounded(old)), surely_less(rounded(old), rounded(new))
        if up if direction == "falling" else down:
            return _contradiction(series, claim, old, new, direction)
    return None


def _contradiction(series: Series, claim: Claim, old: Fact, new: Fact, direction: str) -> Finding:
    assert new.value is not None
    return make_finding(
        "trend_contradiction",
        series,
        variant=direction if old.year and new.year else f"{direction}_untimed",
        claimed=claim.words,
        computed=exact_text(Fraction(new.value)),
        words=claim.words,
        old=old.evidence.text,
        new=new.evidence.text,
        old_time=old.period,
        new_time=new.period,
    )
