"""差异系数 recomputed from the school table inside the document, weighted by pupils; the county's mean with it.

The table's values are rounded; what their rounding can do to the result is carried as an interval, so that only a claim
outside it is a finding. Formula: CV = S / X̄, X̄ = ΣPᵢxᵢ / ΣPᵢ, S² = ΣPᵢ(xᵢ − X̄)² / ΣPᵢ.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from math import isqrt, lcm

from models.checks.computing import apart, comes_to, rounded_or_cut
from models.checks.desk import Desk, Tally, is_exact, is_plain, once
from models.checks.limits import identities
from models.checks.sameness import may_be_of_one_year
from models.checks.tabled.columns import is_of_a_row
from models.checks.tabled.recomputed import recomputed
from models.checks.wordings import before, says
from models.fact import Fact
from models.finding import Code, Finding, exact_text
from models.quantity import Interval

PREFIX = "resource."
PUPILS = "student.count"
FEWEST = 3
_FINE = 10**24
_ON_THE_WAY = Fraction(1, 200)


@dataclass(frozen=True)
class SchoolColumn:
    """One item of one stage: the schools' values and their pupils, row by row. `scale`: for so many pupils each, where the values are
    amounts of a whole school; None where they are a head already."""

    item: str
    stage: str
    values: tuple[Fact, ...]
    pupils: tuple[Fact, ...]
    scale: int | None = None

    @cached_property
    def error(self) -> Fraction:
        """The most by which a rounded value may be off; what is reckoned a head is written with two decimals on the way."""
        if self.scale is None:
            return Fraction(max(f.step for f in self.values)) / 2
        fewest: dict[Decimal, Decimal] = {}  # pupils of a school, of all whose values have one step: there the step weighs most
        for fact, pupils in zip(self.values, self._weights, strict=True):
            fewest[fact.step] = min(pupils, fewest.get(fact.step, pupils))
        written = max(Fraction(step) * self.scale / Fraction(pupils) for step, pupils in fewest.items()) / 2
        return max(written, _ON_THE_WAY)

    @cached_property
    def a_head(self) -> Sequence[Fraction | Decimal]:
        """The schools' values as the item has them."""
        values = [f.value or Decimal(0) for f in self.values]
        return values if self.scale is None else self._a_head([Fraction(value) for value in values])

    @cached_property
    def spread(self) -> tuple[Fraction, Fraction]:
        """Mean and standard deviation of the values as written."""
        return weighted(self.a_head, self._weights)

    @cached_property
    def spread_if_cut(self) -> tuple[Fraction, Fraction]:
        """The same with each value taken half a step higher, as one that was cut off is."""
        return weighted(self._a_head([Fraction(f.value or 0) + Fraction(f.step) / 2 for f in self.values]), self._weights)

    @cached_property
    def coefficient(self) -> Fraction:
        """The 差异系数 of the values as written. Raises ZeroDivisionError for a mean of zero."""
        mean, deviation = self.spread
        return deviation / mean

    def _a_head(self, values: list[Fraction]) -> list[Fraction]:
        if self.scale is None:
            return values
        return [value * self.scale / Fraction(weight) for value, weight in zip(values, self._weights, strict=True)]

    @property
    def _weights(self) -> list[Decimal]:
        return [f.value or Decimal(0) for f in self.pupils]


def check_coefficients(desk: Desk) -> Tally:
    """cv_mismatch for each 差异系数, table_mismatch for each county mean, that the school table surely does not give."""
    tally = Tally("coefficients")
    columns = {(c.item, c.stage): c for c in school_columns(desk)}
    reckoned = {(c.item, c.stage): c for c in _reckoned_columns(desk)} | columns
    compared: list[tuple[str, Finding | None]] = []
    told: set[int] = set()
    measured = (facts for (indicator, _), facts in desk.by_measure.items() if indicator.startswith(("cv.", PREFIX)))
    for fact in (f for facts in measured for f in facts if _is_of_county(f)):
        of_table = _sums_up(desk, fact)
        known = reckoned if of_table else columns
        claim = _claim_of(fact, known if of_table else {})
        words = before(desk, fact)
        if claim is None or says("norm_missed_by", words) or says("superlatives", words) or is_of_a_row(desk, fact):
            continue
        column = known.get(claim)
        if column is None:
            tally.skip("no_school_table")
        elif reason := _obstacle(fact, column):
            tally.skip(reason)
        else:
            told |= {len(compared)} if of_table else set()
            compared.append((claim[1], _check(fact, column)))
    trusted = _trusted_stages(desk, list(columns.values()), compared)
    for number, (stage, finding) in enumerate(compared):
        if stage in trusted or number in told:
            tally.check(finding)
        else:
            tally.skip("school_table_may_be_incomplete")
    return tally


