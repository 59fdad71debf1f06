"""Of which county a document is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from corpus.ingested import Ingested


@dataclass(frozen=True, slots=True)
class County:
    id: str
    code: str | None
    name: str
    state: str
    prefecture: str | None = None
    province: str | None = None


def county_of(result: Ingested, names: Sequence[str], given: str | None) -> County:
    """What the user said, else what the document calls itself, else a county of its own by the document's hash."""
    name = given or result.extraction.document.county
    if name is None:
        return County(f"document:{result.report.sha256[:12]}", None, "", "unknown")
    return County(f"name:{name}", None, name, "unlisted")
