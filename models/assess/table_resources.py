"""Judging the resource requirements from the school table: each criterion, the school rule, each 差异系数, their mean.

Each rule takes the table and the question and gives a Judged with the schools that miss and what they lack.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

from models.assess.evidence import Question
from models.assess.judged import Judged
from models.assess.result import Lack
from models.assess.table import Table, lack_of
from models.assess.trace import (
    Told,
    amount,
    as_decimal,
    bracketed,
    joined,
    named,
    names,
    phrase,
    range_text,
    say,
    word,
    written,
)  # fmt: skip
from models.quantity import Interval
from models.schools import Dispersion, Section, SectionJudgement
from models.schools.judge import CriterionState
from models.schools.outcome import UNKNOWN, Outcome, all_of, certain, compare


def by_criterion(table: Table, question: Question) -> Judged:
    """Does every school of the stage reach the threshold of this one criterion?"""
    id, stage = question.requirement.id, question.stage
    judged = table.judged(stage)
    if not judged:
        return nothing_of(stage)
    states = [(j.section, state) for j in judged for state in j.states if state.criterion == id]
    outcome = all_of(state.reached for _, state in states)
    measured = [(section, state) for section, state in states if state.measure]
    trace, lowest = _criterion_trace(table, question, states, measured)
    short = [(section, state) for section, state in measured if state.reached.verdict == "not_met"]
    lacks = tuple(_lack(table, section, state) for section, state in short)
    decimals = table.standard.rounding.value
    flips = any(state.measure and _flips(state, decimals) for _, state in states)
    recomputed = _claims(table, question, states)
    return Judged(outcome, "table", trace, lowest, lacks=lacks, flips=flips, recomputed=recomputed)


def _flips(state: CriterionState, decimals: int) -> bool:
    assert state.measure is not None
    certain_verdict = state.reached.best == state.reached.worst
    return certain_verdict and (state.measure.rounded(decimals) >= Fraction(state.threshold)) != state.reached.best


def _lack(table: Table, section: Section, state: CriterionState) -> Lack:
    criterion = table.criterion(state.criterion)
    short = lack_of(section, criterion, Fraction(state.threshold))
    return Lack(school=section.school.name, stage=section.stage, amount=as_decimal(short), unit=criterion.amount_unit)


def _criterion_trace(
    table: Table, question: Question, states: Sequence[tuple[Section, CriterionState]],
    measured: Sequence[tuple[Section, CriterionState]],
) -> tuple[tuple[Told, ...], Interval | None]:  # fmt: skip
    lines: list[Told] = []
    lowest: Interval | None = None
    line, unit = question.requirement.number_of(question.stage or ""), question.requirement.unit
    if measured:
        section, state = min(measured, key=lambda pair: pair[1].measure.value if pair[1].measure else 0)
        assert state.measure is not None
        lowest = state.measure.interval()
        lines.append(say(
            "table_criterion", stage=word("stages", question.stage), count=len(states), line=amount(line, unit),
            met=sum(s.reached.worst for _, s in states), mean=_mean(table, question, unit),
            lowest=amount(state.measure.value, unit, line), school=section.school.name,
        ))  # fmt: skip
    below = [section.school.name for section, state in measured if state.reached.verdict == "not_met"]
    lines += [say("below", schools=names(below))] if below else []
    return (*lines, *_gap_lines(table, question.stage, question.requirement.id)), lowest


def _mean(table: Table, question: Question, unit: str) -> Told:
    found = table.dispersions.get((question.stage or "", question.requirement.id))
    return range_text(found.mean.interval(), unit) if found else phrase("unknown")


def _gap_lines(table: Table, stage: str | None, criterion: str) -> list[Told]:
    gaps = [bracketed(s.school.name, word("gaps", s.gaps[criterion])) for s in table.gaps(stage, criterion)]
    return [say("gaps", schools=names(gaps))] if gaps else []


def _claims(table: Table, question: Question, states: Sequence[tuple[Section, CriterionState]]) -> dict[str, Interval]:
    """What the report should say: the rate of schools that reach the criterion, and the county mean."""
    found = {"school.compliant_rate": _rate([state.reached for _, state in states])}
    dispersion = table.dispersions.get((question.stage or "", question.requirement.id))
    if dispersion:
        found[f"resource.{question.requirement.id}"] = dispersion.mean.interval()
    return found


def _rate(outcomes: Sequence[Outcome]) -> Interval:
    worst, best = sum(o.worst for o in outcomes), sum(o.best for o in outcomes)
    return Interval(Fraction(100 * worst, len(outcomes)), Fraction(100 * best, len(outcomes)))


def by_school_pass(table: Table, question: Question) -> Judged:
    """Does every school of the stage pass by the school rule?"""
    judged = table.judged(question.stage)
    if not judged:
        return nothing_of(question.stage)
    outcome = all_of(j.outcome for j in judged)
    rate = _rate([j.outcome for j in judged])
    passed = sum(j.outcome.worst for j in judged)
    lines = [say(
        "table_pass", stage=word("stages", question.stage), count=len(judged), met=passed, rate=range_text(rate, "%")
    )]  # fmt: skip
    failing = [_named(j, table) for j in judged if j.outcome.verdict == "not_met"]
    unclear = [_named(j, table) for j in judged if j.outcome.best != j.outcome.worst]
    lines += [say("failing", schools=names(failing))] if failing else []
    lines += [say("open_schools", schools=names(unclear))] if unclear else []
    wrong = [j.section.school.name for j in judged if claim_differs(j)]
    lines += [say("claimed_pass", schools=names(wrong))] if wrong else []
    recomputed = {"school.compliant_rate": rate}
    flips = any(j.flips for j in judged)
    span = rate.low != rate.high
    return Judged(outcome, "table", tuple(lines), rate, span=span, flips=flips, recomputed=recomputed)


def claim_differs(judged: SectionJudgement) -> bool:
    """True where the table's own 是否达标 says other than the values do."""
    claimed = judged.section.school.claimed_pass.get(judged.section.stage)
    return claimed is not None and judged.outcome.best == judged.outcome.worst != claimed


