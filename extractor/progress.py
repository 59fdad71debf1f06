"""How far the reading of a document has come, told to whoever listens. Nobody has to listen, and what is told changes nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

Hear = Callable[[int, int], None]
"""Takes the pages that have been read and the pages of the document."""

_hearer: ContextVar[Hear | None] = ContextVar("hearer", default=None)


@contextmanager
def heard_by(hear: Hear) -> Iterator[None]:
    """Everything that is told inside goes to `hear`."""
    token = _hearer.set(hear)
    try:
        yield
    finally:
        _hearer.reset(token)


def tell_pages(done: int, total: int) -> None:
    """`done` of `total` pages have been read."""
    hear = _hearer.get()
    if hear is not None:
        hear(done, total)
