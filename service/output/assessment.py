"""An assessment for people at a terminal: the conclusion, each requirement with its value and line, and the trace of what fails."""

from __future__ import annotations

import io
from collections.abc import Sequence

from rich.console import Console
from rich.table import Table as Grid
from rich.text import Text

from corpus.audit import Assessed
from service.exits import Lang
from service.labels import label, word
from service.output.console import FILE_WIDTH
from service.output.findings import print_head
from service.output.folding import print_wrapped, wrap
from service.output.result import Setting
from service.paper.verdicts import (
    ConclusionRow,
    VerdictRow,
    about_assessment,
    assessment_notices,
    by_part,
    conclusions,
    school_rows,
    verdict_rows,
    without_value,
)  # fmt: skip

_WIDE = 100
_NAME, _NAME_MOST, _OTHERS, _FEW_OTHERS = 22, 44, 84, 50
"""Columns of a requirement's name: at least, at most, and what the other columns take."""
_COLOURS = {"met": "green", "not_met": "bold red", "depends_on_rounding": "yellow", "insufficient": "dim", "not_applicable": "dim"}


def render(found: Sequence[Assessed], setting: Setting) -> bytes:
    """The same as plain text without colours, for a file or a pipe."""
    out = io.StringIO()
    console = Console(file=out, width=FILE_WIDTH, force_terminal=False, color_system=None, highlight=False)
    print_assessments(console, found, setting.lang)
    return out.getvalue().encode("utf-8")


def print_assessments(console: Console, found: Sequence[Assessed], lang: Lang) -> None:
    """Everything about each assessment, one after another."""
    for number, assessed in enumerate(found):
        if number:
            console.print()
        print_head(console, assessed.audit, lang)
        _print_one(console, assessed, lang)


def _print_one(console: Console, assessed: Assessed, lang: Lang) -> None:
    for name, text in about_assessment(assessed, lang):
        console.print(Text(f"{name}：", style="dim").append(text, style="not dim"))
    for text in assessment_notices(assessed, lang):
        print_wrapped(console, Text(f"{word('notices', lang)}：{text}", style="yellow"))
    rows = verdict_rows(assessed, lang)
    for part, found in by_part(rows).items():
        _print_part(console, part, found, lang)
    _print_schools(console, assessed, lang)
    _print_traces(console, rows, lang)
    _print_conclusions(console, conclusions(assessed, lang), lang)


def _print_part(console: Console, part: str, rows: Sequence[VerdictRow], lang: Lang) -> None:
    console.print()
    console.print(Text(f"■ {part}", style="bold cyan"))
    known = [row for row in rows if not row.inspect]
    if known:
        _print_known(console, known, lang)
    if names := without_value(rows):
        title = word("to_inspect", lang, n=sum(row.inspect for row in rows))
        print_wrapped(console, Text(f"{label('verdict', 'insufficient', lang)} · {title}：", style="dim").append("；".join(names)))


def _print_known(console: Console, rows: Sequence[VerdictRow], lang: Lang) -> None:
    """Below 100 columns what is missing and the source stand under the name, above it they have columns of their own."""
    wide = console.width >= _WIDE
    room = min(max(_NAME, console.width - _OTHERS), _NAME_MOST) if wide else max(_NAME, console.width - _FEW_OTHERS)
    grid = _grid(("verdict", "requirement", "value_used", "threshold", "margin", *(("lacking", "source") if wide else ())), lang)
    for row in rows:
        name = wrap(Text(f"{row.number} {row.name}").append(f" {row.scope}" if row.scope else "", style="cyan"), room)
        if not wide:
            lacking = f"{word('lacking', lang)} {row.lacking}" if row.lacking else ""
            name.append("\n").append_text(wrap(Text(" · ".join(filter(None, (lacking, row.source))), style="dim"), room))
        verdict = Text(row.verdict_name, style=_COLOURS[row.verdict])
        cells: list[Text | str] = [verdict, name, _bare(row.value), row.threshold, _bare(row.margin)]
        grid.add_row(*cells, *((row.lacking, row.source) if wide else ()))
    console.print(grid)


def _bare(amount: str) -> str:
    """Without its range and unit, which is that of the threshold beside it."""
    return amount.partition("（")[0].partition(" ")[0]


def _grid(columns: Sequence[str], lang: Lang) -> Grid:
    grid = Grid(box=None, padding=(0, 2, 0, 0), pad_edge=False, header_style="dim")
    right = ("value_used", "threshold", "margin", "lacking", "students")
    for name in columns:
        no_wrap = name in ("verdict", *right)
        least = _NAME if name == "requirement" else None
        grid.add_column(word(name, lang), justify="right" if name in right else "left", overflow="fold", no_wrap=no_wrap, min_width=least)
    return grid


def _print_schools(console: Console, assessed: Assessed, lang: Lang) -> None:
    failing = [row for row in school_rows(assessed, lang) if row.verdict != "met"]
    if not failing:
        return
    console.print()
    console.print(Text(f"■ {word('chart_schools', lang)}", style="bold cyan"))
    grid = _grid(("verdict", "school", "scope", "students", "source"), lang)
    for row in failing:
        grid.add_row(Text(row.verdict_name, style=_COLOURS[row.verdict]), row.school, row.stage, f"{row.students:,}", row.place)
    console.print(grid)


def _print_traces(console: Console, rows: Sequence[VerdictRow], lang: Lang) -> None:
    """How the verdicts that need a look came about; all others are in the other formats."""
    told = [row for row in rows if row.verdict in ("not_met", "depends_on_rounding") or (row.notes and not row.inspect)]
    if told:
        console.print()
        console.print(Text(f"■ {word('trace', lang)}", style="bold cyan"))
    for row in told:
        scope = f"（{row.scope}）" if row.scope else ""
        console.print(Text(f"{row.number} {row.name}{scope}", style="bold").append(f"  {row.verdict_name}", style=_COLOURS[row.verdict]))
        for line in row.trace:
            print_wrapped(console, line, 4)


def _print_conclusions(console: Console, rows: Sequence[ConclusionRow], lang: Lang) -> None:
    console.print()
    for row in rows:
        text = Text(f"{row.name}：", style="bold").append(row.text, style=_COLOURS[row.verdict])
        console.print(text)
        if row.not_met and row is not rows[-1]:
            name = f"{word('not_met_items', lang)} {len(row.not_met)}："
            print_wrapped(console, Text(name, style="dim").append("；".join(row.not_met), style="not dim"), 4)
