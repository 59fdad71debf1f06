"""`junheng extract`: reads files, extracts every figure, and writes it in one of the output formats."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from service.commands.options import Language, Output, Reports
from service.exits import Lang, reported
from service.flow import Work, run

if TYPE_CHECKING:
    from rich.console import Console

    from service.output.result import Result


def command(
    files: Reports,
    format_name: Annotated[
        str | None,
        typer.Option(
            "--format",
            "-f",
            metavar="FORMAT",
            help="table, json, jsonl, csv, xlsx, html；默认看 -o 的后缀。 Default: the suffix of -o, else table.",
        ),
    ] = None,
    output: Output = None,
    lang: Language = "zh",
) -> None:
    """提取报告中的每一个数字。 Extract every figure of the reports.

    退出状态：0 完成，1 程序出错，2 用法有误，3 有文件无法读取。 Exit status: 0 done, 1 program error, 2 wrong usage, 3 unreadable input.
    """
    with reported(lang):
        status = run(_work(), files, format_name, output, lang)
    raise typer.Exit(status)


def _work() -> Work[Result]:
    from service.output import FORMATS

    return Work(_extract, _show, FORMATS)


def _extract(data: bytes, name: str) -> Result:
    from extractor.pipeline import extract
    from extractor.read import read_report
    from service.output.result import Result

    report = read_report(data, name)
    return Result(report, extract(report))


def _show(console: Console, results: Sequence[Result], lang: Lang) -> None:
    from service.output.terminal import print_results

    print_results(console, results, lang)
