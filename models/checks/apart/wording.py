"""The words by which figures of different sentences are a whole and its parts (apart.yaml). Knows no figure."""

from __future__ import annotations

import re
from typing import Any

from models.checks.wordings import at_end, pattern
from models.loading import load_data


def apart_data() -> dict[str, Any]:
    """The content of apart.yaml."""
    loaded: dict[str, Any] = load_data("apart.yaml")
    return loaded


def has(name: str, text: str) -> bool:
    """Whether `text` has one of the words of `name`."""
    return pattern(apart_data()[name]).search(text) is not None


def said_at_end(name: str, text: str) -> re.Match[str] | None:
    """Where one of the words of `name` ends `text`."""
    return at_end(apart_data()[name]).search(text)


def opening(text: str) -> re.Match[str] | None:
    """How a sentence begins as an item of a list: its mark, its digits or its numeral."""
    return pattern(apart_data()["item"]).match(text[:_OPENING])


_OPENING = 6
