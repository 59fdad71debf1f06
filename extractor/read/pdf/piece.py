"""A piece of printed text with the place of each character: what lines, cells and paragraphs are made of."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray


class Piece(NamedTuple):
    """`pages` holds a page number a character (0: put in by the reader), `boxes` x0, top, x1, bottom a character."""

    text: str
    pages: NDArray[np.uint32]
    boxes: NDArray[np.float32]


def printed(page: int, text: str, boxes: NDArray[np.float32]) -> Piece:
    """The piece that page `page` prints, all of it ink of the file."""
    return Piece(text, np.full(len(text), page, dtype=np.uint32), boxes)


@cache
def added(text: str) -> Piece:
    """Text that stands nowhere in the file."""
    return Piece(text, np.zeros(len(text), dtype=np.uint32), np.zeros((len(text), 4), dtype=np.float32))


EMPTY = added("")


def joined(pieces: Sequence[Piece], separators: Sequence[str]) -> Piece:
    """The pieces one after the other, separators[i] between the i-th and the next."""
    if not pieces:
        return EMPTY
    if len(pieces) == 1:
        return pieces[0]
    parts = [pieces[0]]
    for separator, piece in zip(separators, pieces[1:], strict=True):
        if separator:
            parts.append(added(separator))
        parts.append(piece)
    return Piece(
        "".join(p.text for p in parts),
        np.concatenate([p.pages for p in parts]),
        np.concatenate([p.boxes for p in parts]),
    )
