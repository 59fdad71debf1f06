"""What a sentence says of the rows of the table right before it: how many lie beyond a norm (rows_beyond.py) or at the standard
(at_standard.py), their mean (三个乡镇平均在校生1272人), and what 小学 and 初中 make together (从上表看，综合达标学校共28所).

Takes columns of plain counts, one in each row; silent where a sentence may speak of other rows, or two columns fit.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import pairwise

from models.checks.amounts import amount
from models.checks.arithmetic.bounds import COUNTED
from models.checks.around import REACH, behind_tables, rows_beside
from models.checks.computing import rounded_or_cut
from models.checks.desk import Desk, Sentence, Tally, is_plain
from models.checks.sameness import is_whole_county
from models.checks.tabled.at_standard import miscounted_at_standard
from models.checks.tabled.columns import Cells, count_columns, sum_of
from models.checks.tabled.recomputed import recomputed
from models.checks.tabled.rows_beyond import miscounted_beyond
from models.checks.wordings import NUMERALS, last_clause, says
from models.fact import Fact
from models.finding import Finding
from models.indicators import OTHER
from models.quantity import Interval

_STAGES = ["primary", "junior"]


def check_rows_told(desk: Desk) -> Tally:
    """table_mismatch for each figure of a sentence that the rows right before it surely give otherwise."""
    tally = Tally("rows_told")
    for sentence in behind_tables(desk):
        for miscounted in (*miscounted_at_standard(desk, sentence), *miscounted_beyond(desk, sentence)):
            tally.check(miscounted)
        means, totals = _means(sentence), _totals(sentence)
        columns = count_columns(rows_beside(desk, sentence, -1, REACH)) if means or totals else []
        for told, rows in means:
            for cells in _one_column(told, [c for c in columns if len(c) == rows]):
                tally.check(_other_mean(told, cells))
        for told in totals:
            for cells in _one_column(told, [c for c in columns if [f.stage for f in c] == _STAGES]):
                tally.check(_other_total(told, cells))
    return tally


# --- the table --------------------------------------------------------------------------------------------------------


def _one_column(told: Fact, columns: list[Cells]) -> Iterator[Cells]:
    """The one column of what a figure measures, if there is just one."""
    meant = [c for c in columns if (c[0].indicator, c[0].unit) == (told.indicator, told.unit) and told.indicator != OTHER]
    yield from meant if len(meant) == 1 else ()


# --- their mean, and both stages together -----------------------------------------------------------------------------


def _means(sentence: Sentence) -> list[tuple[Fact, int]]:
    """三个乡镇小学平均在校生1272人: what a mean is told of, and of how many."""
    if "平均" not in sentence.text:
        return []
    found = []
    for number, told in pairwise(sentence.placed):
        ahead = sentence.text[number.end : told.start]
        plain = told.fact.unit in COUNTED and is_plain(told.fact) and told.fact.bound == "exact"
        if plain and "平均" in ahead and "班" not in ahead and last_clause(ahead) == ahead and number.fact.value in NUMERALS.values():
            found.append((told.fact, int(number.fact.value or 0)))
    return found


def _other_mean(told: Fact, cells: Cells) -> Finding | None:
    mean = sum_of(cells) / len(cells)
    near = told.model_copy(update={"step": told.step or 1})
    return None if rounded_or_cut(near).meets(Interval.point(mean)) else _finding(told, cells, mean, "row_mean")


def _totals(sentence: Sentence) -> list[Fact]:
    """从上表可以看出，……共28所: what a sentence that points at the table gives for both stages together."""
    if not says("sums_up_table", sentence.text):
        return []
    return [f for f in sentence.facts if f.unit in COUNTED and f.stage == "compulsory" and is_whole_county(f)]


def _other_total(told: Fact, cells: Cells) -> Finding | None:
    return None if sum_of(cells) == told.value else _finding(told, cells, sum_of(cells), "added")


def _finding(told: Fact, cells: Cells, computed: Fraction, variant: str) -> Finding:
    return recomputed(
        "table_mismatch", told, cells, computed, Interval.point(computed), variant=variant, shown=amount(computed, told), rows=len(cells)
    )
