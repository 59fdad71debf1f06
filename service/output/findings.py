"""The findings for people at a terminal: each with its code, sentence, quotes and places, figures and correction; then the counts."""

from __future__ import annotations

import io
from collections.abc import Sequence

from rich.cells import cell_len
from rich.console import Console
from rich.padding import Padding
from rich.table import Table as Grid
from rich.text import Text

from corpus.audit import Audit, reference_standard
from models.plain import plain_line
from service.exits import Lang
from service.labels import word
from service.output.console import FILE_WIDTH
from service.output.folding import print_wrapped, wrap
from service.output.result import Setting
from service.paper.content import CountRow, Entry, count_rows, entries, notices, severities
from service.paper.quotes import Quote

_COLOURS = {"error": "bold red", "warning": "bold yellow", "info": "cyan"}
_INDENT = 4


def render(audits: Sequence[Audit], setting: Setting) -> bytes:
    """The same as plain text without colours, for a file or a pipe."""
    out = io.StringIO()
    print_audits(Console(file=out, width=FILE_WIDTH, force_terminal=False, color_system=None, highlight=False), audits, setting.lang)
    return out.getvalue().encode("utf-8")


def print_audits(console: Console, audits: Sequence[Audit], lang: Lang) -> None:
    """Everything about each report, one after another."""
    for number, audit in enumerate(audits):
        if number:
            console.print()
        print_head(console, audit, lang)
        print_entries(console, audit, lang)
        _print_counts(console, count_rows(audit, lang), lang)
        for text in notices(audit, lang):
            print_wrapped(console, Text(f"{word('notices', lang)}：{text}", style="yellow"))


def print_head(console: Console, audit: Audit, lang: Lang) -> None:
    """Title, file, county, year."""
    document = audit.extraction.document
    if not audit.is_of_report:
        console.rule(Text(plain_line(document.name), style="bold"), characters="═")
        return
    console.rule(Text(plain_line(document.title or document.name), style="bold"), characters="═")
    counts = severities(audit.checks.findings, lang)
    parts = [document.name, document.county, str(document.year or ""), word("findings_of", lang, n=len(audit.checks.findings)), counts]
    console.print(Text(plain_line(" · ".join(p for p in parts if p)), style="dim"), justify="center")


def print_entries(console: Console, audit: Audit, lang: Lang) -> None:
    """Every finding."""
    if not audit.checks.findings:
        console.print(Text(word("no_findings", lang), style="green"))
        return
    for entry in entries(audit, reference_standard(audit.extraction.document), lang):
        console.print()
        console.print(_title(entry, lang))
        print_wrapped(console, entry.message, _INDENT)
        for quote in entry.quotes:
            print_wrapped(console, quote_text(quote, console.is_terminal), _INDENT)
        if entry.more:
            print_wrapped(console, Text(word("quotes_more", lang, n=entry.more), style="dim"), _INDENT)
        pairs = [*entry.computation, *((word("clause", lang), clause) for clause in entry.clauses)]
        console.print(Padding(_pairs(pairs, console.width - _INDENT), (0, 0, 0, _INDENT)))


def _title(entry: Entry, lang: Lang) -> Text:
    text = Text(f"{entry.number}. ", style="bold")
    text.append(entry.severity_name, style=_COLOURS[entry.severity])
    return text.append(f" {entry.name} ", style="bold").append(f"({entry.code})", style="not bold dim")


def quote_text(quote: Quote, colours: bool) -> Text:
    """Place and words; the figures stand out by weight and line on a terminal, by brackets elsewhere."""
    text = Text("▸ ", style="dim")
    if quote.document:
        text.append(plain_line(quote.document) + " ", style="cyan not dim")
    text.append(quote.place + "：", style="dim")
    for piece in quote.pieces:
        shown = f"【{piece.text}】" if piece.marked and not colours else piece.text
        text.append(shown, style="bold underline yellow not dim" if piece.marked else "not dim")
    return text


def _pairs(pairs: Sequence[tuple[str, str]], width: int) -> Grid:
    room = width - 1 - max((cell_len(name) for name, _ in pairs), default=0)
    grid = Grid.grid(padding=(0, 1, 0, 0))
    grid.add_column(style="dim", no_wrap=True)
    grid.add_column(overflow="fold")
    for name, text in pairs:
        grid.add_row(name, wrap(Text(text), room))
    return grid


def _print_counts(console: Console, rows: Sequence[CountRow], lang: Lang) -> None:
    total = rows[-1]
    console.print()
    line = Text(word("counts", lang), style="bold")
    console.print(line.append("  " + word(
        "counts_line", lang, found=total.found, checkable=total.checkable, checked=total.checked, not_checkable=total.not_checkable
    ), style="not bold"))  # fmt: skip
    grid = Grid(box=None, padding=(0, 2, 0, 0), pad_edge=False, header_style="dim")
    grid.add_column(word("family", lang))
    for name in ("cases", "checkable", "checked", "not_checkable"):
        grid.add_column(word(name, lang), justify="right")
    grid.add_column(word("reasons", lang), style="dim", overflow="fold")
    for row in rows[:-1]:
        if row.found:
            grid.add_row(row.name, *map(str, (row.found, row.checkable, row.checked, row.not_checkable)), row.reasons)
    console.print(grid)
