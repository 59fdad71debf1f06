"""`junheng compare`: what two or more documents of one county say of the same quantities, with both places."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from service.commands.options import Format, Language
from service.exits import (
    DONE,
    FINDINGS,
    PROGRAM_ERROR_IN_CHECK,
    UNREADABLE,
    Lang,
    WrongUsage,
    error_sentence,
    reported,
    sentence,
    tell,
)  # fmt: skip

if TYPE_CHECKING:
    from rich.console import Console

    from corpus.audit import Audit, Comparison


def command(
    files: Annotated[list[str], typer.Argument(metavar="FILE FILE", help="同一个县的两份以上文件。 Two or more documents of one county.")],
    format_name: Format = None,
    output: Annotated[str | None, typer.Option("-o", "--output", metavar="PATH", help="输出文件。 The file to write.")] = None,
    lang: Language = "zh",
) -> None:
    """比对同一个县的几份文件。 Compare documents of one county.

    退出状态：0 没有矛盾，1 有矛盾，2 用法有误，3 有文件无法读取，4 程序出错。
    Exit status: 0 no contradiction, 1 contradictions, 2 wrong usage, 3 unreadable input, 4 program error.
    """
    with reported(lang, PROGRAM_ERROR_IN_CHECK):
        status = _run(files, format_name, output, lang)
    raise typer.Exit(status)


def _run(sources: Sequence[str], format_name: str | None, output: str | None, lang: Lang) -> int:
    from corpus.audit import compare_reports
    from service.flow import refuse_stdin_twice, write_together
    from service.output.files import choose_target
    from service.paper.formats import COMPARE_FORMATS

    if len(sources) < 2:
        raise WrongUsage("compare_needs_two")
    refuse_stdin_twice(sources)
    target = choose_target(format_name, output, sources, COMPARE_FORMATS)
    status, audits = _read_all(sources, lang)
    if len(audits) < 2:
        tell(sentence("compare_read_few", lang))
        return UNREADABLE
    comparison = compare_reports(audits)
    write_together(_show, target, [comparison], False, lang)
    differs = any(conflict.result == "contradicts" for conflict in comparison.conflicts)
    return max(status, FINDINGS if differs else DONE)


def _read_all(sources: Sequence[str], lang: Lang) -> tuple[int, list[Audit]]:
    """What can be read; what cannot is told and does not stop the others."""
    from corpus.audit import audit
    from models.errors import UnreadableInput
    from service.sources import document_name, read_source

    status, audits = DONE, []
    for source in sources:
        try:
            audits.append(audit(read_source(source), document_name(source)))
        except UnreadableInput as error:
            tell(error_sentence(error, lang))
            status = UNREADABLE
    return status, audits


def _show(console: Console, comparisons: Sequence[Comparison], lang: Lang) -> None:
    from service.output.comparison import print_comparison

    print_comparison(console, comparisons[0], lang)