def _trusted_stages(desk: Desk, columns: list[SchoolColumn], compared: list[tuple[str, Finding | None]]) -> set[str]:
    """Stages whose school table surely has every school: it has as many rows as there are schools, or most of what is
    claimed comes out of it."""
    agree = Counter(stage for stage, finding in compared if finding is None)
    differ = Counter(stage for stage, finding in compared if finding is not None)
    counted = {column.stage for column in columns if are_all_schools(desk, column.stage, len(column.values))}
    return counted | {stage for stage in agree if agree[stage] > 1 and agree[stage] > differ[stage]}


def _obstacle(fact: Fact, column: SchoolColumn) -> str | None:
    if fact.value is None or fact.bound != "exact":
        return "masked" if fact.value is None else "not_plain_amounts"
    return None if _same_time(fact, column) else "other_time"


def _sums_up(desk: Desk, fact: Fact) -> bool:
    """Whether the sentence says that it is computed from the table: 按学生数加权计算, 从上表看."""
    return fact.evidence.table is None and says("sums_up_table", desk.sentence_of[fact.id].text)


def _is_of_county(fact: Fact) -> bool:
    """Of the whole county and told as true."""
    return fact.entity is None and fact.kind == "level" and fact.status == "actual" and not fact.area


def _claim_of(fact: Fact, columns: Collection[tuple[str, str]]) -> tuple[str, str] | None:
    """The item and stage whose county value a fact claims; without a stage, that of the one of `columns` with its item."""
    if fact.indicator.startswith("cv.") and not fact.criterion:
        return next(iter(columns)) if len(columns) == 1 else None  # 该项差异系数 right below a table of one item
    item = fact.criterion if fact.indicator == "cv.item" else None
    if fact.indicator.startswith(PREFIX) and not fact.criterion:
        item = fact.indicator.removeprefix(PREFIX)
    stages = [fact.stage] if fact.stage is not None else [stage for known, stage in columns if known == item]
    return (item, stages[0]) if item is not None and len(stages) == 1 else None


def _same_time(fact: Fact, column: SchoolColumn) -> bool:
    return may_be_of_one_year(fact, column.values[0])


@once
def school_columns(desk: Desk) -> list[SchoolColumn]:
    """The items of each table that has a row a school, its pupils and at least one of the seven values."""
    tables: dict[tuple[int, str], dict[int, dict[str, Fact]]] = {}
    unclear = desk.unclear_tables
    for fact in desk.in_tables:
        e = fact.evidence
        if e.table is None or e.row is None or e.table in unclear:
            continue
        if fact.stage and fact.entity and "total" not in fact.flags and is_plain(fact):
            tables.setdefault((e.table, fact.stage), {}).setdefault(e.row, {}).setdefault(fact.indicator, fact)
    found = []
    for (_, stage), rows in sorted(tables.items(), key=lambda item: item[0]):
        found += _columns_of(stage, [rows[row] for row in sorted(rows)])
    return found


def _columns_of(stage: str, schools: list[dict[str, Fact]]) -> list[SchoolColumn]:
    items = sorted({i for school in schools for i in school if i.startswith(PREFIX)})
    found = []
    for item in items:
        if len(schools) >= FEWEST and all(item in s and PUPILS in s and (s[PUPILS].value or 0) > 0 for s in schools):
            values, pupils = tuple(s[item] for s in schools), tuple(s[PUPILS] for s in schools)
            found.append(SchoolColumn(item.removeprefix(PREFIX), stage, values, pupils))
    return found


def _reckoned_columns(desk: Desk) -> Iterator[SchoolColumn]:
    """The items that the amounts and the pupils of a table's schools give, where each row has just one of the amounts."""
    tables: dict[tuple[int, str], dict[int, list[Fact]]] = {}
    for fact in desk.in_tables:
        e = fact.evidence
        of_school = fact.stage and fact.entity and "total" not in fact.flags and is_exact(fact)
        if of_school and e.table is not None and e.row is not None and e.table not in desk.unclear_tables:
            tables.setdefault((e.table, fact.stage or ""), {}).setdefault(e.row, []).append(fact)
    for (_, stage), rows in sorted(tables.items(), key=lambda item: item[0]):
        schools = [rows[row] for row in sorted(rows)]
        pupils = _one_of_each(schools, PUPILS)
        for item, amount in identities()["reckoned_items"].items() if pupils and all(f.value for f in pupils) else ():
            if amounts := _one_of_each(schools, amount):
                yield SchoolColumn(item, stage, amounts, pupils, 100 if item.endswith("_100") else 1)


