"""`/`: upload, with progress for each file, and the latest documents."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response

from corpus.store.documents import list_counties, list_documents
from service.deps import Service
from service.pages.frame import page
from service.pages.refusals import PageRoute
from service.pages.visitor import Visiting

router = APIRouter(route_class=PageRoute)
_LATEST = 10
_OF_SCRIPT = (
    "upload_sending", "upload_waiting", "upload_queued", "upload_running", "upload_pages", "upload_blocks", "upload_done", "upload_partial",
    "upload_cancelled", "upload_duplicate", "upload_refused", "upload_too_large", "upload_summary", "open_review", "cancel",
)  # fmt: skip


@router.get("/")
def show(request: Request, service: Service, visiting: Visiting) -> Response:
    """What a visitor may not do is not offered."""
    caller, lang = visiting.caller, visiting.lang
    with service.store.reading() as c:
        rows = list_documents(c, caller.counties, limit=_LATEST).rows
        known = [row.name for row in list_counties(c, caller.counties) if row.name]
    return page(
        request, "home.html.j2", lang, caller, rows=rows, may_upload=caller.may("uploader"), most=service.settings.max_upload_mb,
        counties=caller.counties if caller.counties is not None else known, limited=caller.counties is not None,
        words=_OF_SCRIPT,
    )  # fmt: skip
