"""差异系数 recomputed from the school table inside the document, weighted by pupils; the county's mean with it.

The table's values are rounded; what their rounding can do to the result is carried as an interval, so that only a claim
outside it is a finding. Formula: CV = S / X̄, X̄ = ΣPᵢxᵢ / ΣPᵢ, S² = ΣPᵢ(xᵢ − X̄)² / ΣPᵢ.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from fractions import Fraction
from math import isqrt

from models.checks.computing import apart, rounded_or_cut
from models.checks.corrections import smallest
from models.checks.desk import Desk, Tally
from models.checks.limits import crosses
from models.fact import Fact
from models.finding import Finding, exact_text, make_finding
from models.quantity import Interval

PREFIX = "resource."
PUPILS = "student.count"
FEWEST = 3
_FINE = 10**24


@dataclass(frozen=True, slots=True)
class SchoolColumn:
    """One item of one stage: the schools' values and their pupils, row by row."""

    item: str
    stage: str
    values: tuple[Fact, ...]
    pupils: tuple[Fact, ...]


def check_coefficients(desk: Desk) -> Tally:
    """cv_mismatch for each 差异系数, table_mismatch for each county mean, that the school table surely does not give."""
    tally = Tally("coefficients")
    columns = {(c.item, c.stage): c for c in school_columns(desk)}
    compared: list[tuple[str, Finding | None]] = []
    for fact in desk.extraction.facts:
        claim = _claim_of(fact)
        if claim is None:
            continue
        column = columns.get(claim)
        if column is None:
            tally.skip("no_school_table")
        elif reason := _obstacle(fact, column):
            tally.skip(reason)
        else:
            compared.append((claim[1], _check(fact, column)))
    trusted = _trusted_stages(desk, list(columns.values()), compared)
    for stage, finding in compared:
        if stage in trusted:
            tally.check(finding)
        else:
            tally.skip("school_table_may_be_incomplete")
    return tally


def _trusted_stages(desk: Desk, columns: list[SchoolColumn], compared: list[tuple[str, Finding | None]]) -> set[str]:
    """Stages whose school table surely has every school: it has as many rows as there are schools, or most of what is
    claimed comes out of it."""
    agree = Counter(stage for stage, finding in compared if finding is None)
    differ = Counter(stage for stage, finding in compared if finding is not None)
    counted = {column.stage for column in columns if _has_all_rows(desk, column)}
    return counted | {stage for stage in agree if agree[stage] > 1 and agree[stage] > differ[stage]}


def _obstacle(fact: Fact, column: SchoolColumn) -> str | None:
    if fact.value is None or fact.bound != "exact":
        return "masked" if fact.value is None else "not_plain_amounts"
    return None if _same_time(fact, column) else "other_time"


def _claim_of(fact: Fact) -> tuple[str, str] | None:
    """The item and stage whose county value a fact claims."""
    if fact.kind != "level" or fact.status != "actual" or fact.entity is not None or fact.stage is None or fact.area:
        return None
    if fact.indicator == "cv.item" and fact.criterion:
        return fact.criterion, fact.stage
    if fact.indicator.startswith(PREFIX) and not fact.criterion:
        return fact.indicator.removeprefix(PREFIX), fact.stage
    return None


def _same_time(fact: Fact, column: SchoolColumn) -> bool:
    period = column.values[0].period
    return fact.period is None or period is None or fact.period[:4] == period[:4]


def school_columns(desk: Desk) -> list[SchoolColumn]:
    """The items of each table that has a row a school, its pupils and at least one of the seven values."""
    rows: dict[tuple[int, str, int], dict[str, Fact]] = {}
    for fact in desk.extraction.facts:
        e = fact.evidence
        plain = fact.value is not None and fact.kind == "level" and fact.status == "actual"
        if e.table is not None and e.row is not None and fact.stage and fact.entity and plain and "total" not in fact.flags:
            rows.setdefault((e.table, fact.stage, e.row), {}).setdefault(fact.indicator, fact)
    found = []
    for table, stage in sorted({(t, s) for t, s, _ in rows}):
        schools = [rows[k] for k in sorted(rows, key=lambda k: k[2]) if k[:2] == (table, stage)]
        found += _columns_of(stage, schools)
    return found


