"""`/comparison`: the counties of a visitor side by side, by charts, a table, and a map of what is given; and what is behind a cell."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import APIRouter, Query, Request, Response
from markupsafe import Markup

from corpus.dataset.build import Dataset
from corpus.dataset.comparing import Cell, Row, rows
from corpus.dataset.coverage import coverage
from corpus.dataset.origins import Origin
from service.comparison.asked import MISSED, STAGES, Asked, Choice, asked_of, choice
from service.comparison.charts import Sheet, drawn, sheets
from service.comparison.coverage import coverage_map
from service.comparison.origins import behind
from service.comparison.table import Address, Table, county_text, heading, narrowed, provinces, shown_cell, whole_table
from service.datasets import Built, Gathering
from service.deps import Running, Service
from service.exits import Lang
from service.labels import label
from service.pages.frame import fragment, page
from service.pages.refusals import PageRoute
from service.pages.visitor import Visiting, Visitor
from service.paper.drawing import Figure, svg
from service.paper.fonts import chart_font
from service.problems import Problem
from service.words import load_words, name_of

router = APIRouter(route_class=PageRoute)
_ROWS = 50
_SAID = ("group", "stage", "province", "text", "only", "sort", "dir", "earlier")
_Year = Annotated[str, Query(max_length=4)]


@router.get("/comparison")
def show(
    request: Request, service: Service, visiting: Visiting, year: _Year = "", at: Annotated[str, Query(max_length=6)] = "1"
) -> Response:
    """The counties of the visitor. Whatever the address says is held against what there is."""
    caller, lang = visiting.caller, visiting.lang
    built = service.datasets.of(caller.counties)
    if isinstance(built, Gathering) or built.dataset is None:
        gathering = built if isinstance(built, Gathering) else None
        return page(request, "comparison_empty.html.j2", lang, caller, gathering=gathering)
    dataset = built.dataset
    offered, asked = _asked(dataset, request, year)
    found, charts = narrowed(_whole(built, asked, offered, lang), asked), _sheets(built, asked, offered, lang)
    map = coverage_map(built.kept(("coverage", asked.year), lambda: coverage(dataset, asked.year)), asked, lang)
    pages = max(1, -(-max(len(found.rows), len(map.lines)) // _ROWS))
    number = min(int(at), pages) if at.isascii() and at.isdecimal() and int(at) else 1
    shown = slice((number - 1) * _ROWS, number * _ROWS)
    options: dict[str, Any] = _options(offered, asked, built.kept(("provinces", asked.year), lambda: provinces(dataset, asked.year)), lang)
    return page(
        request, "comparison.html.j2", lang, caller, asked=asked, table=found, charts=charts, rows=found.rows[shown], map=map,
        lines=map.lines[shown],
        page=number, pages=pages, is_current=built.is_current, query=_query(asked), sorted_by=lambda column: _sorted_by(asked, column),
        paged=lambda number: f"{_query(asked)}&at={number}", behind=_cell_address, county_text=lambda county: county_text(county, lang),
        standard=offered.standard.name if offered.standard else "", **options,
    )  # fmt: skip


@router.get("/comparison/charts/{number}")
def show_chart(request: Request, service: Service, visiting: Visiting, number: int, year: _Year = "") -> Response:
    """One chart of what is asked, drawn once for each state of the store. Raises Problem (404) for one that is not there."""
    caller, lang = visiting.caller, visiting.lang
    built = _built(service, visiting)
    assert built.dataset is not None
    offered, asked = _asked(built.dataset, request, year)
    found = _sheets(built, asked, offered, lang)
    if not 0 <= number < len(found):
        raise Problem("not_found", id=number)
    figure = built.kept(("chart", number, _shown_by(asked), lang), lambda: _picture(found[number], lang))
    return fragment(request, "charts.html.j2", lang, caller, figures=[figure])


@router.get("/comparison/cell")
def show_cell(
    request: Request, service: Service, visiting: Visiting, county: Annotated[str, Query(max_length=200)],
    year: Annotated[int, Query(ge=1900, le=2200)], column: Annotated[str, Query(max_length=200)],
) -> Response:  # fmt: skip
    """Every mention of one cell, or what a computed one follows from. Raises Problem (404) for none of the visitor's."""
    caller, lang = visiting.caller, visiting.lang
    built = _built(service, visiting)
    assert built.dataset is not None
    row = next((row for row in rows(built.dataset, year, [column]) if row.county.id == county and column in row.cells), None)
    if row is None:
        raise Problem("not_found", id=column)
    cell, head = row.cells[column], heading(column, choice(built.dataset, year)[1], lang)
    found = behind(built.dataset, cell, lang, lambda origin: _at_fact(origin, built.documents), most=100)
    return page(
        request, "comparison_cell.html.j2", lang, caller, row=row, heading=head, shown=shown_cell(cell, head, lang, ""), found=found,
        query=urlencode({"year": year}), county_text=lambda county: county_text(county, lang),
    )  # fmt: skip


