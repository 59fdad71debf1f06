"""How right a dataset is that was made of invented reports: every cell that they state is right, flagged, missing or silently wrong.

Takes a Dataset and what the reports state by their labels. A cell whose statements cannot all be true has to be flagged.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

from corpus.dataset.build import Dataset
from corpus.dataset.mentions import year_of
from corpus.dataset.wide import PARTS
from corpus.dataset.wording import is_grave
from corpus.generate.labels import GeneratedReport, LabelledFact
from models.indicators import OTHER
from models.quantity import Interval, Quantity

Verdict = Literal["right", "flagged", "missing", "wrong"]
Cell = tuple[str, int, str]
"""County id, year, column of the wide table."""


@dataclass(frozen=True, slots=True)
class Statements:
    """What the reports state of one cell. `conflict`: not all of it can be true."""

    values: tuple[Decimal, ...]
    conflict: bool


@dataclass(frozen=True, slots=True)
class Score:
    """Cells by verdict, of all that are stated and of those in conflict, and the cells that are not as they should be."""

    stated: dict[Verdict, int]
    conflicts: dict[Verdict, int]
    faults: tuple[tuple[Cell, Verdict, Statements], ...] = field(default=())

    @property
    def share(self) -> float:
        """Of the stated cells those that are right or flagged."""
        return (self.stated["right"] + self.stated["flagged"]) / max(1, sum(self.stated.values()))


def stated(reports: Iterable[tuple[str, GeneratedReport]]) -> dict[Cell, Statements]:
    """What the reports state, each with the id of its county: levels of a known year, norms and blanks left out."""
    found: dict[Cell, list[LabelledFact]] = {}
    for county, report in reports:
        for fact in report.facts:
            if cell := _cell(county, report.year, fact):
                found.setdefault(cell, []).append(fact)
    return {cell: _statements(facts) for cell, facts in found.items()}


def score(dataset: Dataset, truth: Mapping[Cell, Statements]) -> Score:
    """Each stated cell once."""
    shown = _shown(dataset)
    counts: dict[Verdict, int] = {"right": 0, "flagged": 0, "missing": 0, "wrong": 0}
    conflicts, faults = dict(counts), []
    for cell, said in truth.items():
        verdict = _verdict(shown.get(cell), said)
        counts[verdict] += 1
        conflicts[verdict] += said.conflict
        if verdict in ("missing", "wrong"):
            faults.append((cell, verdict, said))
    return Score(counts, conflicts, tuple(faults))


def _cell(county: str, year: int, fact: LabelledFact) -> Cell | None:
    m, q = fact.mention, fact.mention.quantity
    single = m.value is not None and m.value_max is None and q.kind == "level"
    dated = m.period or m.status not in ("plan", "baseline")
    if not single or not dated or m.status == "standard" or q.indicator == OTHER:
        return None
    at = year_of(m.period or None, year)
    assert at is not None
    return county, at, ".".join(part for part in (q.indicator, q.stage, q.area, q.criterion) if part)


def _statements(facts: list[LabelledFact]) -> Statements:
    """Plans count where nothing else is stated, spans of years where no figure of one year is."""
    for kind in (_is_plan, _is_span):
        facts = [fact for fact in facts if not kind(fact)] or facts
    intervals = [_interval(fact) for fact in facts]
    conflict = any(not a.meets(b) for i, a in enumerate(intervals) for b in intervals[:i])
    values = tuple(fact.mention.value for fact in facts if fact.mention.value is not None)
    return Statements(values, conflict or len({fact.mention.unit for fact in facts}) > 1)


def _is_plan(fact: LabelledFact) -> bool:
    return fact.mention.status == "plan"


def _is_span(fact: LabelledFact) -> bool:
    first, _, last = fact.mention.period.partition("/")
    return bool(last) and first[:4] != last[:4]


def _interval(fact: LabelledFact) -> Interval:
    """What the words can mean, whether rounded or cut off."""
    m = fact.mention
    assert m.value is not None
    step = Decimal(m.step.numerator) / Decimal(m.step.denominator)
    quantity = Quantity(m.value, m.unit, step, m.bound)  # type: ignore[arg-type]
    one, other = quantity.interval("rounded"), quantity.interval("truncated")
    ends = [(i.low, i.high) for i in (one, other)]
    low = None if None in (lows := [low for low, _ in ends]) else min(low for low in lows if low is not None)
    high = None if None in (highs := [high for _, high in ends]) else max(high for high in highs if high is not None)
    return Interval(low, high, open_high=one.open_high, open_low=one.open_low)


def _shown(dataset: Dataset) -> dict[Cell, tuple[Decimal | None, str]]:
    """The cells of the wide table that hold something: value and doubts."""
    rows = dataset.long.select(["county_id", "year", *PARTS, "value", "doubts", "chosen"]).to_pylist()
    return {
        (row["county_id"], row["year"], ".".join(row[part] for part in PARTS if row[part])): (row["value"], row["doubts"])
        for row in rows
        if row["chosen"] or row["doubts"]
    }


def _verdict(shown: tuple[Decimal | None, str] | None, said: Statements) -> Verdict:
    if shown is None:
        return "missing"
    value, doubts = shown
    if any(is_grave(doubt) for doubt in doubts.split()):
        return "flagged"
    return "right" if value in said.values and not said.conflict else "wrong"
