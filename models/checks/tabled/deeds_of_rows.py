"""What a sentence tells of one row of the table before it by its name: 办学条件类问题牵涉部门多，目前已完成13个, against the cell of
办学条件 under 已完成整改.

Takes rows of counts that are no school's; silent where the words may mean another row, column or time.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from models.checks.arithmetic.bounds import COUNTED
from models.checks.around import REACH, behind_tables, rows_beside
from models.checks.computing import far_apart
from models.checks.desk import Desk, Placed, Sentence, Tally, is_exact
from models.checks.shares.shares_told import cut_at_marks
from models.checks.tabled.recomputed import given_otherwise
from models.checks.wordings import pattern, says
from models.claims import claims
from models.fact import Fact


def check_deeds_of_rows(desk: Desk) -> Tally:
    """table_mismatch for each count of a sentence that the row it names surely gives otherwise."""
    tally = Tally("row_deeds")
    for sentence in behind_tables(desk):
        rows = _named(rows_beside(desk, sentence, -1, REACH))
        for told, cell in _told(sentence, rows) if rows else ():
            tally.check(None if told.value == cell.value else given_otherwise(told, cell))
    return tally


def _named(rows: list[Sentence]) -> dict[str, list[Fact]]:
    """The rows of counts by their names, rows of totals and of schools left out."""
    found: dict[str, list[Fact]] = {}
    for row in rows:
        name = re.split(r"[\t|]", row.text.strip("| \t"))[0].strip()
        plain = not any("total" in f.flags or f.entity is not None or f.unit not in COUNTED for f in row.facts)
        if plain and pattern(claims()["row_name"]).fullmatch(name):
            found.setdefault(name, []).extend(row.facts)
    return found


def _told(sentence: Sentence, rows: dict[str, list[Fact]]) -> Iterator[tuple[Fact, Fact]]:
    """The counts of a sentence that names one row, each with the one cell of its column."""
    named = [name for name in rows if name in sentence.text]
    if len(named) != 1:
        return
    first = sentence.text.index(named[0])
    for placed in (p for p in sentence.placed if p.start > first and is_exact(p.fact) and p.fact.entity is None):
        ahead = sentence.text[: placed.start]
        of_row = not says("row_of_another_time", ahead) and _names_no_other(cut_at_marks(ahead, -1).replace(named[0], ""))
        cells = _cells_meant(sentence, placed, rows[named[0]]) if of_row else []
        if len(cells) == 1 and not far_apart(Fraction(placed.fact.value or 0), Fraction(cells[0].value or 0)):
            yield placed.fact, cells[0]


def _names_no_other(words: str) -> bool:
    """Whether the words in front of a count only say what was done: no 县级层面已完成, no 学校已有."""
    return not pattern(claims()["row_fillers"]).sub("", pattern(claims()["row_deeds"]).sub("", words))


def _cells_meant(sentence: Sentence, placed: Placed, cells: list[Fact]) -> list[Fact]:
    """The cells of what a count measures whose column tells of the same deed."""
    told = placed.fact
    deeds = _deeds(cut_at_marks(sentence.text[: placed.start], -1) + cut_at_marks(sentence.text[placed.end :], 0))
    alike = [c for c in cells if (c.indicator, c.unit, c.status) == (told.indicator, told.unit, told.status) and is_exact(c)]
    timed = [c for c in alike if None in (c.period, told.period) or c.period == told.period]
    return [c for c in timed if len(deeds) == 1 and _deeds(c.subject or "") == deeds]


def _deeds(words: str) -> set[str]:
    """What was done with the things counted: found, dealt with, or still open."""
    return {m.lastgroup or "" for m in pattern(claims()["row_deeds"]).finditer(words)}
