"""The counties of a year in the order of one indicator, and the figures that lie far from all others; for the templates."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from corpus.dataset.comparing import Cell, change
from corpus.dataset.profiles import Standing, outliers, ranking
from corpus.dataset.trends import Trend
from service.comparison.standings import Placed, Slope, estimate, placed, quartiles, slope
from service.comparison.table import Address, Heading, difference_text
from service.exits import Lang

ORDERS = ("value", "change", "slope")
MOST_OUTLIERS = 200
"""Of one page; `junheng dataset show --outliers` has them all."""
Earlier = Mapping[tuple[str, str], Cell]
"""The cells of the earlier year by county id and column."""
Trends = Mapping[tuple[str, str], Trend]


@dataclass(frozen=True, slots=True)
class RankLine:
    """A county; `number` orders it, where its figure alone does not."""

    placed: Placed
    number: int
    difference: Decimal | None
    change: str
    slope: Slope | None


@dataclass(frozen=True, slots=True)
class Ranking:
    """`spread`: the five numbers of the distribution. `unranked` counties give a blank or what counts something else."""

    heading: Heading
    lines: tuple[RankLine, ...]
    spread: str
    unranked: int


@dataclass(frozen=True, slots=True)
class OutlierLine:
    """A figure far from the others of its column; `median` of these."""

    placed: Placed
    heading: Heading
    median: str


@dataclass(frozen=True, slots=True)
class Outliers:
    """The farthest first; `more` have no room."""

    lines: tuple[OutlierLine, ...]
    more: int


def ranked(
    found: Sequence[Standing], of: Heading, earlier: Earlier, trends: Trends, lang: Lang, address: Address
) -> Ranking:  # fmt: skip
    """Of one column in a year, the greatest value first."""
    ordered = ranking(found)
    lines = []
    for standing in ordered:
        key = (standing.county.id, of.column)
        before = earlier.get(key)
        moved = change(before, standing.cell)
        text = "" if moved is None or before is None else difference_text(moved, (before, standing.cell))
        lines.append(RankLine(placed(standing, of, lang, address), standing.rank or 0, moved, text, slope(trends.get(key), lang)))
    spread = ordered[0].spread if ordered else None
    return Ranking(of, tuple(lines), quartiles(spread.quartiles(), lang) if spread else "", len(found) - len(ordered))


def ordered_by(lines: Iterable[RankLine], order: str) -> tuple[RankLine, ...]:
    """By value, change or slope, the greatest first; those without one last, in the order in which they came."""
    if order == "value":
        return tuple(lines)
    return tuple(sorted(lines, key=lambda line: (_number(line, order) is None, -(_number(line, order) or 0))))


def far_out(found: Iterable[Standing], headings: Sequence[Heading], lang: Lang, address: Address) -> Outliers:
    """The outliers among all columns of the headings."""
    heads = {of.column: of for of in headings}
    far = outliers(found)
    lines = []
    for standing in far[:MOST_OUTLIERS]:
        assert standing.spread is not None
        of = heads[standing.cell.column]
        lines.append(OutlierLine(placed(standing, of, lang, address), of, estimate(standing.spread.median)))
    return Outliers(tuple(lines), len(far) - len(lines))


def _number(line: RankLine, order: str) -> Fraction | None:
    if order == "slope":
        return line.slope.value if line.slope else None
    return None if line.difference is None else Fraction(line.difference)
