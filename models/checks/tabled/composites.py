"""Composite 差异系数: the mean of the items that the document's own table lists for the stage, or its own sentence.

That of 基本均衡 is the mean of its eight by its definition; any other where the text says so: 七项平均的综合差异系数. Reads a table's
column only where it surely holds the items and nothing else. Recomputes no item (see coefficients.py).
"""

from __future__ import annotations

from fractions import Fraction

from models.checks.computing import Reading, apart, middle, rounded, rounded_or_cut, total
from models.checks.desk import Desk, Tally, is_exact, is_plain, once
from models.checks.standard.claimed.scheme import scheme_of
from models.checks.tabled.recomputed import recomputed
from models.checks.wordings import number_of, pattern
from models.claims import claims
from models.fact import Fact
from models.finding import Code, Finding, exact_text
from models.indicators import OTHER
from models.quantity import Interval

ITEMS = {"jbjh2012": 8}
"""Resource indicators whose mean is the composite by a scheme's own definition."""
_NAMED = 5
"""Cells that must be known as a 差异系数 of an item, at least: the names of some items are told by none of the indicators."""
COMPOSITE, ITEM = "cv.composite", "cv.item"


def check_composites(desk: Desk) -> Tally:
    """The finding of each composite that surely is not the mean of its stage's items in a table, or of those listed before it."""
    tally = Tally("composites")
    for fact in desk.extraction.facts:
        if fact.indicator != COMPOSITE or not is_plain(fact) or fact.entity is not None or fact.bound != "exact":
            continue
        items = _items(desk, fact)
        meant = [column for column in _columns(desk) if _is_of(fact, column)] if items else []
        if len(meant) == 1 and len(meant[0]) == items:
            tally.check(_mismatch(fact, meant[0], "table_mismatch"))
        elif listed := _listed(desk, fact):
            tally.check(_mismatch(fact, listed, "cv_mismatch"))
        else:
            tally.skip("no_table_of_items")
    return tally


def _items(desk: Desk, fact: Fact) -> int | None:
    """Of how many items it is the mean, by its sentence or by the scheme; None where neither tells."""
    told = pattern(claims()["mean_of_items"]).search(desk.sentence_of[fact.id].text, 0, desk.placed[fact.id].start)
    return number_of(told["count"]) if told else ITEMS.get(scheme_of(desk) or "")


@once
def _columns(desk: Desk) -> list[list[Fact]]:
    """The columns of coefficients of one stage and of nothing else."""
    cells: dict[tuple[int | None, int | None], list[Fact]] = {}
    for fact in desk.in_tables:
        if fact.indicator != COMPOSITE:
            cells.setdefault((fact.evidence.table, fact.evidence.column), []).append(fact)
    return [column for column in cells.values() if _are_items(column)]


def _are_items(column: list[Fact]) -> bool:
    plain = all(is_plain(f) and f.unit == "number" and f.indicator in (ITEM, OTHER) and f.entity is None for f in column)
    return plain and len({f.stage for f in column}) == 1 and sum(f.indicator == ITEM for f in column) >= _NAMED


def _is_of(fact: Fact, column: list[Fact]) -> bool:
    times = {fact.period, column[0].period}
    if fact.status == "baseline" != column[0].status:
        return False  # 由0.447降到现在的水平: of years before those of the table
    return fact.stage == column[0].stage is not None and len({time[:4] for time in times if time}) < 2


def _listed(desk: Desk, fact: Fact) -> list[Fact]:
    """八项指标差异系数分别为0.412、0.387、…，综合差异系数为0.321: the coefficients before the composite in its sentence, since another one,
    if they are as many as the text says."""
    sentence, at = desk.sentence_of[fact.id], desk.placed[fact.id].start
    ahead = [p for p in sentence.placed if p.end <= at and p.fact.unit == fact.unit == "number"] if sentence.table is None else []
    since = max((i + 1 for i, p in enumerate(ahead) if p.fact.indicator == COMPOSITE), default=0)
    run = [p.fact for p in ahead[since:]]
    if not run or not all(is_exact(f) and 0 < (f.value or 0) < 1 and f.stage in (None, fact.stage) for f in run):
        return []
    told = pattern(claims()["items_of_coefficients"]).search(sentence.text, 0, ahead[since].start)
    mean = pattern(claims()["mean_of_items"]).search(sentence.text, 0, at)
    named = mean or (told if told and number_of(told["count"]) == ITEMS["jbjh2012"] else None)
    return run if told and named and number_of(named["count"]) == number_of(told["count"]) == len(run) else []


def _mismatch(fact: Fact, column: list[Fact], code: Code) -> Finding | None:
    def mean(read: Reading) -> Interval:
        return total(column, read).scaled(Fraction(1, len(column)))

    if not apart(rounded_or_cut(fact), mean(rounded_or_cut)):
        return None
    computed = middle(mean(rounded))
    shown = exact_text(round(computed, 3))
    return recomputed(code, fact, column, computed, mean(rounded), variant="mean_of_items", shown=shown, rows=len(column))
