"""A county by itself: each asked figure year by year, with its place among the counties of that year, and its change per year.

Takes standings of one county, gives values for the templates.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from corpus.dataset.comparing import County
from corpus.dataset.profiles import Standing
from corpus.dataset.trends import trend
from service.comparison.standings import Placed, Slope, placed, slope
from service.comparison.table import Address, Heading
from service.exits import Lang


@dataclass(frozen=True, slots=True)
class ProfileLine:
    """An indicator: a cell or None for each year of the profile; `over`: the distance to the line in the last of them."""

    heading: Heading
    cells: tuple[Placed | None, ...]
    slope: Slope | None

    @property
    def over(self) -> str:
        last = self.cells[-1]
        return last.over if last is not None else ""


@dataclass(frozen=True, slots=True)
class Profile:
    """`years`: the earliest first, the last is the one that was asked for. `absent`: indicators that the county never gives."""

    county: County
    years: tuple[int, ...]
    lines: tuple[ProfileLine, ...]
    absent: tuple[Heading, ...]

    @property
    def missed(self) -> int:
        """How many figures of the last year do not reach their line."""
        return sum(cell is not None and cell.shown.verdict == "not_met" for cell in self._last)

    @property
    def judged(self) -> int:
        """Of how many there is a line."""
        return sum(cell is not None and cell.shown.verdict is not None for cell in self._last)

    @property
    def unusual(self) -> int:
        """How many figures of the last year lie far from those of the other counties."""
        return sum(cell is not None and cell.z != "" for cell in self._last)

    @property
    def _last(self) -> tuple[Placed | None, ...]:
        return tuple(line.cells[-1] for line in self.lines)


def county_profile(
    county: County, found: Iterable[Standing], headings: Sequence[Heading], years: Sequence[int], lang: Lang, address: Address
) -> Profile:
    """`found`: the county's standings, of all years that a slope may rest on; only those of `years` are shown."""
    by_column: dict[str, dict[int, Standing]] = {}
    for standing in found:
        by_column.setdefault(standing.cell.column, {})[standing.year] = standing
    lines = []
    for of in headings:
        if told := by_column.get(of.column):
            cells = tuple(placed(told[year], of, lang, address) if year in told else None for year in years)
            lines.append(ProfileLine(of, cells, slope(trend((year, s.cell) for year, s in told.items()), lang)))
    absent = tuple(of for of in headings if of.column not in by_column)
    return Profile(county, tuple(years), tuple(lines), absent)
