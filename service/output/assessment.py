"""An assessment for people at a terminal: the conclusion, each requirement with its value and line, and the trace of what fails."""

from __future__ import annotations

import io
from collections.abc import Sequence

from rich.console import Console
from rich.padding import Padding
from rich.table import Table as Grid
from rich.text import Text

from corpus.audit import Assessed
from service.exits import Lang
from service.labels import label, word
from service.output.console import FILE_WIDTH
from service.output.findings import print_head
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
        console.print(Text(f"{word('notices', lang)}：{text}", style="yellow"))
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
        grid = _grid(("verdict", "requirement", "value_used", "threshold", "margin", "lacking", "source"), lang)
        for row in known:
            name = Text(f"{row.number} {row.name}").append(f" {row.scope}" if row.scope else "", style="cyan")
            value = row.value.partition("（")[0]
            grid.add_row(
                Text(row.verdict_name, style=_COLOURS[row.verdict]), name, value, row.threshold, row.margin, row.lacking, row.source
            )
        console.print(grid)
    if names := without_value(rows):
        title = word("to_inspect", lang, n=sum(row.inspect for row in rows))
        console.print(Text(f"{label('verdict', 'insufficient', lang)} · {title}：", style="dim").append("；".join(names)))


def _grid(columns: Sequence[str], lang: Lang) -> Grid:
    grid = Grid(box=None, padding=(0, 2, 0, 0), pad_edge=False, header_style="dim")
    right = ("value_used", "threshold", "margin", "lacking", "students")
    for name in columns:
        no_wrap = name in ("verdict", *right)
        grid.add_column(word(name, lang), justify="right" if name in right else "left", overflow="fold", no_wrap=no_wrap)
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
            console.print(Padding(Text(line), (0, 0, 0, 4)))


def _print_conclusions(console: Console, rows: Sequence[ConclusionRow], lang: Lang) -> None:
    console.print()
    for row in rows:
        text = Text(f"{row.name}：", style="bold").append(row.text, style=_COLOURS[row.verdict])
        console.print(text)
        if row.not_met and row is not rows[-1]:
            name = f"{word('not_met_items', lang)} {len(row.not_met)}："
            console.print(Padding(Text(name, style="dim").append("；".join(row.not_met), style="not dim"), (0, 0, 0, 4)))
