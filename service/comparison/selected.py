"""What `junheng dataset show` asks of a snapshot, held against what it has, and the rows that answer it.

What is not there is an error that names what is, never an empty answer.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches

from corpus.dataset.build import Dataset
from corpus.dataset.comparing import County, counties, given, usual_year, years
from corpus.dataset.copies import alike
from corpus.dataset.dictionary import wide_entry
from corpus.dataset.listing import Row, column_rows, copy_rows, outlier_rows, standing_rows
from corpus.dataset.profiles import profile, ranking, standings
from corpus.dataset.trends import trends, trends_of
from service.comparison.asked import lines_of
from service.exits import WrongUsage

_MOST_NAMED = 8


@dataclass(frozen=True, slots=True)
class Sought:
    """The options of the command; None where nothing was said."""

    county: str | None = None
    indicator: str | None = None
    year: int | None = None
    outliers: bool = False
    copies: bool = False


@dataclass(frozen=True, slots=True)
class Selection:
    """`view`: columns, profile, ranking, outliers or copies. `year`: of which the rows are, None for several."""

    view: str
    year: int | None
    rows: tuple[Row, ...]


def selection(dataset: Dataset, name: str, sought: Sought) -> Selection:
    """Raises WrongUsage for what the dataset called `name` does not have, and for options that do not go together."""
    if not years(dataset):
        raise WrongUsage("show_empty", name=name)
    _refuse_mixed(sought)
    county = None if sought.county is None else _county(dataset, sought.county)
    if sought.year is not None and sought.year not in years(dataset):
        raise WrongUsage("show_no_year", year=sought.year, known="、".join(map(str, years(dataset))))
    if sought.copies:
        return Selection("copies", None, _copies(dataset, county))
    columns = _columns(dataset, sought.indicator)
    if county is not None and not sought.outliers:
        return Selection("profile", sought.year, _profile(dataset, county, columns, sought.year))
    year = sought.year or usual_year(dataset)
    return _of_year(dataset, sought, year, columns, county)


def _refuse_mixed(sought: Sought) -> None:
    if sought.outliers and sought.copies:
        raise WrongUsage("show_one_list")
    if sought.copies and (sought.indicator or sought.year):
        raise WrongUsage("show_copies_alone")


def _of_year(dataset: Dataset, sought: Sought, year: int, columns: tuple[str, ...], county: County | None) -> Selection:
    there = given(dataset, year)
    columns = tuple(column for column in columns if column in there)
    if not columns:
        raise WrongUsage("show_not_in_year", indicator=sought.indicator, year=year)
    drawn = lines_of(year, columns)
    found = standings(dataset, year, columns, drawn)
    if sought.outliers:
        own = found if county is None else [standing for standing in found if standing.county.id == county.id]
        return Selection("outliers", year, tuple(outlier_rows(dataset, own)))
    if sought.indicator is None:
        return Selection("columns", year, tuple(column_rows(found, drawn)))
    ordered = [s for column in columns for s in ranking(s for s in found if s.cell.column == column)]
    unranked = [standing for standing in found if standing.rank is None]
    rows = standing_rows(dataset, [*ordered, *unranked], trends(dataset, columns, year))
    return Selection("ranking", year, tuple(sorted(rows, key=lambda row: row["column"])))


def _profile(dataset: Dataset, county: County, columns: tuple[str, ...], year: int | None) -> tuple[Row, ...]:
    """By column and year. A slope rests on all years up to the asked one."""
    found = [s for s in profile(dataset, county.id, columns, lines_of) if year is None or s.year <= year]
    slopes = trends_of((s.county.id, s.year, s.cell) for s in found)
    rows = standing_rows(dataset, [s for s in found if year is None or s.year == year], slopes)
    return tuple(sorted(rows, key=lambda row: (row["column"], row["year"])))


def _copies(dataset: Dataset, county: County | None) -> tuple[Row, ...]:
    found = [group for group in alike(dataset.long) if county is None or county.id in group.counties]
    return tuple(copy_rows(dataset, found))


def _county(dataset: Dataset, said: str) -> County:
    """By id, code or name, in full."""
    there = {county.id: county for county in counties(dataset.wide.values)}
    codes = dict(zip(*(dataset.wide.values[name].to_pylist() for name in ("county_id", "county_code")), strict=True))
    found = [county for id, county in there.items() if said in (id, codes[id], county.name)]
    if not found:
        raise WrongUsage("show_no_county", county=said, known=_close(said, [county.name or county.id for county in there.values()]))
    if len(found) > 1:
        known = "、".join(f"{county.id} {county.province}{county.prefecture}" for county in found)
        raise WrongUsage("show_several_counties", county=said, known=known)
    return found[0]


def _columns(dataset: Dataset, said: str | None) -> tuple[str, ...]:
    """The columns of an indicator by its id or its Chinese name, one column by its whole name; all where nothing was said."""
    there = dataset.wide.columns
    if said is None:
        return there
    found = tuple(column for column in there if said in (column, _base(column), wide_entry(_base(column)).zh))
    if not found:
        known = dict.fromkeys(text for column in there for text in (_base(column), wide_entry(_base(column)).zh))
        raise WrongUsage("show_no_indicator", indicator=said, known=_close(said, known))
    return found


def _base(column: str) -> str:
    """The indicator or formula, without stage, area and criterion."""
    return ".".join(column.split(".")[:2])


def _close(said: str, known: Iterable[str]) -> str:
    """Those that look most like what was said, or the first ones."""
    names = sorted(set(known))
    close = get_close_matches(said, names, _MOST_NAMED, 0.3)
    return "、".join(close or [*names[:_MOST_NAMED], *(["…"] if len(names) > _MOST_NAMED else [])])
