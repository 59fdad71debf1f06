"""CSV for Excel and for programs: one fact a row, the contract's field names as headings, codes as they are.

UTF-8 with a byte order mark, because Excel takes anything else for the local encoding.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

from corpus.export.guards import guarded
from models.fact import Fact
from service.labels import indicator_name
from service.output.result import Result, Setting

FIELDS = (
    "document", "county", "year", "id", "indicator", "indicator_name", "subject", "text", "value", "value_max", "unit", "step",
    "bound", "kind", "status", "stage", "area", "period", "criterion", "entity", "flags", "confidence", "page", "paragraph",
    "table", "row", "column", "start", "end", "sentence", "document_id",
)  # fmt: skip


def render(results: Sequence[Result], setting: Setting) -> bytes:
    """One table of all documents."""
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, FIELDS)
    writer.writeheader()
    for result in results:
        for fact in result.extraction.facts:
            writer.writerow({key: cell_text(value) for key, value in _row(result, fact).items()})
    return out.getvalue().encode("utf-8-sig")


def _row(result: Result, fact: Fact) -> dict[str, object]:
    document = result.extraction.document
    fields = fact.model_dump(mode="json")
    evidence = fields.pop("evidence")
    del evidence["places"]
    about = {
        "document": document.name, "county": document.county, "year": document.year, "document_id": document.id,
        "indicator_name": indicator_name(fact.indicator, "zh"), "flags": ";".join(fact.flags),
    }  # fmt: skip
    return {**fields, **evidence, **about}


def cell_text(value: object) -> str:
    """The text of a cell. What Excel would run as a formula gets an apostrophe before it; a number never does.

    >>> cell_text("=1+1"), cell_text("-3.6"), cell_text("-3.6%"), cell_text(None)
    ("'=1+1", '-3.6', "'-3.6%", '')
    """
    return guarded("" if value is None else str(value).replace("\x00", "\ufffd"))
