"""How far the reading of a document has come, told to whoever listens. Nobody has to listen, and what is told changes nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Literal

Stage = Literal["pages", "blocks"]
"""First the pages of a PDF are read, then the figures of every document are extracted, block by block."""
Hear = Callable[[Stage, int, int], None]
"""Takes what is being done, and how many of how many are."""

_hearer: ContextVar[Hear | None] = ContextVar("hearer", default=None)


@contextmanager
def heard_by(hear: Hear) -> Iterator[None]:
    """Everything that is told inside goes to `hear`."""
    token = _hearer.set(hear)
    try:
        yield
    finally:
        _hearer.reset(token)


def tell(stage: Stage, done: int, total: int) -> None:
    """`done` of `total` pages or blocks of the document have been read."""
    hear = _hearer.get()
    if hear is not None:
        hear(stage, done, total)
