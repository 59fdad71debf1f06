"""Everything that can go wrong with a request, as problem details (RFC 9457): `raise Problem("not_found", …)`.

Status, title and sentence of each code stand in models/data/problems.yaml; those of a file that cannot be read, in
messages.yaml. An error of the program itself becomes a 500 that names nothing of the request but its number.
"""

from __future__ import annotations

from functools import cache
from typing import Any
from uuid import uuid4

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import BaseModel, ConfigDict, Field
from starlette.exceptions import HTTPException
from starlette.routing import Match

from corpus.store import Refused, StoreError
from corpus.store.decisions import StaleReview
from corpus.store.jobs import QueueFull
from corpus.store.judgement import BadEdit
from models.errors import JunhengError, UnreadableInput
from models.loading import load_data
from models.messages import message
from models.plain import plain_line
from models.standard import NoSuchStandard
from service.exits import Lang
from service.language import LANGUAGE_COOKIE, as_language, preferred_language
from service.logs import log

MEDIA_TYPE = "application/problem+json"
_BY_STATUS = {404: "no_such_address", 405: "method_not_allowed", 400: "unreadable_body"}
_METHODS = ("DELETE", "GET", "PATCH", "POST", "PUT")
_MOST_ERRORS = 20
_RETRY = {"Retry-After": "5"}


class InvalidField(BaseModel):
    """One part of a request that is not as the description of the API asks."""

    location: str = Field(description="where it stands, as in query.limit or body.facts.0.value")
    type: str = Field(description="what kind of mistake it is")
    message: str


class ProblemDetails(BaseModel):
    """What went wrong and what to do, after RFC 9457. `code` never changes, `detail` is for people."""

    model_config = ConfigDict(extra="forbid")

    type: str
    title: str
    status: int
    detail: str
    instance: str
    code: str
    reason: str | None = Field(None, description="why a file cannot be read, such as encrypted or no-text-layer")
    errors: list[InvalidField] | None = Field(None, description="the parts of a request that are wrong")


class Problem(HTTPException):
    """A request that cannot be answered as asked. `code` is one of problems.yaml, `details` fill its sentence.

    A kind of HTTPException, because FastAPI lets no other error through that is raised while it reads a body.
    """

    def __init__(self, code: str, *, reason: str | None = None, headers: dict[str, str] | None = None, **details: object) -> None:
        super().__init__(status_of(code), code, headers)
        self.code = code
        self.reason = reason
        self.details = details


@cache
def known_problems() -> dict[str, dict[str, Any]]:
    """All problems by code: status, and title and detail in each language."""
    known: dict[str, dict[str, Any]] = load_data("problems.yaml")["problems"]
    return known


@cache
def _statuses_of_reasons() -> dict[str, int]:
    listed: dict[int, list[str]] = load_data("problems.yaml")["unreadable"]
    return {code: status for status, codes in listed.items() for code in codes}


def status_of(code: str) -> int:
    """Raises KeyError for a code that problems.yaml does not have: that is a fault of the program."""
    status: int = known_problems()[code]["status"]
    return status


def urn(code: str) -> str:
    return f"urn:junheng:problem:{code.replace('_', '-')}"


def dashed(code: str | None) -> str | None:
    """A code of the data files as the API writes it: no-text-layer."""
    return None if code is None else code.replace("_", "-")


def language_of(request: Request) -> Lang:
    """As chosen on the pages, else as the browser or program prefers."""
    chosen = as_language(request.cookies.get(LANGUAGE_COOKIE, ""))
    return chosen or preferred_language(request.headers.get("accept-language", ""))


def details_of(code: str, instance: str, lang: Lang, reason: str | None = None, **blanks: object) -> ProblemDetails:
    """The problem `code` in words. `reason` is the code of a sentence of messages.yaml, which then is the detail."""
    entry = known_problems()[code]
    safe = {key: plain_line(str(value)) for key, value in blanks.items()}
    detail = message(reason, lang, **safe) if reason else str(entry[lang]["detail"]).format(**safe)
    return ProblemDetails(
        type=urn(code), title=entry[lang]["title"], status=entry["status"], detail=detail, instance=instance,
        code=code.replace("_", "-"), reason=dashed(reason),
    )  # fmt: skip


