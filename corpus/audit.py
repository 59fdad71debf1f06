"""From the bytes of a report to what an auditor needs: read, extract, check, and assess under the standard that fits it.

Orchestrates only: each step is a function of the rooms below or of this one. `Audit` and `Assessed` are what commands show.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256
from itertools import islice

from corpus.report_schools import schools_inside
from corpus.school_files import read_school_table
from extractor.blocks import Notice, Report
from extractor.pipeline import extract
from extractor.read import read_report
from models.assess import Assessment, Declared, assess
from models.assess.evidence import Question, relevant
from models.checks import check, compare
from models.fact import Document, Extraction, Fact
from models.finding import CheckReport, Conflict
from models.schools import SchoolTable
from models.standard import NoSuchStandard, Requirement, Standard, first_day, short_name, standard_ids, standard_on

DEFAULT_STANDARD = "yzjh2017"
MOST_CLAUSES = 2


@dataclass(frozen=True, slots=True)
class Audit:
    """A report, everything extracted from it with its findings, and how far the checks got."""

    report: Report
    extraction: Extraction
    checks: CheckReport

    @property
    def is_of_report(self) -> bool:
        """False where a school table was judged alone: then nothing was checked, which is not the same as nothing found."""
        return self.report.format != "none"


@dataclass(frozen=True, slots=True)
class Request:
    """What an assessment is asked for. No standard, no day: those that fit the document. `today`: for one without a year."""

    today: date
    standard: str | None = None
    day: date | None = None
    overlay: str | None = None
    relaxations: tuple[str, ...] = ()
    declared: Mapping[str, Declared] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Assessed:
    """An audited report and its assessment. `schools`: the table that was used; `notices`: why one was not."""

    audit: Audit
    standard: Standard
    assessment: Assessment
    schools: SchoolTable | None
    notices: tuple[Notice, ...] = ()


@dataclass(frozen=True, slots=True)
class Comparison:
    """Several documents and every quantity that two of them give."""

    audits: tuple[Audit, ...]
    conflicts: tuple[Conflict, ...]

    @property
    def counties(self) -> tuple[str, ...]:
        """The counties that the documents name, each once: more than one cannot be compared in earnest."""
        return tuple(dict.fromkeys(a.extraction.document.county for a in self.audits if a.extraction.document.county))


def audit(data: bytes, name: str) -> Audit:
    """Read, extract and check. Raises UnreadableInput."""
    return audit_report(read_report(data, name))


def audit_report(report: Report) -> Audit:
    """Extract and check."""
    extraction = extract(report)
    checks = check(extraction)
    findings = tuple(finding.model_dump(mode="json") for finding in checks.findings)
    return Audit(report, extraction.model_copy(update={"findings": findings}), checks)


def assess_report(audited: Audit, request: Request, schools: SchoolTable | None = None) -> Assessed:
    """Judge a report by `schools`, or by the school table inside it. Raises NoSuchStandard for a request that cannot be."""
    standard = standard_for(audited.extraction.document, request)
    notices: tuple[Notice, ...] = ()
    if schools is None:
        schools, notices = schools_inside(audited.report)
    rows = schools.schools if schools else None
    return Assessed(audited, standard, assess(audited.extraction.facts, rows, standard, request.declared), schools, notices)


def assess_table(data: bytes, name: str, request: Request) -> Assessed:
    """Judge a school table alone, without a report. Raises UnreadableInput, and NoSuchStandard for a request that cannot be."""
    table = read_school_table(data, name)
    report = Report(name, "none", sha256(data).hexdigest(), "", [])
    document = Document(id=f"sha256:{report.sha256}", name=name, format=report.format)
    return assess_report(Audit(report, Extraction(document=document), CheckReport()), request, table)


def compare_reports(audits: Sequence[Audit]) -> Comparison:
    """Every quantity that two of the documents give."""
    return Comparison(tuple(audits), compare([a.extraction for a in audits]))


def standard_for(document: Document, request: Request) -> Standard:
    """The standard that was asked for, or that fits the document, on the day that was asked for, or its year's last."""
    day = request.day or (date(document.year, 12, 31) if document.year else request.today)
    id = request.standard or fitting_standard(document, day)
    return standard_on(id, day, request.overlay, request.relaxations)


def fitting_standard(document: Document, day: date) -> str:
    """The standard that the title names (基本均衡), else the usual one, else one that held on the day."""
    named = [id for id in standard_ids() if document.title and short_name(id) in document.title]
    held = [id for id in (*named, DEFAULT_STANDARD, *standard_ids()) if first_day(id) <= day]
    if not held:
        raise NoSuchStandard("no_standard_yet", day=day)
    return held[0]


def reference_standard(document: Document) -> Standard | None:
    """The standard whose clauses the findings of a document touch; None where none held in its year."""
    try:
        return standard_for(document, Request(today=date.max))
    except NoSuchStandard:
        return None


def clauses(facts: Sequence[Fact], standard: Standard) -> tuple[Requirement, ...]:
    """The requirements that the figures are evidence of, in the order of the standard, at most two."""
    touched = (requirement for requirement in standard.requirements if _bears_on(requirement, facts, standard))
    return tuple(islice(touched, MOST_CLAUSES))


def _bears_on(requirement: Requirement, facts: Sequence[Fact], standard: Standard) -> bool:
    """By the first of its selectors only: the others prove what they touch in a roundabout way."""
    questions = (Question(requirement, stage, item, standard) for stage in requirement.stages for item in requirement.items or (None,))
    return any(relevant(selector, question, facts) for question in questions for selector in requirement.judged_from[:1])
