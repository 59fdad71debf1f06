"""What every request passes on its way in and out: the log, the headers that guard a browser, the size of its body.

Plain ASGI, because streams pass through: nothing is held back or read ahead.
"""

from __future__ import annotations

import time
from collections.abc import Callable

from fastapi import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from service.logs import log
from service.metrics import Metrics
from service.problems import Problem, answer, details_of, language_of, program_fault
from service.routes import ROOT
from service.security import foreign_host

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
GUARDING_HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Cache-Control": "no-store",
}
"""Sent with every answer that does not set the header itself."""


class AnsweredOnce:
    """Notes the status of the answer that passes, so that nobody begins a second one."""

    def __init__(self, send: Send) -> None:
        self._send = send
        self.status = 0

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.status = message["status"]
        await self._send(message)


class AccessLog:
    """One line and one count a request: route, never path or query, which may hold words of a document."""

    def __init__(self, app: ASGIApp, metrics: Metrics) -> None:
        self.app = app
        self.metrics = metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        begun = time.perf_counter()
        noted = AnsweredOnce(send)
        try:
            await self.app(scope, receive, noted)
        finally:
            self._note(scope, noted.status, time.perf_counter() - begun)

    def _note(self, scope: Scope, status: int, seconds: float) -> None:
        route = _route(scope)
        method = scope["method"] if scope["method"] in _METHODS else "OTHER"
        caller = scope.get("state", {}).get("caller")
        self.metrics.requests.labels(method, route, str(status)).inc()
        self.metrics.seconds.labels(method, route).observe(seconds)
        log().info("request", method=method, route=route, status=status, ms=round(seconds * 1000, 1), caller=caller)


def _route(scope: Scope) -> str:
    """The address with its blanks, such as /api/v1/jobs/{id}; empty for an address that there is not."""
    path: str = getattr(scope.get("route"), "path", "")
    is_api = scope["path"].startswith(f"{ROOT}/") and path and not path.startswith(ROOT)
    return f"{ROOT}{path}" if is_api else path


_METHODS = frozenset(("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"))


class Guard:
    """Adds the guarding headers, refuses foreign hosts in open mode, and answers for faults of the program."""

    def __init__(self, app: ASGIApp, is_open: bool) -> None:
        self.app = app
        self.is_open = is_open

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        guarded = AnsweredOnce(_with_headers(send))
        request = Request(scope, receive)
        if self.is_open and foreign_host(request.headers):
            await answer(details_of("bad_host", request.url.path, language_of(request)))(scope, receive, guarded)
            return
        try:
            await self.app(scope, receive, guarded)
        except Exception as error:
            response = program_fault(request, error)
            if not guarded.status:
                await response(scope, receive, guarded)


def _with_headers(send: Send) -> Send:
    async def guarded(message: Message) -> None:
        if message["type"] == "http.response.start":
            present = {name.lower() for name, _ in message["headers"]}
            added = [(n.lower().encode(), v.encode()) for n, v in GUARDING_HEADERS.items() if n.lower().encode() not in present]
            message = {**message, "headers": [*message["headers"], *added]}
        await send(message)

    return guarded


class BodyLimit:
    """Counts a body while it comes in and stops it at the limit of its path: no upload fills memory or disk."""

    def __init__(self, app: ASGIApp, limit: Callable[[str], int]) -> None:
        self.app = app
        self.limit = limit

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        most = self.limit(scope["path"])
        request = Request(scope)
        if _announced(request) > most:
            response = answer(details_of("too_large_request", request.url.path, language_of(request), most=most // _MEGABYTE))
            await response(scope, receive, send)
        else:
            await self.app(scope, _counted(receive, most), send)


_MEGABYTE = 1024 * 1024


def _announced(request: Request) -> int:
    length = request.headers.get("content-length", "")
    return int(length) if length.isascii() and length.isdecimal() and len(length) < 19 else 0


def _counted(receive: Receive, most: int) -> Receive:
    taken = 0

    async def counted() -> Message:
        nonlocal taken
        message = await receive()
        if message["type"] == "http.request":
            taken += len(message.get("body", b""))
            if taken > most:
                raise Problem("too_large_request", most=most // _MEGABYTE)
        return message

    return counted
