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
from models.checks.desk import Desk, Sentence, Tally, once
from models.checks.over_time.moves import moves
from models.checks.over_time.series import Series, all_series, chained, moment
from models.checks.standard.norms import segment_start
from models.checks.wordings import (
    MARKS,
    NUMERALS,
    STAGE_WORDS,
    SURE_NAME,
    alike,
    clause,
    in_brackets,
    indicator_words,
    last_clause,
    names_indicator,
    number_of,
    pattern,
    same_subject,
    says,
    stages_named,
)
from models.claims import claims, claims_trend, trend_keys
from models.fact import Fact
from models.finding import Finding, exact_text, make_finding
from models.indicators import OTHER, load_indicators

RESOURCE = "resource."
_STAGES = re.compile(r"小学|初中|学段|[、和]")
_GOES_ON = re.compile(r"(?:(?:小学|初中)[、和]|(?:经费|支出|事业费|工资|收入|拨款|投入|率|面积)、)$")
"""小学、初中均呈逐年下降, 教师工资、生均公用经费逐年增长: the mark parts two stages or subjects, and no clauses."""
_JOINED = re.compile("[、和与及]")
_FROM_AND_TO = 2
_COMPULSORY = re.compile("义务教育|中小学")
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
    return tally


def _meant(desk: Desk, sentence: Sentence, claim: Claim) -> list[Series]:
    """The series that a claim speaks of: in its sentence, around it where that tells none, or wherever the document tells one."""
    if own := all_series(sentence):
        told = [s for s in own if _speaks_of(claim, s, sentence) and not _goes_on_in_plan(claim, s, sentence)]
        full = {(one[0].indicator, one[0].stage) for one in told if len(one) > _FROM_AND_TO}
        if full and not _JOINED.search(claim.clause):
            return told
        # 教师工资和生均公用经费逐年增长: one here, the other in a table. 由738元增加到796元: a table tells the years between.
        return told + [s for s in told_elsewhere(desk, sentence, claim) if (s[0].indicator, s[0].stage) not in full]
    to_come = says("wishes", sentence.text)
    for view, shift in views(desk, sentence):
        moved = replace(claim, start=claim.start + shift)
        told = [s for s in all_series(view) if to_come or not _is_planned(s)]
        named = (s for s in told if s[0].indicator != OTHER or _says_subject(moved, s, view) or _opens_with(view, moved, s))
        if found := [s for s in named if _speaks_of(moved, s, view)] or _as_counted(claim, told, sentence):
            return found
    named = (s for s in chained(desk, sentence) if len(claim.subject) > 1 and _is_named(s[0].indicator, claim.subject))
    chain = [s for s in named if _may_be_of(claim, s[0])]
    return chain or told_elsewhere(desk, sentence, claim)


def _is_planned(series: Series) -> bool:
    """What is told of the past is held against nothing that is only planned."""
    return any(f.status == "plan" for f in series)


def _goes_on_in_plan(claim: Claim, series: Series, sentence: Sentence) -> bool:
    """经费逐年增加，明年计划再投资…: behind the claim the sentence goes on with what is planned."""
    return _is_planned(series) and says("plan_opens", sentence.text[claim.start : _start(series, sentence)])


def told_elsewhere(desk: Desk, sentence: Sentence, claim: Claim) -> list[Series]:
    """The series of a table's row or of another section that surely is what the claim names: 表1…. 小学生均支出逐年增长."""
    ahead = sentence.text[segment_start(sentence.text, claim.start) : claim.start]
    if len(claim.subject) < SURE_NAME or says("wishes", ahead) or says("trend_demanded", sentence.text[claim.start + len(claim.words) :]):
        return []
    named = [s for s in _series_of_county(desk) if _is_named(s[0].indicator, claim.subject) and _is_same(desk, claim, s)]
    return [cut for s in named if len(cut := _within(s, ahead)) > 1]


@once
def _series_of_county(desk: Desk) -> list[Series]:
    """Figures of the whole county at three times or more; none where the document tells the same thing in two ways."""
    found: dict[tuple[object, ...], list[Series]] = {}
    for sentence in desk.sentences:
        for one in all_series(sentence) if len(sentence.facts) > 2 else ():
            first = one[0]
            of_county = first.indicator != OTHER and first.entity is None and first.area is None and not _is_planned(one)
            if len(one) > 2 and of_county and moment(first):
                found.setdefault((first.indicator, first.unit, first.stage, first.criterion), []).append(one)
    return [told[0] for told in found.values() if len({tuple(f.value for f in one) for one in told}) == 1]


def _is_same(desk: Desk, claim: Claim, series: Series) -> bool:
    """Of the stage, the group and the kind of amount (生均) that the claim's words name."""
    first = series[0]
    stages = stages_named(claim.clause)
    if (first.stage not in stages if stages else first.stage in STAGE_WORDS and "/" not in first.unit) or first.stage in _BEYOND:
        return False  # both stages together may grow where one does not, but no amount per head grows that falls in one of them
    if not _may_be_of(claim, first) or (first.criterion is not None and first.criterion not in _items_named(claim.clause)):
        return False
    return _is_per_head_as_named(claim, first) and same_subject(first.indicator, claim.clause, clause(desk, first))


