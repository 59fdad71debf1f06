"""Periods: a figure told as done whose time lies after the document's own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from models.checks.desk import Desk, Sentence, Tally
from models.checks.wordings import pattern, says
from models.claims import claims
from models.fact import Fact
from models.finding import Finding, make_finding

MOST = 3
"""Where more sentences than this speak of a later year, it is the document's year that is doubtful."""


def check_periods(desk: Desk) -> Tally:
    """period_conflict for each sentence that tells a later year as done; plans and what sounds like one are left out."""
    tally = Tally("periods")
    year = desk.year
    if year is None:
        for fact in desk.extraction.facts:
            if fact.period:
                tally.skip("document_year_unknown")
        return tally
    late: list[tuple[Sentence, list[Fact], str]] = []
    dated = desk.extraction.document.dated
    times = {f.period for f in desk.extraction.facts if f.period}  # few, and each told again and again
    later = {time for time in times if _is_after(time, year, dated)}
    of_terms = set(desk.running_prose.having(_any_term())) if dated else set()
    for sentence in desk.sentences:
        facts = [f for f in sentence.facts if f.period and f.status == "actual"]
        after = [f for f in facts if f.period in later and _is_written(sentence, f)] if later else []
        done = next((month for month in _months_done(sentence) if _is_after(month, year, dated)), None)
        term = next(_later_terms(sentence, dated), None) if dated and sentence in of_terms and not after else None
        if done:
            late.append((sentence, [f for f in after if f.period == done] or [sentence.facts[0]], done))
        elif (after or term) and (says("done_before", sentence.text) or not _plans(sentence, after)):
            late.append((sentence, *(term or (after, after[0].period or ""))))
        elif facts:
            tally.check()
    for sentence, facts, period in late:
        if len(late) > MOST or (desk.extraction.document.kind == "plan" and not says("done", sentence.text)):
            tally.skip("document_year_doubtful")
        else:
            tally.check(_conflict(facts, period, year, dated))
    return tally


def _plans(sentence: Sentence, after: list[Fact]) -> bool:
    """Whether a sentence sounds like a plan: not by the goal that what was done is a share of (占年度计划的83%), nor by what it goes on
    with behind figures that it tells as they stood (截至2023年10月底，已竣工6个，其余计划…)."""
    text = sentence.text
    if after and (told := pattern(claims()["as_it_stood"]).search(text)):
        behind = [p.end for p in sentence.placed if p.start >= told.end() and p.fact.id == after[0].id]
        text = text[: min(behind, default=len(text))]
    return says("future", pattern(claims()["share_of_plan"]).sub("", text))


def _conflict(facts: list[Fact], period: str, year: int, dated: str | None) -> Finding:
    """Told by the document's year, by its month where only that is before the time told."""
    by_month = dated is not None and _begins(period) == _begins(dated)
    written = dated if by_month and dated else str(year)
    figure = "、".join(f.evidence.text for f in facts)
    variant = "month" if by_month else "plain"
    return make_finding(
        "period_conflict", facts, variant=variant, claimed=period, computed=written, written=written, period=period, figure=figure
    )


def _months_done(sentence: Sentence) -> list[str]:
    """The months in which a sentence of figures tells something as done, though they may be of other times."""
    found = pattern(claims()["done_in_month"]).finditer(sentence.text) if sentence.facts and "已" in sentence.text else ()
    return [f"{m['year'] or m['later_year']}-{int(m['month'] or m['later_month']):02}" for m in found]


def _later_terms(sentence: Sentence, dated: str) -> Iterator[tuple[list[Fact], str]]:
    """2025年秋季学期 in a report of March 2025: what is told as true of a term of the document's year that was still to come, and the
    words for the term."""
    for entry in claims()["terms_of_year"]:
        for match in pattern(entry["words"]).finditer(sentence.text):
            behind = sentence.text[match.end() :]
            if f"{match[1]}-{entry['begins']:02}" <= dated or says("term_bounds", behind):
                continue
            until = _YEAR.search(sentence.text, match.end())
            end = until.start() if until else len(sentence.text)
            own = [p.fact for p in sentence.placed if match.end() <= p.start < end and p.fact.status == "actual"]
            if told := [f for f in own if f.period and _begins(f.period) == int(match[1])]:
                yield told, match[0]


_YEAR = re.compile(r"20\d\d")


@cache
def _any_term() -> re.Pattern[str]:
    return re.compile("|".join(entry["words"] for entry in claims()["terms_of_year"]))


def _is_after(period: str, year: int, dated: str | None) -> bool:
    """Whether a time begins behind that of the document: behind the month of its date if both are known, else behind its year."""
    if dated is None:
        return _begins(period) > year
    first = period.split("/")[0]
    return first > dated if len(first) == len(dated) == 7 else _begins(period) > max(year, _begins(dated))


def _begins(period: str) -> int:
    match = re.match(r"\d{4}", period)
    return int(match.group()) if match else 0


def _is_written(sentence: Sentence, fact: Fact) -> bool:
    """Whether the year itself stands in the sentence: one that was inherited from elsewhere proves nothing."""
    wide = str.maketrans("０１２３４５６７８９", "0123456789")
    return str(_begins(fact.period or "")) in sentence.text.translate(wide)
