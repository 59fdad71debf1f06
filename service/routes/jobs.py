"""`/jobs`: ask, wait, listen, cancel. A job is one extraction of one document."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import StreamingResponse
from starlette.concurrency import run_in_threadpool

from corpus.store import auditlog
from corpus.store.documents import DocumentRow, get_document
from corpus.store.jobs import JobFilters, JobRow, list_jobs, request_cancel
from service.cursors import position
from service.deps import Running, Service, Uploader, Viewer
from service.events import COMMENT, changes, event, wait_for
from service.exits import Lang
from service.openapi import content, problems
from service.problems import Problem, language_of
from service.security import Caller
from service.shown import shown_job
from service.wire import After, Id, JobOut, JobState, Limit, Listed, Wait, job_out, page_out

router = APIRouter(tags=["jobs"])
_KIND = "jobs"
_MOST_STREAMS = 200


@router.get("/jobs", summary="任务列表 List the jobs", responses=problems(400))
def list_all(
    request: Request, service: Service, caller: Viewer, document: Annotated[int | None, Query(ge=1, le=2**53)] = None,
    state: Annotated[JobState | None, Query()] = None, after: After = None, limit: Limit = 50,
) -> Listed[JobOut]:  # fmt: skip
    """The newest first, of the caller's counties."""
    with service.store.reading() as c:
        page = list_jobs(c, caller.counties, JobFilters(document, state), position(_KIND, after), limit)
        documents = {row.document_id: get_document(c, row.document_id) for row in page.rows}
    names = {id: row.name for id, row in documents.items() if row is not None}
    return page_out(page, _KIND, [job_out(row, names.get(row.document_id, ""), language_of(request)) for row in page.rows])


@router.get("/jobs/{id}", summary="查询任务 Ask for a job", responses=problems(404))
async def get_one(request: Request, service: Service, caller: Viewer, id: Id, wait: Wait = 0) -> JobOut:
    """The job as it is; with `wait`, as soon as it has ended or the seconds are over."""
    job, document = await run_in_threadpool(_found, service, id, caller)
    return job_out(await wait_for(service.store, job, wait), document.name, language_of(request))


@router.get(
    "/jobs/{id}/events", summary="任务进度流 Listen to a job", response_class=StreamingResponse,
    responses={**content("text/event-stream", "Events `job`, each the job as JSON, until it ends."), **problems(404, 503)},
)  # fmt: skip
async def listen(request: Request, service: Service, caller: Viewer, id: Id) -> StreamingResponse:
    """Server-sent events: the job now and after each change, until it ends."""
    job, document = await run_in_threadpool(_found, service, id, caller)
    if service.metrics.open_streams() >= _MOST_STREAMS:
        raise Problem("too_many_streams", headers={"Retry-After": "5"})
    return StreamingResponse(_events(service, job, document, language_of(request)), media_type="text/event-stream")


@router.delete("/jobs/{id}", summary="取消任务 Cancel a job", responses=problems(404, 409))
def cancel(request: Request, service: Service, caller: Uploader, id: Id) -> JobOut:
    """A waiting job ends at once, a running one shortly after. Uploaders cancel their own, reviewers every one."""
    with service.store.writing() as c:
        job, document = shown_job(c, id, caller)
        if job.asked_by != caller.name and not caller.may("reviewer"):
            raise Problem("not_yours")
        if not job.live:
            raise Problem("job_over")
        job = request_cancel(c, id) or job
        auditlog.append(c, caller.name, "job.cancelled", f"job/{id}", {"document": document.id})
    return job_out(job, document.name, language_of(request))


def _found(service: Running, id: int, caller: Caller) -> tuple[JobRow, DocumentRow]:
    with service.store.reading() as c:
        return shown_job(c, id, caller)


async def _events(service: Running, job: JobRow, document: DocumentRow, lang: Lang) -> AsyncIterator[str]:
    with service.metrics.streams.track_inprogress():
        async for change in changes(service.store, job):
            yield COMMENT if change is None else event("job", job_out(change, document.name, lang).model_dump_json())
