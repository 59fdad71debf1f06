"""The table for people at a terminal: document, facts by section, relations, ledger, notices.

Below 110 columns what narrows a figure down stands under the indicator, above it has columns of its own.
"""

from __future__ import annotations

import io
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Sequence
from itertools import groupby

from rich.console import Console
from rich.table import Table as Grid
from rich.text import Text

from extractor.blocks import Report
from extractor.blocks import Table as ReportTable
from models.fact import Extraction, Fact, LedgerEntry
from models.plain import plain_line
from service.exits import Lang, sentence
from service.labels import indicator_name, label, load_labels, word
from service.output.console import FILE_WIDTH
from service.output.figures import Snippet, fact_snippet, place_text, qualifiers, snippet, status_words, value_text
from service.output.folding import fold, unbroken
from service.output.result import Result, Setting

_WIDE = 110
_UNRESOLVED_SHOWN = 10


def render(results: Sequence[Result], setting: Setting) -> bytes:
    """The tables as plain text without colours, for a file or a pipe."""
    out = io.StringIO()
    console = Console(file=out, width=FILE_WIDTH, force_terminal=False, color_system=None)
    print_results(console, results, setting.lang)
    return out.getvalue().encode("utf-8")


def print_results(console: Console, results: Sequence[Result], lang: Lang) -> None:
    """Everything about each result, one after another."""
    for number, result in enumerate(results):
        if number:
            console.print()
        _print_head(console, result.extraction, lang)
        _print_facts(console, result, lang)
        _print_tail(console, result, lang)


def _print_head(console: Console, extraction: Extraction, lang: Lang) -> None:
    document = extraction.document
    console.rule(Text(plain_line(document.title or document.name), style="bold"), characters="═")
    parts = [
        document.name, document.county, str(document.year or ""), label("document_kind", document.kind, lang),
        word("pages", lang, n=document.pages) if document.pages else "", word("facts_count", lang, n=len(extraction.facts)),
    ]  # fmt: skip
    console.print(Text(plain_line(" · ".join(p for p in parts if p)), style="dim"), justify="center")


def _print_facts(console: Console, result: Result, lang: Lang) -> None:
    if not result.extraction.facts:
        console.print(Text(word("no_facts", lang)))
        return
    grid = _grid(console.width, lang)
    grid.show_header = True
    console.print()
    console.print(grid)
    for section, facts in groupby(result.extraction.facts, key=_sections(result.report, lang)):
        if section:
            console.print(Text(f"■ {section}", style="bold cyan"), overflow="ellipsis", no_wrap=True)
        grid = _grid(console.width, lang)
        for fact in facts:
            grid.add_row(*_row(result.report, fact, console, lang))
        console.print(grid)


_COLUMNS = (
    ("word", "value_written", 20, 23), ("field", "indicator_name", 20, 26), ("field", "stage", 0, 8), ("field", "period", 0, 11),
    ("word", "status_flags", 0, 10), ("word", "context", None, None), ("field", "place", 8, 12),
)  # fmt: skip
"""Label and width of each column, narrow and wide; 0 leaves it out, None is what remains."""
_GAP = 2


def _widths(width: int) -> list[int]:
    given = [wide if width >= _WIDE else narrow for _, _, narrow, wide in _COLUMNS]
    shown = sum(1 for columns in given if columns != 0)
    rest = width - sum(columns or 0 for columns in given) - _GAP * (shown - 1)
    return [max(rest, 12) if columns is None else columns for columns in given]


def _context_width(width: int) -> int:
    return _widths(width)[5]


def _grid(width: int, lang: Lang) -> Grid:
    """A table of fixed column widths, so that the tables of all sections line up."""
    grid = Grid(box=None, show_header=False, pad_edge=False, padding=(0, _GAP, 0, 0), header_style="bold")
    for (family, code, _, _), columns in zip(_COLUMNS, _widths(width), strict=True):
        if columns:
            grid.add_column(label(family, code, lang), width=columns, overflow="fold")
    return grid


