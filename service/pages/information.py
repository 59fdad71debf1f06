"""`/documents/{id}/information`: what is known of the file, its county and year, its extractions, and everything to download."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from fastapi import APIRouter, Request, Response

from corpus.store.documents import DocumentRow, document_names
from corpus.store.results import list_results, load_assessment
from service.deps import Service
from service.output import FORMATS
from service.pages.frame import page
from service.pages.refusals import PageRoute
from service.pages.visitor import Visiting
from service.paper.formats import ASSESS_FORMATS, CHECK_FORMATS
from service.shown import shown_document
from service.wire import Id

router = APIRouter(route_class=PageRoute)
_FIRST = ("docx", "xlsx", "html", "csv", "table", "json", "jsonl")
"""What people use comes first."""


@dataclass(frozen=True, slots=True)
class Download:
    """A thing to download, and the formats that it comes in."""

    kind: str
    formats: tuple[str, ...]


@router.get("/documents/{id}/information")
def show(request: Request, service: Service, visiting: Visiting, id: Id) -> Response:
    """Without a result there is only the file itself to download."""
    caller, lang = visiting.caller, visiting.lang
    with service.store.reading() as c:
        row = shown_document(c, id, caller)
        names = document_names(c, id)[1:]
        results = list_results(c, id)
        judged = row.result_id is not None and load_assessment(c, row.result_id) is not None
    return page(
        request, "information.html.j2", lang, caller, document=row, names=names, results=results, downloads=downloads(row, judged),
        may_review=caller.may("reviewer"), may_upload=caller.may("uploader"), may_delete=caller.may("admin"),
        words=("saved",),
    )  # fmt: skip


def downloads(row: DocumentRow, judged: bool) -> tuple[Download, ...]:
    """What can be made of a document."""
    if row.result_id is None:
        return ()
    found = [_download("findings", CHECK_FORMATS), _download("facts", FORMATS)]
    return (*found, _download("assessment", ASSESS_FORMATS)) if judged else tuple(found)


def _download(kind: str, formats: Mapping[str, object]) -> Download:
    return Download(kind, tuple(name for name in _FIRST if name in formats))
