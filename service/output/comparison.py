"""A comparison for people at a terminal: each quantity that two documents give, what differs first, with both places."""

from __future__ import annotations

import io
from collections.abc import Sequence

from rich.console import Console
from rich.text import Text

from corpus.audit import Comparison
from models.plain import plain_line
from service.exits import Lang
from service.labels import word
from service.output.console import FILE_WIDTH
from service.output.findings import quote_text
from service.output.folding import print_wrapped
from service.output.result import Setting
from service.paper.compared import CommonRow, common_rows, comparison_notices, counts_text

_COLOURS = {"contradicts": "bold red", "other_precision": "yellow", "same": "green"}


def render(found: Sequence[Comparison], setting: Setting) -> bytes:
    """The same as plain text without colours, for a file or a pipe."""
    out = io.StringIO()
    print_comparison(Console(file=out, width=FILE_WIDTH, force_terminal=False, color_system=None, highlight=False), found[0], setting.lang)
    return out.getvalue().encode("utf-8")


def print_comparison(console: Console, comparison: Comparison, lang: Lang) -> None:
    """Contradictions first, then other precision, then what agrees, each in the order of the first document."""
    console.rule(Text(word("comparison", lang), style="bold"), characters="═")
    console.print(Text(plain_line(" · ".join(a.extraction.document.name for a in comparison.audits)), style="dim"), justify="center")
    for notice in comparison_notices(comparison, lang):
        console.print(Text(notice, style="yellow"))
    console.print(Text(counts_text(comparison, lang)))
    for row in common_rows(comparison, lang):
        _print_row(console, row)


def _print_row(console: Console, row: CommonRow) -> None:
    title = Text(row.result_name, style=_COLOURS[row.result]).append(f"  {row.name}  {row.texts}", style="bold")
    console.print()
    console.print(title.append(f"  {row.about}", style="not bold dim"))
    if row.result == "same":
        places = "；".join(f"{side.document} {side.place}" for side in (row.first, row.second))
        print_wrapped(console, Text(plain_line(places), style="dim"), 4)
        return
    for quote in (*row.first.quotes, *row.second.quotes):
        print_wrapped(console, quote_text(quote, console.is_terminal), 4)
    if row.message:
        print_wrapped(console, row.message, 4)
