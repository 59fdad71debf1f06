"""The words that tell what a document and its parts are (documents.yaml)."""

from __future__ import annotations

from functools import cache
from typing import Any

from models.loading import load_data


@cache
def document_words() -> dict[str, Any]:
    """documents.yaml."""
    data: dict[str, Any] = load_data("documents.yaml", "extractor")
    return data
