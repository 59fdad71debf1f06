"""Amounts of several years together (三年累计投入16.29亿元), against the years of a row of the document's own table.

Only where the table has as many years as the words name, and the row is of what the amount, or the figure before it, measures.
"""

from __future__ import annotations

from collections.abc import Iterator

from models.checks.amounts import amount
from models.checks.computing import adds_up_as_written, apart, middle, rounded, rounded_or_cut, total
from models.checks.desk import Desk, Measure, Sentence, Tally, is_exact, once
from models.checks.slips import far_from
from models.checks.tabled.recomputed import recomputed
from models.checks.wordings import number_of, pattern
from models.claims import claims
from models.fact import Fact
from models.finding import Finding

Row = list[Fact]
"""The cells of one row, of a year each."""


def check_over_years(desk: Desk, tally: Tally) -> None:
    """table_mismatch of each amount of so many years that the row of these years surely does not add up to."""
    rows = rows_of_years(desk)
    for sentence in desk.prose if rows else ():
        for fact, years in _of_years(sentence):
            meant = [row for measure in _measures(sentence, fact) for row in rows.get(measure, []) if len(row) == years]
            if meant:
                tally.check(_mismatch(fact, meant))


def _of_years(sentence: Sentence) -> Iterator[tuple[Fact, int]]:
    """The exact amounts that their words make those of a number of years together, and the number."""
    for placed in sentence.placed:
        fact = placed.fact
        told = pattern(claims()["of_years_together"]).search(sentence.text[: placed.start])
        if told and is_exact(fact) and fact.entity is None:
            yield fact, number_of(told["count"])


def _measures(sentence: Sentence, fact: Fact) -> list[Measure]:
    """What the amount may be of: its own indicator, and that of the figure before it, which it goes on with."""
    at = next(i for i, p in enumerate(sentence.placed) if p.fact is fact)
    before = [p.fact for p in sentence.placed[max(0, at - 1) : at]]
    return list(dict.fromkeys((f.indicator, fact.unit) for f in (fact, *before)))


@once
def rows_of_years(desk: Desk) -> dict[Measure, list[Row]]:
    """The rows of tables that give one thing of the county for several years, each cell of a year of its own; by their measure."""
    cells: dict[tuple[object, ...], Row] = {}
    for fact in desk.in_tables:
        if fact.entity is None and fact.year is not None and is_exact(fact):
            cells.setdefault((fact.evidence.table, fact.evidence.row, fact.indicator, fact.unit, fact.stage), []).append(fact)
    found: dict[Measure, list[Row]] = {}
    for row in cells.values():
        if len(row) > 1 and len({f.year for f in row}) == len(row):
            found.setdefault((row[0].indicator, row[0].unit), []).append(row)
    return found


def _mismatch(fact: Fact, rows: list[Row]) -> Finding | None:
    """The finding where no row comes to the amount, and one is near enough to be meant."""
    if any(adds_up_as_written(fact, row) or not apart(total(row, rounded_or_cut), rounded_or_cut(fact)) for row in rows):
        return None
    near = [row for row in rows if not far_from(fact, middle(total(row, rounded)))]
    if len(near) != 1:
        return None
    interval = total(near[0], rounded)
    computed = middle(interval)
    shown = amount(computed, fact)
    return recomputed("table_mismatch", fact, near[0], computed, interval, variant="years", rows=len(near[0]), shown=shown)