def unreadable(reason: str, instance: str, lang: Lang, **blanks: object) -> ProblemDetails:
    """The problem of a file that cannot be read: 413 for its size, 415 for its kind, 422 for what is wrong in it."""
    details = details_of("unreadable_file", instance, lang, reason, **blanks)
    return details.model_copy(update={"status": _statuses_of_reasons().get(reason, details.status)})


def answer(details: ProblemDetails, headers: dict[str, str] | None = None) -> Response:
    content = details.model_dump(mode="json", exclude_none=True)
    return JSONResponse(content, details.status, dict(headers or {}), media_type=MEDIA_TYPE)


def install(app: FastAPI) -> None:
    """Makes every error that leaves an endpoint of `app` a problem."""
    app.add_exception_handler(HTTPException, of_http)
    app.add_exception_handler(RequestValidationError, _of_validation)
    app.add_exception_handler(JunhengError, _of_junheng)


async def of_http(request: Request, error: Exception) -> Response:
    """The answer for a Problem, and for what the framework itself refuses."""
    if isinstance(error, Problem):
        details = details_of(error.code, request.url.path, language_of(request), error.reason, **error.details)
        return answer(details, dict(error.headers or {}))
    assert isinstance(error, HTTPException)
    code = _BY_STATUS.get(error.status_code, "bad_request")
    headers = {"Allow": ", ".join(_allowed(request))} if error.status_code == 405 else dict(error.headers or {})
    return answer(details_of(code, request.url.path, language_of(request)), headers)


def _allowed(request: Request) -> list[str]:
    """The methods of all routes of this path; the framework names those of the first one only."""
    routes = request.app.router.routes
    return [m for m in _METHODS if any(route.matches({**request.scope, "method": m})[0] is Match.FULL for route in routes)]


async def _of_validation(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    found = [
        InvalidField(location=".".join(map(str, e["loc"])), type=e["type"], message=plain_line(e["msg"]))
        for e in error.errors()[:_MOST_ERRORS]
    ]
    details = details_of("invalid_request", request.url.path, language_of(request), where="、".join(f.location for f in found[:3]))
    return answer(details.model_copy(update={"errors": found}))


async def _of_junheng(request: Request, error: Exception) -> Response:
    """What the rooms below refuse: a file that cannot be read, a standard that is not there, a store that is out of order."""
    assert isinstance(error, JunhengError)
    lang = language_of(request)
    if isinstance(error, UnreadableInput):
        return answer(unreadable(error.code, request.url.path, lang, **error.details))
    if isinstance(error, NoSuchStandard):
        return answer(details_of("no_such_standard", request.url.path, lang, error.code, **error.details))
    if isinstance(error, StoreError):
        code = "disk_full" if error.code == "store_full" else "store_unavailable"
        log().error("store", reason=error.code)
        return answer(details_of(code, request.url.path, lang, error.code), _RETRY)
    if isinstance(error, QueueFull):
        return answer(details_of("queue_full", request.url.path, lang, most=error.details["most"]), _RETRY)
    if isinstance(error, StaleReview):
        return answer(details_of("version_differs", request.url.path, lang))
    if isinstance(error, BadEdit):
        return answer(details_of("bad_edit", request.url.path, lang, error.code, **_texts(error)))
    if isinstance(error, Refused):
        return answer(details_of("refused", request.url.path, lang, error.code, **_texts(error)))
    return program_fault(request, error)


def _texts(error: JunhengError) -> dict[str, str]:
    return {key: str(value) for key, value in error.details.items()}


def program_fault(request: Request, error: Exception) -> Response:
    """A fault of the program: the log gets its place, the answer only the number under which the log has it."""
    number = uuid4().hex[:12]
    log().error("program_error", incident=number, kind=type(error).__name__, place=_place(error))
    return answer(details_of("program_error", request.url.path, language_of(request), incident=number))


def _place(error: BaseException) -> list[str]:
    """File and line of each call on the way: never the values, which may be text of a document."""
    import traceback

    return [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in traceback.extract_tb(error.__traceback__)[-12:]]
