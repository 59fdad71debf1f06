"""How right a dataset is that was made of invented reports: each cell that they state is right, flagged, empty or silently wrong.

Takes a Dataset and what the reports state by their labels. A cell whose statements cannot all be true has to be flagged.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal, get_args

from corpus.dataset.build import Dataset
from corpus.dataset.mentions import year_of
from corpus.dataset.wide import PARTS
from corpus.dataset.wording import is_grave
from corpus.generate.labels import GeneratedReport, LabelledFact
from models.indicators import OTHER
from models.quantity import Interval, Quantity

Verdict = Literal["right", "flagged", "elsewhere", "missing", "wrong"]
"""`elsewhere`: the cell is empty, and the figure stands in another one of the indicator and year: the stage was read otherwise."""
Cell = tuple[str, int, str]
"""County id, year, column of the wide table."""


_AGO = re.compile(r"_\d$")
"""How the name of a quantity ends that is of an earlier year: the same quantity in another report's year."""


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

    @property
    def share_of_filled(self) -> float:
        """The same of the stated cells that are not empty."""
        good = self.stated["right"] + self.stated["flagged"]
        return good / max(1, good + self.stated["wrong"])


def stated(reports: Iterable[tuple[str, GeneratedReport]]) -> dict[Cell, Statements]:
    """What the reports state, each with the id of its county: levels of a known year, without norms, blanks, single schools and others."""
    found: dict[Cell, list[LabelledFact]] = {}
    for county, report in reports:
        parts = _parts(report)
        for fact in report.facts:
            if fact.id not in parts and (cell := _cell(county, report.year, fact)):
                found.setdefault(cell, []).append(fact)
    return {cell: _statements(facts) for cell, facts in found.items()}


def score(dataset: Dataset, truth: Mapping[Cell, Statements]) -> Score:
    """Each stated cell once."""
    shown = _shown(dataset)
    others: dict[Cell, set[Decimal | None]] = {}
    for (county, year, column), (value, _) in shown.items():
        others.setdefault((county, year, _indicator(column)), set()).add(value)
    counts: dict[Verdict, int] = dict.fromkeys(get_args(Verdict), 0)
    conflicts, faults = dict(counts), []
    for cell, said in truth.items():
        county, year, column = cell
        verdict = _verdict(shown.get(cell), said, others.get((county, year, _indicator(column)), set()))
        counts[verdict] += 1
        conflicts[verdict] += said.conflict
        if verdict not in ("right", "flagged"):
            faults.append((cell, verdict, said))
    return Score(counts, conflicts, tuple(faults))


def _parts(report: GeneratedReport) -> frozenset[str]:
    """Figures of which a whole of the same meaning is stated with them: they are no statement of their cell."""
    meaning = {fact.id: fact.mention.label() for fact in report.facts}
    pairs = [(r.members[0], part) for r in report.relations if r.type == "sum" for part in r.members[1:]]
    pairs += [(r.members[1], r.members[0]) for r in report.relations if r.type == "ratio"]
    return frozenset(part for whole, part in pairs if meaning.get(whole) == meaning.get(part))


def _cell(county: str, year: int, fact: LabelledFact) -> Cell | None:
    m, q = fact.mention, fact.mention.quantity
    of_county = not fact.of_school and not q.of_others
    single = of_county and m.value is not None and m.value_max is None and q.kind == "level"
    dated = m.period or m.status not in ("plan", "baseline")
    if not single or not dated or m.status == "standard" or q.indicator == OTHER:
        return None
    at = year_of(m.period or None, year)
    assert at is not None
    return county, at, ".".join(part for part in (q.indicator, q.stage, q.area, q.criterion) if part)


def _statements(facts: list[LabelledFact]) -> Statements:
    """Plans count where nothing else is stated, spans of years where no figure of one year is.

    What the labels do not tell apart (all schools and those that are assessed) is no contradiction: each may stand there.
    """
    for kind in (_is_plan, _is_span):
        facts = [fact for fact in facts if not kind(fact)] or facts
    by_quantity: dict[str, list[Interval]] = {}
    for fact in facts:
        by_quantity.setdefault(_AGO.sub("", fact.mention.name), []).append(_interval(fact))
    conflict = any(not a.meets(b) for same in by_quantity.values() for i, a in enumerate(same) for b in same[:i])
    return Statements(tuple(fact.mention.value for fact in facts if fact.mention.value is not None), conflict)


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


def _indicator(column: str) -> str:
    return ".".join(column.split(".")[:2])


def _verdict(shown: tuple[Decimal | None, str] | None, said: Statements, others: set[Decimal | None]) -> Verdict:
    if shown is None:
        return "missing" if others.isdisjoint(said.values) else "elsewhere"
    value, doubts = shown
    if any(is_grave(doubt) for doubt in doubts.split()):
        return "flagged"
    return "right" if value in said.values and not said.conflict else "wrong"
