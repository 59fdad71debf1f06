"""Small tables right behind a claim or before it: what a sentence counts, against the rows of a table that another of its counts
comes out of.

全县86所学校中84所达标，分类情况见表: the first column adds up to 86, so the second should add up to 84. What rows give as a verdict is
counted in verdicts.py.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from models.checks.amounts import amount
from models.checks.arithmetic.bounds import COUNTED
from models.checks.around import rows_beside
from models.checks.corrections import smallest
from models.checks.desk import Desk, Sentence, Tally, is_plain
from models.checks.tabled.columns import Cells, count_columns, sum_of
from models.fact import Fact
from models.finding import Finding, exact_text, make_finding
from models.indicators import OTHER

_REACH = 3
"""Blocks from a sentence's own in which its table stands: a caption and a line of units may part them."""
_ROWS = 3
_TOLD = ("actual", "baseline")


def check_beside(desk: Desk) -> Tally:
    """table_mismatch for each count of a sentence that the table right behind it surely gives otherwise."""
    tally = Tally("tables_beside")
    if not desk.in_tables:
        return tally
    for sentence in desk.prose:
        counts = [f for f in sentence.facts if f.unit in COUNTED and is_plain(f, _TOLD) and f.bound == "exact" and f.entity is None]
        sides = (1, -1) if len(counts) > 1 else ()
        for told, cells in (meant for side in sides for meant in _meant(counts, _columns(desk, sentence, side), side)):
            tally.check(_mismatch(told, cells) if told.value != sum_of(cells) else None)
    return tally


def _columns(desk: Desk, sentence: Sentence, side: int) -> list[Cells]:
    """The columns of counts of the table on one side of a sentence, if they are long enough to tell."""
    return [cells for cells in count_columns(rows_beside(desk, sentence, side, _REACH), _TOLD) if len(cells) >= _ROWS]


def _meant(counts: list[Fact], columns: list[Cells], side: int) -> Iterator[tuple[Fact, Cells]]:
    """A count and the one column that measures it, where another count of the sentence is the total of another column; behind the table,
    which announces nothing, one of the same time."""
    for told in counts:
        own = [c for c in columns if (c[0].indicator, c[0].status) == (told.indicator, told.status) and _counted_alike(c[0], told)]
        if len(own) != 1 or told.indicator == OTHER or (side < 0 and not _of_one_group(own[0][0], told)):
            continue
        others = [c for c in columns if c is not own[0]]
        beside = [f for f in counts if f is not told and (side > 0 or f.period == told.period)]
        if any(sum_of(c) == f.value and _counted_alike(c[0], f) for c in others for f in beside):
            yield told, own[0]


def _of_one_group(cell: Fact, told: Fact) -> bool:
    """Whether the text tells of no stage, area or time of its own: 其中小学教师620人."""
    timed = None in (cell.period, told.period) or cell.period == told.period
    return timed and told.stage in (None, "compulsory", cell.stage) and told.area in (None, cell.area)


def _counted_alike(cell: Fact, told: Fact) -> bool:
    """In one unit; schools and teaching points, which a table counts together, also in 个."""
    return cell.unit == told.unit or (cell.indicator == told.indicator != OTHER and {cell.unit, told.unit} == {"school", "item"})


def _mismatch(told: Fact, cells: Cells) -> Finding:
    computed = sum_of(cells)
    return make_finding(
        "table_mismatch", [told, *cells], variant="added", claimed=exact_text(Fraction(told.value or 0)), computed=exact_text(computed),
        correction=smallest([(told, computed)]), figure=told.evidence.text, table=(cells[0].evidence.table or 0) + 1, rows=len(cells),
        shown=amount(computed, told),
    )  # fmt: skip
