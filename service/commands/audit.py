"""`junheng audit verify`: whether the audit log is whole; names the first broken row."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from service.commands.stored import DataFolder, opened_store
from service.exits import FINDINGS, PROGRAM_ERROR_IN_CHECK, Lang, WrongUsage, reported, sentence

if TYPE_CHECKING:
    from corpus.store.auditlog import Head

app = typer.Typer(no_args_is_help=True, help="审计日志。 The audit log.", rich_markup_mode=None)


@app.callback()
def root() -> None:
    """审计日志。 The audit log."""


@app.command("verify")
def check(
    known: Annotated[
        str | None, typer.Option("--known", metavar="N:HASH", help="上次核验给出的末条，可发现删去的末尾。 The last row seen before.")
    ] = None,
    data: DataFolder = None,
    lang: Annotated[Lang, typer.Option("--lang", envvar="JUNHENG_LANG", help="界面语言。 Language of messages.")] = "zh",
) -> None:
    """核验审计日志。 Verify the audit log.

    退出状态：0 完整，1 不完整，2 用法有误，4 程序出错。 Exit status: 0 whole, 1 broken, 2 wrong usage, 4 program error.
    """
    with reported(lang, PROGRAM_ERROR_IN_CHECK):
        seen = None if known is None else _head(known)
        with opened_store(data) as store, store.reading() as c:
            from corpus.store.auditlog import head, verify

            broken, last = verify(c, seen), head(c)
        if broken is not None:
            typer.echo(sentence(f"audit_{broken.fault}", lang, number=broken.number))
            raise typer.Exit(FINDINGS)
        typer.echo(sentence("audit_whole", lang, rows=last.number, hash=last.hash))


def _head(text: str) -> Head:
    """`17:ab12…`. Raises WrongUsage."""
    import re

    from corpus.store.auditlog import Head

    found = re.fullmatch(r"([0-9]{1,18}):([0-9a-f]{64})", text)
    if found is None:
        raise WrongUsage("known_form", text=text)
    return Head(int(found[1]), found[2])
