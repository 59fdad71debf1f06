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
from corpus.ingested import Ingested
from corpus.store.documents import CountyRow, DocumentFilters, DocumentRow, list_counties, list_documents
from service.deps import Service
from service.exits import Lang
from service.pages.cards import Side, side
from service.pages.frame import fragment, page
from service.pages.refusals import PageRoute
from service.pages.verdicts import charts, verdicts
from service.pages.visitor import Visiting
from service.paper.charts import svg
from service.paper.content import message_of
from service.paper.verdicts import ConclusionRow, conclusions
from service.plain import plain_line
from service.problems import Problem
from service.reviewing import reviewed_result
from service.routes.counties import Name
from service.security import Caller
from service.shown import shown_document
from service.wire import Id

router = APIRouter(route_class=PageRoute)


@dataclass(frozen=True, slots=True)
class CountyLine:
    """A county, and the conclusion of its latest document that can be judged."""

    row: CountyRow
    judged: DocumentRow | None
    conclusion: ConclusionRow | None


@dataclass(frozen=True, slots=True)
class JudgedDocument:
    """A document and the conclusion of its own assessment, by the figures as people left them."""

    row: DocumentRow
    standard: str
    conclusion: ConclusionRow | None


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
        lines = [_line(c, caller, row, lang) for row in list_counties(c, caller.counties)]
    return page(
        request, "counties.html.j2", lang, caller, lines=lines, documents=sum(line.row.documents for line in lines),
        named=sum(line.row.name is not None for line in lines),
    )  # fmt: skip


@router.get("/counties/{name}")
def show_one(
    request: Request, service: Service, visiting: Visiting, name: Name, document: Annotated[int | None, Query(ge=1, le=2**53)] = None
) -> Response:
    """The verdicts are those of `document`, or of the latest that can be judged."""
    caller, lang = visiting.caller, visiting.lang
    with service.store.reading() as c:
        rows = _by_year(_documents(c, caller, name))
        assessed = {row.id: found for row in rows if (found := _assessed(c, row)) is not None}
    judged = [row for row in rows if row.id in assessed]
    chosen = next((row for row in judged if row.id == document), judged[0] if judged else None)
    return page(
        request, "county.html.j2", lang, caller, name=name, documents=[_judged(row, assessed.get(row.id), lang) for row in rows],
        chosen=chosen, verdicts=None if chosen is None else verdicts(assessed[chosen.id], lang),
    )  # fmt: skip


@router.get("/counties/{name}/conflicts")
def show_conflicts(request: Request, service: Service, visiting: Visiting, name: Name) -> Response:
    """Every two documents of the county compared, by the figures as people left them."""
    caller, lang = visiting.caller, visiting.lang
    with service.store.reading() as c:
        rows = {row.id: row for row in _documents(c, caller, name)}
        ingested = {id: reviewed_result(c, row.result_id) for id, row in rows.items() if row.result_id is not None}
    found = differences({id: one.extraction for id, one in ingested.items()})
    shown = [_conflict(difference, rows, ingested, lang) for difference in found]
    return fragment(request, "conflicts.html.j2", lang, caller, conflicts=shown, compared=len(ingested))


@router.get("/documents/{id}/charts")
def show_charts(request: Request, service: Service, visiting: Visiting, id: Id) -> Response:
    """The charts of a document's assessment, drawn as SVG whose labels are text."""
    with service.store.reading() as c:
        row = shown_document(c, id, visiting.caller)
        assessed = _assessed(c, row)
    drawn = [(figure, Markup(svg(figure))) for figure in charts(assessed, visiting.lang)] if assessed else []
    return fragment(request, "charts.html.j2", visiting.lang, visiting.caller, figures=drawn)


def _documents(c: Connection, caller: Caller, name: str) -> tuple[DocumentRow, ...]:
    """Raises Problem (404) where the caller sees none."""
    rows = list_documents(c, caller.counties, DocumentFilters(county=name), limit=MOST_DOCUMENTS).rows
    if not rows:
        raise Problem("not_found", id=name)
    return rows


def _by_year(rows: tuple[DocumentRow, ...]) -> list[DocumentRow]:
    """The latest year first, within a year the document that came last."""
    return sorted(rows, key=lambda row: (row.year or 0, row.id), reverse=True)


def _assessed(c: Connection, row: DocumentRow) -> Assessed | None:
    return None if row.result_id is None else reviewed_result(c, row.result_id).to_assessed()


def _judged(row: DocumentRow, assessed: Assessed | None, lang: Lang) -> JudgedDocument:
    if assessed is None:
        return JudgedDocument(row, "", None)
    return JudgedDocument(row, assessed.standard.name, conclusions(assessed, lang)[-1])


def _line(c: Connection, caller: Caller, row: CountyRow, lang: Lang) -> CountyLine:
    """Looks at the documents from the latest year on until one can be judged."""
    if row.name is None:
        return CountyLine(row, None, None)
    for document in _by_year(_documents(c, caller, row.name)):
        assessed = _assessed(c, document)
        if assessed is not None:
            return CountyLine(row, document, conclusions(assessed, lang)[-1])
    return CountyLine(row, None, None)


def _conflict(found: Difference, rows: Mapping[int, DocumentRow], ingested: Mapping[int, Ingested], lang: Lang) -> Conflict:
    """With the words of both documents."""
    first, second = (
        replace(side(fact, ingested[id], lang), document=id, document_name=plain_line(rows[id].name))
        for id, fact in ((found.first, found.first_fact), (found.second, found.second_fact))
    )
    return Conflict(message_of(found.finding, lang), (first, second))
