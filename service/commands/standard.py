"""`junheng standard show`: a standard as it holds on a day, readable, or as JSON."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from service.commands.options import Language, Overlay, Relax
from service.exits import WrongUsage, reported

if TYPE_CHECKING:
    from models.standard import Standard

app = typer.Typer(no_args_is_help=True, help="评估标准。 The standards.", rich_markup_mode=None)


@app.callback()
def root() -> None:
    """评估标准。 The standards."""


@app.command("show")
def show(
    id: Annotated[str | None, typer.Argument(metavar="[ID]", help="标准编号；不给则列出全部。 The standard; else all are listed.")] = None,
    on: Annotated[str | None, typer.Option("--on", metavar="DATE", help="哪一天的标准；默认今天。 The day; default: today.")] = None,
    overlay: Overlay = None,
    relax: Relax = None,
    format_name: Annotated[Literal["table", "json"], typer.Option("--format", "-f", help="输出格式。 Output format.")] = "table",
    lang: Language = "zh",
) -> None:
    """显示一个标准在某天的全部要求。 Show a standard as it holds on a day.

    退出状态：0 完成，1 程序出错，2 用法有误。 Exit status: 0 done, 1 program error, 2 wrong usage.
    """
    from service.output.console import stdout_console
    from service.output.files import write_stdout
    from service.output.standard import print_list, print_standard, standard_json

    with reported(lang):
        found = _standards(id, on, overlay, tuple(relax or ()))
        if format_name == "json":
            write_stdout(standard_json(found, several=id is None))
        elif id is None and overlay is None:
            print_list(stdout_console(), found, lang)
        else:
            print_standard(stdout_console(), found[0], lang)


def _standards(id: str | None, on: str | None, overlay: str | None, relaxations: tuple[str, ...]) -> list[Standard]:
    """The standard that was asked for; with no id all that hold on the day, or the one that the overlay belongs to."""
    from models.standard import NoSuchStandard, first_day, standard_ids, standard_of_overlay, standard_on
    from service.commands.assess import parse_day

    day = parse_day(on) or date.today()
    try:
        if id is None and overlay is not None:
            id = standard_of_overlay(overlay)
        if id is not None:
            return [standard_on(id, day, overlay, relaxations)]
        return [standard_on(known, day) for known in standard_ids() if first_day(known) <= day]
    except NoSuchStandard as error:
        raise WrongUsage(error.code, **error.details) from error
