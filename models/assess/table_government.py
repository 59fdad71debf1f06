"""Judging requirements on the government from the school table: rooms, school size, class size, small schools.

Special and vocational schools are left aside. Each rule takes the table and the question and gives a Judged.
"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from models.assess.evidence import Question
from models.assess.judged import Judged
from models.assess.result import Lack
from models.assess.table import Table
from models.assess.table_resources import nothing_of, yes_no
from models.assess.trace import amount, as_decimal, bracketed, names, phrase, say, word, written
from models.schools import School
from models.schools.outcome import MET, NOT_MET, UNKNOWN, Outcome, all_of
from models.schools.school import COMBINED_TYPES, JUDGED_STAGES, SchoolStage
from models.standard import Requirement, Standard

_ROOMS = ("music_rooms", "art_rooms")


def _compulsory(table: Table) -> list[School]:
    """Schools with primary or junior students, teaching points below 50 among them."""
    excluded = table.standard.scope.excluded_types
    return [s for s in table.schools if s.type not in excluded and _students(s)]


def _students(school: School) -> int:
    return sum(school.students.get(stage, 0) for stage in JUDGED_STAGES)


def by_size(table: Table, question: Question) -> Judged:
    """Is no school larger than its type allows? A combined school counts its primary and junior students together."""
    schools = _compulsory(table)
    if not schools:
        return nothing_of("compulsory")
    limits = [(s, size_limit(s, question.requirement, table.standard)) for s in schools]
    over = [(school, _students(school) - limit) for school, limit in limits if _students(school) > limit]
    lines = [say("table_size", count=len(schools), over=len(over))]
    lines += [say("over", schools=names([bracketed(s.name, phrase("pupils", count=_students(s))) for s, _ in over]))] if over else []
    lacks = tuple(Lack(school=s.name, stage=None, amount=as_decimal(n), unit="person") for s, n in over)
    return yes_no(not over, tuple(lines), lacks)


def size_limit(school: School, requirement: Requirement, standard: Standard) -> Decimal:
    """The most compulsory-stage students that the school may have, with the relaxations that it qualifies for."""
    key = school.type if school.type in COMBINED_TYPES else _main_stage(school)
    limit = requirement.number_of(key)
    for relaxation in standard.relaxations:
        if relaxation.requirement == requirement.id and relaxation.id in school.relaxations:
            limit = max(limit, relaxation.values.get(key, limit))
    return limit


def _main_stage(school: School) -> str:
    return "primary" if school.students.get("primary", 0) else "junior"


def by_class_size(table: Table, question: Question) -> Judged:
    """Is no class above the limit? The largest class decides; the average of a school can only prove that one is."""
    of_stage = [s for s in _all_sections(table) if s[1] == question.stage]
    if not of_stage:
        return nothing_of(question.stage)
    limit = question.requirement.number_of(question.stage or "")
    outcomes = [_class_outcome(school, stage, limit) for school, stage in of_stage]
    over = [school.name for (school, _), outcome in zip(of_stage, outcomes, strict=True) if outcome == NOT_MET]
    unclear = sum(outcome == UNKNOWN for outcome in outcomes)
    lines = [say(
        "table_class", stage=word("stages", question.stage), count=len(of_stage), line=amount(limit, "person"), over=len(over)
    )]  # fmt: skip
    lines += [say("over", schools=names(over))] if over else []
    lines += [say("class_average_only", count=unclear)] if unclear else []
    return Judged(all_of(outcomes), "table", tuple(lines))


def _all_sections(table: Table) -> list[tuple[School, SchoolStage]]:
    return [(s, stage) for s in _compulsory(table) for stage in JUDGED_STAGES if s.students.get(stage, 0)]


def _class_outcome(school: School, stage: SchoolStage, limit: Decimal) -> Outcome:
    largest = school.largest_class.get(stage)
    if largest is not None:
        return MET if largest <= limit else NOT_MET
    classes = school.classes.get(stage)
    return NOT_MET if classes and Fraction(school.students[stage], classes) > limit else UNKNOWN


def by_rooms(table: Table, question: Question) -> Judged | None:
    """Has every school a music and an art room for each 12 classes or part of them? None without rooms in the table."""
    schools = _compulsory(table)
    if not any(name in school.amounts for school in schools for name in _ROOMS):
        return None
    per = question.requirement.number_of("classes_per_room")
    short = [(school, _rooms_short(school, per)) for school in schools]
    outcomes = [UNKNOWN if n is None else MET if n == 0 else NOT_MET for _, n in short]
    lacking = [(school, n) for school, n in short if n]
    lines = [say("table_rooms", count=len(schools), over=len(lacking), per=written(per))]
    lines += [say("failing", schools=names([s.name for s, _ in lacking]))] if lacking else []
    unclear = [s.name for s, n in short if n is None]
    lines += [say("gaps", schools=names(unclear))] if unclear else []
    lacks = tuple(Lack(school=s.name, stage=None, amount=as_decimal(n), unit="item") for s, n in lacking)
    return Judged(all_of(outcomes), "table", tuple(lines), lacks=lacks)


def _rooms_short(school: School, per: Decimal) -> int | None:
    """Rooms that are lacking, music and art each for itself; None where classes or rooms are not given."""
    classes = [school.classes.get(stage) for stage in JUDGED_STAGES if school.students.get(stage, 0)]
    if None in classes or any(name not in school.amounts for name in _ROOMS):
        return None
    needed = -(-sum(c for c in classes if c is not None) // int(per))
    have = [sum(written.value for written in school.amounts[name].values()) for name in _ROOMS]
    return sum(max(0, needed - int(rooms)) for rooms in have)


def by_small_schools(table: Table, question: Question) -> Judged:
    """Which schools are below 100 students; without one the requirement does not apply."""
    least = question.requirement.number_of("small_below")
    small = [s for s in _compulsory(table) if _students(s) < least]
    if not small:
        return Judged(MET, "table", (say("small_none", least=least),), applies=False)
    text = say("small_some", least=least, count=len(small), schools=names([s.name for s in small]))
    return Judged(UNKNOWN, "table", (text,))
