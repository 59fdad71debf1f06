"""The table of a comparison: a row for each county, a cell for each figure, with its side of the line and its doubts in signs.

Takes rows of corpus/dataset/comparing.py and gives values for the templates. `address` says where a cell's source is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from corpus.dataset.build import Dataset
from corpus.dataset.comparing import Cell, County, Row, rows
from corpus.dataset.dictionary import wide_entry
from corpus.dataset.lines import Line, side
from corpus.dataset.wording import choice as dataset_words
from corpus.dataset.wording import is_grave
from models.plain import plain_line
from models.quantity import Quantity
from models.schools.outcome import Verdict
from service.comparison.asked import MISSED, NAME, Asked, Choice
from service.exits import Lang
from service.labels import label, load_labels
from service.output.figures import number_text
from service.paper.verdicts import amount
from service.words import name_of, say

Address = Callable[[Row, Cell], str]
_SIGNS: dict[str, str] = {"at_least": "≥", "at_most": "≤", "less_than": "<"}
_DERIVED_DIGITS = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Heading:
    """A column: its name, what narrows it down, its unit, its line in words (empty: none), and what to mind."""

    column: str
    name: str
    scope: str
    unit: str
    line: Line | None
    line_text: str
    notes: tuple[str, ...]
    given: int


@dataclass(frozen=True, slots=True)
class Sign:
    """A doubt about a cell: a sign beside the number, its word and, where it is grave, the same in the open."""

    code: str
    sign: str
    word: str
    is_grave: bool


@dataclass(frozen=True, slots=True)
class Shown:
    """A cell in words. `verdict`: on which side of its line; None where it has none or counts something else."""

    cell: Cell
    text: str
    unit: str
    verdict: Verdict | None
    signs: tuple[Sign, ...]
    address: str


@dataclass(frozen=True, slots=True)
class CountyRow:
    """A county with a cell or None for each heading; of `judged` figures `missed` do not reach their line."""

    row: Row
    cells: tuple[Shown | None, ...]
    missed: int
    judged: int

    @property
    def county(self) -> County:
        return self.row.county

    @property
    def is_doubtful(self) -> bool:
        return any(shown is not None and shown.cell.is_grave for shown in self.cells)


@dataclass(frozen=True, slots=True)
class Table:
    """The rows that were asked for, sorted; `all_rows`: of how many."""

    headings: tuple[Heading, ...]
    rows: tuple[CountyRow, ...]
    all_rows: int

    @property
    def signs(self) -> tuple[Sign, ...]:
        """Those that stand in the table."""
        return signs_in(shown for row in self.rows for shown in row.cells if shown)


def table(dataset: Dataset, asked: Asked, offered: Choice, lang: Lang, address: Address) -> Table:
    """The counties that were asked for, sorted as asked."""
    return narrowed(whole_table(dataset, asked, offered, lang, address), asked)


def whole_table(dataset: Dataset, asked: Asked, offered: Choice, lang: Lang, address: Address) -> Table:
    """All counties of the asked year, its columns in the order of the choice: what takes longest of a table."""
    headings = tuple(heading(column, offered, lang) for column in offered.columns(asked))
    found = rows(dataset, asked.year, [h.column for h in headings])
    return Table(headings, tuple(_county_row(row, headings, lang, address) for row in found), len(found))


def narrowed(whole: Table, asked: Asked) -> Table:
    """The rows that were asked for, sorted as asked."""
    kept = [row for row in whole.rows if is_asked(row.county, asked) and _is_kept(row, asked)]
    return Table(whole.headings, tuple(_sorted(kept, whole.headings, asked)), whole.all_rows)


def provinces(dataset: Dataset, year: int) -> tuple[str, ...]:
    """Of which there are counties in a year."""
    return tuple(sorted({row.county.province for row in rows(dataset, year, ()) if row.county.province}))


def heading(column: str, offered: Choice, lang: Lang) -> Heading:
    """What a column is called at its head."""
    entry, line = wide_entry(column), offered.lines.get(column)
    words = column.split(".")
    name, scope = _name(words, lang)
    notes = (entry.means_zh, *entry.notes_zh) if lang == "zh" else (entry.means_en, *entry.notes_en)
    line_text = f"{_SIGNS[line.direction]} {amount(line.value, line.unit, lang)}" if line else ""
    unit, given = label("unit", entry.unit, lang), offered.given.get(column, 0)
    return Heading(column, name, scope, unit, line, line_text, tuple(note for note in notes if note), given)


def value_text(figure: Quantity) -> str:
    """With as many decimals as were written; a computed value with two."""
    if 0 < figure.step < 1:
        places = figure.step.normalize()
    else:
        places = Decimal(1) if figure.value == figure.value.to_integral_value() else _DERIVED_DIGITS
    return number_text(figure.value.quantize(places))


def difference_text(difference: Decimal, cells: Iterable[Cell]) -> str:
    """Signed, and written as finely as the coarsest of the figures that it is of."""
    figures = [cell.figure for cell in cells if cell.figure is not None]
    return ("+" if difference > 0 else "") + value_text(Quantity(difference, figures[0].unit, max(figure.step for figure in figures)))


def signs(doubts: Iterable[str], lang: Lang) -> tuple[Sign, ...]:
    """The grave ones first."""
    words = dataset_words()["doubts"]
    found = [Sign(doubt, name_of("doubt", doubt, lang), str(words[doubt][lang]), is_grave(doubt)) for doubt in doubts]
    return tuple(sorted(found, key=lambda sign: not sign.is_grave))


def signs_in(cells: Iterable[Shown]) -> tuple[Sign, ...]:
    """Each once, in the order of the dataset's list of doubts."""
    found = {sign.code: sign for shown in cells for sign in shown.signs}
    return tuple(found[code] for code in dataset_words()["doubts"] if code in found)


