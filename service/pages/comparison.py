"""`/comparison`: the counties of a visitor side by side, by charts, a table, and a map of what is given; and what is behind a cell."""

from __future__ import annotations

from dataclasses import asdict, replace
from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Query, Request, Response
from markupsafe import Markup

from corpus.dataset.comparing import rows
from corpus.dataset.coverage import coverage
from service.comparison.asked import MISSED, Asked, Choice, choice
from service.comparison.charts import Sheet, drawn, sheets
from service.comparison.coverage import coverage_map
from service.comparison.origins import behind
from service.comparison.table import Table, county_text, heading, narrowed, shown_cell, whole_table
from service.datasets import Built
from service.deps import Service
from service.exits import Lang
from service.pages import compared
from service.pages.frame import fragment, page
from service.pages.refusals import PageRoute
from service.pages.visitor import Visiting
from service.paper.drawing import Figure, svg
from service.paper.fonts import chart_font
from service.problems import Problem

router = APIRouter(route_class=PageRoute)


@router.get("/comparison")
def show(
    request: Request, service: Service, visiting: Visiting, year: compared.Year = "", at: compared.At = "1",
) -> Response:  # fmt: skip
    """The counties of the visitor. Whatever the address says is held against what there is."""
    caller, lang = visiting.caller, visiting.lang
    built = compared.built_or_empty(request, service, visiting)
    if isinstance(built, Response):
        return built
    dataset = built.dataset
    assert dataset is not None
    offered, asked = compared.asked_by(dataset, request, year)
    found, charts = narrowed(_whole(built, asked, offered, lang), asked), _sheets(built, asked, offered, lang)
    map = coverage_map(built.kept(("coverage", asked.year), lambda: coverage(dataset, asked.year)), asked, lang)
    pages = max(1, -(-max(len(found.rows), len(map.lines)) // compared.ROWS))
    number = compared.page_number(at, pages)
    shown = slice((number - 1) * compared.ROWS, number * compared.ROWS)
    return page(
        request, "comparison.html.j2", lang, caller, asked=asked, table=found, charts=charts, rows=found.rows[shown], map=map,
        lines=map.lines[shown],
        page=number, pages=pages, is_current=built.is_current, query=compared.query(asked),
        sorted_by=lambda column: _sorted_by(asked, column), paged=lambda number: f"{compared.query(asked)}&at={number}",
        behind=compared.cell_address, county_text=lambda county: county_text(county, lang),
        county_address=lambda county: compared.county_address(county, asked), view="overview",
        standard=offered.standard.name if offered.standard else "", **compared.options(built, offered, asked, lang),
    )  # fmt: skip


@router.get("/comparison/charts/{number}")
def show_chart(request: Request, service: Service, visiting: Visiting, number: int, year: compared.Year = "") -> Response:
    """One chart of what is asked, drawn once for each state of the store. Raises Problem (404) for one that is not there."""
    caller, lang = visiting.caller, visiting.lang
    built = compared.built_for(service, visiting)
    assert built.dataset is not None
    offered, asked = compared.asked_by(built.dataset, request, year)
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
    built = compared.built_for(service, visiting)
    assert built.dataset is not None
    row = next((row for row in rows(built.dataset, year, [column]) if row.county.id == county and column in row.cells), None)
    if row is None:
        raise Problem("not_found", id=column)
    cell, head = row.cells[column], heading(column, choice(built.dataset, year)[1], lang)
    found = behind(built.dataset, cell, lang, lambda origin: compared.at_fact(origin, built.documents), most=100)
    return page(
        request, "comparison_cell.html.j2", lang, caller, row=row, heading=head, shown=shown_cell(cell, head, lang, ""), found=found,
        query=urlencode({"year": year}), county_text=lambda county: county_text(county, lang),
    )  # fmt: skip


def _whole(built: Built, asked: Asked, offered: Choice, lang: Lang) -> Table:
    """The table of all counties, made once for each year, group and stage."""
    dataset = built.dataset
    assert dataset is not None
    key = ("table", asked.year, asked.group, asked.stage, lang)
    return built.kept(key, lambda: whole_table(dataset, asked, offered, lang, compared.address_in(built)))


def _sheets(built: Built, asked: Asked, offered: Choice, lang: Lang) -> tuple[Sheet, ...]:
    """What the charts show, made once for all that they depend on."""
    dataset, shown = built.dataset, _shown_by(asked)
    assert dataset is not None

    def make() -> tuple[Sheet, ...]:
        found = narrowed(_whole(built, asked, offered, lang), shown)
        before = compared.before(dataset, asked, [heading.column for heading in found.headings])
        return sheets(found, before, (asked.year, asked.earlier), lang)

    return built.kept(("sheets", shown, lang), make)


def _picture(sheet: Sheet, lang: Lang) -> tuple[Figure, Markup]:
    figure = drawn(sheet, lang, chart_font())
    return figure, Markup(svg(figure))


def _shown_by(asked: Asked) -> Asked:
    """What the charts depend on: they are sorted by value whatever the table is sorted by."""
    return replace(asked, sort=MISSED, down=True)


def _sorted_by(asked: Asked, column: str) -> str:
    """A column that is sorted already is turned round; others begin with the greatest, names with the first."""
    told = {name: value for name, value in asdict(asked).items() if value not in ("", None) and name not in ("down", "sort")}
    is_down = not asked.down if asked.sort == column else column != "name"
    return urlencode(told | {"sort": column, "dir": "down" if is_down else "up"})
