"""What a sentence says of the rows of the table right before it: how many lie beyond a norm (其中超过45人的有4所) or at the standard
(at_standard.py), their mean (三个乡镇平均在校生1272人), and what 小学 and 初中 make together (从上表看，综合达标学校共28所).

Takes columns of plain counts, one in each row; silent where a sentence may speak of other rows, or two columns fit.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fractions import Fraction
from itertools import pairwise
from operator import ge, gt, le, lt

from models.checks.amounts import amount
from models.checks.arithmetic.bounds import COUNTED
from models.checks.around import REACH, behind_tables, rows_beside
from models.checks.computing import rounded_or_cut
from models.checks.desk import Desk, Sentence, Tally, is_plain
from models.checks.sameness import is_whole_county
from models.checks.standard.norms import Relation
from models.checks.tabled.at_standard import miscounted_at_standard
from models.checks.tabled.columns import Cells, count_columns, sum_of
from models.checks.tabled.recomputed import recomputed
from models.checks.wordings import NUMERALS, at_end, last_clause, says
from models.claims import claims
from models.fact import Fact
from models.finding import Finding
from models.indicators import OTHER
from models.quantity import Interval

_STAGES = ["primary", "junior"]


def check_rows_told(desk: Desk) -> Tally:
    """table_mismatch for each figure of a sentence that the rows right before it surely give otherwise."""
    tally = Tally("rows_told")
    for sentence in behind_tables(desk):
        for miscounted in miscounted_at_standard(desk, sentence):
            tally.check(miscounted)
        beyond, means, totals = _beyond_norms(sentence), _means(sentence), _totals(sentence)
        columns = count_columns(rows_beside(desk, sentence, -1, REACH)) if beyond or means or totals else []
        for told, norm, relation in beyond if columns else ():
            tally.check(_miscounted(desk, told, norm, relation, columns))
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


# --- how many beyond a norm -------------------------------------------------------------------------------------------

_SIDES: dict[Relation, Callable[[Fraction, Fraction], bool]] = {"more": gt, "less": lt, "at_least": ge, "at_most": le}


def _beyond_norms(sentence: Sentence) -> list[tuple[Fact, Fact, Relation]]:
    """其中超过45人标准的有4所: the number right behind a norm, the norm, and on which side of it these are."""
    counted = [(a, b) for a, b in pairwise(sentence.placed) if b.fact.unit in ("school", "item") and a.fact.unit in COUNTED]
    counted = [(a, b) for a, b in counted if says("so_many_schools", sentence.text[a.end : b.start])]
    found = ((b.fact, a.fact, _side(last_clause(sentence.text[: a.start]))) for a, b in counted)
    return [(told, norm, side) for told, norm, side in found if side is not None and is_plain(told, _TOLD) and is_plain(norm, _TOLD)]


def _side(head: str) -> Relation | None:
    """The side of a norm that the words right before it tell."""
    said = (entry["claim"] for entry in claims()["comparisons"] if at_end(entry["words"]).search(head))
    return next((side for side in said if side in _SIDES), None)


_TOLD = ("actual", "standard")


def _miscounted(desk: Desk, told: Fact, norm: Fact, relation: Relation, columns: list[Cells]) -> Finding | None:
    """The finding of the number, where the one column of the norm's unit is surely what is meant."""
    meant = [c for c in columns if c[0].unit == norm.unit and norm.indicator in (OTHER, c[0].indicator)]
    if len(meant) != 1 or told.bound != "exact" or not _all_rows(desk, told, len(meant[0])):
        return None
    count = sum(_SIDES[relation](Fraction(f.value or 0), Fraction(norm.value or 0)) for f in meant[0])
    return None if count == told.value else _finding(told, meant[0], Fraction(count), "counted")


def _all_rows(desk: Desk, told: Fact, rows: int) -> bool:
    """其中, or words that point at the table; and no other number of such things before it than that of the rows."""
    sentence = desk.sentence_of[told.id]
    near = (f for s in desk.blocks.get(sentence.block, [sentence]) for f in s.facts if f.evidence.start < told.evidence.start)
    counted = [f for f in near if f.unit == told.unit]
    points = "其中" in sentence.text or says("sums_up_table", sentence.text) or says("points_at_table", sentence.text)
    return (points or bool(counted)) and all(f.value == rows for f in counted)


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
