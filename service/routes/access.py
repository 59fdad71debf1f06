"""`/session`: who am I, sign in with a key, sign out. A session is a row of the store; the browser has only its cookie."""

from __future__ import annotations

from datetime import timedelta
from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Request, Response
from pydantic import BaseModel, ConfigDict, Field

from corpus.store import auditlog
from corpus.store.keys import ROLES, Role, find_key
from corpus.store.sessions import close_session, find_session, open_session
from service.deps import Running, Service, identify, refuse_forged_sign_in
from service.openapi import problems
from service.problems import Problem
from service.security import COOKIE, Caller, is_secure

router = APIRouter(tags=["access"])


class SignIn(BaseModel):
    model_config = ConfigDict(extra="forbid")

    key: str = Field(min_length=1, max_length=200, description="jh_…")


class SessionOut(BaseModel):
    """Who sends requests with this cookie or key. `csrf` goes into the header X-CSRF-Token of every unsafe request."""

    name: str
    role: Role
    counties: list[str] | None = Field(description="null: all")
    via: Literal["open", "key", "session"]
    csrf: str
    roles: list[Role] = Field(description="what this role may do, too")


@router.get("/session", summary="当前身份 Who am I")
def get_session(caller: Annotated[Caller, Depends(identify)]) -> SessionOut:
    """Name, role and counties of the caller."""
    return _shown(caller)


@router.post("/session", summary="用密钥登录 Sign in with a key", responses=problems(401, 403), status_code=201)
def sign_in(request: Request, response: Response, service: Service, wanted: SignIn) -> SessionOut:
    """Opens a session and sets its cookie."""
    refuse_forged_sign_in(request)
    caller, token = open_for(service, wanted.key)
    set_cookie(response, request, service, token)
    return _shown(caller)


@router.delete("/session", summary="退出 Sign out", status_code=204)
def sign_out(request: Request, response: Response, service: Service, caller: Annotated[Caller, Depends(identify)]) -> None:
    """Ends the session on the server and takes the cookie back. Nothing happens to a key."""
    close_for(service, request.cookies.get(COOKIE))
    response.delete_cookie(COOKIE, path="/", httponly=True, samesite="strict")


def open_for(service: Running, secret: str) -> tuple[Caller, str]:
    """The caller that a key stands for, and the token of a new session. Raises Problem (401)."""
    hours = timedelta(hours=service.settings.session_hours)
    with service.store.writing() as c:
        key = find_key(c, secret.strip())
        if key is None:
            raise Problem("bad_key", headers={"WWW-Authenticate": 'Bearer realm="junheng"'})
        session, token = open_session(c, key, hours)
        auditlog.append(c, key.name, "session.opened", f"key/{key.id}")
    return Caller(key.name, key.role, key.counties, "session", session.csrf), token


def close_for(service: Running, token: str | None) -> None:
    """Nothing happens where the session has ended already, or where there was none."""
    if not token:
        return
    with service.store.writing() as c:
        session = find_session(c, token)
        if session is not None:
            close_session(c, token)
            auditlog.append(c, session.key.name, "session.closed", f"key/{session.key.id}")


def set_cookie(response: Response, request: Request, service: Running, token: str) -> None:
    """Out of reach of scripts and other sites; over plain HTTP only on the machine itself."""
    secure = is_secure(service.settings.host, request.url.scheme)
    seconds = service.settings.session_hours * 3600
    response.set_cookie(COOKIE, token, max_age=seconds, path="/", secure=secure, httponly=True, samesite="strict")


def _shown(caller: Caller) -> SessionOut:
    roles = [role for role in ROLES if caller.may(role)]
    counties = None if caller.counties is None else list(caller.counties)
    return SessionOut(name=caller.name, role=caller.role, counties=counties, via=caller.via, csrf=caller.csrf, roles=roles)
