"""One document's figures as rows of the dataset: its result, the county that it is about, and what people said of each figure.

Takes an Ingested and gives a table by MENTION_COLUMNS, its rows in the order of the facts. Resolves nothing between two
rows (choose.py) and opens no file.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import ROUND_HALF_EVEN, Context, Decimal, InvalidOperation
from typing import Any, Literal, Protocol

import pyarrow as pa

from corpus.dataset.schema import COUNTY, DECIMALS, FIGURE, MEANING, MENTION_COLUMNS, YEARS, arrow_schema
from corpus.ingested import Ingested
from models.checks.desk import Desk
from models.checks.sameness import subset_ids
from models.fact import Extraction, Fact
from models.finding import Finding

Review = Literal["unreviewed", "accepted", "edited", "rejected"]
MENTION_SCHEMA = arrow_schema(MENTION_COLUMNS)
PART = "part"
"""The flag of a figure that is a part of another of the same meaning: 其中… of a count of the same stage."""
TOO_LARGE = "too_large"
"""The flag of a figure of more digits than a column holds: it stands in its row without a value."""

_NUMBERS = ("value", "value_max", "step")
_FROM_FACT = [c.name for c in (*MEANING, *FIGURE) if c.name not in ("year", *_NUMBERS)]
_FROM_EVIDENCE = ("text", "start", "end", "page", "paragraph", "table", "row", "column")
_LAST_DIGIT = Decimal(1).scaleb(-DECIMALS)
_EXACT = Context(prec=38, rounding=ROUND_HALF_EVEN)


class County(Protocol):
    """Of which county a document is; each property is the column of the same name, with `county_` where that has it."""

    @property
    def id(self) -> str: ...
    @property
    def code(self) -> str | None: ...
    @property
    def name(self) -> str | None: ...
    @property
    def state(self) -> str: ...
    @property
    def prefecture(self) -> str | None: ...
    @property
    def province(self) -> str | None: ...


def mentions(ingested: Ingested, county: County, reviews: Mapping[str, Review] | None = None) -> pa.Table:
    """A row for each fact. `reviews`: what became of a fact by its id; one that is not there is unreviewed.

    Facts and findings are taken as they stand in `ingested`: who lays reviews over a result does so before.
    """
    extraction = ingested.extraction
    common = _county_cells(county) | _document_cells(ingested)
    flags = _flags(extraction, ingested.checks.findings)
    states = reviews or {}
    rows = [
        common | _fact_cells(fact, extraction.document.year, flags[fact.id]) | {"review": states.get(fact.id, "unreviewed")}
        for fact in extraction.facts
    ]
    return pa.Table.from_pylist(rows, schema=MENTION_SCHEMA)


def year_of(period: str | None, document_year: int | None) -> int | None:
    """The last year of a period; the document's where a figure has none. None for a year that cannot be one.

    >>> year_of("2016/2021-06", 2023), year_of(None, 2023), year_of("0021", 2023)
    (2021, 2023, None)
    """
    return _possible(document_year if period is None else int(period.rpartition("/")[2][:4]))


def _possible(year: int | None) -> int | None:
    first, last = YEARS
    return year if year is not None and first <= year <= last else None


def _county_cells(county: County) -> dict[str, Any]:
    told = {column.name: getattr(county, column.name.removeprefix("county_")) for column in COUNTY}
    return told | {"county_name": county.name or ""}


def _document_cells(ingested: Ingested) -> dict[str, Any]:
    document, versions = ingested.extraction.document, ingested.versions
    return {
        "document": ingested.report.sha256, "document_name": document.name, "document_kind": document.kind,
        "document_year": _possible(document.year), "engine": versions.engine, "catalogue": versions.catalogue,
    }  # fmt: skip


def _fact_cells(fact: Fact, document_year: int | None, flags: set[str]) -> dict[str, Any]:
    numbers = {name: fitting(getattr(fact, name)) for name in _NUMBERS}
    if numbers["value"] is None and fact.value is not None:
        flags = flags | {TOO_LARGE}
    return {
        "year": year_of(fact.period, document_year), "fact": fact.id, "quote": quote(fact), "flags": " ".join(sorted(flags)),
        **{name: getattr(fact, name) for name in _FROM_FACT}, **{name: getattr(fact.evidence, name) for name in _FROM_EVIDENCE},
        **numbers, "step": numbers["step"] or Decimal(0),
    }  # fmt: skip


def quote(fact: Fact) -> str:
    """The sentence; of a number in a table whose and what it is, and its whole row."""
    at = fact.evidence
    if at.table is None:
        return at.sentence or at.text
    heads = " · ".join(part for part in (fact.entity, fact.subject) if part)
    row = (at.sentence or at.text).replace("\t", " | ")
    return f"{heads}：{row}" if heads else row


def fitting(number: Decimal | None) -> Decimal | None:
    """The number with as many decimals as the column keeps (a third of a 亩 has no end); None for one that is too long."""
    try:
        return None if number is None else number.quantize(_LAST_DIGIT, context=_EXACT)
    except InvalidOperation:
        return None


def _flags(extraction: Extraction, findings: Sequence[Finding]) -> dict[str, set[str]]:
    """By fact id: its own flags, the codes of the findings that name it, and whether it is a part of another."""
    flags = {fact.id: set[str](fact.flags) for fact in extraction.facts}
    for id, flag in (*_found(findings), *((id, PART) for id in subset_ids(Desk(extraction)))):
        if id in flags:
            flags[id].add(flag)
    return flags


def _found(findings: Sequence[Finding]) -> Iterator[tuple[str, str]]:
    for finding in findings:
        for id in finding.facts:
            yield id, finding.code
