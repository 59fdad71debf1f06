"""How many rows of the table right before a sentence lie on one side of a norm that it writes: 其中超过45人的有4所, 5所小学中有4所达到生均
2000元的标准.

Takes the one column of the norm's unit, with a value in each row; silent where the sentence may speak of other rows.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import pairwise

from models.checks.amounts import amount
from models.checks.arithmetic.bounds import COUNTED
from models.checks.around import REACH, rows_beside
from models.checks.desk import Desk, Placed, Sentence, is_plain
from models.checks.standard.claimed.norms import SIDES, Relation
from models.checks.tabled.columns import Cells, called_so, value_columns
from models.checks.tabled.recomputed import recomputed
from models.checks.wordings import at_end, last_clause, pattern, says
from models.claims import claims
from models.fact import Fact
from models.finding import Finding
from models.indicators import OTHER
from models.quantity import Interval

_TOLD = ("actual", "baseline", "standard")
_COUNTED_ROWS = ("school", "item")


def miscounted_beyond(desk: Desk, sentence: Sentence) -> Iterator[Finding | None]:
    """The finding of each number of rows beyond a norm that the rows surely do not give; None for one that holds."""
    told = [*_behind_norms(sentence), *_before_norms(sentence)]
    columns = value_columns(rows_beside(desk, sentence, -1, REACH)) if told else []
    for number, norm, side in told if columns else ():
        yield _miscounted(desk, number, norm, side, columns)


_Told = tuple[Fact, Placed, Relation]
"""How many there are said to be, the norm, and on which side of it."""


def _behind_norms(sentence: Sentence) -> Iterator[_Told]:
    """其中超过45人标准的有4所: the number right behind a norm."""
    for norm, told in pairwise(sentence.placed):
        if told.fact.unit not in _COUNTED_ROWS or not says("so_many_schools", sentence.text[norm.end : told.start]):
            continue
        side = _side(last_clause(sentence.text[: norm.start]))
        if side is not None and _are_told(told.fact, norm.fact):
            yield told.fact, norm, side


def _side(head: str) -> Relation | None:
    """The side of a norm that the words right before it tell."""
    said = (entry["claim"] for entry in claims()["comparisons"] if at_end(entry["words"]).search(head))
    return next((side for side in said if side in SIDES), None)


def _before_norms(sentence: Sentence) -> Iterator[_Told]:
    """有4所达到生均2000元的标准: the number right before a norm, behind which nothing is counted."""
    for told, norm in pairwise(sentence.placed):
        if told.fact.unit != "school" or not says("norm_ends_count", sentence.text[norm.end :]):
            continue
        words = sentence.text[told.end : norm.start]
        said = None if says("rows_together", words) else pattern(claims()["count_before_norm"]).search(words)
        head = last_clause(sentence.text[: told.start])
        of_now = not (_YEAR.search(head) or says("told_of_past", head))
        together = norm.fact.status == "actual" and norm.fact.bound == "exact" and norm.fact.unit in COUNTED
        if said and of_now and not together and _are_told(told.fact, norm.fact):
            yield told.fact, norm, _side_told(said.lastgroup or "", norm.fact)


_YEAR = re.compile(r"20\d\d年")


def _side_told(verb: str, norm: Fact) -> Relation:
    """What a verb in front of a norm says: 达到45人以内 is no more than that."""
    sides: dict[str, Relation] = {"missed": "less", "above": "more", "within": "at_most"}
    return "at_most" if norm.bound == "at_most" and verb == "reached" else sides.get(verb, "at_least")


def _are_told(told: Fact, norm: Fact) -> bool:
    return is_plain(told, _TOLD) and told.bound == "exact" and is_plain(norm, _TOLD) and norm.value_max is None


def _miscounted(desk: Desk, told: Fact, norm: Placed, side: Relation, columns: Sequence[Cells]) -> Finding | None:
    """The finding of the number, where one column of the norm's unit is surely what is meant."""
    cells = _column(desk, norm, columns)
    if not cells or not _all_rows(desk, told, len(cells)):
        return None
    count = Fraction(sum(SIDES[side](Fraction(f.value or 0), Fraction(norm.fact.value or 0)) for f in cells))
    if count == told.value:
        return None
    shown = amount(count, told)
    return recomputed("table_mismatch", told, cells, count, Interval.point(count), variant="counted", shown=shown, rows=len(cells))


def _column(desk: Desk, norm: Placed, columns: Sequence[Cells]) -> Cells:
    """The one column of a norm's unit, or of as much a head; of several the one whose head the words in front of the norm repeat."""
    fact = norm.fact
    units = (fact.unit,) if fact.unit in COUNTED else (fact.unit, f"{fact.unit}/person")
    meant = [c for c in columns if c[0].unit in units and fact.indicator in (OTHER, c[0].indicator)]
    if len(meant) > 1:
        meant = called_so(meant, last_clause(desk.sentence_of[fact.id].text[: norm.start]))
    return meant[0] if len(meant) == 1 else []


def _all_rows(desk: Desk, told: Fact, rows: int) -> bool:
    """其中, or words that point at the table; and no other number of such things before it than that of the rows, unless its sentence
    opens with that (4所学校有2所超过8平方米，1所低于7.5平方米)."""
    sentence = desk.sentence_of[told.id]
    own = [f.value or 0 for f in sentence.facts if f.unit == told.unit]
    if own[0] == rows >= max(own):
        return True
    near = (f for s in desk.blocks.get(sentence.block, [sentence]) for f in s.facts if f.evidence.start < told.evidence.start)
    counted = [f for f in near if f.unit == told.unit]
    points = "其中" in sentence.text or says("sums_up_table", sentence.text) or says("points_at_table", sentence.text)
    return (points or bool(counted)) and all(f.value == rows for f in counted)