def shown_cell(cell: Cell, of: Heading, lang: Lang, address: str) -> Shown:
    """A blank says that it is one. A unit is told where it is not the column's."""
    figure = cell.figure
    if figure is None:
        return Shown(cell, label("word", "masked_value", lang), "", None, signs(cell.doubts, lang), address)
    unit = label("unit", figure.unit, lang)
    verdict = side(of.line, figure) if of.line is not None and cell.is_like_others else None
    text = f"{label('bound_sign', figure.bound, lang)}{value_text(figure)}"
    return Shown(cell, text, "" if unit == of.unit else unit, verdict, signs(cell.doubts, lang), address)


def county_text(county: County, lang: Lang) -> str:
    """Its name, or what it is called where it has none."""
    return plain_line(county.name) or say("unknown_county", lang)


def is_asked(county: County, asked: Asked) -> bool:
    """Whether a county is of the asked province and has all asked words in its name, city, province or code."""
    if asked.province and county.province != asked.province:
        return False
    told = f"{county.name} {county.prefecture} {county.province} {county.id}".lower()
    return all(word in told for word in asked.text.lower().split())


def _county_row(row: Row, headings: Sequence[Heading], lang: Lang, address: Address) -> CountyRow:
    cells: list[Shown | None] = []
    for of in headings:
        cell = row.cells.get(of.column)
        cells.append(None if cell is None else shown_cell(cell, of, lang, address(row, cell)))
    verdicts = [shown.verdict for shown in cells if shown is not None and shown.verdict is not None]
    return CountyRow(row, tuple(cells), verdicts.count("not_met"), len(verdicts))


def _name(words: Sequence[str], lang: Lang) -> tuple[str, str]:
    """The name of what is measured, short where there is a short one, and stage, area and item behind it."""
    base, rest = ".".join(words[:2]), words[2:]
    short: Mapping[str, Mapping[str, str]] = load_labels()["criterion_short"]
    scopes = [str(load_labels()[family][word][lang]) for word in rest for family in ("stage", "area") if word in load_labels()[family]]
    items = [str(short[word][lang]) for word in rest if word in short]
    entry = wide_entry(base)
    name = short[words[1]][lang] if words[0] == "resource" and words[1] in short else entry.zh if lang == "zh" else entry.en
    return " · ".join([name, *items]), " ".join(scopes)


def _is_kept(row: CountyRow, asked: Asked) -> bool:
    return {"": True, "missed": row.missed > 0, "grave": row.is_doubtful}[asked.only]


def _sorted(kept: Sequence[CountyRow], headings: Sequence[Heading], asked: Asked) -> list[CountyRow]:
    """Those that have no value come last, whichever way is asked for; equal ones in the order of their names."""
    by_name = sorted(kept, key=lambda row: (row.county.province, row.county.prefecture, row.county.name, row.county.id))
    if asked.sort == NAME:
        return by_name[::-1] if asked.down else by_name
    if asked.sort == MISSED:
        return sorted(by_name, key=lambda row: -row.missed if asked.down else row.missed)
    place = [of.column for of in headings].index(asked.sort) if asked.sort in [of.column for of in headings] else -1
    valued = [(row, value) for row in by_name if (value := _value(row, place)) is not None]
    ordered = sorted(valued, key=lambda pair: pair[1], reverse=asked.down)
    return [row for row, _ in ordered] + [row for row in by_name if _value(row, place) is None]


def _value(row: CountyRow, place: int) -> Decimal | None:
    shown = row.cells[place] if place >= 0 else None
    return None if shown is None or shown.cell.figure is None else shown.cell.figure.value
