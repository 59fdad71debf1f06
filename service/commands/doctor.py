"""`junheng doctor`: what the service lacks on this computer, and what that costs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from service.commands.stored import DataFolder
from service.exits import DONE, FINDINGS, PROGRAM_ERROR_IN_CHECK, Lang, reported, sentence

if TYPE_CHECKING:
    from service.doctor import Grade

_SIGNS: dict[Grade, str] = {"good": "✓", "note": "!", "bad": "✗"}


def command(
    data: DataFolder = None,
    host: Annotated[str | None, typer.Option("--host", help="将要监听的地址。 The address that will be listened on.")] = None,
    lang: Annotated[Lang, typer.Option("--lang", envvar="JUNHENG_LANG", help="界面语言。 Language of messages.")] = "zh",
) -> None:
    """检查运行服务还缺什么、有什么影响。 See what the service lacks and what that costs.

    退出状态：0 可以运行，1 不能运行，2 用法有误，4 程序出错。 Exit status: 0 it can run, 1 it cannot, 2 wrong usage, 4 program error.
    """
    with reported(lang, PROGRAM_ERROR_IN_CHECK):
        import os

        from service.doctor import look
        from service.settings import read_settings

        status = DONE
        for matter in look(read_settings(os.environ, data=data, host=host), lang):
            typer.echo(f"{_SIGNS[matter.grade]} {sentence(matter.code, lang, **matter.details)}")
            status = FINDINGS if matter.grade == "bad" else status
        raise typer.Exit(status)
