"""The frame of every page, and the templates of service/web/templates filled: all that is not marked safe is escaped.

A template gets the words of the page's language, who looks at it, and the values of its view; it computes nothing.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from fastapi import Request
from fastapi.responses import HTMLResponse
from markupsafe import Markup

from service.exits import Lang
from service.labels import label
from service.language import LANGUAGE_COOKIE
from service.pages.assets import current
from service.security import Caller
from service.templates import environment
from service.version import version
from service.words import name_of, person, say, unfilled

_MENU = (("/", "nav_home"), ("/documents", "nav_documents"), ("/counties", "nav_counties"), ("/comparison", "nav_comparison"))
_OF_EVERY_SCRIPT = ("failed_request",)
_A_YEAR = 365 * 24 * 3600


def page(
    request: Request, template: str, lang: Lang, caller: Caller | None, *, status: int = 200, words: tuple[str, ...] = (), **values: object
) -> HTMLResponse:
    """A whole page. `words`: the names of those that its scripts say. Keeps the language for the requests that follow."""
    values |= {"words": unfilled((*words, *_OF_EVERY_SCRIPT), lang)}
    response = HTMLResponse(_filled(request, template, lang, caller, values), status)
    if request.cookies.get(LANGUAGE_COOKIE) != lang:
        response.set_cookie(LANGUAGE_COOKIE, lang, max_age=_A_YEAR, path="/", httponly=True, samesite="strict")
    return response


def fragment(request: Request, template: str, lang: Lang, caller: Caller, **values: object) -> HTMLResponse:
    """A part of a page that a script puts in its place."""
    return HTMLResponse(_filled(request, template, lang, caller, values))


def _filled(request: Request, template: str, lang: Lang, caller: Caller | None, values: dict[str, object]) -> str:
    frame: dict[str, Any] = {
        "lang": lang,
        "lang_tag": "zh-CN" if lang == "zh" else "en",
        "other_lang_query": request.url.include_query_params(lang="en" if lang == "zh" else "zh").query,
        "caller": caller,
        "menu": _MENU,
        "here": request.url.path,
        "version": version(),
        "assets": f"/assets/{current()}",
        "say": lambda name, /, **blanks: say(name, lang, **blanks),
        "name_of": lambda family, code: name_of(family, code, lang),
        "label": lambda family, code: label(family, code, lang),
        "person": lambda name: person(name, lang),
        "moment": moment,
    }
    return environment().get_template(template).render(frame | values)


def moment(at: datetime) -> Markup:
    """A `time` element in the server's zone; a script shows it in the reader's."""
    text = at.astimezone().strftime("%Y-%m-%d %H:%M")
    return Markup('<time datetime="{}">{}</time>').format(at.isoformat(timespec="seconds"), text)
