"""`junheng check`: which claims of a report do not hold, with their places; as a table, JSON, or the working paper."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import typer

from service.commands.options import Format, Language, Output, Reports
from service.exits import DONE, FINDINGS, PROGRAM_ERROR_IN_CHECK, Lang, reported
from service.flow import Work, run

if TYPE_CHECKING:
    from rich.console import Console

    from corpus.audit import Audit


def command(
    files: Reports,
    format_name: Format = None,
    output: Output = None,
    lang: Language = "zh",
) -> None:
    """核对报告中的数字是否相符。 Check whether the figures of the reports hold together.

    退出状态：0 没有问题，1 有问题，2 用法有误，3 有文件无法读取，4 程序出错。
    Exit status: 0 clean, 1 findings, 2 wrong usage, 3 unreadable input, 4 program error.
    """
    with reported(lang, PROGRAM_ERROR_IN_CHECK):
        status = run(_work(), files, format_name, output, lang)
    raise typer.Exit(status)


def _work() -> Work[Audit]:
    from corpus.audit import audit
    from service.paper.formats import CHECK_FORMATS

    return Work(audit, _show, CHECK_FORMATS, _status, PROGRAM_ERROR_IN_CHECK)


def _status(audit: Audit) -> int:
    """Findings that only inform do not count."""
    return FINDINGS if any(finding.severity != "info" for finding in audit.checks.findings) else DONE


def _show(console: Console, audits: Sequence[Audit], lang: Lang) -> None:
    from service.output.findings import print_audits

    print_audits(console, audits, lang)
