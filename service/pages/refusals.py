"""What cannot be shown, as a page: strangers are sent to sign in, everybody else reads what is wrong."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from typing import Any
from urllib.parse import quote

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import RedirectResponse
from fastapi.routing import APIRoute
from starlette.exceptions import HTTPException

from corpus.store import StoreError
from service.pages.frame import page
from service.pages.visitor import wanted_language
from service.problems import Problem, details_of, of_http
from service.routes import ROOT

SIGN_IN = "/signin"
_STRANGER = ("not_signed_in", "bad_key")


class PageRoute(APIRoute):
    """A route whose problems are pages instead of JSON."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        handler = super().get_route_handler()

        async def guarded(request: Request) -> Response:
            try:
                return await handler(request)
            except Problem as problem:
                return _refused(request, problem)
            except RequestValidationError:
                return _refused(request, Problem("no_such_address"))
            except StoreError:
                return _refused(request, Problem("store_unavailable"))

        return guarded


def install(app: FastAPI) -> None:
    """Answers a browser by a page where `app` has no such address; programs, and everybody under the API, get the problem."""
    app.add_exception_handler(HTTPException, _of_address)


async def _of_address(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    if error.status_code == 404 and _wants_page(request):
        return _refused(request, Problem("no_such_address"))
    return await of_http(request, error)


def _wants_page(request: Request) -> bool:
    """Browsers name HTML among what they accept when somebody opens an address; their scripts do not."""
    return "text/html" in request.headers.get("accept", "") and not request.url.path.startswith(f"{ROOT}/")


def _refused(request: Request, problem: Problem) -> Response:
    if problem.code in _STRANGER:
        asked = request.url.path + (f"?{request.url.query}" if request.url.query else "")
        return RedirectResponse(SIGN_IN if asked == "/" else f"{SIGN_IN}?next={quote(asked, safe='')}", 303)
    lang = wanted_language(request)
    details = details_of(problem.code, request.url.path, lang, problem.reason, **problem.details)
    return page(request, "refused.html.j2", lang, None, status=details.status, details=details)
