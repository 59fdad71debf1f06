"""The school table: sections with their values, per-school judgement, county mean and 差异系数. Opens no file."""

from models.schools.dispersion import Dispersion, dispersion, weighted_mean
from models.schools.judge import CriterionState, SectionJudgement, judge, judge_all
from models.schools.outcome import Outcome, Verdict, compare
from models.schools.school import LeftOut, School, SchoolTable, Written
from models.schools.sections import Measure, OutOfScope, Section, scope_reason, sections

__all__ = [
    "CriterionState", "Dispersion", "LeftOut", "Measure", "OutOfScope", "Outcome", "School", "SchoolTable", "Section",
    "SectionJudgement", "Verdict", "Written", "compare", "dispersion", "judge", "judge_all", "scope_reason", "sections",
    "weighted_mean",
]  # fmt: skip