def _columns_of(stage: str, schools: list[dict[str, Fact]]) -> list[SchoolColumn]:
    items = sorted({i for school in schools for i in school if i.startswith(PREFIX)})
    found = []
    for item in items:
        if len(schools) >= FEWEST and all(item in s and PUPILS in s and (s[PUPILS].value or 0) > 0 for s in schools):
            values, pupils = tuple(s[item] for s in schools), tuple(s[PUPILS] for s in schools)
            found.append(SchoolColumn(item.removeprefix(PREFIX), stage, values, pupils))
    return found


def _has_all_rows(desk: Desk, column: SchoolColumn) -> bool:
    """Whether some sentence says that the stage has as many schools as the table has rows."""
    counts = [f for f in desk.extraction.facts if f.indicator == "school.count" and f.stage == column.stage]
    return any(f.value == len(column.values) and f.status == "actual" and f.evidence.table is None for f in counts)


def weighted(values: list[Fraction], pupils: list[Fraction]) -> tuple[Fraction, Fraction]:
    """Mean and standard deviation (to 24 places), weighted by pupils. Lengths agree; pupils are above zero."""
    everyone = sum(pupils)
    mean = sum((x * p for x, p in zip(values, pupils, strict=True)), Fraction()) / everyone
    variance = sum((p * (x - mean) ** 2 for x, p in zip(values, pupils, strict=True)), Fraction()) / everyone
    return mean, Fraction(isqrt(variance.numerator * _FINE**2 // variance.denominator), _FINE)


def possible(column: SchoolColumn, coefficient: bool, cut: bool) -> tuple[Fraction, Interval]:
    """The recomputed 差异系数 (or mean), and all that it may be if each value was rounded, or cut off, as written.

    S is a seminorm: an error of at most e in each value moves S and the mean by at most e. A value that was cut off is
    taken half a step higher, then the same holds.
    """
    error = max(Fraction(f.step) / 2 for f in column.values)
    values = [Fraction(f.value or 0) + (Fraction(f.step) / 2 if cut else 0) for f in column.values]
    mean, deviation = weighted(values, [Fraction(f.value or 0) for f in column.pupils])
    if not coefficient:
        return mean, Interval(mean - error, mean + error)
    if mean <= error:
        return Fraction(), Interval(None, None)
    low = max(deviation - error, Fraction()) / (mean + error)
    return deviation / mean, Interval(low, (deviation + error) / (mean - error))


def _check(fact: Fact, column: SchoolColumn) -> Finding | None:
    coefficient = fact.indicator == "cv.item"
    computed, interval = possible(column, coefficient, cut=False)
    if any(not apart(rounded_or_cut(fact), possible(column, coefficient, cut)[1]) for cut in (False, True)):
        return None
    assert fact.value is not None
    return make_finding(
        "cv_mismatch" if coefficient else "table_mismatch",
        [fact, *column.values, *column.pupils],
        variant=_variant(fact, column) if coefficient else "mean",
        claimed=exact_text(Fraction(fact.value)),
        computed=exact_text(computed),
        interval=interval,
        changes_verdict=crosses(fact, computed),
        correction=smallest([(fact, computed)]),
        figure=fact.evidence.text,
        shown=exact_text(round(computed, 3)),
        table=(column.values[0].evidence.table or 0) + 1,
    )


def _variant(fact: Fact, column: SchoolColumn) -> str:
    """Whether the claim is what comes out if each school counts alike, pupils or not."""
    values = [Fraction(f.value or 0) for f in column.values]
    mean, deviation = weighted(values, [Fraction(1)] * len(values))
    return "unweighted" if mean and Interval.point(deviation / mean).meets(rounded_or_cut(fact)) else "plain"
