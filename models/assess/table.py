"""The school table as the rules of an assessment need it: sections, judgements and dispersions, computed once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from models.schools import Dispersion, OutOfScope, School, Section, SectionJudgement, dispersion, judge_all, sections
from models.standard import Criterion, Standard


@dataclass(frozen=True, slots=True)
class Table:
    """All schools of the county; `dispersions` hold None where a mean is zero and nothing where a school lacks the value."""

    standard: Standard
    schools: tuple[School, ...]
    sections: tuple[Section, ...]
    outside: tuple[OutOfScope, ...]
    judgements: tuple[SectionJudgement, ...]
    dispersions: dict[tuple[str, str], Dispersion | None]

    def of_stage(self, stage: str | None) -> tuple[Section, ...]:
        """The sections of a stage; all for None and `compulsory`."""
        return tuple(s for s in self.sections if stage in (None, "compulsory", s.stage))

    def judged(self, stage: str | None) -> tuple[SectionJudgement, ...]:
        return tuple(j for j in self.judgements if stage in (None, "compulsory", j.section.stage))

    def criterion(self, id: str) -> Criterion:
        """Raises KeyError."""
        return {c.id: c for c in self.standard.criteria}[id]

    def gaps(self, stage: str | None, criterion: str) -> tuple[Section, ...]:
        return tuple(s for s in self.of_stage(stage) if criterion in s.gaps)


def table_of(schools: Sequence[School], standard: Standard) -> Table:
    """Everything that can be computed from the schools under the standard."""
    counted, outside = sections(schools, standard)
    found: dict[tuple[str, str], Dispersion | None] = {}
    for stage in ("primary", "junior"):
        of_stage = [s for s in counted if s.stage == stage]
        for criterion in (c.id for c in standard.criteria):
            if of_stage and all(criterion in s.measures for s in of_stage):
                found[stage, criterion] = dispersion([(s.students, s.measures[criterion]) for s in of_stage])
    return Table(standard, tuple(schools), counted, outside, judge_all(counted, standard), found)


def lack_of(section: Section, criterion: Criterion, threshold: Fraction) -> Fraction:
    """The amount that the section lacks to reach the threshold: whole teachers and rooms, ㎡ and yuan as they are."""
    measure = section.measures[criterion.id]
    short = (threshold - measure.value) * section.students / criterion.per
    return Fraction(-((-short).__floor__())) if criterion.whole else short
