"""The dataset's own words and rules as data (corpus/data/dataset/): ids in their order, with what they are called.

Reads YAML, computes nothing.
"""

from __future__ import annotations

from functools import cache
from typing import Any

from models.errors import BadData
from models.loading import load_data

PACKAGE = "corpus.data.dataset"


@cache
def choice() -> dict[str, dict[str, dict[str, Any]]]:
    """The lists `no_cell`, `rules` and `doubts`, each id with its words, in the order of the file. Raises BadData."""
    return {family: _by_id(entries, "choice.yaml") for family, entries in load_data("choice.yaml", PACKAGE).items()}


@cache
def changes() -> dict[str, dict[str, dict[str, Any]]]:
    """The lists `kinds` and `reasons` of what can happen to a cell, each id with its words. Raises BadData."""
    return {family: _by_id(entries, "changes.yaml") for family, entries in load_data("changes.yaml", PACKAGE).items()}


def ids(family: str) -> tuple[str, ...]:
    """The ids of a list of choice.yaml in the order in which they are applied."""
    return tuple(choice()[family])


def is_grave(doubt: str) -> bool:
    """Whether a value under this doubt may be wrong or not comparable."""
    return bool(choice()["doubts"][doubt]["grave"])


def _by_id(entries: list[dict[str, Any]], name: str) -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = {}
    for entry in entries:
        if entry["id"] in found:
            raise BadData("item_doubled", name=name, item=entry["id"])
        found[entry["id"]] = entry
    return found