def _is_per_head_as_named(claim: Claim, fact: Fact) -> bool:
    """An amount per head where the claim says 生均, and none where it does not; an item's coefficient is named by its item."""
    if fact.indicator == OTHER or fact.criterion is not None:
        return True
    return ("/" in fact.unit) == says("per_head_named", claim.clause)


_BEYOND = ("preschool", "senior", "special")


def _within(series: Series, ahead: str) -> Series:
    """The figures of the years that the words before the claim name: 2021年以来, 近三年."""
    since = min((int(year) for year in _YEAR.findall(ahead)), default=0)
    counted = _LAST_YEARS.search(ahead)
    last = number_of(counted[1]) if counted else len(series)
    return [f for f in series if int((f.period or "0")[:4]) >= since][-last:]


_YEAR = re.compile(r"(?<!\d)(20\d\d)(?!\d)")
_LAST_YEARS = re.compile(r"近?([两三四五六七八九]|(?<!\d)[2-9])年[来间]?")


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
    return len(claim.subject) > 1 and (says("series_opens", between) or says("series_told_behind", between))


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
            if not _is_denied(text, match, entry["direction"]):
                found.append(_claim(text, match, entry))
    return sorted(found, key=lambda c: c.start)


def _is_denied(text: str, match: re.Match[str], direction: str) -> bool:
    """未做到逐年增长, “两个只增不减”落实不到位; and what goes so but for a part of it."""
    ahead, behind = text[: match.start()], text[match.end() :]
    if direction == "rising" and says("trend_owned_up", behind):
        return True
    return says("trend_excepted", ahead) or says("trend_denied", ahead) or says("trend_denied_behind", behind)


def _claim(text: str, match: re.Match[str], entry: dict[str, Any]) -> Claim:
    cuts = [m.end() for m in MARKS.finditer(text, 0, match.start()) if not _GOES_ON.search(text, 0, m.end())]
    clause = text[cuts[-1] if cuts else 0 : match.start()]
    subject = re.sub(claims()["trend_fillers"], "", clause)
    good = pattern(entry["good_words"]).search(match.group()) is not None if "good_words" in entry else False
    direction = "better" if good else entry["direction"]
    of = frozenset(entry.get("indicators", ()))
    return Claim(match.group(), match.start(), subject, clause, direction, entry["each_step"], "steady" in entry, of)


def _speaks_of(claim: Claim, series: Series, sentence: Sentence) -> bool:
    if claim.clause.startswith("其中") and sentence.placed[0].end <= claim.start:
        return False  # of a part of what was told
    if claim.indicators:
        return series[0].indicator in claim.indicators
    if not _may_be_of(claim, series[0]):
        return False
    if len(_STAGES.sub("", claim.subject).strip()) > 1:
        by_words = _is_named(series[0].indicator, claim.subject) or _is_gap(claim, series, sentence)
        return by_words or _says_subject(claim, series, sentence) or _follows_at_once(claim, series, sentence)
    # A claim without a subject of its own speaks of the figures right before it, and of none that a bracket holds beside them.
    opens = claim.start - len(claim.clause)
    before = [p for p in sentence.placed if p.end <= claim.start and (p.fact.unit != "year" or p.start < opens)]  # 连续三年只增不减
    ahead = [p.fact for p in before if not in_brackets(sentence.text[: p.start])] or [p.fact for p in before]
    if not ahead:
        return False
    # 小学、初中均逐年下降: the series of each stage that is named.
    same = (series[0].indicator, series[0].criterion) == (ahead[-1].indicator, ahead[-1].criterion)
    of_stage = same and (STAGE_WORDS.get(series[0].stage or "", "-") in claim.clause or _is_of_both(claim, series, ahead[-1], sentence))
    return of_stage or ahead[-1].id in {f.id for f in series}


def _is_of_both(claim: Claim, series: Series, last: Fact, sentence: Sentence) -> bool:
    """小学2021年…、2023年…，初中2021年…、2023年…，做到了逐年增长: no other words say where the series of the first stage goes."""
    if series[0].stage == last.stage or "/" not in series[0].unit:
        return False
    between = sentence.text[_start(series, sentence) : claim.start - len(claim.clause)]
    return not says("goes_somewhere", between)


def _may_be_of(claim: Claim, fact: Fact) -> bool:
    """Of no other stage, item or kind of amount than the claim's words name."""
    named = [s for s, word in STAGE_WORDS.items() if word in claim.clause]
    if named and fact.stage in STAGE_WORDS and fact.stage not in named:
        return False
    if fact.stage in _BEYOND and _COMPULSORY.search(claim.clause):
        return False  # 幼儿园生均公用经费…。义务教育生均公用经费逐年增长
    if says("per_head_named", claim.clause) and not _is_per_head_as_named(claim, fact):
        return False
    if fact.unit in COUNTED and says("rate_named", claim.subject):
        return False
    items = _items_named(claim.clause) if fact.criterion is not None else []
    return not items or fact.criterion in items


def _items_named(text: str) -> list[str]:
    """The items of the standard that a text names."""
    items = [indicator for indicator in load_indicators() if indicator.startswith(RESOURCE)]
    return [i.removeprefix(RESOURCE) for i in items if any(word in text for word in indicator_words(i))]


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
