"""What a dataset says of its columns, counties, outliers and copies, as flat rows: one form for JSON, CSV and a terminal.

Takes standings and questions. Numbers are exact strings; what is computed (quartiles, z, slopes) has as many decimals as a column.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Any

from corpus.dataset.build import Dataset
from corpus.dataset.changes import shown
from corpus.dataset.comparing import Cell, counties
from corpus.dataset.copies import Alike
from corpus.dataset.dictionary import wide_entry
from corpus.dataset.lines import Line, side
from corpus.dataset.mentions import fitting
from corpus.dataset.origins import Origin, derivation, origin
from corpus.dataset.profiles import Standing, outliers
from corpus.dataset.trends import Trend
from models.assess.trace import as_decimal

Row = dict[str, Any]
_PLACE = ("page", "paragraph", "table", "row", "column")
_QUARTILES = ("least", "lower", "median", "upper", "most")


def column_rows(found: Iterable[Standing], drawn: Mapping[str, Line]) -> list[Row]:
    """A row for each column: how many counties give a figure that counts, how these lie, and how many lie far out."""
    by_column: dict[str, list[Standing]] = {}
    for standing in found:
        by_column.setdefault(standing.cell.column, []).append(standing)
    return [_column_row(column, by_column[column], drawn.get(column)) for column in sorted(by_column)]


def standing_rows(dataset: Dataset, found: Iterable[Standing], slopes: Mapping[tuple[str, str], Trend]) -> list[Row]:
    """A row for each cell, in their order, with its source. `slopes` by county id and column."""
    return [_cell(s) | _place(s) | _slope(slopes.get((s.county.id, s.cell.column))) | _source(dataset, s.cell) for s in found]


def outlier_rows(dataset: Dataset, found: Iterable[Standing]) -> list[Row]:
    """A row for each outlier, the farthest first, with the median that it is far from."""
    return [_cell(s) | _median(s) | _place(s) | _source(dataset, s.cell) for s in outliers(found)]


def copy_rows(dataset: Dataset, found: Iterable[Alike]) -> Iterator[Row]:
    """A row for each mention of what is said alike. `question` counts from 1; `together`: how much these counties have in common."""
    question = 0
    for group in found:
        for asked in group.questions:
            question += 1
            of_counties = counties(dataset.long.take(list(asked.rows)))
            for county, row in zip(of_counties, asked.rows, strict=True):
                about = {"county_id": county.id, "county": county.name, "year": dataset.long["year"][row].as_py()}
                said = {"question": question, "kind": asked.kind, "said": asked.said, "together": len(group.questions)}
                yield said | about | _of_origin(origin(dataset, row))


def number(value: Fraction) -> str | None:
    """None for a number that no column holds."""
    held = fitting(as_decimal(value))
    return None if held is None else shown(held)


def _column_row(column: str, found: Sequence[Standing], line: Line | None) -> Row:
    spread = next((s.spread for s in found if s.spread is not None), None)
    entry = wide_entry(column)
    quartiles = spread.quartiles() if spread else (None,) * len(_QUARTILES)
    return {
        "column": column, "name": entry.zh, "unit": entry.unit, "year": found[0].year, "counties": len(found),
        "compared": len(spread.values) if spread else 0,
        **{name: None if value is None else number(value) for name, value in zip(_QUARTILES, quartiles, strict=True)},
        "outliers": sum(s.is_outlier for s in found), **_line(line),
    }  # fmt: skip


def _cell(standing: Standing) -> Row:
    cell, county = standing.cell, standing.county
    figure = cell.figure
    return {
        "county_id": county.id, "county": county.name, "prefecture": county.prefecture, "province": county.province, "year": standing.year,
        "column": cell.column, "name": wide_entry(cell.column).zh, "value": None if figure is None else shown(figure.value),
        "unit": None if figure is None else figure.unit, "bound": None if figure is None else figure.bound, "flags": " ".join(cell.doubts),
    }  # fmt: skip


def _median(standing: Standing) -> Row:
    return {"median": None if standing.spread is None else number(standing.spread.median)}


def _place(standing: Standing) -> Row:
    line, figure = standing.line, standing.cell.figure
    return {
        "rank": standing.rank, "of": len(standing.spread.values) if standing.spread else None, **_line(line),
        "distance": None if standing.over is None else shown(standing.over),
        "verdict": None if line is None or figure is None else side(line, figure),
        "z": None if standing.z is None else number(standing.z), "outlier": standing.is_outlier,
    }  # fmt: skip


def _line(line: Line | None) -> Row:
    return {"line": None if line is None else shown(line.value), "direction": None if line is None else line.direction}


def _slope(trend: Trend | None) -> Row:
    years = trend.years if trend else None
    return {
        "slope": None if trend is None else number(trend.per_year), "slope_first": years[0] if years else None,
        "slope_last": years[-1] if years else None, "slope_years": len(years) if years else 0,
    }  # fmt: skip


def _source(dataset: Dataset, cell: Cell) -> Row:
    """Where the figure is written; of a computed one its formula, and where the numerator is written."""
    if not cell.is_derived:
        return {"formula": None, **_of_origin(origin(dataset, cell.source))}
    found = derivation(dataset, cell)
    return {"formula": found.formula.shown, **_of_origin(found.over)}


def _of_origin(of: Origin) -> Row:
    places = {f"at_{name}": getattr(of.evidence, name) for name in _PLACE}
    return {"document": of.document, "document_name": of.document_name, **places, "quote": of.quote}
