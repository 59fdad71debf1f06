"""`junheng generate`: invented reports with known labels, to measure the program against."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

import typer

from service.exits import Lang, WrongUsage, reported

_FORMATS = ("txt", "docx", "pdf")


def command(
    folder: Annotated[str, typer.Option("-o", "--output", metavar="DIR", help="输出文件夹。 Folder to write to.")],
    seed: Annotated[int, typer.Option(help="种子：相同种子得到相同报告。 The same seed gives the same report.")] = 0,
    count: Annotated[int, typer.Option(min=1, help="份数，种子依次加一。 How many, of seeds one after another.")] = 1,
    formats: Annotated[str, typer.Option("--format", "-f", metavar="LIST", help="txt,docx,pdf 中的几种。 Some of txt,docx,pdf.")] = "txt",
    damage: Annotated[int, typer.Option(min=0, max=3, help="破损程度。 How much the text is damaged.")] = 0,
    errors: Annotated[str, typer.Option(metavar="N|CODES", help="植入错误的个数或代码。 Mistakes to plant: a number, or codes.")] = "0",
    lang: Annotated[Lang, typer.Option("--lang", envvar="JUNHENG_LANG", help="界面语言。 Language of messages.")] = "zh",
) -> None:
    """生成带标注的虚构报告。 Write invented reports with known labels."""
    with reported(lang):
        _run(folder, seed, count, formats, damage, errors, lang)


def _run(folder: str, seed: int, count: int, formats: str, damage: int, errors: str, lang: Lang) -> None:
    from pathlib import Path

    from corpus.generate import write_generated
    from service.labels import word

    wanted = _formats(formats)
    mistakes = _mistakes(errors)
    try:
        names = write_generated(Path(folder), seed, count, formats=wanted, damage=damage, errors=mistakes)
    except OSError as error:
        raise WrongUsage("cannot_write", output=folder, reason=error.strerror or error) from error
    typer.echo(word("generated", lang, n=len(names), folder=folder))
    for name in names:
        typer.echo(name)


def _formats(text: str) -> tuple[str, ...]:
    wanted = tuple(part.strip() for part in text.split(",") if part.strip())
    unknown = [part for part in wanted if part not in _FORMATS]
    if unknown or not wanted:
        raise WrongUsage("unknown_format", format=",".join(unknown), known=", ".join(_FORMATS))
    return wanted


def _mistakes(text: str) -> int | Sequence[str]:
    """`3`, or `sum_mismatch,masked`. Raises WrongUsage for a code that is none."""
    from corpus.generate import CODES

    if text.strip().isdecimal():
        return int(text)
    codes = [part.strip() for part in text.split(",") if part.strip()]
    if unknown := [code for code in codes if code not in CODES]:
        raise WrongUsage("unknown_mistake", codes=", ".join(unknown), known=", ".join(CODES))
    return codes
