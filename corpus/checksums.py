"""The sha256 of a file, and a short one of the many files that a version stands for."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path

_LENGTH = 12


def file_sha256(path: Path) -> str:
    """Of a file of any size. Raises OSError."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def short_hash(contents: Iterable[tuple[str, bytes]], more: bytes = b"") -> str:
    """The first 12 hexadecimal digits of the sha256 over names and contents, and over `more` behind them."""
    digest = hashlib.sha256()
    for name, content in contents:
        digest.update(f"{name}\0{len(content)}\0".encode())
        digest.update(content)
    digest.update(more)
    return digest.hexdigest()[:_LENGTH]
