"""What a working paper says of a report's findings, in the words of a language: the same for every way of writing it down."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from corpus.audit import Audit, clauses
from corpus.workings import Working, workings
from models.finding import FamilyCount, Finding, Severity
from models.plain import plain_line
from models.standard import Requirement, Standard
from service.exits import Lang, sentence
from service.labels import label, load_labels, said, word
from service.paper.computation import computation
from service.paper.quotes import Quote, quotes

MOST_QUOTES = 6


@dataclass(frozen=True, slots=True)
class Entry:
    """A finding as the paper shows it. `more`: how many quotes are left out."""

    number: int
    id: str
    code: str
    name: str
    severity: Severity
    severity_name: str
    message: str
    quotes: tuple[Quote, ...]
    more: int
    computation: tuple[tuple[str, str], ...]
    rule: str
    clauses: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CountRow:
    """How far a family of checks got."""

    name: str
    found: int
    checkable: int
    checked: int
    not_checkable: int
    reasons: str


def entries(audit: Audit, standard: Standard | None, lang: Lang) -> tuple[Entry, ...]:
    """All findings of a report, numbered in the order of the text."""
    extraction = audit.extraction
    by_finding = {w.finding.id: w for w in workings(extraction, audit.checks.findings) if w.finding}
    return tuple(
        _entry(number, finding, by_finding.get(finding.id), audit, standard, lang)
        for number, finding in enumerate(audit.checks.findings, start=1)
    )


def _entry(number: int, finding: Finding, working: Working | None, audit: Audit, standard: Standard | None, lang: Lang) -> Entry:
    facts = {fact.id: fact for fact in audit.extraction.facts}
    found = quotes(audit.report, [facts[id] for id in finding.facts], lang)
    about = clauses([facts[id] for id in finding.facts], standard) if standard else ()
    return Entry(
        number=number, id=finding.id, code=finding.code, name=label("finding_code", finding.code, lang), severity=finding.severity,
        severity_name=label("severity", finding.severity, lang), message=message_of(finding, lang), quotes=found[:MOST_QUOTES],
        more=len(found) - len(found[:MOST_QUOTES]), computation=tuple(computation(finding, working, audit.extraction, lang)),
        rule=str(load_labels()["finding_code"][finding.code]["means"][lang]),
        clauses=tuple(clause_text(requirement, standard, lang) for requirement in about) if standard else (),
    )  # fmt: skip


def message_of(finding: Finding, lang: Lang) -> str:
    return plain_line(said(finding, "message", lang))


def clause_text(requirement: Requirement, standard: Standard, lang: Lang) -> str:
    return word(
        "clause_text", lang, document=standard.document, standard=said(standard, "name", lang), number=requirement.number,
        wording=said(requirement, "wording", lang),
    )  # fmt: skip


def count_rows(audit: Audit, lang: Lang) -> tuple[CountRow, ...]:
    """One row for each family of checks, and the sum of all at the end."""
    rows = [_count_row(family, lang) for family in audit.checks.families]
    names = ("found", "checkable", "checked", "not_checkable")
    sums = {name: sum(getattr(row, name) for row in rows) for name in names}
    return (*rows, CountRow(word("total", lang), reasons="", **sums))


def _count_row(family: FamilyCount, lang: Lang) -> CountRow:
    reasons = "；".join(f"{label('reason', reason, lang)} {count}" for reason, count in family.reasons.items())
    name = label("check_family", family.family, lang)
    return CountRow(name, family.found, family.checkable, family.checked, family.not_checkable, reasons)


def about(audit: Audit, lang: Lang) -> list[tuple[str, str]]:
    """What the document is, as pairs of label and text."""
    document = audit.extraction.document
    if not audit.is_of_report:
        return [(word("school_table", lang), plain_line(document.name)), (word("sha", lang), document.id)]
    pairs = [
        (word("report", lang), document.name),
        (word("title", lang), document.title or ""),
        (label("field", "county", lang), document.county or ""),
        (label("field", "year", lang), str(document.year or "")),
        (word("document_kind", lang), label("document_kind", document.kind, lang)),
        (word("facts", lang), str(len(audit.extraction.facts))),
        (word("sha", lang), document.id),
    ]
    return [(name, plain_line(text)) for name, text in pairs if text]


def notices(audit: Audit, lang: Lang) -> list[str]:
    """What the reader had to tell of the file."""
    return [sentence(n.code, lang, **{"name": audit.report.name, **n.details}) for n in audit.report.notices]


def severities(found: Sequence[Finding], lang: Lang) -> str:
    """`错误 3 · 疑点 1`, only those that there are."""
    counts = [(code, sum(f.severity == code for f in found)) for code in load_labels()["severity"]]
    return " · ".join(f"{label('severity', code, lang)} {count}" for code, count in counts if count)
