"""Who looks at a page, and in which language. Strangers are sent to the sign-in page by refusals.py."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Request

from service.deps import Service, identify
from service.exits import Lang
from service.language import LANGUAGE_COOKIE, as_language
from service.security import COOKIE, Caller


@dataclass(frozen=True, slots=True)
class Visitor:
    """Somebody who may see pages, and the language of the page."""

    caller: Caller
    lang: Lang


def wanted_language(request: Request) -> Lang:
    """As asked for by `?lang=`, else as chosen before, else Chinese."""
    asked = as_language(request.query_params.get("lang", ""))
    return asked or as_language(request.cookies.get(LANGUAGE_COOKIE, "")) or "zh"


def visitor(request: Request, service: Service) -> Visitor:
    """Raises Problem (401) for who has neither key nor session."""
    return Visitor(identify(request, service, None, request.cookies.get(COOKIE)), wanted_language(request))


Visiting = Annotated[Visitor, Depends(visitor)]
