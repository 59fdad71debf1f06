"""A report put together: sections, paragraphs, tables and signature, from a Base and a kind of document.

Takes truths and habits, gives a Draft without mistakes. Statements are drawn at random; a sentence that names no
time of its own never follows one after which the time would be unclear.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from random import Random

import cn2an  # type: ignore[import-untyped]

from corpus.generate.base import Base
from corpus.generate.data import Kind, Section, Statement, kinds, phrasing, statements
from corpus.generate.draft import Draft, Layout, Piece
from corpus.generate.numbers import Habits
from corpus.generate.phrase import UNCLEAR, fill_words, starts_with_time, write_statement
from corpus.generate.tables import FilledTable, indicator_table, school_table

_TABLES = {"indicators": indicator_table, "schools": school_table}


@dataclass(slots=True)
class _Sheet:
    """Pieces and blocks so far; `used` are the statements (by id) and fillers that the document has."""

    base: Base
    habits: Habits
    rng: Random
    pieces: list[Piece] = field(default_factory=list)
    layout: list[Layout] = field(default_factory=list)
    used: set[str] = field(default_factory=set)
    table_count: int = 0

    def add(self, piece: Piece) -> int:
        self.pieces.append(piece)
        return len(self.pieces) - 1


def compose(base: Base, kind_id: str, habits: Habits, rng: Random, *, tables: bool, rounds: int = 1) -> Draft:
    """A draft of that kind. `tables` asks for the tables that the kind has; `rounds` repeats the body for length."""
    kind = kinds()[kind_id]
    sheet = _Sheet(base, habits, rng)
    _open(sheet, kind)
    for turn in range(rounds):
        sheet.used.clear()
        for number, section in enumerate(kind.sections):
            _write_section(sheet, section, number + turn * len(kind.sections), tables)
    _close(sheet, kind)
    return Draft(base, kind_id, habits, tuple(sheet.pieces), tuple(sheet.layout))


def _open(sheet: _Sheet, kind: Kind) -> None:
    _line(sheet, "# ", sheet.rng.choice(kind.titles))
    address = sheet.rng.choice(kind.address)
    if address:
        _line(sheet, "::left ", address)
    _line(sheet, "", sheet.rng.choice(kind.openings))


def _close(sheet: _Sheet, kind: Kind) -> None:
    _line(sheet, "::right ", sheet.rng.choice(kind.signers))
    day = f"{sheet.base.county.year}年{sheet.rng.randint(11, 12)}月{sheet.rng.randint(1, 30)}日"
    _line(sheet, "::right ", day)


def _line(sheet: _Sheet, mark: str, text: str) -> None:
    piece = sheet.add(Piece(fill_words(text, sheet.base)))
    sheet.layout.append(Layout(mark, "", (piece,)))


def _ordinal(number: int) -> str:
    return str(cn2an.an2cn(number + 1))


def _write_section(sheet: _Sheet, section: Section, number: int, tables: bool) -> None:
    rng = sheet.rng
    _line(sheet, "## ", f"{_ordinal(number)}、{rng.choice(section.heads)}")
    chosen = _choose(sheet, section)
    groups = [chosen[i : i + 3] for i in range(0, len(chosen), 3)]
    leads = rng.choice([_bracketed, _dotted, _counted, _plain]) if len(groups) > 1 else _plain
    for i, group in enumerate(groups):
        _write_paragraph(sheet, group, leads(i))
    for name in section.tables if tables else ():
        _add_table(sheet, _TABLES[name](sheet.base, sheet.habits, rng))


def _bracketed(i: int) -> str:
    return f"（{_ordinal(i)}）"


def _dotted(i: int) -> str:
    return f"{i + 1}."


def _counted(i: int) -> str:
    return f"{_ordinal(i)}是"


def _plain(_: int) -> str:
    return ""


def _choose(sheet: _Sheet, section: Section) -> list[Statement]:
    """Statements of the section's topics in the order of the files, none twice, none beside one it must not meet."""
    free = [s for s in statements() if s.topic in section.topics and s.id not in sheet.used]
    free = [s for s in free if set(s.when) <= sheet.base.holds]
    sheet.rng.shuffle(free)
    wanted = sheet.rng.randint(*section.take)
    chosen: list[Statement] = []
    for statement in free:
        if len(chosen) == wanted:
            break
        if not set(statement.not_with) & sheet.used:
            chosen.append(statement)
            sheet.used.add(statement.id)
    order = {s.id: i for i, s in enumerate(statements())}
    return sorted(chosen, key=lambda s: order[s.id])


def _write_paragraph(sheet: _Sheet, group: list[Statement], lead: str) -> None:
    rng, period, pieces = sheet.rng, "", []
    fresh = [filler for filler in phrasing()["fillers"] if filler not in sheet.used]
    if fresh and rng.random() < 0.4:
        filler = rng.choice(fresh)
        sheet.used.add(filler)
        pieces.append(sheet.add(Piece(fill_words(filler, sheet.base))))
    for statement in group:
        wording = rng.choice(statement.wordings)
        if period == UNCLEAR and not starts_with_time(wording):
            sheet.layout.append(Layout("", lead, tuple(pieces)))
            lead, period, pieces = "", "", []
        wording = _without_year(wording, period, sheet)
        piece, period = write_statement(statement, wording, sheet.base, sheet.habits, rng, period)
        pieces.append(sheet.add(piece))
    sheet.layout.append(Layout("", lead, tuple(pieces)))


def _without_year(wording: str, period: str, sheet: _Sheet) -> str:
    """Now and then leaves 2023年 away where the sentence before has just named it, as authors do."""
    named = period == str(sheet.base.county.year) and wording.startswith("{@year}")
    return wording.removeprefix("{@year}").lstrip("，") if named and sheet.rng.random() < 0.5 else wording


def _add_table(sheet: _Sheet, table: FilledTable) -> None:
    sheet.table_count += 1
    _line(sheet, "> ", f"表{sheet.table_count}  {table.caption}")
    rows = tuple(tuple(sheet.add(c if isinstance(c, Piece) else Piece(c)) for c in row) for row in table.rows)
    sheet.layout.append(Layout("", "", (), rows, table.header_rows))
    if table.note:
        _line(sheet, "> ", table.note)