def _named(judged: SectionJudgement, table: Table) -> Told:
    """A school that fails with the criteria that it misses, one that may pass with those that are not surely reached."""
    fails = judged.outcome.verdict == "not_met"
    bad = [named(table.criterion(s.criterion)) for s in judged.states if not (s.reached.best if fails else s.reached.worst)]
    return bracketed(judged.section.school.name, phrase("inside", name=word("stages", judged.section.stage), text=joined(bad)))


def by_cv(table: Table, question: Question) -> Judged:
    """Is the 差异系数 of this criterion within the limit of the stage?"""
    stage, item = question.stage or "", question.item or ""
    if not table.of_stage(stage):
        return nothing_of(stage)
    name = named(table.criterion(item))
    if gaps := table.gaps(stage, item):
        schools = names([s.school.name for s in gaps])
        return Judged(UNKNOWN, "table", (say("table_cv_missing", item=name, count=len(gaps), schools=schools),))
    found = table.dispersions[stage, item]
    if found is None:
        return Judged(UNKNOWN, "table", (say("table_cv_none", item=name),))
    limit = question.requirement.number_of(stage)
    outcome = compare(found.square, "at_most", Fraction(limit) ** 2)
    shown = found.cv.quantize(Decimal(1).scaleb(-table.standard.rounding.cv))
    flips = outcome.best == outcome.worst != (shown <= limit)
    value = Interval(Fraction(found.low), Fraction(found.high))
    trace = _cv_trace(table, question, found, limit)
    middle = Fraction(found.cv)
    return Judged(outcome, "table", trace, value, middle, flips=flips, recomputed={"cv.item": value})


def _cv_trace(table: Table, question: Question, found: Dispersion, limit: Decimal) -> tuple[Told, ...]:
    criterion = table.criterion(question.item or "")
    line = say(
        "table_cv", item=named(criterion), count=len(table.of_stage(question.stage)), line=written(limit),
        stage=word("stages", question.stage), mean=range_text(found.mean.interval(), criterion.unit),
        cv=written(found.cv, limit), direction=word("directions", "at_most"),
    )  # fmt: skip
    if found.exact:
        return (line,)
    return (line, say("table_cv_range", low=written(found.low, limit), high=written(found.high, limit)))


def by_composite(table: Table, question: Question) -> Judged:
    """Is the mean of the 差异系数 of all criteria within the limit (2012)?"""
    stage = question.stage or ""
    if not table.of_stage(stage):
        return nothing_of(stage)
    found = [(c, table.dispersions.get((stage, c.id))) for c in table.standard.criteria]
    missing = [named(c) for c, dispersion in found if dispersion is None]
    if missing:
        return Judged(UNKNOWN, "table", (say("table_composite_missing", items=joined(missing)),))
    known = [dispersion for _, dispersion in found if dispersion is not None]
    value = composite(known)
    limit = question.requirement.number_of(stage)
    outcome = compare(value, "at_most", limit)
    text = say("table_composite", cv=range_text(value, "", limit), line=written(limit), direction=word("directions", "at_most"))
    return Judged(outcome, "table", (text,), value, recomputed={"cv.composite": value})


def composite(found: Sequence[Dispersion]) -> Interval:
    """The mean of 差异系数; roots are to 40 digits, which no limit of two decimals comes near. Raises ZeroDivisionError."""
    low = sum((Fraction(d.low) for d in found), Fraction(0)) / len(found)
    high = sum((Fraction(d.high) for d in found), Fraction(0)) / len(found)
    return Interval(low, high)


def nothing_of(stage: str | None) -> Judged:
    return Judged(UNKNOWN, "table", (say("table_stage_empty", stage=word("stages", stage)),))


def yes_no(met: bool, trace: tuple[Told, ...], lacks: tuple[Lack, ...] = ()) -> Judged:
    return Judged(certain(met), "table", trace, lacks=lacks)
