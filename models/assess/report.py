"""From what was found out to Results: numbers as decimals, lacks summed, and the trace from clause to verdict."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import TypedDict

from models.assess.evidence import Question, margin
from models.assess.judged import Judged
from models.assess.result import (
    CriterionResult,
    ExcludedSchool,
    Lack,
    Result,
    SchoolResult,
    SchoolState,
    StageValue,
)
from models.assess.table import Table
from models.assess.table_resources import claim_differs
from models.assess.trace import Told, amount, as_decimal, chinese, english, named, say, word
from models.fact import ExactDecimal
from models.quantity import Interval
from models.schools import SectionJudgement
from models.schools.judge import CriterionState
from models.schools.outcome import UNKNOWN, Verdict
from models.standard import Direction, Value


def result_of(question: Question, judged: Judged | None) -> Result:
    """The Result of a question; without a judgement it is 资料不足, with the reason."""
    requirement = question.requirement
    outcome = judged.outcome if judged else UNKNOWN
    verdict: Verdict = "not_applicable" if judged and not judged.applies else outcome.verdict
    facts = judged.facts if judged else ()
    item, trace = _item_name(question), trace_of(question, judged, verdict)
    return Result(
        requirement=requirement.id, number=requirement.number, name=requirement.name, name_en=requirement.name_en,
        part=requirement.part,
        stage=question.stage, item=question.item,
        item_name=item.zh if item else None, item_name_en=item.en if item else None,
        decides=requirement.decides, verdict=verdict, worst=outcome.worst,
        best=outcome.best, origin=judged.origin if judged else "none",
        lacks=judged.lacks if judged else (), lacking=_lacking(judged), facts=tuple(f.id for f in facts),
        evidence=tuple(f.evidence for f in facts), conflicts=judged.conflicts if judged else (),
        flips=judged.flips if judged else False, confirmed=requirement.confirmed, sources=requirement.sources,
        trace=chinese(trace), trace_en=english(trace), **_line(question, judged), **_numbers(question, judged),
    )  # fmt: skip


def _item_name(question: Question) -> Told | None:
    """The name of a criterion or a subject."""
    if question.item is None:
        return None
    criteria = {criterion.id: named(criterion) for criterion in question.standard.criteria}
    return criteria.get(question.item) or Told(question.item, question.requirement.items_in_english[question.item])


class _LineFields(TypedDict):
    threshold: Value | None
    direction: Direction
    unit: str


def _line(question: Question, judged: Judged | None) -> _LineFields:
    """What the value was compared with, in which direction and unit."""
    requirement = question.requirement
    if judged and judged.against:
        return {
            "threshold": judged.against.number, "direction": judged.against.direction, "unit": judged.against.unit
        }  # fmt: skip
    threshold = None if requirement.one_result else requirement.threshold(question.stage)
    return {"threshold": threshold, "direction": requirement.direction, "unit": requirement.unit}


def _numbers(question: Question, judged: Judged | None) -> dict[str, ExactDecimal | None]:
    """value, low, high and margin of what was compared."""
    value = judged.value if judged else None
    if value is None:
        return {}
    line = _line(question, judged)
    threshold, middle = line["threshold"], judged.middle if judged else None
    number = None if threshold is None or isinstance(threshold, bool) else Fraction(threshold)
    if judged and judged.span:
        return {"low": None if value.low is None else as_decimal(value.low), "high": None if value.high is None else as_decimal(value.high)}
    off = None if number is None else margin(value, line["direction"], number, middle)
    return {
        "value": as_decimal(judged.middle) if judged and judged.middle is not None else _middle(value),
        "low": None if value.low is None else as_decimal(value.low),
        "high": None if value.high is None else as_decimal(value.high),
        "margin": None if off is None else as_decimal(off),
    }


def _middle(value: Interval) -> ExactDecimal | None:
    ends = [end for end in (value.low, value.high) if end is not None]
    return as_decimal(sum(ends, Fraction(0)) / len(ends)) if ends else None


def _lacking(judged: Judged | None) -> Lack | None:
    """All that the schools lack together."""
    if judged is None or not judged.lacks:
        return None
    total = sum((Fraction(lack.amount) for lack in judged.lacks), Fraction(0))
    return Lack(school="合计", stage=None, amount=as_decimal(total), unit=judged.lacks[0].unit)


def trace_of(question: Question, judged: Judged | None, verdict: Verdict) -> tuple[Told, ...]:
    """The sentences an auditor follows from the clause to the verdict."""
    requirement, standard = question.requirement, question.standard
    part = next(named(p) for p in standard.parts if p.id == requirement.part)
    key = question.stage if question.stage in requirement.since else next(iter(requirement.since))
    lines = [
        say("clause", document=standard.document, standard=named(standard), part=part, number=requirement.number,
            wording=named(requirement, "wording")),
        say("since", since=requirement.since[key]),
    ]  # fmt: skip
    lines += [] if requirement.confirmed else [say("unconfirmed")]
    lines += [say("note", note=named(requirement, "note"))] if requirement.note else []
    for relaxation in standard.relaxations:
        if relaxation.requirement == requirement.id:
            lines.append(say("relaxed", document=relaxation.document, who=named(relaxation, "who"), effect=named(relaxation, "effect")))
    lines += judged.trace if judged else (say("no_facts" if requirement.judged_from else "needs_inspection"),)
    if lack := _lacking(judged):
        key = "excess" if requirement.direction == "at_most" else "lack"
        lines.append(say(key, amount=amount(lack.amount, lack.unit)))
    lines += [say("flips")] if judged and judged.flips else []
    return (*lines, say("verdict", verdict=word("verdicts", verdict)))


def school_results(judgements: Sequence[SectionJudgement]) -> tuple[SchoolResult, ...]:
    return tuple(_school(judged) for judged in judgements)


def _school(judged: SectionJudgement) -> SchoolResult:
    school, stage = judged.section.school, judged.section.stage
    claimed = school.claimed_pass.get(stage)
    return SchoolResult(
        school=school.name, stage=stage, students=judged.section.students, place=school.place,
        verdict=judged.outcome.verdict,
        in_form=judged.in_form, flips=judged.flips, claimed=claimed, claim_differs=claim_differs(judged),
        criteria=tuple(_criterion(state, judged) for state in judged.states),
    )  # fmt: skip


def _criterion(state: CriterionState, judged: SectionJudgement) -> CriterionResult:
    value = as_decimal(state.measure.value) if state.measure else None
    gap = judged.section.gaps.get(state.criterion)
    return CriterionResult(criterion=state.criterion, value=value, threshold=state.threshold, state=_state(state), gap=gap)


def _state(state: CriterionState) -> SchoolState:
    if state.measure is None:
        return "missing"
    if state.reached.best != state.reached.worst or state.above_floor.best != state.above_floor.worst:
        return "open"
    return "met" if state.reached.worst else "above_floor" if state.above_floor.worst else "below"


def stage_values(table: Table) -> tuple[StageValue, ...]:
    """Form Ⅲ: mean and 差异系数 of every criterion in both stages, as far as all schools have the value."""
    found = [(stage, c.id, table.dispersions.get((stage, c.id))) for stage in ("primary", "junior") for c in table.standard.criteria]
    return tuple(
        StageValue(
            stage=stage, criterion=criterion, mean=as_decimal(d.mean.value) if d else None, cv=as_decimal(d.cv) if d else None,
            low=as_decimal(d.low) if d else None, high=as_decimal(d.high) if d else None,
        )
        for stage, criterion, d in found
    )  # fmt: skip


def excluded_schools(table: Table) -> tuple[ExcludedSchool, ...]:
    return tuple(ExcludedSchool(school=o.school.name, place=o.school.place, reason=o.reason, reason_en=o.reason_en) for o in table.outside)
