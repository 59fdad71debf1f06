"""`/comparison/county`, `/ranking`, `/outliers` and `/copies`: where the figures of a visitor's counties stand, and what is alike."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import APIRouter, Query, Request, Response

from corpus.dataset.build import Dataset
from corpus.dataset.comparing import Cell, County, counties, rows_of
from corpus.dataset.copies import alike
from corpus.dataset.profiles import profile, standings
from corpus.dataset.trends import trends
from service.comparison.asked import Asked, Choice, lines_of
from service.comparison.copies import copies
from service.comparison.profiles import Profile, county_profile
from service.comparison.rankings import ORDERS, Outliers, Ranking, far_out, ordered_by, ranked
from service.comparison.standings import Placed, by_name, county_option
from service.comparison.table import Heading, Sign, county_text, heading, is_asked, signs_in
from service.datasets import Built
from service.deps import Running, Service
from service.exits import Lang
from service.pages import compared
from service.pages.frame import page
from service.pages.refusals import PageRoute
from service.pages.visitor import Visiting, Visitor
from service.problems import Problem

router = APIRouter(route_class=PageRoute)
_Id = Annotated[str, Query(max_length=200)]


@dataclass(frozen=True, slots=True)
class _View:
    """What a page of these is made from."""

    built: Built
    dataset: Dataset
    offered: Choice
    asked: Asked
    lang: Lang

    def headings(self) -> tuple[Heading, ...]:
        return tuple(heading(column, self.offered, self.lang) for column in self.offered.columns(self.asked))


@router.get("/comparison/county")
def show_county(request: Request, service: Service, visiting: Visiting, year: compared.Year = "", county: _Id = "") -> Response:
    """One county by year; the first where none is named. Raises Problem (404) for one that is not the visitor's."""
    found = _view(request, service, visiting, year)
    if isinstance(found, Response):
        return found
    there = _counties(found)
    chosen = there.get(county) if county else next(iter(there.values()))
    if chosen is None:
        raise Problem("not_found", id=county)
    options = [(id, county_option(one, found.lang)) for id, one in there.items()]
    told = _profile(found, chosen)
    cells = (cell for line in told.lines for cell in line.cells if cell is not None)
    return _page(request, visiting, found, "profiles", profile=told, counties=options, signs=_signs(cells))


@router.get("/comparison/ranking")
def show_ranking(
    request: Request, service: Service, visiting: Visiting, year: compared.Year = "", column: _Id = "", by: _Id = "", at: compared.At = "1",
) -> Response:  # fmt: skip
    """The counties in the order of one column, by its value, its change or its slope."""
    found = _view(request, service, visiting, year)
    if isinstance(found, Response):
        return found
    headings = {of.column: of for of in found.headings()}
    if not headings:
        return _page(request, visiting, found, "rankings", ranking=None)
    of = headings.get(column, next(iter(headings.values())))
    order = by if by in ORDERS else ORDERS[0]
    ranking = found.built.kept(("ranking", of.column, found.asked.year, found.asked.earlier, found.lang), lambda: _ranking(found, of))
    lines = [line for line in ordered_by(ranking.lines, order) if is_asked(line.placed.county, found.asked)]
    pages = max(1, -(-len(lines) // compared.ROWS))
    number = compared.page_number(at, pages)
    shown = lines[(number - 1) * compared.ROWS : number * compared.ROWS]
    columns = [(id, f"{one.name} {one.scope}".strip()) for id, one in headings.items()]
    address = f"{urlencode({'column': of.column})}&{compared.query(found.asked)}"
    return _page(
        request, visiting, found, "rankings", ranking=ranking, lines=shown, columns=columns, by=order,
        page=number, pages=pages, signs=_signs(line.placed for line in shown),
        ordered=lambda by: f"{address}&by={by}", paged=lambda number: f"{address}&by={order}&at={number}",
    )  # fmt: skip


@router.get("/comparison/outliers")
def show_outliers(request: Request, service: Service, visiting: Visiting, year: compared.Year = "") -> Response:
    """What lies far from the figures of the other counties, among the columns of the asked group."""
    found = _view(request, service, visiting, year)
    if isinstance(found, Response):
        return found
    asked = found.asked
    outliers = found.built.kept(("outliers", asked.year, asked.group, asked.stage, found.lang), lambda: _outliers(found))
    return _page(request, visiting, found, "outliers", outliers=outliers, signs=_signs(line.placed for line in outliers.lines))


@router.get("/comparison/copies")
def show_copies(request: Request, service: Service, visiting: Visiting, year: compared.Year = "") -> Response:
    """What several counties say alike, in whatever year."""
    found = _view(request, service, visiting, year)
    if isinstance(found, Response):
        return found
    groups = found.built.kept("alike", lambda: alike(found.dataset.long))
    shown = copies(found.dataset, groups, found.lang, lambda origin: compared.at_fact(origin, found.built.documents))
    return _page(request, visiting, found, "copies", copies=shown)


def _view(request: Request, service: Running, visiting: Visitor, year: str) -> _View | Response:
    built = compared.built_or_empty(request, service, visiting)
    if isinstance(built, Response):
        return built
    assert built.dataset is not None
    offered, asked = compared.asked_by(built.dataset, request, year)
    return _View(built, built.dataset, offered, asked, visiting.lang)


def _page(request: Request, visiting: Visitor, of: _View, view: str, **values: Any) -> Response:
    asked, lang = of.asked, of.lang
    return page(
        request, f"comparison_{view}.html.j2", lang, visiting.caller, view=view, asked=asked, query=compared.query(asked),
        is_current=of.built.is_current, county_text=lambda county: county_text(county, lang),
        county_address=lambda county: compared.county_address(county, asked),
        ranking_address=lambda of: compared.ranking_address(of, asked), **compared.options(of.built, of.offered, asked, lang), **values,
    )  # fmt: skip


def _signs(cells: Iterable[Placed]) -> tuple[Sign, ...]:
    """Those that these pages show."""
    return tuple(sign for sign in signs_in(cell.shown for cell in cells) if sign.is_grave)


def _counties(of: _View) -> Mapping[str, County]:
    """Those of the year first, then those that have figures of other years alone; by name."""
    wide = of.dataset.wide.values
    now = {county.id for county in counties(wide.take(rows_of(of.dataset, of.asked.year)))}
    there = {county.id: county for county in counties(wide)}
    return {county.id: county for county in sorted(by_name(there.values()), key=lambda county: county.id not in now)}


def _profile(of: _View, county: County) -> Profile:
    found = profile(of.dataset, county.id, of.offered.columns(of.asked), lines_of)
    until = [year for year in reversed(of.offered.years) if year <= of.asked.year]
    told = [standing for standing in found if standing.year <= of.asked.year]
    return county_profile(county, told, of.headings(), until, of.lang, compared.address_in(of.built))


def _ranking(of: _View, head: Heading) -> Ranking:
    column, year = head.column, of.asked.year
    earlier: dict[tuple[str, str], Cell] = {
        (row.county.id, name): cell for row in compared.before(of.dataset, of.asked, [column]) for name, cell in row.cells.items()
    }
    found = standings(of.dataset, year, [column], lines_of(year, [column]))
    return ranked(found, head, earlier, trends(of.dataset, [column], year), of.lang, compared.address_in(of.built))


def _outliers(of: _View) -> Outliers:
    columns = of.offered.columns(of.asked)
    found = standings(of.dataset, of.asked.year, columns, lines_of(of.asked.year, columns))
    return far_out(found, of.headings(), of.lang, compared.address_in(of.built))
