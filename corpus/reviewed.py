"""A stored result as people left it: their figures in, what they rejected out, and checks and verdicts done anew by it.

Pure: takes what the store gives. Where nobody said anything of the figures, nothing is computed.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from corpus.audit import Audit, Request, assess_report
from corpus.ingested import Ingested
from models.assess import Assessment
from models.checks import check
from models.fact import Extraction
from models.finding import Finding


def as_reviewed(ingested: Ingested, extraction: Extraction, rejected: Callable[[Finding], bool]) -> Ingested:
    """`extraction`: with the figures as people left them; `rejected`: whether people said that a finding is none."""
    same = extraction == ingested.extraction
    checks = ingested.checks if same else check(extraction)
    kept = tuple(finding for finding in checks.findings if not rejected(finding))
    told = tuple(finding.model_dump(mode="json") for finding in kept)
    changed = {
        "extraction": extraction.model_copy(update={"findings": told}),
        "checks": checks.model_copy(update={"findings": kept}),
    }
    new = ingested.model_copy(update=changed)
    return new if same else new.model_copy(update={"assessment": _judged(new)})


def _judged(ingested: Ingested) -> Assessment | None:
    """By the standard and on the day by which it was judged first."""
    first = ingested.assessment
    if first is None:
        return None
    wanted = Request(today=date.max, standard=first.standard, day=first.day, overlay=first.overlay)
    return assess_report(Audit(ingested.report.to_report(), ingested.extraction, ingested.checks), wanted, ingested.schools).assessment
