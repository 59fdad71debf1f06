"""What a visitor asks of the dataset that they may see, for all pages of the comparison; and the addresses of what these lead to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import Query, Request, Response

from corpus.dataset.build import Dataset
from corpus.dataset.comparing import Cell, County, Row, rows
from corpus.dataset.origins import Origin
from service.comparison.asked import STAGES, Asked, Choice, asked_of, choice
from service.comparison.table import Address, Heading, provinces
from service.datasets import Built, Gathering
from service.deps import Running
from service.exits import Lang
from service.labels import label
from service.pages.frame import page
from service.pages.visitor import Visitor
from service.problems import Problem
from service.words import load_words, name_of

Year = Annotated[str, Query(max_length=4)]
At = Annotated[str, Query(max_length=6)]
ROWS = 50
"""Counties on a page."""
_SAID = ("group", "stage", "province", "text", "only", "sort", "dir", "earlier")


def built_for(service: Running, visiting: Visitor) -> Built:
    """Raises Problem (404) while there is nothing to show: the page itself says so first."""
    built = service.datasets.of(visiting.caller.counties)
    if isinstance(built, Gathering) or built.dataset is None:
        raise Problem("not_found", id="comparison")
    return built


def built_or_empty(request: Request, service: Running, visiting: Visitor) -> Built | Response:
    """What is there, or the page that says how far it is."""
    built = service.datasets.of(visiting.caller.counties)
    gathering = built if isinstance(built, Gathering) else None
    if isinstance(built, Gathering) or built.dataset is None:
        return page(request, "comparison_empty.html.j2", visiting.lang, visiting.caller, gathering=gathering)
    return built


def asked_by(dataset: Dataset, request: Request, year: str) -> tuple[Choice, Asked]:
    """What the address asks for, held against what there is."""
    wanted = int(year) if year.isascii() and year.isdecimal() else None
    shown, offered = choice(dataset, wanted)
    said = {name: request.query_params[name][:200] for name in _SAID if name in request.query_params}
    return offered, asked_of(offered, shown, said)


def page_number(at: str, pages: int) -> int:
    return min(int(at), pages) if at.isascii() and at.isdecimal() and int(at) else 1


def address_in(built: Built) -> Address:
    """The document's page at the figure; of a computed one the page of what is behind it."""
    assert built.dataset is not None
    documents, facts = built.dataset.long["document"], built.dataset.long["fact"]

    def address(row: Row, cell: Cell) -> str:
        if cell.is_derived:
            return cell_address(row, cell)
        id = built.documents[documents[cell.source].as_py()]
        return f"/documents/{id}#facts/{facts[cell.source].as_py()}"

    return address


def cell_address(row: Row, cell: Cell) -> str:
    return "/comparison/cell?" + urlencode({"county": row.county.id, "year": row.year, "column": cell.column})


def at_fact(origin: Origin, documents: Mapping[str, int]) -> str:
    return f"/documents/{documents[origin.document]}#facts/{origin.fact}"


def county_address(county: County, asked: Asked) -> str:
    return f"/comparison/county?{urlencode({'county': county.id})}&{query(asked)}"


def ranking_address(of: Heading, asked: Asked) -> str:
    return f"/comparison/ranking?{urlencode({'column': of.column})}&{query(asked)}"


def before(dataset: Dataset, asked: Asked, columns: Sequence[str]) -> Sequence[Row]:
    """The earlier year's rows of the same columns."""
    return () if asked.earlier is None else rows(dataset, asked.earlier, columns)


def query(asked: Asked) -> str:
    told = {name: value for name, value in asdict(asked).items() if value not in ("", None) and name != "down"}
    return urlencode(told | {"dir": "down" if asked.down else "up"})


def options(built: Built, offered: Choice, asked: Asked, lang: Lang) -> dict[str, Any]:
    """What the form of every page offers."""
    dataset = built.dataset
    assert dataset is not None
    known: Sequence[str] = built.kept(("provinces", asked.year), lambda: provinces(dataset, asked.year))
    return {
        "years": [(year, year) for year in offered.years],
        "earlier": [(year, year) for year in offered.years if year < asked.year],
        "groups": [(group, name_of("family", group, lang)) for group in load_words()["family"] if group in offered.groups],
        "stages": [(stage, label("stage", stage, lang)) for stage in STAGES],
        "provinces": [(province, province) for province in known] if len(known) > 1 else [],
    }