def _built(service: Running, visiting: Visitor) -> Built:
    """Raises Problem (404) while there is nothing to show: the page itself says so first."""
    built = service.datasets.of(visiting.caller.counties)
    if isinstance(built, Gathering) or built.dataset is None:
        raise Problem("not_found", id="comparison")
    return built


def _asked(dataset: Dataset, request: Request, year: str) -> tuple[Choice, Asked]:
    wanted = int(year) if year.isascii() and year.isdecimal() else None
    shown, offered = choice(dataset, wanted)
    said = {name: request.query_params[name][:200] for name in _SAID if name in request.query_params}
    return offered, asked_of(offered, shown, said)


def _address(built: Built) -> Address:
    """The document's page at the figure; of a computed one the page of what is behind it."""
    assert built.dataset is not None
    documents, facts = built.dataset.long["document"], built.dataset.long["fact"]

    def address(row: Row, cell: Cell) -> str:
        if cell.is_derived:
            return _cell_address(row, cell)
        id = built.documents[documents[cell.source].as_py()]
        return f"/documents/{id}#facts/{facts[cell.source].as_py()}"

    return address


def _cell_address(row: Row, cell: Cell) -> str:
    return "/comparison/cell?" + urlencode({"county": row.county.id, "year": row.year, "column": cell.column})


def _at_fact(origin: Origin, documents: Mapping[str, int]) -> str:
    return f"/documents/{documents[origin.document]}#facts/{origin.fact}"


def _whole(built: Built, asked: Asked, offered: Choice, lang: Lang) -> Table:
    """The table of all counties, made once for each year, group and stage."""
    dataset = built.dataset
    assert dataset is not None
    key = ("table", asked.year, asked.group, asked.stage, lang)
    return built.kept(key, lambda: whole_table(dataset, asked, offered, lang, _address(built)))


def _sheets(built: Built, asked: Asked, offered: Choice, lang: Lang) -> tuple[Sheet, ...]:
    """What the charts show, made once for all that they depend on."""
    dataset, shown = built.dataset, _shown_by(asked)
    assert dataset is not None

    def make() -> tuple[Sheet, ...]:
        found = narrowed(_whole(built, asked, offered, lang), shown)
        return sheets(found, _before(dataset, asked, found), (asked.year, asked.earlier), lang)

    return built.kept(("sheets", shown, lang), make)


def _picture(sheet: Sheet, lang: Lang) -> tuple[Figure, Markup]:
    figure = drawn(sheet, lang, chart_font())
    return figure, Markup(svg(figure))


def _before(dataset: Dataset, asked: Asked, found: Table) -> Sequence[Row]:
    """The earlier year's rows of the same columns."""
    return () if asked.earlier is None else rows(dataset, asked.earlier, [heading.column for heading in found.headings])


def _shown_by(asked: Asked) -> Asked:
    """What the charts depend on: they are sorted by value whatever the table is sorted by."""
    return replace(asked, sort=MISSED, down=True)


def _query(asked: Asked) -> str:
    told = {name: value for name, value in asdict(asked).items() if value not in ("", None) and name != "down"}
    return urlencode(told | {"dir": "down" if asked.down else "up"})


def _sorted_by(asked: Asked, column: str) -> str:
    """A column that is sorted already is turned round; others begin with the greatest, names with the first."""
    told = {name: value for name, value in asdict(asked).items() if value not in ("", None) and name not in ("down", "sort")}
    is_down = not asked.down if asked.sort == column else column != "name"
    return urlencode(told | {"sort": column, "dir": "down" if is_down else "up"})


def _options(offered: Choice, asked: Asked, known: Sequence[str], lang: Lang) -> dict[str, Sequence[tuple[object, object]]]:
    """What the form offers."""
    return {
        "years": [(year, year) for year in offered.years],
        "earlier": [(year, year) for year in offered.years if year < asked.year],
        "groups": [(group, name_of("family", group, lang)) for group in load_words()["family"] if group in offered.groups],
        "stages": [(stage, label("stage", stage, lang)) for stage in STAGES],
        "provinces": [(province, province) for province in known] if len(known) > 1 else [],
    }
