"""Figures of a table: each number cell with its row and column headers as its words, the unit out of the header.

Takes a Table and the context above it; gives a Passage a cell and the relations inside the table. What a school table
says of schools is not decided here.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from extractor.bind import bind_sentence
from extractor.bind.voices import voices_before
from extractor.blocks import Cell, Report, Table
from extractor.context import Context, resolve_sentence
from extractor.figures import Figure
from extractor.lexicon import Lexicon
from extractor.relations.links import Link
from extractor.resolve import Passage
from extractor.sentences import Reading, read_text
from extractor.spans import Span, find_spans
from extractor.tables.cells import bind_cell, number_figure
from extractor.tables.grid import Grid, make_grid
from extractor.tables.heads import Heads
from extractor.tables.proved import proved_links
from extractor.tables.rates import rate_links
from extractor.tables.steps import step_links
from extractor.tables.totals import column_sums, name_totals
from extractor.tables.works import set_works


@dataclass(slots=True)
class TableReading:
    """What was read of a table: a passage a cell, and the relations between its figures."""

    passages: list[Passage]
    links: list[Link] = field(default_factory=list)

    @property
    def figures(self) -> list[Figure]:
        return [f for p in self.passages for f in p.reading.figures]


def read_table(
    report: Report, table: Table, block: int, index: int, lexicon: Lexicon, context: Context, caption: str, order: int
) -> TableReading:
    """Read every cell. `index` numbers the table, `order` the figures read before in the document."""
    grid = make_grid(report, table)
    heads = Heads(grid, lexicon, caption, context)
    reading = TableReading([])
    for cell in table.cells:
        passage = Passage(block, _read_cell(grid, heads, cell, lexicon, context), index)
        for figure in passage.reading.figures:
            figure.order = order
            figure.row, figure.column = cell.row, cell.column
            figure.flags.add("table")
            order += 1
        reading.passages.append(passage)
    figures = reading.figures
    name_totals(figures)
    rates = rate_links(heads, figures)
    reading.links = [*column_sums(grid, heads, figures), *rates, *proved_links(heads, figures, rates), *step_links(heads, figures, rates)]
    return reading


def _read_cell(grid: Grid, heads: Heads, cell: Cell, lexicon: Lexicon, context: Context) -> Reading:
    folded = grid.folded[cell]
    if cell.row < grid.head or cell.column < grid.stub:
        return Reading(folded, [_as_name(s) for s in find_spans(folded.text)], [], [])
    match = grid.numbers.get(cell)
    if match is None:
        return _read_prose(grid, heads, cell, lexicon, context)
    figure = number_figure(folded.text, match, heads, cell)
    if figure is None:
        return Reading(folded, find_spans(folded.text), [], [])
    bind_cell(figure, heads, cell, context)
    set_works(grid, heads, cell, figure)
    return Reading(folded, [figure.span], [figure], [])


def _as_name(span: Span) -> Span:
    """A number in a header belongs to the header's wording, unless it is a time or an ordinal."""
    return span._replace(kind="name") if span.kind in ("figure", "bare", "masked") else span


def _read_prose(grid: Grid, heads: Heads, cell: Cell, lexicon: Lexicon, context: Context) -> Reading:
    """A cell that holds words, with or without figures: read as a paragraph under its headers."""
    reading = read_text(grid.folded[cell], lexicon)
    above = voices_before(v.hit for v in (*heads.row(cell.row).voices, *heads.column(cell.column).voices))
    for sentence in reading.sentences:
        bind_sentence(sentence, lexicon, above)
        context = resolve_sentence(sentence, context)
    for figure in reading.figures:
        if figure.unit == "ratio" and (figure.start, figure.end) == (0, len(reading.folded.text.strip())):
            bind_cell(figure, heads, cell, context)  # 15.2:1 is all that the cell says
    return reading
