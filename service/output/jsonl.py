"""JSON Lines: one fact a line, each with the document it comes from."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

from service.output.result import Result, Setting


def render(results: Sequence[Result], setting: Setting) -> bytes:
    """UTF-8, a line for each fact of each document in the order of the text."""
    return "".join(line + "\n" for result in results for line in _lines(result)).encode("utf-8")


def _lines(result: Result) -> Iterator[str]:
    document = result.extraction.document
    source = {"document": document.name, "document_id": document.id, "county": document.county, "year": document.year}
    for fact in result.extraction.facts:
        yield json.dumps(source | fact.model_dump(mode="json"), ensure_ascii=False)
