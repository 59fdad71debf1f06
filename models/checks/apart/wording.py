"""The words by which figures of different sentences are a whole and its parts (apart.yaml). Knows no figure."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

from models.checks.wordings import at_end, has_words, pattern
from models.loading import load_data


def apart_data() -> dict[str, Any]:
    """The content of apart.yaml."""
    loaded: dict[str, Any] = load_data(_FILE)
    return loaded


_FILE = "apart.yaml"


def has(name: str, text: str) -> bool:
    """Whether `text` has one of the words of `name`."""
    return has_words(_FILE, name, text)


def said_at_end(name: str, text: str) -> re.Match[str] | None:
    """Where one of the words of `name` ends `text`."""
    return at_end(apart_data()[name]).search(text)


def opening(text: str) -> re.Match[str] | None:
    """How a sentence begins as an item of a list: its mark, its digits or its numeral."""
    return _opening(text[:_OPENING])


# The lines of a list begin alike, and each is looked at for each figure in front of it.
@lru_cache(maxsize=1024)
def _opening(head: str) -> re.Match[str] | None:
    return pattern(apart_data()["item"]).match(head)


def opening_number(text: str) -> int | None:
    """The number of a sentence that begins as an item of a list; None for an item with a mark, and for no item."""
    match = opening(text)
    if match is None or match["mark"]:
        return None
    return int(match["digits"]) if match["digits"] else _NUMERALS.find(match["numeral"]) + 1


_NUMERALS = "一二三四五六七八九"
_OPENING = 6
