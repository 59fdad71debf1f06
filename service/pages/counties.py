"""`/counties` and `/counties/{name}`: all counties at a glance; one with its documents, verdicts, charts and contradictions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Annotated

from fastapi import APIRouter, Query, Request, Response
from markupsafe import Markup
from sqlalchemy import Connection

from corpus.audit import Assessed
from corpus.counties import MOST_DOCUMENTS, Difference, differences
from corpus.divisions.clues import is_masked
from corpus.store.documents import CountyRow, DocumentFilters, DocumentRow, list_counties, list_documents
from corpus.store.results import load_assessment, load_report
from corpus.store.reviews import documents_with_reviews, reviewed_extraction
from models.fact import Fact
from models.plain import plain_line
from models.schools.outcome import Verdict
from service.deps import Service
from service.exits import Lang
from service.pages.cards import Side, side
from service.pages.frame import fragment, page
from service.pages.refusals import PageRoute
from service.pages.verdicts import charts, verdicts
from service.pages.visitor import Visiting
from service.paper.content import message_of
from service.paper.drawing import svg
from service.problems import Problem
from service.reviewing import reviewed_result
from service.routes.counties import Name
from service.security import Caller
from service.shown import shown_document
from service.wire import Id

router = APIRouter(route_class=PageRoute)


@dataclass(frozen=True, slots=True)
class JudgedDocument:
    """A document and what it is judged by the figures as people left them; empty where it cannot be judged."""

    row: DocumentRow
    standard: str = ""
    verdict: Verdict | None = None


@dataclass(frozen=True, slots=True)
class CountyLine:
    """A county, and its latest document that can be judged."""

    row: CountyRow
    latest: JudgedDocument | None


@dataclass(frozen=True, slots=True)
class Conflict:
    """A quantity that two documents give differently."""

    message: str
    sides: tuple[Side, Side]


@router.get("/counties")
def show_all(request: Request, service: Service, visiting: Visiting) -> Response:
    """In the order of the names."""
    caller, lang = visiting.caller, visiting.lang
    with service.store.reading() as c:
        reviewed = documents_with_reviews(c)
        lines = [CountyLine(row, _latest(c, caller, row.name, reviewed)) for row in list_counties(c, caller.counties)]
    return page(
        request, "counties.html.j2", lang, caller, lines=lines, documents=sum(line.row.documents for line in lines),
        named=sum(line.row.name is not None for line in lines),
    )  # fmt: skip


@router.get("/counties/{name:path}/conflicts")
def show_conflicts(request: Request, service: Service, visiting: Visiting, name: Name) -> Response:
    """Every two documents of the county compared, by the figures as people left them."""
    caller, lang = visiting.caller, visiting.lang
    with service.store.reading() as c:
        rows = {row.id: row for row in _documents(c, caller, name) if row.result_id is not None}
        found = differences(name, {id: reviewed_extraction(c, row.result_id) for id, row in rows.items() if row.result_id is not None})
        shown = [_conflict(c, difference, rows, lang) for difference in found]
    return fragment(request, "conflicts.html.j2", lang, caller, conflicts=shown, compared=len(rows), masked=is_masked(name))


@router.get("/counties/{name:path}")
def show_one(
    request: Request, service: Service, visiting: Visiting, name: Name, document: Annotated[int | None, Query(ge=1, le=2**53)] = None
) -> Response:
    """The verdicts are those of `document`, or of the latest that can be judged."""
    caller, lang = visiting.caller, visiting.lang
    with service.store.reading() as c:
        reviewed = documents_with_reviews(c)
        documents = [_judged(c, row, reviewed) for row in _documents(c, caller, name)]
        judged = [one.row for one in documents if one.verdict is not None]
        chosen = next((row for row in judged if row.id == document), judged[0] if judged else None)
        assessed = None if chosen is None else _assessed(c, chosen)
    return page(
        request, "county.html.j2", lang, caller, name=name, documents=documents, chosen=chosen,
        verdicts=None if assessed is None else verdicts(assessed, lang),
    )  # fmt: skip


@router.get("/documents/{id}/charts")
def show_charts(request: Request, service: Service, visiting: Visiting, id: Id) -> Response:
    """The charts of a document's assessment, drawn as SVG whose labels are text."""
    with service.store.reading() as c:
        assessed = _assessed(c, shown_document(c, id, visiting.caller))
    drawn = [(figure, Markup(svg(figure))) for figure in charts(assessed, visiting.lang)] if assessed else []
    return fragment(request, "charts.html.j2", visiting.lang, visiting.caller, figures=drawn)


def _documents(c: Connection, caller: Caller, name: str) -> list[DocumentRow]:
    """The latest year first, within a year the document that came last. Raises Problem (404) where the caller sees none."""
    rows = list_documents(c, caller.counties, DocumentFilters(county=name), limit=MOST_DOCUMENTS).rows
    if not rows:
        raise Problem("not_found", id=name)
    return sorted(rows, key=lambda row: (row.year or 0, row.id), reverse=True)


def _latest(c: Connection, caller: Caller, name: str | None, reviewed: frozenset[int]) -> JudgedDocument | None:
    if name is None:
        return None
    judged = (_judged(c, row, reviewed) for row in _documents(c, caller, name))
    return next((one for one in judged if one.verdict is not None), None)


def _judged(c: Connection, row: DocumentRow, reviewed: frozenset[int]) -> JudgedDocument:
    """Judged anew only where somebody has reviewed its figures: `reviewed` are the ids of such documents."""
    if row.result_id is None:
        return JudgedDocument(row)
    found = reviewed_result(c, row.result_id).assessment if row.id in reviewed else load_assessment(c, row.result_id)
    return JudgedDocument(row) if found is None else JudgedDocument(row, found.name, found.county.verdict)


def _assessed(c: Connection, row: DocumentRow) -> Assessed | None:
    return None if row.result_id is None else reviewed_result(c, row.result_id).to_assessed()


def _conflict(c: Connection, found: Difference, rows: Mapping[int, DocumentRow], lang: Lang) -> Conflict:
    """With the words of both documents."""
    first, second = (_side(c, fact, rows[id], lang) for id, fact in ((found.first, found.first_fact), (found.second, found.second_fact)))
    return Conflict(message_of(found.finding, lang), (first, second))


def _side(c: Connection, fact: Fact, row: DocumentRow, lang: Lang) -> Side:
    assert row.result_id is not None
    shown = side(fact, load_report(c, row.result_id), lang)
    return replace(shown, document=row.id, document_name=plain_line(row.name))
