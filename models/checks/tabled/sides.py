"""In how many rows one column of a table is higher than another (四项指标中，小学高于初中的有三项), counted in the table beside it.

Takes a sentence that compares two columns by what parts them, stages or years; each row must tell one figure of either.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from models.checks.around import REACH, rows_beside
from models.checks.desk import Desk, Sentence, Tally, is_plain
from models.checks.tabled.recomputed import recomputed
from models.checks.wordings import STAGE_WORDS, number_of, pattern
from models.claims import claims
from models.fact import Fact
from models.finding import Finding
from models.quantity import Interval

_ROWS = 3
_HIGHER = ("高于", "大于", "多于")
_COMPOSITE = "cv.composite"
Row = tuple[Fact, Fact]


def check_sides(desk: Desk) -> Tally:
    """table_mismatch for each number of rows that the table beside its sentence surely gives otherwise."""
    tally = Tally("sides")
    for sentence in desk.running_prose.having(pattern(claims()["rows_higher_key"])) if desk.in_tables else ():
        for told, match in _counts(sentence):
            rows = _rows(desk, sentence, match)
            if len(rows) < _ROWS:
                tally.skip("no_table_of_both")
                continue
            tally.check(_mismatch(told, rows, higher=match["way"] in _HIGHER))
    return tally


def _counts(sentence: Sentence) -> Iterator[tuple[Fact, re.Match[str]]]:
    """The numbers of rows in a sentence, each with the words that compare the two columns."""
    for words in claims()["rows_higher"]:
        for match in pattern(words).finditer(sentence.text):
            inside = (p.fact for p in sentence.placed if match.start("count") <= p.start < match.end())
            told = next((f for f in inside if is_plain(f) and f.value == number_of(match["count"])), None)
            if told is not None and match["one"] != match["other"]:
                yield told, match


def _rows(desk: Desk, sentence: Sentence, match: re.Match[str]) -> list[Row]:
    """The two cells of each row of the table beside; none where a row has no such two, or the words speak of another number of rows."""
    for side in (-1, 1):
        rows = [row.facts for row in rows_beside(desk, sentence, side, REACH) if not any("total" in f.flags for f in row.facts)]
        pairs = [([f for f in row if _is_of(f, match["one"])], [f for f in row if _is_of(f, match["other"])]) for row in rows]
        if pairs and all(len(one) == len(other) == 1 and is_plain(one[0]) and is_plain(other[0]) for one, other in pairs):
            total = [*pattern(claims()["rows_in_all"]).finditer(sentence.text, 0, match.start())][-1:]
            meant = not total or number_of(total[0]["count"]) == len(pairs)
            return [(one[0], other[0]) for one, other in pairs] if meant else []
    return []


def _mismatch(told: Fact, rows: list[Row], *, higher: bool) -> Finding | None:
    """The finding of a number that the rows do not give, be the composite counted with the items or not."""
    number, items = (_number(some, higher=higher) for some in (rows, [r for r in rows if r[0].indicator != _COMPOSITE]))
    if told.value in (number, items):
        return None
    found, cells = Fraction(number), [cell for row in rows for cell in row]
    shown = str(number)
    return recomputed("table_mismatch", told, cells, found, Interval.point(found), variant="counted", shown=shown, rows=len(rows))


def _is_of(cell: Fact, side: str) -> bool:
    """Whether a cell is of the stage or the year that a side is called by."""
    return STAGE_WORDS.get(cell.stage or "") == side or (cell.year is not None and f"{cell.year}年" == side)


def _number(rows: list[Row], *, higher: bool) -> int:
    return sum((one.value or 0) > (other.value or 0) if higher else (one.value or 0) < (other.value or 0) for one, other in rows)
