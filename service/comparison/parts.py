"""What the page in one file shows when it is chosen: a profile for each county, a ranking for each indicator; outliers, what is alike.

Takes a Dataset and the table that the page shows. Everything is computed here, once for all counties: the script of the page only
picks. Of earlier years as many are shown as have room.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from corpus.dataset.build import Dataset
from corpus.dataset.comparing import Cell, County, Row
from corpus.dataset.copies import alike
from corpus.dataset.profiles import Standing, standings
from corpus.dataset.trends import trends
from service.comparison.asked import Asked, Choice, lines_of
from service.comparison.copies import Copies, copies
from service.comparison.profiles import Profile, county_profile
from service.comparison.rankings import Outliers, Ranking, far_out, ranked
from service.comparison.standings import by_name
from service.comparison.table import Address, Table
from service.exits import Lang

MOST_EARLIER = 20_000
"""Figures of earlier years in one file, each with its sentence: some ten megabytes."""


@dataclass(frozen=True, slots=True)
class Parts:
    """Profiles in the order in which counties are chosen, rankings in that of the table. `is_cut`: earlier years have no room."""

    profiles: tuple[Profile, ...]
    rankings: tuple[Ranking, ...]
    outliers: Outliers
    copies: Copies
    is_cut: bool


def parts(
    dataset: Dataset, asked: Asked, offered: Choice, found: Table, before: Sequence[Row], lang: Lang, address: Address
) -> Parts:  # fmt: skip
    """`found`: the table of the asked year; `before`: the rows of the year that changes are counted from."""
    columns = [of.column for of in found.headings]
    until = [year for year in reversed(offered.years) if year <= asked.year]
    by_year = {year: standings(dataset, year, columns, lines_of(year, columns)) for year in until}
    shown = {row.county.id: row.county for row in found.rows}
    told = {year: [standing for standing in of_year if standing.county.id in shown] for year, of_year in by_year.items()}
    years = _with_room(told)
    far = far_out(told[asked.year], found.headings, lang, address)
    alike_ones = copies(dataset, alike(dataset.long), lang, lambda origin: "")
    rankings = _rankings(dataset, told[asked.year], found, before, lang, address)
    return Parts(_profiles(shown, told, years, found, lang, address), rankings, far, alike_ones, len(years) < len(until))


def _with_room(told: Mapping[int, Sequence[Standing]]) -> list[int]:
    """The last year, and of the others the latest."""
    room, kept = MOST_EARLIER, []
    for number, year in enumerate(sorted(told, reverse=True)):
        room -= len(told[year]) if number else 0
        if room < 0:
            break
        kept.append(year)
    return kept[::-1]


def _profiles(
    shown: Mapping[str, County], told: Mapping[int, Sequence[Standing]], years: Sequence[int], found: Table, lang: Lang, address: Address
) -> tuple[Profile, ...]:  # fmt: skip
    of_county: dict[str, list[Standing]] = {id: [] for id in shown}
    for of_year in told.values():
        for standing in of_year:
            of_county[standing.county.id].append(standing)
    chosen = by_name(shown.values())
    return tuple(county_profile(county, of_county[county.id], found.headings, years, lang, address) for county in chosen)


def _rankings(
    dataset: Dataset, told: Sequence[Standing], found: Table, before: Sequence[Row], lang: Lang, address: Address
) -> tuple[Ranking, ...]:  # fmt: skip
    columns = [of.column for of in found.headings]
    earlier: dict[tuple[str, str], Cell] = {(row.county.id, name): cell for row in before for name, cell in row.cells.items()}
    slopes = trends(dataset, columns, told[0].year) if told else {}
    by_column: dict[str, list[Standing]] = {column: [] for column in columns}
    for standing in told:
        by_column[standing.cell.column].append(standing)
    return tuple(ranked(by_column[of.column], of, earlier, slopes, lang, address) for of in found.headings)
