"""Totals of a table told beside it with their digits in another order, whatever area its rows are of: 全县教师580人，各乡镇分布见下表,
whose last row has 508.

Takes sentences that point at a table; silent where any cell of it gives what the text does.
"""

from __future__ import annotations

from collections.abc import Iterator

from models.checks.around import rows_beside
from models.checks.desk import Desk, Sentence, Tally, is_exact
from models.checks.sameness import is_own_amount, may_be_of_one_year
from models.checks.slips import digits_of, is_swapped
from models.checks.tabled.columns import is_of_a_part
from models.checks.tabled.recomputed import given_otherwise
from models.checks.wordings import says
from models.fact import Fact
from models.indicators import OTHER

_REACH = 3
"""Blocks between a sentence and the table that it points at, at most."""


def check_totals_swapped(desk: Desk) -> Tally:
    """table_mismatch for each figure that has the digits of a total in another order."""
    tally = Tally("totals_swapped")
    for sentence in desk.prose if desk.in_tables else ():
        if says("points_at_table", sentence.text) or says("sums_up_table", sentence.text):
            for told, cell in _told(desk, sentence):
                tally.check(given_otherwise(told, cell))
    return tally


def _told(desk: Desk, sentence: Sentence) -> Iterator[tuple[Fact, Fact]]:
    """The figures of the county, each with the one total of its measure beside it that it is miswritten for."""
    cells = [f for side in (1, -1) for row in rows_beside(desk, sentence, side, _REACH) for f in row.facts]
    for told in sentence.facts:
        same = [f for f in cells if _measures_the_same(f, told) and is_exact(f)]
        if (
            told.area is not None
            or told.status != "actual"
            or not is_own_amount(told)
            or is_of_a_part(desk, told)
            or any(f.value == told.value for f in same)
        ):
            continue
        totals = [f for f in same if "total" in f.flags and f.stage in (None, told.stage) and may_be_of_one_year(f, told)]
        swapped = [f for f in totals if is_swapped(digits_of(told), digits_of(f))]
        bare = len(swapped) == 1 and swapped[0].indicator == OTHER
        if bare or (len(swapped) == len(totals) == 1 and swapped[0].area is not None and told.indicator != OTHER):
            yield told, swapped[0]


def _measures_the_same(cell: Fact, told: Fact) -> bool:
    """Money also where the table's head names no more than 小计 or 合计: 下达补助471.86万元（分校数见表）."""
    bare = cell.indicator == OTHER and cell.unit == "CNY"
    return cell.unit == told.unit and (cell.indicator == told.indicator or bare)
