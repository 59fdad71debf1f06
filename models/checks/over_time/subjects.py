"""Whether a series of figures is what a claimed trend speaks of: by its words, its stage and its kind of amount, or by its place."""

from __future__ import annotations

import re

from models.checks.arithmetic.bounds import COUNTED
from models.checks.desk import Sentence
from models.checks.over_time.claimed import Claim
from models.checks.over_time.series import Series
from models.checks.wordings import NUMERALS, STAGE_WORDS, alike, in_brackets, indicator_words, last_clause, names_indicator, pattern, says
from models.claims import claims
from models.fact import Fact
from models.indicators import OTHER, load_indicators

RESOURCE, BUDGET = "resource.", "funding.expenditure"
_STAGES = re.compile(r"(?:[两二各]个?|所有)?学段|小学|初中|[、和]")
_COMPULSORY = re.compile("义务教育|中小学")
_ONLY_A_TIME = re.compile(r"[，,：:][从由]?\d{4}年(?:为|是|的)?")


def speaks_of(claim: Claim, series: Series, sentence: Sentence) -> bool:
    """Whether a claim of the sentence, or of one beside it, is one of the series."""
    if claim.clause.startswith("其中") and sentence.placed[0].end <= claim.start:
        return False  # of a part of what was told
    if claim.indicators:
        return series[0].indicator in claim.indicators
    if not may_be_of(claim, series[0]):
        return False
    if len(_STAGES.sub("", claim.subject).strip()) > 1:
        by_words = is_named(series[0].indicator, claim.subject) or _is_gap(claim, series, sentence)
        return by_words or says_subject(claim, series, sentence) or _follows_at_once(claim, series, sentence)
    # A claim without a subject of its own speaks of the figures right before it, and of none that a bracket holds beside them.
    opens = claim.start - len(claim.clause)
    before = [p for p in sentence.placed if p.end <= claim.start and (p.fact.unit != "year" or p.start < opens)]  # 连续三年只增不减
    ahead = [p.fact for p in before if not in_brackets(sentence.text[: p.start])] or [p.fact for p in before]
    ahead = [fact for fact in ahead if not _comes_to(fact, series)]
    if not ahead:
        return False
    # 小学、初中均逐年下降: the series of each stage that is named.
    same = (series[0].indicator, series[0].criterion) == (ahead[-1].indicator, ahead[-1].criterion)
    of_stage = same and (STAGE_WORDS.get(series[0].stage or "", "-") in claim.clause or _is_of_both(claim, series, ahead[-1], sentence))
    return of_stage or ahead[-1].id in {f.id for f in series}


def _comes_to(fact: Fact, series: Series) -> bool:
    """2021年52名、2022年67名、2023年61名，合计180名，呈逐年增加: what all the years of the series make together."""
    years = f"{series[0].period}/{series[-1].period}"
    return fact.period == years and (fact.indicator, fact.unit) == (series[0].indicator, series[0].unit)


def _is_of_both(claim: Claim, series: Series, last: Fact, sentence: Sentence) -> bool:
    """小学2021年…、2023年…，初中2021年…、2023年…，做到了逐年增长: no other words say where the series of the first stage goes."""
    if series[0].stage == last.stage or "/" not in series[0].unit:
        return False
    between = sentence.text[start_of(series, sentence) : claim.start - len(claim.clause)]
    return not says("goes_somewhere", between)


def may_be_of(claim: Claim, fact: Fact) -> bool:
    """Of no other stage, item or kind of amount than the claim's words name."""
    named = [s for s, word in STAGE_WORDS.items() if word in claim.clause]
    if named and fact.stage in STAGE_WORDS and fact.stage not in named:
        return False
    if fact.stage in BEYOND and _COMPULSORY.search(claim.clause):
        return False  # 幼儿园生均公用经费…。义务教育生均公用经费逐年增长
    if says("per_head_named", claim.clause) and not is_per_head_as_named(claim, fact):
        return False
    if fact.unit in COUNTED and says("rate_named", claim.subject):
        return False
    items = items_named(claim.clause) if fact.criterion is not None else []
    return not items or fact.criterion in items


def items_named(text: str) -> list[str]:
    """The items of the standard that a text names."""
    items = [indicator for indicator in load_indicators() if indicator.startswith(RESOURCE)]
    return [i.removeprefix(RESOURCE) for i in items if any(word in text for word in indicator_words(i))]


def is_named(indicator: str, subject: str) -> bool:
    """By what it measures, by the word that the subject ends in (平均班额), or by another word for it (师资数量)."""
    if names_indicator(indicator, subject):
        return True
    own = pattern(claims()["common_words"]).sub("", subject)
    if own == subject and own.endswith(tuple(indicator_words(indicator))):
        return True
    return any(indicator in entry["indicators"] and pattern(entry["words"]).search(subject) for entry in claims()["trend_subjects"])


def _is_gap(claim: Claim, series: Series, sentence: Sentence) -> bool:
    """城乡差距逐年缩小: the figures are told as differences, whatever they are differences of."""
    start = start_of(series, sentence)
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


def of_all_money(claim: Claim, found: list[Series]) -> list[Series]:
    """经费投入只增不减, over a table of several kinds of money: on all of it, for which the budget stands, and on no single kind."""
    if len(found) < 2 or not says("all_money", claim.subject):
        return found
    return [s for s in found if s[0].indicator == BUDGET]


def says_subject(claim: Claim, series: Series, view: Sentence) -> bool:
    """总体近视率分别为…。近视率连年走低: what has no indicator is named by the claim's own word in front of it."""
    start = start_of(series, view)
    own = pattern(claims()["common_words"]).sub("", _STAGES.sub("", claim.subject)).strip()
    said = claim.start - len(claim.clause)
    ahead = view.text[max(0, start - _REACH) : start] if said > start else view.text[max(claim.start, start - _REACH) : start]
    return len(own) > 1 and own in ahead


def opens_with(view: Sentence, claim: Claim, series: Series) -> bool:
    """择校生比例一年比一年低。2019年秋季是4.8%，…: the claim ends its sentence, the next opens with the figures and their times alone."""
    start = start_of(series, view)
    between = view.text[claim.start + len(claim.words) : start]
    return len(claim.subject) > 1 and (says("series_opens", between) or says("series_told_behind", between))


def start_of(series: Series, view: Sentence) -> int:
    """Where a series of the sentence begins."""
    return next(p.start for p in view.placed if p.fact is series[0])


_REACH = 30
"""Characters before a series in which its subject is looked for."""


def as_counted(claim: Claim, told: list[Series], sentence: Sentence) -> list[Series]:
    """以上两项指标…，均呈逐年上升: a claim on all of them, of which the sentence counts as many as there are series."""
    counted = pattern(claims()["counted_things"]).search(sentence.text, 0, claim.start)
    every = says("all_of_them", claim.clause) and not claim.subject
    return told if every and counted and NUMERALS[counted[1]] == len(told) else []


def is_per_head_as_named(claim: Claim, fact: Fact) -> bool:
    """An amount per head where the claim says 生均, and none where it does not; an item's coefficient is named by its item."""
    if fact.indicator == OTHER or fact.criterion is not None:
        return True
    return ("/" in fact.unit) == says("per_head_named", claim.clause)


BEYOND = ("preschool", "senior", "special")
