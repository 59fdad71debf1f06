"""How a claim is recomputed: for each relation and each finding the figures that go in, and the way they are combined.

Takes an Extraction and its findings, gives Workings that a paper writes out and a workbook computes again. Judges
nothing: whether a claim holds is models.checks' word.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from models.checks.computing import SCALES, is_open, rounded_or_cut
from models.fact import ChangeRelation, Extraction, Fact, RatioRelation, Relation, SumRelation
from models.finding import Finding
from models.quantity import Interval

Way = Literal["sum", "ratio", "difference", "growth", "times_more", "times", "growth_of", "same", "weighted", "given"]
"""sum a+b+…; ratio a/b; difference b−a; growth (b−a)/a; times_more (b−a)/a; times b/a; growth_of b/(a−b); same a;
weighted: by pupils; given: computed otherwise."""


@dataclass(frozen=True, slots=True)
class Working:
    """A claimed figure and what it is computed from: `way` over `operands`, in order, times `scale`.

    `finding`: the one that it led to; None where the claim holds, or could not be checked. `weights`: pupils, for `weighted`.
    """

    way: Way
    claim: Fact
    operands: tuple[Fact, ...]
    scale: int = 1
    finding: Finding | None = None
    weights: tuple[Fact, ...] = ()


def workings(extraction: Extraction, findings: Sequence[Finding]) -> tuple[Working, ...]:
    """One for each relation that can be computed, in the order of the text, then one for each finding without a relation."""
    facts = {fact.id: fact for fact in extraction.facts}
    by_relation = {f.relation: f for f in findings if f.relation is not None}
    found = []
    for index, relation in enumerate(extraction.relations):
        finding = by_relation.get(index)
        working = working_of(finding, facts) if finding else _of_relation(relation, facts)
        # A claim that does not hold and led to no finding: the checks saw that its figures may have been joined wrongly.
        found += [working] if working and (finding or holds(working)) else []
    found.sort(key=lambda w: w.claim.evidence.start)
    rest = (working_of(f, facts) for f in findings if f.relation is None)
    return (*found, *(w for w in rest if w is not None))


def working_of(finding: Finding, facts: dict[str, Fact]) -> Working | None:
    """How the claim of a finding was recomputed; None where it claims no figure (a trend, a blank)."""
    members = [facts[id] for id in finding.facts]
    if any(m.value is None for m in members) or finding.claimed is None or finding.computed is None:
        return None
    if finding.code == "sum_mismatch":
        return Working("sum", members[0], tuple(members[1:]), finding=finding)
    if finding.code == "ratio_mismatch":
        return _share_of(members, finding)
    if finding.code == "change_mismatch":
        # A change a year has no interval: it follows by a power or a quotient that no sheet has a formula for.
        return _change_of(members, finding) if finding.interval else None
    if finding.code == "duplicate_conflict":
        return Working("same", members[1], (members[0],), finding=finding)
    if finding.code in ("table_mismatch", "cv_mismatch"):
        return _from_table(members, finding)
    return None


def _share_of(members: list[Fact], finding: Finding) -> Working | None:
    """Part, whole and rate; None where words claim the share (过半)."""
    if len(members) < 3:
        return None
    # Several parts before the whole, a product, a whole less those left out: no sheet has one formula for all of them.
    other = len(members) > 3 or finding.interval is None
    return Working("given", members[-1], (), finding=finding) if other else _ratio(members[0], members[1], members[2], finding)


def _from_table(members: list[Fact], finding: Finding) -> Working:
    claim, cells = members[0], members[1:]
    pupils = tuple(c for c in cells if c.indicator == "student.count" and claim.indicator != "student.count")
    if pupils and 2 * len(pupils) == len(cells):
        return Working("weighted", claim, tuple(c for c in cells if c not in pupils), finding=finding, weights=pupils)
    if sum((c.value or Decimal(0) for c in cells), Decimal(0)) == Decimal(finding.computed or 0):
        return Working("sum" if len(cells) > 1 else "same", claim, tuple(cells), finding=finding)
    return Working("given", claim, (), finding=finding)


def _of_relation(relation: Relation, facts: dict[str, Fact]) -> Working | None:
    members = [facts.get(id) for id in relation.members if id is not None]
    plain = [m for m in members if m is not None and m.value is not None and m.value_max is None]
    if len(plain) < len(members) or len({m.id for m in plain}) < len(members):
        return None
    if isinstance(relation, SumRelation):
        return Working("sum", plain[0], tuple(plain[1:])) if len({m.unit for m in plain}) == 1 else None
    if isinstance(relation, RatioRelation):
        part, whole, rate = plain
        return _ratio(part, whole, rate, None) if whole.value and (rate.unit != "%" or part.unit == whole.unit) else None
    return _change(plain, None) if isinstance(relation, ChangeRelation) and relation.from_ and relation.delta else None


def _ratio(part: Fact, whole: Fact, rate: Fact, finding: Finding | None) -> Working:
    """师生比 and 生师比 are both written 1:n: the way round that comes nearer to the claim is meant."""
    top, below = (part, whole) if rate.unit != "ratio" or _nearer(part, whole, rate) else (whole, part)
    return Working("ratio", rate, (top, below), SCALES.get(rate.unit, 1), finding)


def _nearer(part: Fact, whole: Fact, rate: Fact) -> bool:
    a, b, claimed = (Fraction(f.value or 0) for f in (part, whole, rate))
    return not a or not b or abs(a / b - claimed) <= abs(b / a - claimed)


def _change_of(members: list[Fact], finding: Finding) -> Working | None:
    """A finding names the figures as from, to, delta; or as end, amount, share where two changes stood against each other."""
    first, second, claim = members
    start = Fraction(first.value or 0) - Fraction(second.value or 0)
    # Of the pair the second is an amount of change, of the triple it is the later level.
    if second.kind == "change" and claim.unit == "%" and second.unit == first.unit and start:
        return Working("growth_of", claim, (first, second), 100, finding)
    return _change([first, second, claim], finding)


def _change(members: list[Fact], finding: Finding | None) -> Working | None:
    start, end, delta = members
    if start.unit != end.unit:
        return None
    points = finding is not None and start.unit == "%" and Fraction(finding.computed or 0) == _less(end, start)
    if delta.unit == "%" and not points:
        return Working("growth", delta, (start, end), 100, finding) if start.value else None
    if delta.unit == "times" and end.unit != "times":
        return _times(start, end, delta, finding)
    return Working("difference", delta, (start, end), finding=finding) if delta.unit in ("pp", "%", end.unit) else None


def _times(start: Fact, end: Fact, delta: Fact, finding: Finding | None) -> Working | None:
    if not start.value:
        return None
    quotient, claimed = Fraction(end.value or 0) / Fraction(start.value), Fraction(delta.value or 0)
    more = finding is not None or abs(quotient - 1 - claimed) <= abs(quotient - claimed)
    return Working("times_more" if more else "times", delta, (start, end), finding=finding)


def _less(a: Fact, b: Fact) -> Fraction:
    return Fraction(a.value or 0) - Fraction(b.value or 0)


# --- what the figures may be ----------------------------------------------------------------------------------------


def is_bounded(working: Working) -> bool:
    """Whether every figure has a lowest and a highest value: of 不少于 anything may come."""
    return not any(is_open(rounded_or_cut(fact)) for fact in (working.claim, *working.operands))


def holds(working: Working) -> bool:
    """Whether the claim meets what is computed, each figure being rounded or cut off; True where nothing can be computed."""
    if not is_bounded(working):
        return True
    low, high = bounds(working)
    claim = rounded_or_cut(working.claim)
    return claim.meets(Interval(low, high))


def value_of(working: Working) -> Fraction:
    """What the written figures give. Raises ZeroDivisionError where they give nothing."""
    values = [Fraction(o.value or 0) for o in working.operands]
    if working.way in ("sum", "same"):
        return sum(values, Fraction(0))
    if working.way == "weighted":
        pupils = [Fraction(w.value or 0) for w in working.weights]
        return sum((v * n for v, n in zip(values, pupils, strict=True)), Fraction(0)) / sum(pupils)
    a, b = values
    ways = {"difference": lambda: b - a, "ratio": lambda: a / b, "times": lambda: b / a, "growth_of": lambda: b / (a - b)}
    return ways.get(working.way, lambda: b / a - 1)() * working.scale


def bounds(working: Working) -> tuple[Fraction | None, Fraction | None]:
    """The lowest and the highest value that may be computed; None where there is no limit."""
    ends = [(i.low or Fraction(0), i.high or Fraction(0)) for i in map(rounded_or_cut, working.operands)]
    if not ends:
        return None, None
    if working.way in ("sum", "same"):
        return sum((low for low, _ in ends), Fraction(0)), sum((high for _, high in ends), Fraction(0))
    (low_a, high_a), (low_b, high_b) = ends[0], ends[1] if len(ends) > 1 else ends[0]
    if working.way == "difference":
        return low_b - high_a, high_b - low_a
    below = {"ratio": (low_b, high_b), "growth_of": (low_a - high_b, high_a - low_b)}.get(working.way, (low_a, high_a))
    top = {"ratio": (low_a, high_a)}.get(working.way, (low_b, high_b))
    if below[0] <= 0 or working.way in ("weighted", "given"):
        return None, None
    less = 1 if working.way in ("growth", "times_more") else 0
    return (top[0] / below[1] - less) * working.scale, (top[1] / below[0] - less) * working.scale
