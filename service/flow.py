"""What all commands over files share: read each source, write each result or all together, and tell the exit status.

A source that cannot be read is told and does not stop the others. What a source becomes is the command's work.
"""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Generic, TypeVar

from models.collector import collector_paused
from service.exits import DONE, PROGRAM_ERROR, UNREADABLE, Lang, WrongUsage, error_sentence, kind_of, print_traceback, sentence, tell

if TYPE_CHECKING:
    from rich.console import Console

    from service.output import Format
    from service.output.files import Target

T = TypeVar("T")
Tell = Callable[[str], None]


def _done(result: object) -> int:
    return DONE


@dataclass(frozen=True, slots=True)
class Work(Generic[T]):
    """What a command makes of a source's bytes and name, and how it shows results: at the console, or in its formats.

    `status`: the exit status that a result stands for. `failed`: the one for an error of the program itself.
    """

    make: Callable[[bytes, str], T]
    show: Callable[[Console, Sequence[T], Lang], None]
    formats: Mapping[str, Format[T]]
    status: Callable[[T], int] = _done
    failed: int = PROGRAM_ERROR


def run(work: Work[T], sources: Sequence[str], format_name: str | None, output: str | None, lang: Lang) -> int:
    """The exit status. Raises WrongUsage before any file is read."""
    from service.output.files import choose_target

    refuse_stdin_twice(sources)
    target = choose_target(format_name, output, sources, work.formats)
    with _progress(len(sources), lang) as (step, say):
        statuses, results = _read_all(work, sources, target, lang, step, say)
    if results:
        write_together(work.show, target, results, len(sources) > 1, lang)
    return work.failed if work.failed in statuses else max(statuses, default=DONE)


def refuse_stdin_twice(sources: Sequence[str]) -> None:
    """Raises WrongUsage."""
    from service.sources import STDIN

    if list(sources).count(STDIN) > 1:
        raise WrongUsage("stdin_twice")


def _read_all(
    work: Work[T], sources: Sequence[str], target: Target[T], lang: Lang, step: Callable[[], None], say: Tell
) -> tuple[list[int], list[T]]:
    """The status of each source, and the results that are to be written together: none where each has its own file."""
    from service.output.files import output_paths

    statuses: list[int] = []
    kept: list[T] = []
    own_files = output_paths(target, sources) if target.is_folder else []
    for number, source in enumerate(sources):
        with collector_paused():
            status, made = _read_one(work, source, lang, say)
            if not number:
                gc.freeze()  # libraries and data that were loaded for the first source stay to the end: they are never walked
        statuses.append(status)
        if made and own_files:
            _write_one(target, own_files[number], made, lang)
        else:
            kept += made
        step()
    return statuses, kept


def _read_one(work: Work[T], source: str, lang: Lang, say: Tell) -> tuple[int, list[T]]:
    """What the command makes of one source, or nothing; what goes wrong with it is told and does not stop the others."""
    from models.errors import UnreadableInput
    from service.sources import document_name, read_source

    try:
        result = work.make(read_source(source), document_name(source))
        return work.status(result), [result]
    except WrongUsage:
        raise
    except UnreadableInput as error:
        say(error_sentence(error, lang))
        return UNREADABLE, []
    except Exception as error:
        print_traceback()
        say(sentence("program_error_in", lang, name=document_name(source), error=kind_of(error)))
        return work.failed, []


def _write_one(target: Target[T], path: Path, made: Sequence[T], lang: Lang) -> None:
    from service.output.files import write_file
    from service.output.result import Setting

    write_file(path, target.format.render(made, Setting(lang)))


def write_together(
    show: Callable[[Console, Sequence[T], Lang], None], target: Target[T], results: Sequence[T], several: bool, lang: Lang
) -> None:
    """All results into one file or onto standard output; a table goes straight to the console, which knows its width."""
    from service.output.console import stdout_console
    from service.output.files import write_file, write_stdout
    from service.output.result import Setting

    setting = Setting(lang, several, pretty=target.path is None and sys.stdout.isatty())
    if target.path is not None:
        write_file(target.path, target.format.render(results, setting))
    elif target.format.name == "table":
        show(stdout_console(), results, lang)
    else:
        write_stdout(target.format.render(results, setting))


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
