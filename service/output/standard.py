"""A standard for people at a terminal: its parts, each requirement with its line, since when, and whether it was confirmed."""

from __future__ import annotations

import json
from collections.abc import Sequence
from decimal import Decimal

from rich.console import Console
from rich.table import Table as Grid
from rich.text import Text

from models.standard import Relaxation, Requirement, Standard, Value
from service.exits import Lang
from service.labels import label, load_labels, said, word
from service.paper.verdicts import amount


def standard_json(found: Sequence[Standard], several: bool) -> bytes:
    """The standards as they were resolved, numbers as strings."""
    content = [standard.model_dump(mode="json") for standard in found]
    return (json.dumps(content if several else content[0], ensure_ascii=False, indent=2) + "\n").encode("utf-8")


def print_list(console: Console, found: Sequence[Standard], lang: Lang) -> None:
    """One line for each standard."""
    console.print(Text(word("standards", lang), style="bold"))
    for standard in found:
        console.print(Text(f"{standard.id}  ", style="cyan").append(_short(standard, lang), style="not bold"))


def print_standard(console: Console, standard: Standard, lang: Lang) -> None:
    """Head, parts, the rule for a school, relaxations."""
    console.rule(Text(said(standard, "name", lang), style="bold"), characters="═")
    overlay = f" · {word('overlay', lang)} {standard.overlay}" if standard.overlay else ""
    console.print(Text(f"{standard.document} · {standard.id} · {standard.day}{overlay}", style="dim"), justify="center")
    console.print(Text(f"{word('decision', lang)}：{said(standard, 'decision', lang)}"))
    if standard.school_rule:
        console.print(Text(f"{word('school_rule', lang)}：{said(standard.school_rule, 'text', lang)}"))
    for part in standard.parts:
        console.print()
        console.print(Text(f"■ {said(part, 'name', lang)}", style="bold cyan"))
        grid = _grid(lang)
        for requirement in standard.requirements:
            if requirement.part == part.id:
                grid.add_row(*_row(requirement, lang))
        console.print(grid)
    if any(not requirement.confirmed for requirement in standard.requirements):
        console.print()
        console.print(Text(f"* {word('unconfirmed', lang)}", style="yellow"))
    for relaxation in standard.relaxations:
        console.print(Text(f"{word('relaxations', lang)}：" + _relaxed(relaxation, lang)))


def _short(standard: Standard, lang: Lang) -> str:
    short, name = said(standard, "short", lang), said(standard, "name", lang)
    return word("standard_line", lang, short=short, document=standard.document, standard=name)


def _relaxed(relaxation: Relaxation, lang: Lang) -> str:
    who, effect = said(relaxation, "who", lang), said(relaxation, "effect", lang)
    return word("relaxed_line", lang, who=who, effect=effect, document=relaxation.document)


def _grid(lang: Lang) -> Grid:
    grid = Grid(box=None, padding=(0, 2, 0, 0), pad_edge=False, header_style="dim")
    grid.add_column("", no_wrap=True)
    grid.add_column(word("requirement", lang), overflow="fold", ratio=1)
    grid.add_column(word("values", lang), overflow="fold")
    grid.add_column(word("since", lang), no_wrap=True)
    grid.add_column(label("field", "id", lang), style="dim", overflow="fold")
    return grid


def _row(requirement: Requirement, lang: Lang) -> list[Text | str]:
    number = Text(requirement.number).append("" if requirement.confirmed else " *", style="yellow")
    wording = Text(said(requirement, "wording", lang))
    if requirement.note:
        wording.append(f"\n{said(requirement, 'note', lang)}", style="dim")
    return [number, wording, values_text(requirement, lang), str(min(requirement.since.values())), requirement.id]


def values_text(requirement: Requirement, lang: Lang) -> str:
    """Each value on its own line, with the stage or the name that it is for."""
    return "\n".join(_value(requirement, key, value, lang) for key, value in requirement.values.items())


def _value(requirement: Requirement, key: str, value: Value, lang: Lang) -> str:
    stages = load_labels()["stage"]
    name = "" if key == "all" else label("stage", key, lang) if key in stages else key
    text = word("yes" if value else "no", lang) if isinstance(value, bool) else _line(requirement, value, lang)
    return f"{name} {text}".strip()


def _line(requirement: Requirement, value: Decimal, lang: Lang) -> str:
    return f"{label('direction', requirement.direction, lang)} {amount(value, requirement.unit, lang)}".strip()
