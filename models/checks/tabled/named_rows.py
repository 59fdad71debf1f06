"""What a sentence tells of several rows of a table together, by their names: 青石县、白水县抽查的46所学校, against the cells of these rows.

Takes figures that stand right behind the names and are called as one column is; silent where two columns may be meant.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from typing import NamedTuple

from models.checks.computing import adds_up_as_written, apart, far_apart, middle, rounded, rounded_or_cut, total
from models.checks.desk import Desk, Sentence, Tally, is_exact, once
from models.checks.sameness import may_be_of_one_year
from models.checks.tabled.recomputed import added_up
from models.checks.tabled.tables import ADDABLE
from models.checks.wordings import groups, noun_after, pattern, says
from models.claims import claims
from models.fact import Fact
from models.finding import Finding
from models.indicators import OTHER


class Rows(NamedTuple):
    """A table's rows by their names, the words that name one of them and two and more in a list, and the block that the table is."""

    cells: dict[str, list[Fact]]
    one: re.Pattern[str]
    listed: re.Pattern[str]
    block: int


def check_named_rows(desk: Desk) -> Tally:
    """table_mismatch for each figure of rows that are named together, which their cells surely do not add up to."""
    tally = Tally("named_rows")
    tables = named_tables(desk)
    for sentence in desk.prose if tables else ():
        for told, said, meant in _told(desk, sentence, tables):
            columns = [cells for rows, names in meant for cells in _columns(desk, told, said, rows, names)]
            if len(columns) == 1 and not far_apart(Fraction(told.value or 0), middle(total(columns[0], rounded))):
                tally.check(_mismatch(told, columns[0]))
    return tally


_Named = list[tuple[Rows, list[str]]]


def _told(desk: Desk, sentence: Sentence, tables: list[Rows]) -> Iterator[tuple[Fact, str, _Named]]:
    """The figures right behind names of rows, the words that say what they are of, and the rows."""
    for placed in sentence.placed:
        fact = placed.fact
        if fact.unit not in ADDABLE or not is_exact(fact):
            continue
        ahead = sentence.text[: placed.start]
        found = ((rows, match) for rows in tables for match in [*rows.listed.finditer(ahead)][-1:])
        meant = [(rows, match) for rows, match in found if says("row_names_open", ahead[: match.start()])]
        words = {ahead[match.end() :] for _, match in meant}
        if len(words) == 1 and says("of_named_rows", between := words.pop()):
            yield fact, between + noun_after(desk, fact), [(rows, _AND.split(match.group())) for rows, match in meant]


_AND = re.compile("以及|[、和与及]")


@once
def named_tables(desk: Desk) -> list[Rows]:
    """The tables whose rows have names of their own, each told once."""
    rows: dict[int, dict[str, dict[int | None, list[Fact]]]] = {}
    for fact in desk.in_tables:
        name = fact.evidence.sentence.split("\t")[0].strip()
        if fact.evidence.table is not None and _NAME.fullmatch(name) and "total" not in fact.flags:
            rows.setdefault(fact.evidence.table, {}).setdefault(name, {}).setdefault(fact.evidence.row, []).append(fact)
    found = [{name: told.popitem()[1] for name, told in names.items() if len(told) == 1} for names in rows.values()]
    return [_rows(cells) for cells in found if len(cells) > 1]


_NAME = re.compile("[一-龥]{2,12}")


def _rows(cells: dict[str, list[Fact]]) -> Rows:
    one = "(?:" + "|".join(re.escape(name) for name in sorted(cells, key=len, reverse=True)) + ")"
    first = next(fact for row in cells.values() for fact in row)
    return Rows(cells, re.compile(one), re.compile(f"{one}(?:(?:{_AND.pattern}){one})+"), first.evidence.paragraph or 0)


def _columns(desk: Desk, told: Fact, said: str, rows: Rows, names: list[str]) -> Iterator[list[Fact]]:
    """The columns of these rows that are called as the figure is."""
    for first in rows.cells[names[0]]:
        cells = [f for name in names for f in rows.cells[name] if f.evidence.column == first.evidence.column]
        if len(set(names)) == len(cells) and all(is_exact(f) and is_alike(f, told) for f in cells) and is_called(first, told, said):
            yield cells


def is_alike(cell: Fact, told: Fact) -> bool:
    """Of one measure and one time; one of the two may leave out its stage."""
    stages = {cell.stage, told.stage} - {None, "compulsory"}
    return (cell.indicator, cell.unit) == (told.indicator, told.unit) and len(stages) < 2 and may_be_of_one_year(cell, told)


def is_called(cell: Fact, told: Fact, said: str) -> bool:
    """By an indicator, and no word that parts groups in one alone; or by the very words over the column."""
    head = pattern(claims()["name_alone"]).sub("", cell.subject or "")
    if told.indicator != OTHER:
        return groups(said) == groups(head)
    return len(head) > 2 and head in pattern("[的所个名人]").sub("", said)


def _mismatch(told: Fact, cells: list[Fact]) -> Finding | None:
    if adds_up_as_written(told, cells) or not apart(total(cells, rounded_or_cut), rounded_or_cut(told)):
        return None
    return added_up(told, cells)
