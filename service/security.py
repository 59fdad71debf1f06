"""Who asks, and what they may: roles, counties, the session cookie, and the marks of a request from another site.

Decides from plain values; the keys and sessions themselves are the store's.
"""

from __future__ import annotations

import hmac
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal
from urllib.parse import urlsplit

from corpus.store.keys import ROLES, Role
from corpus.store.paging import Scope, in_scope
from service.settings import is_loopback

COOKIE = "junheng_session"
CSRF_HEADER = "X-CSRF-Token"
SAFE_METHODS = frozenset(("GET", "HEAD", "OPTIONS"))
_FORWARDED = ("forwarded", "x-forwarded-for", "x-forwarded-host", "x-real-ip")


@dataclass(frozen=True, slots=True)
class Caller:
    """Who sends a request. `name` is what the audit log calls them; `counties`: None for all.

    `csrf` is the token that a form of their session has to bring; empty where no cookie speaks for them.
    """

    name: str
    role: Role
    counties: Scope = None
    via: Literal["open", "key", "session"] = "key"
    csrf: str = ""

    def may(self, role: Role) -> bool:
        return ROLES.index(self.role) >= ROLES.index(role)

    def sees(self, county: str | None) -> bool:
        """Whether documents of `county` are theirs to see; those without a county only where there is no limit."""
        return in_scope(self.counties, county)


LOCAL = Caller("local", "admin", via="open")
"""The person at the machine itself, where the service runs without keys."""


def is_secure(host: str, scheme: str) -> bool:
    """Whether a cookie is for encrypted connections only: always but for plain HTTP on the machine itself."""
    return scheme == "https" or not is_loopback(host)


def same_token(expected: str, given: str) -> bool:
    return hmac.compare_digest(expected.encode("utf-8"), given.encode("utf-8"))


def foreign_host(headers: Mapping[str, str]) -> bool:
    """Whether a request that reached a loopback port was meant for another host, or came on through a proxy.

    A page of another site whose name was made to point here (DNS rebinding) sends its own name as Host.
    """
    host = urlsplit(f"//{headers.get('host', '')}").hostname or ""
    return not is_loopback(host) or any(name in headers for name in _FORWARDED)


def from_another_site(headers: Mapping[str, str]) -> bool:
    """Whether a browser says that a page of another origin sent the request. Programs say nothing, and are believed."""
    if headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
        return True
    origin = headers.get("origin")
    return origin is not None and urlsplit(origin).netloc != headers.get("host", "")
