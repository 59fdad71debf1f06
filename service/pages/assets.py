"""`/assets/{fingerprint}/{name}`: styles and scripts under an address that changes with them, so that browsers may keep them."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib.resources import files

from fastapi import APIRouter, Response

from service.problems import Problem

router = APIRouter()
_TYPES = {".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml"}
_FOREVER = "public, max-age=31536000, immutable"


@router.get("/assets/{fingerprint}/{name}")
def show(fingerprint: str, name: str) -> Response:
    """A page of the version before gets the file as it is now, and may not keep it."""
    content = assets().get(name)
    if content is None:
        raise Problem("no_such_address")
    kept = _FOREVER if fingerprint == current() else "no-cache"
    return Response(content, media_type=_TYPES[name[name.rindex(".") :]], headers={"Cache-Control": kept})


@cache
def assets() -> dict[str, bytes]:
    """All files by name."""
    folder = files("service.web").joinpath("static")
    return {file.name: file.read_bytes() for file in sorted(folder.iterdir(), key=lambda f: f.name) if file.name.endswith(tuple(_TYPES))}


@cache
def current() -> str:
    """The fingerprint of all of them together, since scripts import each other."""
    return hashlib.sha256(b"\0".join(name.encode() + b"\0" + content for name, content in assets().items())).hexdigest()[:16]
