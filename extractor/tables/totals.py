"""Totals of a table: what a 合计 cell measures, and the columns that a 合计 row sums."""

from __future__ import annotations

from extractor.figures import Figure
from extractor.relations.links import Link
from extractor.tables.grid import Grid
from extractor.tables.header_words import is_subtotal, is_total, is_within, says
from extractor.tables.heads import Heads
from models.indicators import OTHER

_SUMMED = frozenset(("CNY", "person", "school", "class", "item", "m2", "person_time"))


def name_totals(figures: list[Figure]) -> None:
    """A 合计 cell measures what the cells of its column measure, in all their years."""
    for figure in figures:
        if "total" in figure.flags and figure.indicator == OTHER:
            model = next((f for f in figures if f.column == figure.column and f.indicator != OTHER), None)
            if model is not None:
                figure.indicator, figure.unit, figure.score = model.indicator, model.unit, model.score
        if "total" in figure.flags and figure.period is None:
            figure.period = _years_summed(figure, figures)


def _years_summed(total: Figure, figures: list[Figure]) -> str | None:
    """The span of the years that the column, or the row, of a 合计 cell has a cell for each: 2024年, 2025年, 2026年, 合计."""
    cells = [f for f in figures if "total" not in f.flags]
    for line in ([f for f in cells if f.column == total.column], [f for f in cells if f.row == total.row]):
        years = {f.period for f in line if f.period and f.period.isdigit()}
        if len(years) == len(line) > 1:
            return f"{min(years)}/{max(years)}"
    return None


def column_sums(grid: Grid, heads: Heads, figures: list[Figure]) -> list[Link]:
    """For each 合计 row, in each column of counts or money: the figures above it make the total."""
    by_place = {(f.row, f.column): f for f in figures}
    links: list[Link] = []
    since, others = grid.head, False
    for row in (r for r in range(grid.head, grid.rows) if is_total(heads.row(r))):
        below, all_rows = _sums_of(grid, heads, by_place, row, since), _sums_of(grid, heads, by_place, row, grid.head)
        if is_subtotal(heads.row(row)):
            links += below
        else:
            links += _proved(below, all_rows) if others else all_rows
            others = True
        since = row + 1
    return links


def _sums_of(grid: Grid, heads: Heads, by_place: dict[tuple[int | None, int | None], Figure], row: int, first: int) -> list[Link]:
    """The sums of a 合计 row over the rows from `first` on, other totals and 其中 left out."""
    links = []
    within = {r for r in range(first, row) if is_within(heads.row(r))}
    for column in range(grid.stub, grid.columns):
        whole = by_place.get((row, column))
        parts = [f for r in range(first, row) if r not in within and (f := by_place.get((r, column))) and "total" not in f.flags]
        if whole is not None and len(parts) >= 2 and whole.unit in _SUMMED and not says("class_mean", heads.column(column).joined):
            links.append(Link("sum", (whole, *parts)))
    return links


def _proved(below: list[Link], all_rows: list[Link]) -> list[Link]:
    """Behind another 合计: the sums since that or over all rows, whichever come out more often; none if that does not tell."""
    few, many = sorted((below, all_rows), key=_coming_out)
    return many if _coming_out(many) > _coming_out(few) else []


def _coming_out(links: list[Link]) -> int:
    values = ([f.value or 0 for f in link.members if f is not None] for link in links)
    return sum(whole == sum(parts) for whole, *parts in values)