def _sections(report: Report, lang: Lang) -> Callable[[Fact], str]:
    """Gives for a fact the heading, or the table with its caption, under which it stands, or nothing."""
    titles: list[tuple[int, str]] = []
    heading, caption, tables = "", "", 0
    for block in report.blocks:
        text = plain_line(report.text[block.start : block.end]).strip()
        if isinstance(block, ReportTable):
            tables += 1
            titles.append((block.start, f"{word('table', lang, n=tables)} {caption}".strip()))
            caption = ""
        elif block.kind == "heading":
            heading = text
            titles.append((block.start, heading))
        elif block.kind == "caption":
            caption = text
        elif titles and titles[-1][1] != heading:
            titles.append((block.start, heading))
    starts = [start for start, _ in titles]

    def section(fact: Fact) -> str:
        at = bisect_right(starts, fact.evidence.start) - 1
        return titles[at][1] if at >= 0 else ""

    return section


def _row(report: Report, fact: Fact, console: Console, lang: Lang) -> list[Text]:
    wide, colours, columns = console.width >= _WIDE, console.is_terminal, _context_width(console.width)
    written = Text(plain_line(fact.evidence.text), style="bold")
    if (value := value_text(fact, lang)).replace(" ", "") != fact.evidence.text:
        written.append("\n" + value, style="not bold dim")
    name = Text(indicator_name(fact.indicator, lang))
    stage = [label("stage", fact.stage, lang), label("area", fact.area, lang)]
    room = (24, 14) if wide else (10, 6)
    context = _highlighted(fact_snippet(report, fact, *room), colours, columns)
    place = Text("\n".join(_place_lines(fact, wide, lang)), style="dim")
    if wide:
        return [written, name, Text("\n".join(p for p in stage if p)), Text(fact.period or ""), _status(fact, lang), context, place]
    return [written, name.append("\n" + " · ".join(qualifiers(fact, lang)), style="dim"), context, place]


def _place_lines(fact: Fact, wide: bool, lang: Lang) -> list[str]:
    text = place_text(fact, lang)
    return [text] if wide or lang == "en" else text.split(" ")


def _status(fact: Fact, lang: Lang) -> Text:
    parts = status_words(fact, lang)
    colour = {"plan": "magenta", "standard": "blue", "baseline": "dim"}.get(fact.status, "")
    return Text("\n".join([parts[0], " ".join(parts[1:])]).rstrip(), style=colour)


def _highlighted(piece: Snippet, colours: bool, width: int = 0) -> Text:
    """The number stands out by weight and line on a terminal, by brackets elsewhere. Wrapped where `width` is given."""
    number = piece.number if colours else f"【{piece.number}】"
    pieces = [(part, "") for part in unbroken(piece.before)]
    return fold([*pieces, (number, "bold underline yellow"), *((part, "") for part in unbroken(piece.after))], width)


def _print_tail(console: Console, result: Result, lang: Lang) -> None:
    extraction = result.extraction
    relations: Counter[str] = Counter(r.type for r in extraction.relations)
    kinds: Counter[str] = Counter(e.kind for e in extraction.ledger)
    console.print()
    _print_counts(console, word("relations", lang), len(extraction.relations), "relation", relations, lang)
    _print_counts(console, word("ledger", lang), len(extraction.ledger), "ledger_kind", kinds, lang)
    _print_unresolved(console, result.report, [e for e in extraction.ledger if e.kind == "unresolved"], lang)
    for notice in result.report.notices:
        text = sentence(notice.code, lang, **{"name": result.report.name, **notice.details})
        console.print(Text(f"{word('notices', lang)}：{text}", style="yellow"))


def _print_counts(console: Console, title: str, total: int, family: str, counts: Counter[str], lang: Lang) -> None:
    parts = [f"{label(family, code, lang)} {counts[code]}" for code in load_labels()[family] if counts[code]]
    line = Text(f"{title} {total}", style="bold")
    console.print(line.append("  " + " · ".join(parts) if parts else "", style="not bold"))


def _print_unresolved(console: Console, report: Report, entries: list[LedgerEntry], lang: Lang) -> None:
    if not entries:
        return
    console.print(Text(word("unresolved", lang), style="bold red"))
    for entry in entries[:_UNRESOLVED_SHOWN]:
        piece = _highlighted(snippet(report, entry.start, entry.end, 16, 16), console.is_terminal)
        console.print(Text("  ? ").append_text(piece))
    if len(entries) > _UNRESOLVED_SHOWN:
        console.print(Text("  " + word("more", lang, n=len(entries) - _UNRESOLVED_SHOWN), style="dim"))
