"""Conditional requests: the ETag of what is shown, 304 where the reader has it already, 412 and 428 for writers."""

from __future__ import annotations

import hashlib

from fastapi import Request, Response

from service.problems import Problem

FRESH = {"Cache-Control": "private, no-cache", "Vary": "Accept-Language, Authorization, Cookie"}
"""What is kept may be used again only after asking: others review the same document."""


def etag(*parts: object) -> str:
    """The tag of what `parts` determine, quoted as the header wants it."""
    text = "\x1f".join(map(str, parts))
    return f'"{hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:32]}"'


class NotModified(Exception):
    """The reader has it already: the answer is 304 and nothing more."""

    def __init__(self, tag: str) -> None:
        self.tag = tag
        super().__init__(tag)


def unless_known(request: Request, response: Response, *parts: object, tag: str | None = None) -> None:
    """Tags the answer by what determines it, or by `tag`. Raises NotModified where the reader named this tag."""
    tag = tag or etag(*parts)
    known = request.headers.get("if-none-match")
    if known is not None and _names(known, tag):
        raise NotModified(tag)
    response.headers.update(tagged(tag))


async def not_modified(request: Request, error: Exception) -> Response:
    """The answer for NotModified."""
    assert isinstance(error, NotModified)
    return Response(status_code=304, headers=tagged(error.tag))


def tagged(tag: str) -> dict[str, str]:
    """The headers of an answer that may be asked for again by its tag."""
    return {**FRESH, "ETag": tag}


def refuse_stale(request: Request, tag: str) -> None:
    """Raises Problem: 428 where a writer does not say what it saw, 412 where that is not what is there now."""
    seen = request.headers.get("if-match")
    if seen is None:
        raise Problem("condition_missing")
    if not _names(seen, tag):
        raise Problem("version_differs", headers={"ETag": tag})


def _names(header: str, tag: str) -> bool:
    tags = [part.strip().removeprefix("W/") for part in header.split(",")]
    return "*" in tags or tag in tags
