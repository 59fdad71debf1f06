"""Amounts of several years together (三年累计投入16.29亿元), against the years of a row of the document's own table.

Only where the table has as many years as the words name, and the row is of what the amount, or the figure before it, measures. The years
may also stand one below the other; a sentence that opens with 三年来 is then held against the columns, if one of its figures comes out of
another of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from models.checks.amounts import amount
from models.checks.around import REACH
from models.checks.computing import adds_up_as_written, apart, middle, rounded, rounded_or_cut, total
from models.checks.desk import Desk, Measure, Sentence, Tally, is_exact, once
from models.checks.slips import far_from
from models.checks.tabled.recomputed import recomputed
from models.checks.wordings import number_of, pattern
from models.claims import claims
from models.fact import Fact
from models.finding import Finding
from models.indicators import OTHER

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
    _check_columns(desk, tally)


# --- years one below the other ----------------------------------------------------------------------------------------


def _check_columns(desk: Desk, tally: Tally) -> None:
    """The same of each figure of a sentence that opens with so many years."""
    for sentence, columns in _opened_with_years(desk):
        held = {f.id for f in sentence.facts for c in columns if f.value == _sum(c) and _measures_the_same(f, c)}
        for fact in sentence.facts if held else ():
            meant = [c for c in columns if _measures_the_same(fact, c)]
            if fact.id not in held and len(meant) == 1 and is_exact(fact) and fact.entity is None and not _is_said_again(sentence, fact):
                tally.check(_mismatch(fact, meant))


def _opened_with_years(desk: Desk) -> Iterator[tuple[Sentence, list[Row]]]:
    """The sentences that open with so many years, each with the columns of these years of the table right before it."""
    columns = _columns_of_years(desk)
    for sentence in desk.prose if columns else ():
        told = pattern(claims()["opens_with_years"]).match(sentence.text)
        if told and (block := sentence.block) is not None:
            near = [c for c in columns if 0 < block - (c[0].evidence.paragraph or 0) <= REACH and _are_those_years(c, told)]
            if near:
                yield sentence, near


def _columns_of_years(desk: Desk) -> list[Row]:
    """The columns of tables that give one thing of the county for several years, one row for each; totals left out."""
    cells: dict[tuple[object, ...], Row] = {}
    for fact in desk.in_tables:
        if fact.year is not None and fact.entity is None and is_exact(fact) and "total" not in fact.flags and fact.unit != "%":
            cells.setdefault((fact.evidence.table, fact.evidence.column, fact.indicator, fact.unit, fact.stage), []).append(fact)
    return [c for c in cells.values() if len(c) > 1 and len({f.year for f in c}) == len({f.evidence.row for f in c}) == len(c)]


def _are_those_years(column: Row, told: re.Match[str]) -> bool:
    """Whether the words tell of the years of a column: as many, or from the first to the last."""
    years = sorted(f.year or 0 for f in column)
    if told["count"]:
        return number_of(told["count"]) == len(years)
    return int(told["first"]) == years[0] and (told["last"] is None or int(told["last"]) == years[-1])


def _measures_the_same(fact: Fact, column: Row) -> bool:
    cell = column[0]
    same = (fact.indicator, fact.unit, fact.status) == (cell.indicator, cell.unit, cell.status)
    staged = fact.stage == cell.stage or {fact.stage, cell.stage} == {None, "compulsory"}
    return same and staged and fact.indicator != OTHER and fact.area is None and fact.kind == "level"


def _is_said_again(sentence: Sentence, fact: Fact) -> bool:
    """Whether its sentence tells another figure of the same measure: one of them is a part."""
    return any(f is not fact and (f.indicator, f.unit) == (fact.indicator, fact.unit) for f in sentence.facts)


def _sum(column: Row) -> Decimal:
    return sum((f.value or Decimal(0) for f in column), Decimal(0))


# --- years in a row -----------------------------------------------------------------------------------------------------


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
