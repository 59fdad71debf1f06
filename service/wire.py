"""The values of the API as JSON: documents, jobs and lists. Made from rows of the store; ids are numbers, times UTC."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, Generic, Literal, TypeVar

from fastapi import Header, Path, Query
from pydantic import BaseModel, ConfigDict, Field

from corpus.store.documents import DocumentRow
from corpus.store.jobs import JobRow
from corpus.store.paging import Page
from service.cursors import cursor
from service.exits import Lang
from service.problems import ProblemDetails, dashed, unreadable

T = TypeVar("T")
MOST_A_PAGE = 200
JobState = Literal["queued", "running", "succeeded", "partial", "failed", "cancelled"]

Limit = Annotated[int, Query(ge=1, le=MOST_A_PAGE, description="the most entries of an answer")]
After = Annotated[str | None, Query(max_length=100, description="`next` of the answer before")]
Wait = Annotated[float, Query(ge=0, le=60, description="seconds to wait for the end of the job")]
Id = Annotated[int, Path(ge=1, le=2**53)]
Word = Annotated[str, Path(min_length=1, max_length=200)]
IfMatch = Annotated[str | None, Header(alias="If-Match", description="the ETag that was seen; 428 without it")]
Text = Annotated[str | None, Query(max_length=200)]


class Values(BaseModel):
    model_config = ConfigDict(frozen=True)


class Listed(Values, Generic[T]):
    """A part of a list. `next` goes into `after` of the next request; null at the end."""

    items: list[T]
    next: str | None = None


class DocumentOut(Values):
    """A document of the store. `id` is the number in its address; `aliases` are other names it was uploaded by."""

    id: int
    sha256: str
    name: str
    size: int = Field(description="bytes")
    county: str | None
    year: int | None
    title: str | None
    kind: str | None
    aliases: list[str]
    added_at: datetime
    added_by: str
    job: int | None = Field(description="the last job of the document")
    state: JobState | None = Field(description="of the last job")
    reason: str | None = Field(description="why the last job failed")
    has_result: bool = Field(description="whether there is a complete extraction to ask for")
    facts: int | None
    findings: int | None
    unresolved: int | None = Field(description="numbers of the ledger that nobody could resolve")


class JobOut(Values):
    """One extraction of one document. `problem` says why it failed, `retryable` whether another try may help."""

    id: int
    document: int
    kind: str
    state: JobState
    reason: str | None
    retryable: bool
    attempts: int
    cancel_requested: bool
    pages_done: int
    pages_total: int | None = Field(description="null for Word and text, which have no pages")
    blocks_done: int = Field(description="paragraphs and tables; they are extracted when all pages are read")
    blocks_total: int | None
    asked_by: str
    queued_at: datetime
    started_at: datetime | None
    ended_at: datetime | None
    problem: ProblemDetails | None = None


class Uploaded(Values):
    """What became of an upload. `duplicate`: the same bytes were there already, and their document is given."""

    document: DocumentOut
    job: JobOut | None
    duplicate: bool


def document_out(row: DocumentRow, aliases: tuple[str, ...] = ()) -> DocumentOut:
    return DocumentOut(
        id=row.id, sha256=row.sha256, name=row.name, size=row.size, county=row.county, year=row.year, title=row.title, kind=row.kind,
        aliases=list(aliases), added_at=row.added_at, added_by=row.added_by, job=row.job_id, state=row.state, reason=dashed(row.reason),
        has_result=row.result_id is not None, facts=row.facts, findings=row.findings, unresolved=row.unresolved,
    )  # fmt: skip


def job_out(row: JobRow, name: str, lang: Lang) -> JobOut:
    """`name`: of its document, for the sentence that says why it failed."""
    return JobOut(
        id=row.id, document=row.document_id, kind=row.kind, state=row.state, reason=dashed(row.reason), retryable=row.retryable,
        attempts=row.attempts, cancel_requested=row.cancel_requested, pages_done=row.pages_done, pages_total=row.pages_total,
        blocks_done=row.blocks_done, blocks_total=row.blocks_total,
        asked_by=row.asked_by, queued_at=row.queued_at, started_at=row.started_at, ended_at=row.ended_at,
        problem=job_problem(row, name, lang),
    )  # fmt: skip


def job_problem(row: JobRow, name: str, lang: Lang) -> ProblemDetails | None:
    """Why a job failed; None for one that did not."""
    if row.state != "failed" or row.reason is None:
        return None
    return unreadable(row.reason, f"/api/v1/jobs/{row.id}", lang, **{**row.details, "name": name})


def page_out(page: Page[Any], kind: str, items: list[T]) -> Listed[T]:
    return Listed(items=items, next=None if page.next is None else cursor(kind, page.next))