def _one_of_each(schools: list[list[Fact]], indicator: str) -> tuple[Fact, ...]:
    """The one figure of an indicator that each of several schools has; empty where one has none, or two."""
    found = [[f for f in school if f.indicator == indicator] for school in schools]
    return tuple(facts[0] for facts in found) if len(schools) >= FEWEST and all(len(facts) == 1 for facts in found) else ()


def are_all_schools(desk: Desk, stage: str | None, number: int) -> bool:
    """Whether so many rows of a table are all schools of a stage: a sentence says that there are as many."""
    told = _school_counts(desk)
    most = max((count or 0 for counted, count in told if counted == stage), default=0)
    return (stage, Decimal(number)) in told and 2 * number > most  # 复核的6所小学, of 24 there are


@once
def _school_counts(desk: Desk) -> set[tuple[str | None, Decimal | None]]:
    """Stage and number of schools of each sentence that says how many there are."""
    return {(f.stage, f.value) for f in desk.in_text if f.indicator == "school.count" and f.status == "actual"}


def weighted(values: Sequence[Fraction | Decimal], pupils: Sequence[Fraction | Decimal]) -> tuple[Fraction, Fraction]:
    """Mean and standard deviation (to 24 places), weighted by pupils. Lengths agree; pupils are above zero."""
    # Whole numbers over one denominator: the same result as with fractions, in a small part of the time.
    scale, xs = _over_one_denominator(values)
    _, ps = _over_one_denominator(pupils)
    everyone = sum(ps)
    first = sum(x * p for x, p in zip(xs, ps, strict=True))
    variance = sum(x * x * p for x, p in zip(xs, ps, strict=True)) * everyone - first * first
    return Fraction(first, everyone * scale), Fraction(isqrt(variance * _FINE**2 // (everyone * scale) ** 2), _FINE)


def _over_one_denominator(values: Sequence[Fraction | Decimal]) -> tuple[int, list[int]]:
    """The common denominator, and each value times it."""
    ratios = [value.as_integer_ratio() for value in values]
    scale = lcm(*(below for _, below in ratios))
    return scale, [above * (scale // below) for above, below in ratios]


def possible(column: SchoolColumn, coefficient: bool, cut: bool) -> tuple[Fraction, Interval]:
    """The recomputed 差异系数 (or mean), and all that it may be if each value was rounded, or cut off, as written.

    S is a seminorm: an error of at most e in each value moves S and the mean by at most e. A value that was cut off is
    taken half a step higher, then the same holds.
    """
    error = column.error
    mean, deviation = column.spread_if_cut if cut else column.spread
    if not coefficient:
        return mean, Interval(mean - error, mean + error)
    if mean <= error:
        return Fraction(), Interval(None, None)
    low = max(deviation - error, Fraction()) / (mean + error)
    return deviation / mean, Interval(low, (deviation + error) / (mean - error))


def _check(fact: Fact, column: SchoolColumn) -> Finding | None:
    coefficient = fact.indicator.startswith("cv.")
    if _comes_out(fact, column, coefficient):
        return None
    computed, interval = possible(column, coefficient, cut=False)
    claimed = rounded_or_cut(fact)
    if not (apart(claimed, interval) and apart(claimed, possible(column, coefficient, cut=True)[1])):
        return None
    code: Code = "cv_mismatch" if coefficient else "table_mismatch"
    variant = _variant(fact, column) if coefficient else "mean"
    shown = exact_text(round(computed, 3))
    return recomputed(code, fact, [*column.values, *column.pupils], computed, interval, variant=variant, shown=shown)


def _comes_out(fact: Fact, column: SchoolColumn, coefficient: bool) -> bool:
    """Whether the values just as written give the claim to its last digit: then no interval need be computed."""
    mean, _ = column.spread
    if mean <= column.error:
        return False
    return comes_to(column.coefficient if coefficient else mean, fact)


def _variant(fact: Fact, column: SchoolColumn) -> str:
    """Whether the claim is what comes out if each school counts alike, pupils or not."""
    mean, deviation = weighted(column.a_head, [Fraction(1)] * len(column.values))
    return "unweighted" if mean and Interval.point(deviation / mean).meets(rounded_or_cut(fact)) else "plain"
