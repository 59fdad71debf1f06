"""`assess(facts, schools, standard)`: a verdict on each requirement of a standard, with its reasons and evidence.

Takes facts of a report, schools of a county and a Standard on a day; gives an Assessment. Opens nothing, guesses nothing:
the school table is recomputed and goes before claims, claims that differ are listed, what cannot be told is 资料不足.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Literal

from models.assess.conclude import conclude, conclusion_trace, parts
from models.assess.evidence import Question, judge_from_facts, relevant, stands_for
from models.assess.judged import Judged
from models.assess.report import excluded_schools, result_of, school_results, stage_values
from models.assess.result import Assessment, Conclusion, Conflict, Lack, Result, SchoolResult
from models.assess.table import Table, table_of
from models.assess.table_government import by_class_size, by_rooms, by_size, by_small_schools
from models.assess.table_resources import by_composite, by_criterion, by_cv, by_school_pass
from models.assess.trace import Told, chinese, english, named, phrase, range_text, say
from models.fact import Fact
from models.quantity import Interval
from models.schools import School
from models.schools.outcome import MET, certain, compare
from models.standard import NoSuchStandard, Standard

__all__ = ["Assessment", "Conclusion", "Conflict", "Declared", "Lack", "Result", "SchoolResult", "assess"]

Declared = bool | Decimal | Literal["not_applicable"]
"""What was found on the spot or in documents: a yes or no, a figure, or that the requirement does not apply."""

TABLE_RULES: dict[str, Callable[[Table, Question], Judged | None]] = {
    "criterion": by_criterion,
    "school_pass": by_school_pass,
    "cv": by_cv,
    "composite_cv": by_composite,
    "special_rooms": by_rooms,
    "school_size": by_size,
    "class_size": by_class_size,
    "small_schools": by_small_schools,
}


def assess(
    facts: Sequence[Fact],
    schools: Sequence[School] | None,
    standard: Standard,
    declared: Mapping[str, Declared] | None = None,
) -> Assessment:
    """Judge every requirement of `standard` (which is resolved on a day).

    `declared` maps a requirement to what was found on the spot: `id`, `id@stage` or `id/item`. Raises NoSuchStandard for
    a key that names no requirement.
    """
    found = dict(declared or {})
    questions = list(_questions(standard))
    _refuse_unknown(found, questions)
    table = table_of(schools, standard) if schools else None
    results = tuple(result_of(q, _judge(q, facts, table, found)) for q in questions)
    by_part = parts(standard, results)
    county = conclude("county", named(standard, "short"), results)
    trace = conclusion_trace(by_part, county)
    return Assessment(
        standard=standard.id, name=standard.name, name_en=standard.name_en, document=standard.document,
        overlay=standard.overlay, day=standard.day,
        county=county, parts=by_part, results=results, schools=school_results(table.judgements) if table else (),
        excluded=excluded_schools(table) if table else (), stages=stage_values(table) if table else (),
        unconfirmed=tuple(r.id for r in standard.requirements if not r.confirmed),
        trace=chinese(trace), trace_en=english(trace),
    )  # fmt: skip


def _questions(standard: Standard) -> Iterator[Question]:
    for requirement in standard.requirements:
        for stage in requirement.stages:
            for item in requirement.items or (None,):
                yield Question(requirement, stage, item, standard)


def _keys(question: Question) -> tuple[str, ...]:
    """Under what it may be declared, the narrowest first."""
    id = question.requirement.id
    return (f"{id}@{question.stage}/{question.item}", f"{id}@{question.stage}", f"{id}/{question.item}", id)


def _refuse_unknown(declared: Mapping[str, Declared], questions: Sequence[Question]) -> None:
    known = {key for question in questions for key in _keys(question)}
    for key in declared:
        if key not in known:
            raise NoSuchStandard("requirement_unknown", id=key)


def _judge(question: Question, facts: Sequence[Fact], table: Table | None, declared: Mapping[str, Declared]) -> Judged | None:
    """Declared goes before the school table, and that before claims, unless only the claims are certain."""
    for key in _keys(question):
        if key in declared:
            return _declared(question, declared[key])
    claimed = judge_from_facts(question, facts)
    rule = TABLE_RULES.get(question.requirement.table or "")
    computed = rule(table, question) if table and rule else None
    if computed is None:
        return claimed
    computed = _against_claims(computed, question, facts)
    if claimed and claimed.certain and not computed.certain and not computed.conflicts:
        return replace(claimed, trace=(*computed.trace, *claimed.trace))
    return computed


def _declared(question: Question, value: Declared) -> Judged:
    if value == "not_applicable":
        return Judged(MET, "declared", (say("declared", value=phrase("not_applicable")),), applies=False)
    line = question.requirement.threshold(question.stage)
    if isinstance(value, bool):
        wanted = line if isinstance(line, bool) else True
        return Judged(certain(value == wanted), "declared", (say("declared", value=phrase("yes" if value else "no")),))
    if line is None or isinstance(line, bool) or isinstance(value, str):
        raise NoSuchStandard("declared_value", id=question.requirement.id, value=value)
    point = Interval.point(value)
    outcome = compare(point, question.requirement.direction, line)
    text = range_text(point, question.requirement.unit, line)
    return Judged(outcome, "declared", (say("declared", value=text),), point)


def _against_claims(computed: Judged, question: Question, facts: Sequence[Fact]) -> Judged:
    """The judgement with a conflict for each claim of the county that the school table does not bear out."""
    conflicts = list(computed.conflicts)
    told: list[Told] = []
    for selector in question.requirement.judged_from:
        if selector.indicator not in computed.recomputed or selector.over or selector.floor_of:
            continue
        own = selector.model_copy(update={"entity": "none", "area": "none"})
        value = computed.recomputed[selector.indicator]
        for fact in relevant(own, question, facts):
            if not stands_for(fact, selector).meets(value) and (selector.stage == "own"):
                told.append(say("claim_differs", text=fact.evidence.text, computed=range_text(value, selector.unit)))
                conflicts.append(Conflict(facts=(fact.id,), message=told[-1].zh, message_en=told[-1].en))
    return replace(computed, conflicts=tuple(conflicts), trace=(*computed.trace, *told))
