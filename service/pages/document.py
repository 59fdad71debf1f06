"""`/documents/{id}`: the review of a document, or how far it is; and the parts that a script asks for one by one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Literal, get_args

from fastapi import APIRouter, Query, Request, Response
from sqlalchemy import Connection

from corpus.store.documents import DocumentRow
from corpus.store.jobs import JobRow, get_job
from corpus.store.results import load_extraction, load_ingested, load_ledger_places, load_report
from corpus.store.reviews import (
    ReviewedFact,
    history_of,
    lost_reviews,
    reviewed_extraction,
    reviewed_facts,
    reviewed_findings,
)  # fmt: skip
from models.checks import check
from models.fact import LedgerKind
from models.finding import Finding
from service.deps import Service
from service.exits import sentence
from service.output.marks import page_blocks
from service.pages.cards import fact_card, finding_card
from service.pages.correcting import correction_fields
from service.pages.frame import fragment, page
from service.pages.refusals import PageRoute
from service.pages.rows import fact_row, finding_row, ledger_lines
from service.pages.sheet import has_pictures, page_sheets
from service.pages.verdicts import verdicts
from service.pages.visitor import Visiting
from service.reviewable import FACTS, FINDINGS
from service.reviewing import review_tag, reviewed_result
from service.shown import shown_document, shown_result
from service.wire import Id, Word, job_problem

router = APIRouter(route_class=PageRoute, prefix="/documents/{id}")
_OF_SCRIPT = (
    "reviewed_of", "shown_of", "all_reviewed", "nothing_changed", "changed_meanwhile", "changed_meanwhile_unknown", "did_accept",
    "did_edit", "did_reject", "did_reset", "lost_reviews", "machine_value", "loading", "local_user",
)  # fmt: skip


@router.get("")
def show(
    request: Request, service: Service, visiting: Visiting, id: Id, view: Annotated[Literal["pages", "text"] | None, Query()] = None
) -> Response:
    """The review; without a result, what became of the document."""
    caller, lang = visiting.caller, visiting.lang
    with service.store.reading() as c:
        row = shown_document(c, id, caller)
        job = None if row.job_id is None else get_job(c, row.job_id)
        if row.result_id is None:
            return _without_result(request, visiting, row, job)
        result_id = row.result_id
        report, extraction = load_report(c, result_id), load_extraction(c, result_id)
        facts, findings, lost = reviewed_facts(c, result_id), reviewed_findings(c, result_id), lost_reviews(c, result_id)
        places = load_ledger_places(c, result_id)
    pictures = has_pictures(report)
    as_pages = pictures and view != "text"
    return page(
        request, "review.html.j2", lang, caller, document=row, job=job, pictures=pictures, as_pages=as_pages,
        sheets=page_sheets(report, facts, extraction.ledger, places, lang) if as_pages else (),
        blocks=() if as_pages else page_blocks(report.to_report(), extraction.ledger),
        notices=[sentence(n.code, lang, **{"name": row.name, **n.details}) for n in report.notices],
        facts=[fact_row(known, lang) for known in facts], findings=[finding_row(known, lang) for known in findings],
        lost=[(said, review_tag(result_id, said.version)) for said in lost], numbers=len(extraction.ledger),
        may_review=caller.may("reviewer"), fields=correction_fields(lang), words=_OF_SCRIPT,
    )  # fmt: skip


def _without_result(request: Request, visiting: Visiting, row: DocumentRow, job: JobRow | None) -> Response:
    problem = None if job is None else job_problem(job, row.name, visiting.lang)
    return page(
        request, "pending.html.j2", visiting.lang, visiting.caller, document=row, job=job,
        reason=problem and problem.detail, may_upload=visiting.caller.may("uploader"),
        words=("upload_queued", "upload_running", "upload_pages", "upload_blocks"),
    )  # fmt: skip


@router.get("/facts/{fact}")
def show_fact(request: Request, service: Service, visiting: Visiting, id: Id, fact: Word) -> Response:
    """The row and the card of a figure, as they are now."""
    lang = visiting.lang
    with service.store.reading() as c:
        known = FACTS.known(c, visiting.caller, id, fact)
        result_id = known.row.result_id
        found = [finding_row(other, lang) for other in reviewed_findings(c, result_id)]
        card = fact_card(known, load_report(c, result_id), reviewed_extraction(c, result_id), found, history_of(c, known), lang)
    return fragment(request, "fact.html.j2", lang, visiting.caller, row=fact_row(known, lang), card=card)


@router.get("/findings/{finding}")
def show_finding(request: Request, service: Service, visiting: Visiting, id: Id, finding: Word) -> Response:
    """The row and the card of a finding with its places, as they are now."""
    lang = visiting.lang
    with service.store.reading() as c:
        row = shown_document(c, id, visiting.caller)
        known = FINDINGS.known(c, visiting.caller, id, finding)
        result_id = known.row.result_id
        facts = reviewed_facts(c, result_id)
        resolved = _is_resolved(c, result_id, known.row.finding, facts)
        card = finding_card(known.row.finding, load_ingested(c, result_id), facts, history_of(c, known), resolved, lang)
    return fragment(
        request, "finding.html.j2", lang, visiting.caller, row=finding_row(known, lang), card=card, document=row,
        may_review=visiting.caller.may("reviewer"),
    )  # fmt: skip


@router.get("/ledger")
def show_ledger(request: Request, service: Service, visiting: Visiting, id: Id) -> Response:
    """Every number of the document with what became of it."""
    with service.store.reading() as c:
        _, result = shown_result(c, id, visiting.caller)
        report, ledger = load_report(c, result.id).to_report(), load_extraction(c, result.id).ledger
    lines = ledger_lines(report, ledger, visiting.lang)
    kinds = [(kind, sum(line.kind == kind for line in lines)) for kind in get_args(LedgerKind)]
    return fragment(
        request, "ledger.html.j2", visiting.lang, visiting.caller, lines=lines, kinds=[(kind, count) for kind, count in kinds if count]
    )


@router.get("/verdicts")
def show_verdicts(request: Request, service: Service, visiting: Visiting, id: Id) -> Response:
    """Every requirement judged from the figures as people left them."""
    with service.store.reading() as c:
        _, result = shown_result(c, id, visiting.caller)
        assessed = reviewed_result(c, result.id).to_assessed()
    found = None if assessed is None else verdicts(assessed, visiting.lang)
    return fragment(request, "verdicts.html.j2", visiting.lang, visiting.caller, verdicts=found)


def _is_resolved(c: Connection, result_id: int, finding: Finding, facts: Sequence[ReviewedFact]) -> bool:
    """Whether a finding is gone with the figures as people left them. Checks anew only where they changed one of its figures."""
    touched = {known.row.fact.id for known in facts if known.state in ("edited", "rejected")}
    if touched.isdisjoint(finding.facts):
        return False
    return finding.id not in {other.id for other in check(reviewed_extraction(c, result_id)).findings}
