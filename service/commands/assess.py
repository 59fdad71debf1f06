"""`junheng assess`: every requirement of the standard judged from a report, its school table, or both."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from service.commands.options import Format, Language, Output, Overlay, Relax
from service.exits import Lang, WrongUsage, reported
from service.flow import Work, run

if TYPE_CHECKING:
    from rich.console import Console

    from corpus.audit import Assessed, Request
    from models.assess import Declared
    from models.schools import SchoolTable

_WORDS: dict[str, Declared] = {
    "yes": True, "是": True, "true": True, "no": False, "否": False, "false": False,
    "not_applicable": "not_applicable", "不适用": "not_applicable",
}  # fmt: skip


_Reports = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="[FILE]...",
        help="报告（docx、pdf、txt）；- 表示标准输入；可只给学校表。 Reports; - reads standard input; none for a school table alone.",
        show_default=False,
    ),
]


def command(
    files: _Reports = None,
    schools: Annotated[
        str | None,
        typer.Option("--schools", metavar="TABLE", help="学校表（xlsx、csv）；默认用报告中的表。 School table; default: the report's."),
    ] = None,
    standard: Annotated[
        str | None, typer.Option("--standard", metavar="ID", help="评估标准；默认按文件。 The standard; default: by the document.")
    ] = None,
    on: Annotated[
        str | None, typer.Option("--on", metavar="DATE", help="判定日期；默认文件年份的年末。 Day; default: end of its year.")
    ] = None,
    overlay: Overlay = None,
    relax: Relax = None,
    declare: Annotated[
        list[str] | None,
        typer.Option("--declare", metavar="ID=VALUE", help="核查认定：编号=是|否|不适用|数字，可多次给出。 What was found on the spot."),
    ] = None,
    format_name: Format = None,
    output: Output = None,
    lang: Language = "zh",
) -> None:
    """按标准逐项判定。 Judge every requirement of the standard.

    退出状态：0 完成（不论是否达标），1 程序出错，2 用法有误，3 有文件无法读取。
    Exit status: 0 done, whatever the verdicts, 1 program error, 2 wrong usage, 3 unreadable input.
    """
    with reported(lang):
        request = _request(standard, on, overlay, relax or [], declare or [])
        if files:
            status = run(_work(request, schools), files, format_name, output, lang)
        elif schools:
            status = run(_work_on_table(request), [schools], format_name, output, lang)
        else:
            raise WrongUsage("assess_needs_input")
    raise typer.Exit(status)


def _request(standard: str | None, on: str | None, overlay: str | None, relax: Sequence[str], declare: Sequence[str]) -> Request:
    from corpus.audit import Request

    day = parse_day(on)
    declared = dict(_declared(text) for text in declare)
    return Request(date.today(), standard, day, overlay, tuple(relax), declared)


def parse_day(text: str | None) -> date | None:
    """A day as in 2024-06-30. Raises WrongUsage."""
    try:
        return None if text is None else date.fromisoformat(text)
    except ValueError as error:
        raise WrongUsage("bad_day", text=text) from error


def _declared(text: str) -> tuple[str, Declared]:
    from decimal import Decimal, InvalidOperation

    id, equals, value = (part.strip() for part in text.partition("="))
    if value.lower() in _WORDS:
        return id, _WORDS[value.lower()]
    try:
        number = Decimal(value)
    except InvalidOperation as error:
        raise WrongUsage("declare_form", text=text) from error
    if not id or not equals or not number.is_finite():
        raise WrongUsage("declare_form", text=text)
    return id, number


def _work(request: Request, schools: str | None) -> Work[Assessed]:
    from corpus.audit import assess_report, audit

    table = _read_schools(schools) if schools else None

    return _judging(lambda data, name: assess_report(audit(data, name), request, table))


def _work_on_table(request: Request) -> Work[Assessed]:
    from corpus.audit import assess_table

    return _judging(lambda data, name: assess_table(data, name, request))


def _judging(judge: Callable[[bytes, str], Assessed]) -> Work[Assessed]:
    """What a request asks for and no standard has is wrong usage, not a fault of the file."""
    from models.standard import NoSuchStandard
    from service.paper.formats import ASSESS_FORMATS

    def make(data: bytes, name: str) -> Assessed:
        try:
            return judge(data, name)
        except NoSuchStandard as error:
            raise WrongUsage(error.code, **error.details) from error

    return Work(make, _show, ASSESS_FORMATS)


def _read_schools(source: str) -> SchoolTable:
    from corpus.school_files import read_school_table
    from service.sources import document_name, read_source

    return read_school_table(read_source(source), document_name(source))


def _show(console: Console, found: Sequence[Assessed], lang: Lang) -> None:
    from service.output.assessment import print_assessments

    print_assessments(console, found, lang)
