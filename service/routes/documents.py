"""`/documents`: upload, list, look at, place, delete. An upload answers at once; the work is a job (`/jobs`)."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, File, Form, Query, Request, Response, UploadFile
from fastapi.responses import FileResponse
from pydantic import BaseModel, ConfigDict, Field
from sqlalchemy import Connection
from starlette.concurrency import run_in_threadpool

from corpus.store.documents import DocumentFilters, DocumentRow, document_names, get_document, list_documents, note_download, set_place
from corpus.store.jobs import JobRow, enqueue
from corpus.store.removal import remove_document
from service.conditional import unless_known
from service.cursors import position
from service.deps import Admin, Reviewer, Service, Uploader, Viewer
from service.events import wait_for
from service.exits import Lang
from service.openapi import NOT_MODIFIED, content, located, problems
from service.problems import answer, language_of
from service.shown import shown_document
from service.uploads import INGEST, Upload, county_of, keep_upload
from service.wire import (
    After,
    DocumentOut,
    Id,
    JobOut,
    JobState,
    Limit,
    Listed,
    Text,
    Uploaded,
    Wait,
    document_out,
    job_out,
    job_problem,
    page_out,
)  # fmt: skip

router = APIRouter(tags=["documents"])
Year = Annotated[int, Field(ge=1949, le=2100)]
_KIND = "documents"


class Place(BaseModel):
    """Of which county and year a document is; what is left out stays."""

    model_config = ConfigDict(extra="forbid")

    county: str | None = Field(None, min_length=1, max_length=100)
    year: Year | None = None


@router.post(
    "/documents", summary="上传文件 Upload a document", status_code=202, response_model=Uploaded,
    responses={
        200: {"model": Uploaded, "description": "The same bytes were uploaded before and their result is there."},
        201: {"model": Uploaded, "description": "Done within `wait`."},
        **located(202, "Accepted: the job goes on, its address is in Location."), **problems(409, 415, 503, 507),
    },
)  # fmt: skip
async def upload(
    request: Request, response: Response, service: Service, caller: Uploader,
    file: Annotated[UploadFile, File(description="docx, PDF or text; told by its content, not by its name")],
    county: Annotated[str | None, Form(max_length=100, description="goes before what the document tells")] = None,
    year: Annotated[Year | None, Form()] = None,
    wait: Wait = 0,
) -> Uploaded | Response:  # fmt: skip
    """Keeps the file and queues its extraction. With `wait`, a file that cannot be read answers 413, 415 or 422 with its reason."""
    given = Upload(file.file, file.filename or "", county, year)
    row, job, known = await run_in_threadpool(keep_upload, service.store, given, caller, service.settings.max_queue)
    service.supervisor.wake()
    if job is not None and wait:
        job = await wait_for(service.store, job, wait)
        if details := job_problem(job, row.name, language_of(request)):
            return answer(details)
    response.status_code = 202 if job is not None and job.live else 201 if job is not None else 200
    target = f"jobs/{job.id}" if job is not None and job.live else f"documents/{row.id}"
    response.headers["Location"] = f"/api/v1/{target}"
    return await run_in_threadpool(_uploaded, service, row, job, known, language_of(request))


def _uploaded(service: Service, row: DocumentRow, job: JobRow | None, known: bool, lang: Lang) -> Uploaded:
    with service.store.reading() as c:
        now = get_document(c, row.id) or row
        out = document_out(now, document_names(c, row.id)[1:])
    return Uploaded(document=out, job=None if job is None else job_out(job, row.name, lang), duplicate=known)


@router.get("/documents", summary="文件列表 List the documents", responses=problems(400))
def list_all(
    service: Service, caller: Viewer, county: Text = None, year: Annotated[Year | None, Query()] = None, kind: Text = None,
    state: Annotated[JobState | None, Query(description="of the last job")] = None,
    text: Annotated[str | None, Query(max_length=200, description="a part of the name or the title")] = None,
    after: After = None, limit: Limit = 50,
) -> Listed[DocumentOut]:  # fmt: skip
    """The newest first, of the caller's counties."""
    filters = DocumentFilters(county, year, kind, state, text)
    with service.store.reading() as c:
        page = list_documents(c, caller.counties, filters, position(_KIND, after), limit)
    return page_out(page, _KIND, [document_out(row) for row in page.rows])


@router.get("/documents/{id}", summary="一份文件 One document", responses={**NOT_MODIFIED, **problems(404)})
def get_one(request: Request, response: Response, service: Service, caller: Viewer, id: Id) -> DocumentOut:
    """What is known of a document and of its last job."""
    with service.store.reading() as c:
        out = _out(c, shown_document(c, id, caller))
    unless_known(request, response, out.model_dump_json())
    return out


@router.patch("/documents/{id}", summary="改县名、年份 Say of which county and year it is", responses=problems(404))
def place(service: Service, caller: Reviewer, id: Id, wanted: Place) -> DocumentOut:
    """Sets county and year; no later extraction changes what was said."""
    county = county_of(wanted.county, caller) if wanted.county else None
    with service.store.writing() as c:
        row = shown_document(c, id, caller)
        return _out(c, set_place(c, row.id, caller.name, county=county, year=wanted.year) or row)


@router.delete("/documents/{id}", summary="删除文件 Delete a document", status_code=204, responses=problems(404))
def delete(service: Service, caller: Admin, id: Id) -> None:
    """Takes the document with its bytes, results and reviews away. The audit log keeps that it was there."""
    with service.store.reading() as c:
        shown_document(c, id, caller)
    remove_document(service.store, id, caller.name)


@router.get(
    "/documents/{id}/file", summary="下载原文件 Download the file as it was uploaded", response_class=FileResponse,
    responses={**content("application/octet-stream", "The bytes that were uploaded."), **problems(404)},
)  # fmt: skip
def get_file(service: Service, caller: Viewer, id: Id) -> FileResponse:
    """The bytes as they came in, always as a download. The audit log tells of it."""
    with service.store.writing() as c:
        row = shown_document(c, id, caller)
        note_download(c, id, caller.name, what="file")
    path = service.store.blobs.path(row.sha256)
    return FileResponse(path, media_type="application/octet-stream", filename=row.name, headers={"Cache-Control": "private, no-cache"})


@router.post(
    "/documents/{id}/jobs", summary="重新提取 Extract anew", status_code=202,
    responses={**located(202, "Queued, or the job that is under way."), **problems(404, 503)},
)  # fmt: skip
def extract_anew(request: Request, response: Response, service: Service, caller: Uploader, id: Id) -> JobOut:
    """Queues another extraction. The present result stays until the new one is complete; reviews stay."""
    with service.store.writing() as c:
        row = shown_document(c, id, caller)
        job = enqueue(c, row.id, INGEST, service.settings.max_queue, caller.name)
    service.supervisor.wake()
    response.headers["Location"] = f"/api/v1/jobs/{job.id}"
    return job_out(job, row.name, language_of(request))


def _out(c: Connection, row: DocumentRow) -> DocumentOut:
    return document_out(row, document_names(c, row.id)[1:])
