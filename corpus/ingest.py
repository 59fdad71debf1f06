"""From the bytes of a document to all that is stored of it. Pure: opens no file, no database, asks no clock.

Runs in a limited child process, since the bytes may come from anybody.
"""

from __future__ import annotations

from datetime import date

from corpus.audit import Assessed, Audit, Request, assess_report, audit_report
from corpus.ingested import Ingested, State, StoredReport, Versions
from corpus.versions import catalogue_version, engine_version
from extractor.blocks import Report
from extractor.read import read_report
from models.fact import Place
from models.standard import NoSuchStandard


def ingest(data: bytes, name: str, received: date) -> Ingested:
    """Read, extract, check and judge a document. `name` is what its user calls it.

    `received`, the day on which it came in, is the day of judgement of a document that tells no year: the same bytes
    give the same result on whatever day they are read again. Raises UnreadableInput.
    """
    return ingest_report(read_report(data, name), received)


def ingest_report(report: Report, received: date) -> Ingested:
    """The same from a document that has been read before."""
    audited = audit_report(report)
    judged = _assessed(audited, received)
    return Ingested(
        extraction=audited.extraction,
        checks=audited.checks,
        assessment=judged.assessment if judged else None,
        schools=judged.schools if judged else None,
        school_notices=judged.notices if judged else (),
        report=StoredReport.from_report(audited.report),
        ledger_places=_ledger_places(audited),
        versions=_versions(judged),
        state=_state(audited.report),
    )


def _ledger_places(audited: Audit) -> tuple[tuple[Place, ...], ...]:
    """Nothing for a document without pages."""
    where = audited.report.map
    if where is None:
        return ()
    return tuple(
        () if entry.fact else tuple(Place(page=page, box=box) for page, box in where.places(entry.start, entry.end))
        for entry in audited.extraction.ledger
    )


def _assessed(audited: Audit, received: date) -> Assessed | None:
    """None for a document that is older than every standard."""
    try:
        return assess_report(audited, Request(today=received))
    except NoSuchStandard:
        return None


def _versions(judged: Assessed | None) -> Versions:
    standard = f"{judged.standard.id}@{judged.standard.day.isoformat()}" if judged else ""
    return Versions(engine=engine_version(), catalogue=catalogue_version(), standard=standard)


def _state(report: Report) -> State:
    return "succeeded" if all(page.state == "text" for page in report.pages) else "partial"
