"""From schools to sections: a school's primary and junior part, each with its seven values and its place.

Who counts (scope), how a whole school's amounts are shared among its stages, what is subtracted. Judges nothing.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from models.quantity import Interval
from models.schools.school import JUDGED_STAGES, School, SchoolStage, Written
from models.standard import Criterion, Standard
from models.standard.resolved import Scope

Gap = Literal["missing", "by_stage", "gym", "negative"]
"""Why a value cannot be had: not in the table; not told apart by stage; no figure of the indoor sports rooms; below zero."""

GYM = "gym_area"
_NO_STUDENTS = ("没有小学或初中学生", "No primary or junior pupils")


@dataclass(frozen=True, slots=True)
class Measure:
    """A value per student (or per 100): exact, or written to a digit and then true within `slack` on both sides."""

    value: Fraction
    slack: Fraction = Fraction(0)

    def interval(self) -> Interval:
        return Interval(self.value - self.slack, self.value + self.slack, open_high=self.slack > 0)

    def rounded(self, decimals: int) -> Fraction:
        """Rounded half up, as the form is filled in."""
        scale = 10**decimals
        return Fraction((self.value * scale + Fraction(1, 2)).__floor__(), scale)


@dataclass(frozen=True, slots=True)
class Section:
    """One stage of one school, judged as a school of its own."""

    school: School
    stage: SchoolStage
    students: int
    measures: dict[str, Measure]
    gaps: dict[str, Gap]


@dataclass(frozen=True, slots=True)
class OutOfScope:
    """A school that does not count, and why, in both languages."""

    school: School
    reason: str
    reason_en: str


def scope_reason(school: School, scope: Scope) -> tuple[str, str] | None:
    """Why the school does not count for the resource indicators, in Chinese and in English; None where it does."""
    if school.type in scope.excluded_types:
        return scope.excluded_types[school.type], scope.excluded_types_en[school.type]
    students = sum(school.students.get(stage, 0) for stage in JUDGED_STAGES)
    if school.type in scope.smallest and students < scope.smallest[school.type][0]:
        least, reason, reason_en = scope.smallest[school.type]
        return reason.format(least=least), reason_en.format(least=least)
    return None if students else _NO_STUDENTS


def sections(schools: Iterable[School], standard: Standard) -> tuple[tuple[Section, ...], tuple[OutOfScope, ...]]:
    """All sections that count, in the order of the table, and the schools that do not."""
    counted: list[Section] = []
    outside: list[OutOfScope] = []
    for school in schools:
        if reason := scope_reason(school, standard.scope):
            outside.append(OutOfScope(school, *reason))
        else:
            counted += [_section(school, s, standard) for s in JUDGED_STAGES if school.students.get(s, 0) > 0]
    return tuple(counted), tuple(outside)


def _section(school: School, stage: SchoolStage, standard: Standard) -> Section:
    found = {c.id: _measure(school, stage, c, standard) for c in standard.criteria}
    measures = {id: m for id, m in found.items() if isinstance(m, Measure)}
    gaps: dict[str, Gap] = {id: m for id, m in found.items() if not isinstance(m, Measure)}
    return Section(school, stage, school.students[stage], measures, gaps)


def _measure(school: School, stage: SchoolStage, criterion: Criterion, standard: Standard) -> Measure | Gap:
    """The value from raw amounts where they are given (they are unrounded), else the value that the table gives."""
    given = _from_amounts(school, stage, criterion, standard)
    if isinstance(given, Measure):
        return given
    written = school.values.get(criterion.id, {}).get(stage)
    return Measure(Fraction(written.value), Fraction(written.step) / 2) if written else given


def _from_amounts(school: School, stage: SchoolStage, criterion: Criterion, standard: Standard) -> Measure | Gap:
    share = _share(school, stage, standard) if criterion.split else None
    gap: Gap = "missing"
    for way in criterion.ways:
        found = {name: _amount(school, stage, name, share) for name in (*way.add, *way.less)}
        missing = [name for name, amount in found.items() if not isinstance(amount, Measure)]
        if not missing:
            factor = Fraction(criterion.per, school.students[stage])
            return _total([_of(found, n) for n in way.add], [_of(found, n) for n in way.less], factor)
        if missing == [GYM] and len(found) > 1:
            gap = "gym"
        elif "by_stage" in found.values():
            gap = "by_stage"
    return gap


def _of(found: dict[str, Measure | Gap], name: str) -> Measure:
    amount = found[name]
    assert isinstance(amount, Measure)
    return amount


def _total(add: list[Measure], less: list[Measure], factor: Fraction) -> Measure | Gap:
    value = sum((m.value for m in add), Fraction(0)) - sum((m.value for m in less), Fraction(0))
    slack = sum((m.slack for m in (*add, *less)), Fraction(0))
    return Measure(value * factor, slack * factor) if value >= 0 else "negative"


def _amount(school: School, stage: SchoolStage, name: str, share: Fraction | None) -> Measure | Gap:
    """The stage's amount: as given for it, or its share of the whole school's."""
    given = school.amounts.get(name, {})
    if stage in given:
        return _scaled(given[stage], Fraction(1))
    if "whole" not in given:
        return "missing"
    if school.stages() == (stage,):
        return _scaled(given["whole"], Fraction(1))
    return _scaled(given["whole"], share) if share is not None else "by_stage"


def _scaled(written: Written, factor: Fraction) -> Measure:
    return Measure(Fraction(written.value) * factor, Fraction(written.step) / 2 * factor)


def _share(school: School, stage: SchoolStage, standard: Standard) -> Fraction:
    """The stage's part of a whole school's amount, by weighted students (form: 九年一贯制 1:1.1, 完全中学 1:1.2)."""
    weights = standard.split.weights["default"] | standard.split.weights.get(school.type, {})
    if set(school.stages()) - set(standard.split.weights.get(school.type, weights)):
        weights = standard.split.weights["default"]
    weighted = {s: Fraction(weights[s]) * school.students[s] for s in school.stages()}
    return weighted[stage] / sum(weighted.values())
