"""Those whom a column of the table before leaves out (参训240人，考核未合格的17人), against the column of all less that of the outcome.

Takes a count whose words deny what one column is headed by. Silent unless its sentence tells before it what a column adds up to, so that
it surely speaks of all rows.
"""

from __future__ import annotations

import re
from fractions import Fraction

from models.checks.amounts import amount
from models.checks.around import REACH, behind_tables, rows_beside
from models.checks.desk import Desk, Placed, Sentence, Tally, is_exact
from models.checks.shares.groups_named import COUNTS
from models.checks.tabled.columns import Cells, sum_of, value_columns
from models.checks.tabled.recomputed import recomputed
from models.checks.wordings import first_piece, last_clause, last_piece, pattern, says
from models.claims import claims
from models.fact import Fact
from models.finding import Finding
from models.quantity import Interval


def check_left_out(desk: Desk) -> Tally:
    """table_mismatch for each such count that the two columns surely give otherwise."""
    tally = Tally("left_out")
    for sentence in behind_tables(desk):
        for placed in sentence.placed:
            deed = _denied(sentence, placed)
            columns = _columns(desk, sentence, placed, deed) if deed else None
            if columns is not None:
                tally.check(_mismatch(placed.fact, *columns))
    return tally


def _denied(sentence: Sentence, placed: Placed) -> str | None:
    """What is denied of those counted: 合格 of 考核未合格的17人."""
    if placed.fact.unit not in COUNTS or not is_exact(placed.fact):
        return None
    words = f"{last_piece(sentence.text[: placed.start])}#{first_piece(sentence.text[placed.end :])}"
    found = pattern(claims()["denied_of_rows"]).search(words)
    return found["ahead"] or found["behind"] if found and not says("denied_of_some", words) else None


def _columns(desk: Desk, sentence: Sentence, placed: Placed, deed: str) -> tuple[Cells, Cells] | None:
    """The column of all, which the sentence tells the total of, and that of those of whom the deed is told; if there is one of either."""
    rows = rows_beside(desk, sentence, -1, REACH)
    if any(_name(row) in last_clause(sentence.text[: placed.start]) for row in rows):
        return None
    columns = [cells for cells in value_columns(rows) if "/" not in cells[0].unit and cells[0].unit != "%"]
    done = [cells for cells in columns if deed in _head(cells) and not pattern(claims()["denied_of_rows"]).search(f"{_head(cells)}#")]
    told = {p.fact.value for p in sentence.placed if p.end <= placed.start}
    wholes = [cells for cells in columns if cells not in done and sum_of(cells) in told and done and _is_within(done[0], cells)]
    return (wholes[0], done[0]) if len(done) == len(wholes) == 1 else None


def _name(row: Sentence) -> str:
    return re.split(r"[\t|]", row.text.strip("| \t"))[0].strip()


def _head(cells: Cells) -> str:
    return cells[0].subject or ""


def _is_within(part: Cells, whole: Cells) -> bool:
    return all((a.value or 0) <= (b.value or 0) for a, b in zip(part, whole, strict=True))


def _mismatch(told: Fact, whole: Cells, done: Cells) -> Finding | None:
    left = sum_of(whole) - sum_of(done)
    if left == Fraction(told.value or 0):
        return None
    shown = amount(left, told)
    cells = [*whole, *done]
    return recomputed("table_mismatch", told, cells, left, Interval.point(left), variant="counted", shown=shown, rows=len(whole))
