"""Downloads: a document's facts, findings or assessment in every format of the command line, working papers among them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal
from urllib.parse import quote

from fastapi import APIRouter, Request, Response

from corpus.ingested import Ingested
from corpus.store.documents import note_download
from service.conditional import unless_known
from service.deps import Service, Viewer
from service.openapi import NOT_MODIFIED, Responses, problems
from service.output import FORMATS, Format
from service.output.result import Result, Setting
from service.paper.formats import ASSESS_FORMATS, CHECK_FORMATS
from service.problems import Problem, language_of
from service.reviewing import review_state, reviewed_result
from service.shown import shown_result
from service.version import version
from service.wire import Id

router = APIRouter(tags=["exports"])
Kind = Literal["facts", "findings", "assessment"]
FormatName = Literal["json", "jsonl", "csv", "xlsx", "html", "docx", "table"]
_KINDS: dict[Kind, Mapping[str, Format[Any]]] = {"facts": FORMATS, "findings": CHECK_FORMATS, "assessment": ASSESS_FORMATS}
MEDIA_TYPES = {
    "json": "application/json",
    "jsonl": "application/jsonl",
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "html": "text/html; charset=utf-8",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "table": "text/plain; charset=utf-8",
}
_SANDBOX = "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:"
"""For a file that somebody opens in the browser all the same: it is text of a document, and may do nothing here."""
_FILES: Responses = {
    200: {
        "description": "The file, always as a download.",
        "content": {media.partition(";")[0]: {"schema": {}} for media in MEDIA_TYPES.values()},
    }
}


@router.get(
    "/documents/{id}/exports/{kind}/{format}", summary="导出 Download", response_class=Response,
    responses={**_FILES, **NOT_MODIFIED, **problems(404, 409)},
)  # fmt: skip
def export(request: Request, response: Response, service: Service, caller: Viewer, id: Id, kind: Kind, format: FormatName) -> Response:
    """What `junheng extract`, `check` and `assess` write, made from what is stored, with the corrections of reviewers.

    The audit log tells who took it.
    """
    if format not in _KINDS[kind]:
        raise Problem("no_such_format", format=format, known=", ".join(_KINDS[kind]))
    lang = language_of(request)
    with service.store.reading() as c:
        row, result = shown_result(c, id, caller)
        unless_known(request, response, "export", result.id, review_state(c, result.id), kind, format, lang, version())
        ingested = reviewed_result(c, result.id)
    chosen = _KINDS[kind][format]
    body = chosen.render([_value(kind, ingested)], Setting(lang, pretty=True))
    with service.store.writing() as c:
        note_download(c, id, caller.name, what=kind, format=format)
    name = f"{row.name.rpartition('.')[0] or row.name}-{kind}{chosen.suffix}"
    return Response(body, media_type=MEDIA_TYPES[format], headers={**response.headers, **attachment(name)})


def attachment(name: str) -> dict[str, str]:
    """The headers of a download called `name`."""
    disposition = f"attachment; filename*=UTF-8''{quote(name, safe='')}"
    return {"Content-Disposition": disposition, "Content-Security-Policy": _SANDBOX}


def _value(kind: Kind, ingested: Ingested) -> Any:
    """What the renderers of a kind take. Raises Problem (409) where nothing was judged."""
    if kind == "facts":
        return Result(ingested.report.to_report(), ingested.extraction)
    if kind == "findings":
        return ingested.to_audit()
    assessed = ingested.to_assessed()
    if assessed is None:
        raise Problem("no_assessment")
    return assessed
