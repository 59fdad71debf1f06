"""What a sentence says to lie altogether in the rows of a table: 大班额减少到7个，全部在台账所列学校之中（见附表）.

Takes the columns of plain counts of every table; silent where two of them may be meant.
"""

from __future__ import annotations

from collections.abc import Iterator

from models.checks.arithmetic.bounds import COUNTED
from models.checks.desk import Desk, Sentence, Tally
from models.checks.sameness import is_whole_county, may_be_of_one_year
from models.checks.standard.claimed.norms import segment_start
from models.checks.tabled.columns import Cells, count_columns, is_of_a_part, sum_of
from models.checks.tabled.recomputed import added_up
from models.checks.wordings import pattern, saying, says
from models.claims import claims
from models.fact import Fact
from models.indicators import OTHER


def check_all_listed(desk: Desk) -> Tally:
    """table_mismatch for each count that the rows, in which the text says all of it to be, add up to otherwise."""
    tally = Tally("all_listed")
    if not desk.in_tables:
        return tally
    for sentence in saying(desk, "all_in_rows"):
        for told in _told(desk, sentence):
            meant = [cells for cells in _columns(desk) if _may_be_meant(told, cells)]
            if len(meant) == 1:
                cells = [f for f in meant[0] if told.stage in (None, "compulsory", f.stage)]
                tally.check(added_up(told, cells) if cells and sum_of(cells) != told.value else None)
            else:
                tally.skip("no_column_for_the_count")
    return tally


def _told(desk: Desk, sentence: Sentence) -> Iterator[Fact]:
    """The last count before the words, in their part of the sentence."""
    match = pattern(claims()["all_in_rows"]).search(sentence.text)
    at = match.start() if match else 0
    start = segment_start(sentence.text, at)
    if says("wishes", sentence.text[start:at]) or says("left_out", sentence.text[start:at]):
        return
    counts = [p.fact for p in sentence.placed if start <= p.start < at and p.fact.unit in COUNTED]
    last = counts[-1:]
    yield from (f for f in last if is_whole_county(f) and not is_of_a_part(desk, f))


def _columns(desk: Desk) -> Iterator[Cells]:
    """The columns of counts of every table that names a school or place in each row."""
    tables: dict[int, list[Sentence]] = {}
    for row in desk.sentences:
        if row.table is not None:
            tables.setdefault(row.table, []).append(row)
    for rows in tables.values():
        yield from (cells for cells in count_columns(rows) if all(f.entity for f in cells))


def _may_be_meant(told: Fact, cells: Cells) -> bool:
    first = cells[0]
    alike = (first.indicator, first.unit) == (told.indicator, told.unit) and told.indicator != OTHER
    return alike and told.area is None and may_be_of_one_year(told, first)
