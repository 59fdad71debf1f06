"""`/signin`: the form that takes a key and opens a session. Signing out goes through the API."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form, Request, Response
from fastapi.responses import RedirectResponse

from service.deps import Service, refuse_forged_sign_in
from service.pages.frame import page
from service.pages.refusals import PageRoute
from service.pages.visitor import wanted_language
from service.problems import Problem, details_of
from service.routes.access import open_for, set_cookie

router = APIRouter(route_class=PageRoute)


@router.get("/signin")
def show(request: Request, service: Service, next: str = "/") -> Response:
    """The form; where no key is asked for, straight on."""
    if service.settings.is_open:
        return RedirectResponse(inside(next), 303)
    return _form(request, next)


@router.post("/signin")
def sign_in(
    request: Request, service: Service, key: Annotated[str, Form(max_length=200)] = "", next: Annotated[str, Form(max_length=2000)] = "/",
) -> Response:  # fmt: skip
    """On to where the visitor wanted to go, or the form again with what is wrong."""
    refuse_forged_sign_in(request)
    try:
        _, token = open_for(service, key)
    except Problem as problem:
        return _form(request, next, details_of(problem.code, request.url.path, wanted_language(request)).detail)
    response = RedirectResponse(inside(next), 303)
    set_cookie(response, request, service, token)
    return response


def _form(request: Request, next: str, wrong: str = "") -> Response:
    """`wrong`: why the key was not taken."""
    lang, status = wanted_language(request), 401 if wrong else 200
    response = page(request, "signin.html.j2", lang, None, status=status, next=inside(next), wrong=wrong)
    # Without a referrer, browsers send a form with the origin `null`, which is refused as another site's.
    response.headers["Referrer-Policy"] = "same-origin"
    return response


def inside(address: str) -> str:
    """The address if it is one of this service, else the start page.

    >>> inside("/documents/3?view=text"), inside("//evil.example"), inside("/\\\\evil.example"), inside("https://evil.example")
    ('/documents/3?view=text', '/', '/', '/')
    """
    is_inside = address.startswith("/") and not address.startswith(("//", "/\\")) and address.isprintable()
    return address if is_inside else "/"
