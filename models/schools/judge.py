"""Judging sections by the school rule: how many criteria each meets, and none of the rest below the floor.

Takes sections and a standard; gives judgements with a second verdict on the values rounded as in the form. No county verdict.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from models.quantity import Interval
from models.schools.outcome import UNKNOWN, Outcome, compare
from models.schools.sections import Measure, Section
from models.standard import SchoolRule, Standard


@dataclass(frozen=True, slots=True)
class CriterionState:
    """One criterion of one section: is the threshold reached, is the floor."""

    criterion: str
    threshold: Decimal
    measure: Measure | None
    reached: Outcome
    above_floor: Outcome


@dataclass(frozen=True, slots=True)
class SectionJudgement:
    """A section's verdict on unrounded values; `in_form` on rounded ones, None where a value is missing.

    `flips`: the two differ, so that the form would show another verdict than the law gives.
    """

    section: Section
    states: tuple[CriterionState, ...]
    outcome: Outcome
    in_form: bool | None

    @property
    def flips(self) -> bool:
        return self.in_form is not None and self.outcome.best == self.outcome.worst != self.in_form


def judge(section: Section, standard: Standard) -> SectionJudgement | None:
    """The section's judgement; None where the standard has no rule for a school."""
    rule = standard.school_rule
    if rule is None:
        return None
    lines = {c.id: standard.threshold(c.id, section.stage) for c in standard.criteria}
    judged = {id: line for id, line in lines.items() if line is not None}
    states = tuple(_state(id, section.measures.get(id), line, rule) for id, line in judged.items())
    rounded = [_rounded(state, standard.rounding.value, rule) for state in states]
    in_form = passes(rounded, rule, _worst) if all(s.measure for s in states) else None
    return SectionJudgement(section, states, _overall(states, rule), in_form)


def judge_all(sections: Iterable[Section], standard: Standard) -> tuple[SectionJudgement, ...]:
    return tuple(judged for section in sections if (judged := judge(section, standard)) is not None)


def passes(states: Sequence[CriterionState], rule: SchoolRule, reading: Callable[[Outcome], bool]) -> bool:
    """The school rule in one reading: enough criteria reached, and none below the floor."""
    reached = sum(reading(state.reached) for state in states)
    return reached >= rule.least_met and all(reading(state.above_floor) for state in states)


def _best(outcome: Outcome) -> bool:
    return outcome.best


def _worst(outcome: Outcome) -> bool:
    return outcome.worst


def _overall(states: Sequence[CriterionState], rule: SchoolRule) -> Outcome:
    best, worst = passes(states, rule, _best), passes(states, rule, _worst)
    if best == worst:
        return Outcome(best, worst)
    return Outcome(best, worst, "rounding" if all(state.measure for state in states) else "missing")


def _state(criterion: str, measure: Measure | None, line: Decimal, rule: SchoolRule) -> CriterionState:
    if measure is None:
        return CriterionState(criterion, line, None, UNKNOWN, UNKNOWN)
    value = measure.interval()
    return CriterionState(criterion, line, measure, compare(value, "at_least", line), _floor(value, line, rule))


def _floor(value: Interval, line: Decimal, rule: SchoolRule) -> Outcome:
    return compare(value, "at_least", Fraction(line) * Fraction(rule.floor))


def _rounded(state: CriterionState, decimals: int, rule: SchoolRule) -> CriterionState:
    measure = Measure(state.measure.rounded(decimals)) if state.measure else None
    return _state(state.criterion, measure, state.threshold, rule)
