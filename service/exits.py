"""How a command ends: its exit status and the one sentence on standard error that says why.

0 done, 1 the program itself failed, 2 wrong usage, 3 some input could not be read. Commands that look for findings
(check, compare) end with 1 where there are some, and with 4 where the program itself failed.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Literal

import typer

from models.errors import JunhengError
from models.plain import plain_line

Lang = Literal["zh", "en"]

DONE = 0
PROGRAM_ERROR = 1
WRONG_USAGE = 2
UNREADABLE = 3
FINDINGS = 1
PROGRAM_ERROR_IN_CHECK = 4


class WrongUsage(JunhengError):
    """A request that cannot be carried out as it was given, whatever the files hold."""


def sentence(code: str, lang: Lang, **details: object) -> str:
    """The sentence of `code` with every detail made safe for a terminal."""
    from models.messages import message

    return message(code, lang, **{key: plain_line(str(value)) for key, value in details.items()})


def error_sentence(error: JunhengError, lang: Lang) -> str:
    return sentence(error.code, lang, **error.details)


def tell(text: str) -> None:
    """One line on standard error."""
    typer.echo(text, err=True)


def print_traceback() -> None:
    """The error at hand, for the maintainers: only ever for an error of the program itself."""
    import traceback

    traceback.print_exc(file=sys.stderr)


def kind_of(error: BaseException) -> str:
    return f"{type(error).__name__}: {error}"[:200]


@contextmanager
def reported(lang: Lang, failed: int = PROGRAM_ERROR) -> Iterator[None]:
    """Turns every error of the block into a sentence and an exit status; `failed` is that of a fault of the program."""
    try:
        yield
    except (typer.Exit, typer.Abort, BrokenPipeError):
        raise
    except JunhengError as error:
        tell(error_sentence(error, lang))
        raise typer.Exit(_status(error)) from error
    except Exception as error:
        print_traceback()
        tell(sentence("program_error", lang, error=kind_of(error)))
        raise typer.Exit(failed) from error


def _status(error: JunhengError) -> int:
    return WRONG_USAGE if isinstance(error, WrongUsage) else UNREADABLE
