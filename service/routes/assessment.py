"""`/documents/{id}/assessment` and `/documents/{id}/schools`: the verdicts of a stored document, also by another standard."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from corpus.audit import Request as Wanted
from corpus.audit import assess_report
from corpus.store.results import load_schools
from models.assess import Assessment
from models.schools import SchoolTable
from service.conditional import unless_known
from service.deps import Service, Viewer
from service.openapi import NOT_MODIFIED, problems
from service.problems import Problem
from service.reviewing import review_state, reviewed_result
from service.shown import shown_result
from service.wire import Id, Text

router = APIRouter(tags=["results"])
_STORED = {**NOT_MODIFIED, **problems(404, 409)}


@router.get("/documents/{id}/assessment", summary="判定 The verdicts", responses=_STORED)
def get_assessment(
    request: Request, response: Response, service: Service, caller: Viewer, id: Id,
    standard: Annotated[Text, Query(description="another standard than the one that fits the document")] = None,
    on: Annotated[date | None, Query(description="the day whose standard holds; else the end of the document's year")] = None,
    overlay: Annotated[Text, Query(description="a province's overlay")] = None,
) -> Assessment:  # fmt: skip
    """Every requirement judged from the figures as people left them, by the standard that fits, or by another one or day."""
    with service.store.reading() as c:
        _, result = shown_result(c, id, caller)
        unless_known(request, response, "assessment", result.id, review_state(c, result.id), standard, on, overlay)
        ingested = reviewed_result(c, result.id)
    if standard is None and on is None and overlay is None:
        return _there(ingested.assessment)
    wanted = Wanted(today=result.saved_at.date(), standard=standard, day=on, overlay=overlay)
    return assess_report(ingested.to_audit(), wanted, ingested.schools).assessment


@router.get("/documents/{id}/schools", summary="文中的学校表 The school table inside", responses=_STORED)
def get_schools(request: Request, response: Response, service: Service, caller: Viewer, id: Id) -> SchoolTable:
    """The schools of the tables of the document; 409 where it has none that can be used."""
    with service.store.reading() as c:
        _, result = shown_result(c, id, caller)
        unless_known(request, response, "schools", result.id)
        table = load_schools(c, result.id)
    if table is None:
        raise Problem("no_school_table")
    return table


def _there(assessment: Assessment | None) -> Assessment:
    if assessment is None:
        raise Problem("no_assessment")
    return assessment
