"""What cannot be shown, as a page: strangers are sent to sign in, everybody else reads what is wrong."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from typing import Any
from urllib.parse import quote

from fastapi import Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import RedirectResponse
from fastapi.routing import APIRoute

from corpus.store import StoreError
from service.pages.frame import page
from service.pages.visitor import wanted_language
from service.problems import Problem, details_of

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


def _refused(request: Request, problem: Problem) -> Response:
    if problem.code in _STRANGER:
        asked = request.url.path + (f"?{request.url.query}" if request.url.query else "")
        return RedirectResponse(SIGN_IN if asked == "/" else f"{SIGN_IN}?next={quote(asked, safe='')}", 303)
    lang = wanted_language(request)
    details = details_of(problem.code, request.url.path, lang, problem.reason, **problem.details)
    return page(request, "refused.html.j2", lang, None, status=details.status, details=details)
