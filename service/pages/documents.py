"""`/documents`: all documents that a visitor may see, filtered."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, get_args

from fastapi import APIRouter, Query, Request, Response

from corpus.store.documents import CountyRow, DocumentFilters, list_counties, list_documents
from corpus.store.jobs import State
from models.fact import DocumentKind
from service.cursors import cursor, position
from service.deps import Service
from service.labels import label
from service.pages.frame import page
from service.pages.refusals import PageRoute
from service.pages.visitor import Visiting
from service.words import name_of

router = APIRouter(route_class=PageRoute)
_KIND = "documents"
_ROWS = 50
_Text = Annotated[str, Query(max_length=200)]


@router.get("/documents")
def show(
    request: Request, service: Service, visiting: Visiting, text: _Text = "", county: _Text = "", year: _Text = "", kind: _Text = "",
    state: _Text = "", after: Annotated[str | None, Query(max_length=100)] = None,
) -> Response:  # fmt: skip
    """The newest first. What a form leaves empty does not filter."""
    caller, lang = visiting.caller, visiting.lang
    filters = DocumentFilters(county or None, _year(year), kind or None, state or None, text or None)
    with service.store.reading() as c:
        found = list_documents(c, caller.counties, filters, position(_KIND, after), _ROWS)
        counties = list_counties(c, caller.counties)
    return page(
        request, "documents.html.j2", lang, caller, rows=found.rows, filters=filters, filtered=filters != DocumentFilters(),
        next=None if found.next is None else request.url.include_query_params(after=cursor(_KIND, found.next)).query,
        later=after is not None, counties=[(row.name, row.name) for row in counties if row.name],
        years=[(year, year) for year in _years(counties)],
        kinds=[(kind, label("document_kind", kind, lang)) for kind in get_args(DocumentKind)],
        states=[(code, name_of("job_state", code, lang)) for code in get_args(State)],
    )  # fmt: skip


def _year(text: str) -> int | None:
    return int(text) if len(text) == 4 and text.isascii() and text.isdecimal() else None


def _years(counties: Sequence[CountyRow]) -> list[int]:
    """From the newest to the oldest of which there is a document."""
    ends = [year for row in counties for year in (row.first_year, row.last_year) if year is not None]
    return list(range(max(ends), min(ends) - 1, -1)) if ends else []
