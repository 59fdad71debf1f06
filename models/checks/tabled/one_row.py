"""What a sentence beside a table tells of one of its rows by its name: 城东小学在校生1286人, against the cell of that row.

Takes the figures behind a name and what the row has in their unit; silent where two columns may be meant, or the words speak of a norm,
another time or another subject.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from models.checks.computing import apart, far_apart, rounded_or_cut
from models.checks.desk import Desk, Sentence, Tally, is_exact
from models.checks.tabled.columns import called_so
from models.checks.tabled.named_rows import Rows, is_alike, is_called, named_tables
from models.checks.tabled.recomputed import given_otherwise
from models.checks.tabled.same_schools import count_the_same
from models.checks.wordings import last_clause, pattern, says
from models.claims import claims
from models.fact import Fact

_REACH = 3
"""Blocks between a sentence and the table whose rows it names, at most."""


def check_one_row(desk: Desk) -> Tally:
    """table_mismatch for each figure of a row that is named, which its cell surely gives otherwise."""
    tally = Tally("one_row")
    tables = named_tables(desk)
    for sentence in desk.prose if tables else ():
        for rows in tables:
            if abs((sentence.block or 0) - rows.block) <= _REACH:
                for told, cell in (pair for pair in _told(sentence, rows) if count_the_same(desk, *pair)):
                    tally.check(given_otherwise(told, cell) if apart(rounded_or_cut(told), rounded_or_cut(cell)) else None)
    return tally


def _told(sentence: Sentence, rows: Rows) -> Iterator[tuple[Fact, Fact]]:
    """The figures behind the name of a row, each with the one cell that it must be."""
    for at, placed in enumerate(sentence.placed):
        if not is_exact(placed.fact) or placed.fact.flags:
            continue
        part = _part(sentence.text, placed.start)
        names = [m for m in rows.one.finditer(part) if says("row_name_opens", part[: m.start()])]
        if not names or not _stays_with(part, names[-1], rows):
            continue
        said = _said(sentence, at, part, names[-1])
        cell = _cell(placed.fact, said, rows.cells[names[-1].group()])
        if cell is not None and not far_apart(Fraction(placed.fact.value or 0), Fraction(cell.value or 0)):
            yield placed.fact, cell


def _part(text: str, end: int) -> str:
    """The words of a sentence in front of a figure, from the last semicolon."""
    return re.split("[。；;！？\n]", text[:end])[-1]


def _stays_with(part: str, name: re.Match[str], rows: Rows) -> bool:
    """Whether all that is told behind the name is of its row: no second name, no norm, no other time or group."""
    between = part[name.end() :]
    return not (rows.one.search(between) or says("leaves_row", between))


def _said(sentence: Sentence, at: int, part: str, name: re.Match[str]) -> str:
    """The words that say what a figure is of: since the figure before it, or in front of the name: 在校生最多的是实验小学，为1638人."""
    since = sentence.placed[at - 1].end if at else 0
    shift = sentence.placed[at].start - len(part)
    words = part[max(name.end(), since - shift) :]
    return words if pattern(claims()["row_linking"]).sub("", words) else last_clause(part[: name.start()])


def _cell(told: Fact, said: str, row: list[Fact]) -> Fact | None:
    """The cell of the row that measures what a figure does and is called so; None where it has another of this value."""
    own = [f for f in row if f.unit == told.unit and is_exact(f)]
    if any(not apart(rounded_or_cut(f), rounded_or_cut(told)) for f in own):
        return next((f for f in own if f.value == told.value), None)
    meant = [f for f in own if is_alike(f, told) and _is_of_its_time(f, told) and _is_of_its_account(f, said)]
    if len(meant) > 1:
        meant = [cells[0] for cells in called_so([[f] for f in meant], said)]
    plain = pattern(claims()["superlatives"]).sub("", said)  # of 最大班额 itself 最大 is a part
    return meant[0] if len(meant) == 1 and any(is_called(meant[0], told, words) for words in (said, plain)) else None


def _is_of_its_time(cell: Fact, told: Fact) -> bool:
    """A table without a time is of that of the report: a figure of a year of its own is none of its cells."""
    return told.period is None or cell.period is not None


def _is_of_its_account(cell: Fact, said: str) -> bool:
    """上报在校生1312人: what was reported is not held against what was counted."""
    return not says("account_told", said) or says("account_told", cell.subject or "")
