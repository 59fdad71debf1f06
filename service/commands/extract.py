"""`junheng extract`: reads files, extracts every figure, and writes it in one of the output formats."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated

import typer

from service.exits import (
    DONE,
    PROGRAM_ERROR,
    UNREADABLE,
    Lang,
    WrongUsage,
    error_sentence,
    kind_of,
    print_traceback,
    reported,
    sentence,
    tell,
)  # fmt: skip

if TYPE_CHECKING:
    from pathlib import Path

    from service.output.files import Target
    from service.output.result import Result, Setting

Tell = Callable[[str], None]


def command(
    files: Annotated[
        list[str], typer.Argument(metavar="FILE", help="报告（docx、pdf、txt）；- 表示标准输入。 Reports; - reads standard input.")
    ],
    format_name: Annotated[
        str | None,
        typer.Option(
            "--format",
            "-f",
            metavar="FORMAT",
            help="table, json, jsonl, csv, xlsx, html；默认看 -o 的后缀。 Default: the suffix of -o, else table.",
        ),
    ] = None,
    output: Annotated[
        str | None,
        typer.Option(
            "-o", "--output", metavar="PATH", help="输出文件，或每份报告写一个文件的文件夹。 A file, or a folder for one file a report."
        ),
    ] = None,
    lang: Annotated[Lang, typer.Option("--lang", envvar="JUNHENG_LANG", help="界面语言。 Language of labels and messages.")] = "zh",
) -> None:
    """提取报告中的每一个数字。 Extract every figure of the reports.

    退出状态：0 完成，1 程序出错，2 用法有误，3 有文件无法读取。 Exit status: 0 done, 1 program error, 2 wrong usage, 3 unreadable input.
    """
    with reported(lang):
        status = run(files, format_name, output, lang)
    raise typer.Exit(status)


def run(sources: Sequence[str], format_name: str | None, output: str | None, lang: Lang) -> int:
    """The exit status. Raises WrongUsage before any file is read."""
    from service.output.files import choose_target
    from service.sources import STDIN

    if list(sources).count(STDIN) > 1:
        raise WrongUsage("stdin_twice")
    target = choose_target(format_name, output, sources)
    with _progress(len(sources), lang) as (step, say):
        statuses, results = _read_all(sources, target, lang, step, say)
    if results:
        _write_together(target, results, len(sources) > 1, lang)
    return PROGRAM_ERROR if PROGRAM_ERROR in statuses else max(statuses, default=DONE)


def _read_all(sources: Sequence[str], target: Target, lang: Lang, step: Callable[[], None], say: Tell) -> tuple[list[int], list[Result]]:
    """The status of each source, and the results that are to be written together: none where each has its own file."""
    from service.output.files import output_paths

    statuses: list[int] = []
    kept: list[Result] = []
    own_files = output_paths(target, sources) if target.is_folder else []
    for number, source in enumerate(sources):
        status, result = _read_one(source, lang, say)
        statuses.append(status)
        if result and own_files:
            _write_one(target, own_files[number], result, lang)
        elif result:
            kept.append(result)
        step()
    return statuses, kept


def _read_one(source: str, lang: Lang, say: Tell) -> tuple[int, Result | None]:
    """Read and extract one source; what goes wrong with it is told and does not stop the others."""
    from models.errors import UnreadableInput
    from service.sources import document_name, read_source

    try:
        return DONE, _extract(read_source(source), document_name(source))
    except UnreadableInput as error:
        say(error_sentence(error, lang))
        return UNREADABLE, None
    except Exception as error:
        print_traceback()
        say(sentence("program_error_in", lang, name=document_name(source), error=kind_of(error)))
        return PROGRAM_ERROR, None


def _extract(data: bytes, name: str) -> Result:
    from extractor.pipeline import extract
    from extractor.read import read_report
    from service.output.result import Result

    report = read_report(data, name)
    return Result(report, extract(report))


def _write_one(target: Target, path: Path, result: Result, lang: Lang) -> None:
    from service.output.files import write_file
    from service.output.result import Setting

    write_file(path, target.format.render([result], Setting(lang)))


def _write_together(target: Target, results: Sequence[Result], several: bool, lang: Lang) -> None:
    from service.output.files import write_file, write_stdout
    from service.output.result import Setting

    setting = Setting(lang, several, pretty=target.path is None and sys.stdout.isatty())
    if target.path is not None:
        write_file(target.path, target.format.render(results, setting))
    elif target.format.name == "table":
        _print_table(results, setting)
    else:
        write_stdout(target.format.render(results, setting))


def _print_table(results: Sequence[Result], setting: Setting) -> None:
    """Straight to the console, which alone knows its width and colours."""
    from service.output.console import stdout_console
    from service.output.terminal import print_results

    print_results(stdout_console(), results, setting.lang)


@contextmanager
def _progress(total: int, lang: Lang) -> Iterator[tuple[Callable[[], None], Tell]]:
    """A bar on standard error for several files at a terminal, and the way to print a line past it."""
    if total < 2 or not sys.stderr.isatty():
        yield (lambda: None), tell
        return
    from rich.console import Console
    from rich.progress import Progress

    from service.labels import word

    console = Console(stderr=True)
    with Progress(console=console, transient=True) as bar:
        task = bar.add_task(word("progress", lang), total=total)
        yield (lambda: bar.advance(task)), (lambda text: console.print(text, markup=False, highlight=False, soft_wrap=True))
