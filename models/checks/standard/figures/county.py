"""The county's own figures of an indicator, as a claim on all of them (均达到国家标准) is held against them."""

from __future__ import annotations

from models.checks.desk import Desk, is_plain
from models.checks.standard.claimed.times import is_of_time
from models.fact import Fact


def county_figures(desk: Desk, indicators: list[str], claim: str = "") -> list[Fact]:
    """The county's own figures of these indicators, in text and tables; of each stage and item the latest only.

    Of the time that the words of a claim name, if they do: 2023年各校…, 从2025年起各校….
    """
    groups: dict[tuple[object, ...], list[Fact]] = {}
    for fact in (f for (indicator, _), facts in desk.by_measure.items() if indicator in indicators for f in facts):
        if is_plain(fact) and fact.bound == "exact" and fact.entity is None and fact.area is None and is_of_time(fact, claim):
            groups.setdefault((fact.indicator, fact.stage, fact.criterion, fact.unit), []).append(fact)
    return [fact for facts in groups.values() for fact in _latest(facts)]


def _latest(facts: list[Fact]) -> list[Fact]:
    """Those of the last year that is named; where none is, all if they agree and none if not."""
    years = [f.period[-7:][:4] if f.period and "-" in f.period[-7:] else (f.period or "")[-4:] for f in facts]
    last = max(years)
    chosen = [f for f, year in zip(facts, years, strict=True) if year == last]
    return chosen if len({f.value for f in chosen}) == 1 else []
