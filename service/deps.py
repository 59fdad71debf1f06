"""What endpoints ask for: the running service, and the caller with a role. Signs nobody in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Request
from fastapi.security import APIKeyCookie, HTTPAuthorizationCredentials, HTTPBearer

from corpus.store import Store
from corpus.store.keys import Role, find_key
from corpus.store.sessions import find_session
from service.datasets import Datasets
from service.labels import label
from service.metrics import Metrics
from service.problems import Problem, language_of
from service.security import (
    COOKIE,
    CSRF_HEADER,
    LOCAL,
    SAFE_METHODS,
    Caller,
    from_another_site,
    same_token,
)  # fmt: skip
from service.settings import Settings
from service.worker.supervisor import Supervisor


@dataclass(frozen=True, slots=True)
class Running:
    """The parts of a running service, from its start to its end."""

    settings: Settings
    store: Store
    metrics: Metrics
    supervisor: Supervisor
    datasets: Datasets


def running(request: Request) -> Running:
    found: Running = request.app.state.running
    return found


Service = Annotated[Running, Depends(running)]
_BEARER = HTTPBearer(auto_error=False, scheme_name="key", description="A key made by `junheng key create`: Bearer jh_…")
_COOKIE = APIKeyCookie(name=COOKIE, auto_error=False, scheme_name="session", description=f"Unsafe methods need {CSRF_HEADER}, too.")


def identify(
    request: Request, service: Service,
    bearer: Annotated[HTTPAuthorizationCredentials | None, Depends(_BEARER)] = None,
    cookie: Annotated[str | None, Depends(_COOKIE)] = None,
) -> Caller:  # fmt: skip
    """Who sends the request. Raises Problem: 401 without a valid key, 403 where another web site sends it."""
    caller = _caller(request, service, bearer.credentials if bearer else None, cookie)
    if request.method not in SAFE_METHODS and caller.via != "key":
        _refuse_forged(request, caller)
    request.state.caller = caller.name
    return caller


def _caller(request: Request, service: Running, secret: str | None, session: str | None) -> Caller:
    """By the key, else by the session, else the person at an open service."""
    if secret is not None:
        with service.store.reading() as c:
            key = find_key(c, secret)
        if key is None:
            raise _unknown("bad_key")
        return Caller(key.name, key.role, key.counties)
    if session is not None:
        with service.store.reading() as c:
            found = find_session(c, session)
        if found is not None:
            return Caller(found.key.name, found.key.role, found.key.counties, "session", found.csrf)
    if service.settings.is_open:
        return LOCAL
    raise _unknown("not_signed_in")


def _unknown(code: str) -> Problem:
    return Problem(code, headers={"WWW-Authenticate": 'Bearer realm="junheng"'})


def refuse_forged_sign_in(request: Request) -> None:
    """Raises Problem (403): another site must not sign somebody in under a name of its own."""
    if from_another_site(request.headers):
        raise Problem("bad_origin")


def _refuse_forged(request: Request, caller: Caller) -> None:
    """Another site's page can make a browser send the cookie, or reach an open port; it cannot know the token."""
    if from_another_site(request.headers):
        raise Problem("bad_origin")
    if caller.via == "session" and not same_token(caller.csrf, request.headers.get(CSRF_HEADER, "")):
        raise Problem("bad_csrf")


def _require(role: Role) -> Callable[..., Caller]:
    def allowed(request: Request, caller: Annotated[Caller, Depends(identify)]) -> Caller:
        if not caller.may(role):
            lang = language_of(request)
            raise Problem("forbidden", needed=label("key_role", role, lang), role=label("key_role", caller.role, lang))
        return caller

    return allowed


Viewer = Annotated[Caller, Depends(_require("viewer"))]
Uploader = Annotated[Caller, Depends(_require("uploader"))]
Reviewer = Annotated[Caller, Depends(_require("reviewer"))]
Admin = Annotated[Caller, Depends(_require("admin"))]
