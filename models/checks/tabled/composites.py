"""Composite 差异系数 of 基本均衡: the mean of the eight items that the document's own table lists for the stage.

Reads a table's column only where it surely holds the eight and nothing else. Recomputes no item (see coefficients.py).
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from models.checks.computing import Reading, apart, middle, rounded, rounded_or_cut, total
from models.checks.desk import Desk, Tally, is_plain
from models.checks.standard.standing import scheme_of
from models.checks.tabled.recomputed import recomputed
from models.fact import Fact
from models.finding import Finding, exact_text
from models.indicators import OTHER
from models.quantity import Interval

ITEMS = 8
"""Of the resource indicators of 基本均衡 (2012)."""
_NAMED = 5
"""Cells that must be known as a 差异系数 of an item, at least: the names of some items are told by none of the indicators."""
COMPOSITE, ITEM, SCHEME = "cv.composite", "cv.item", "jbjh2012"


def check_composites(desk: Desk) -> Tally:
    """cv_mismatch for each composite that surely is not the mean of its stage's items in a table."""
    tally = Tally("composites")
    columns = list(_columns(desk)) if scheme_of(desk) == SCHEME else []
    for fact in desk.extraction.facts if columns else ():
        if fact.indicator != COMPOSITE or not is_plain(fact) or fact.entity is not None or fact.bound != "exact":
            continue
        meant = [column for column in columns if _is_of(fact, column)]
        if len(meant) == 1:
            tally.check(_mismatch(fact, meant[0]))
        else:
            tally.skip("no_table_of_items")
    return tally


def _columns(desk: Desk) -> Iterator[list[Fact]]:
    """The columns of just eight coefficients of one stage."""
    cells: dict[tuple[int | None, int | None], list[Fact]] = {}
    for fact in desk.in_tables:
        if fact.indicator != COMPOSITE:
            cells.setdefault((fact.evidence.table, fact.evidence.column), []).append(fact)
    for column in cells.values():
        plain = all(is_plain(f) and f.unit == "number" and f.indicator in (ITEM, OTHER) and f.entity is None for f in column)
        if plain and len(column) == ITEMS and len({f.stage for f in column}) == 1 and sum(f.indicator == ITEM for f in column) >= _NAMED:
            yield column


def _is_of(fact: Fact, column: list[Fact]) -> bool:
    times = {fact.period, column[0].period}
    return fact.stage == column[0].stage is not None and len({time[:4] for time in times if time}) < 2


def _mismatch(fact: Fact, column: list[Fact]) -> Finding | None:
    def mean(read: Reading) -> Interval:
        return total(column, read).scaled(Fraction(1, ITEMS))

    if not apart(rounded_or_cut(fact), mean(rounded_or_cut)):
        return None
    computed = middle(mean(rounded))
    shown = exact_text(round(computed, 3))
    return recomputed("cv_mismatch", fact, column, computed, mean(rounded), variant="composite", shown=shown)
