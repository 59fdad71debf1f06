"""The options that commands on report files have in common, each said once.

A command takes one as the type of its parameter; the default stays with the command.
"""

from __future__ import annotations

from typing import Annotated

import typer

from service.exits import Lang

Reports = Annotated[
    list[str], typer.Argument(metavar="FILE", help="报告（docx、pdf、txt）；- 表示标准输入。 Reports; - reads standard input.")
]
Format = Annotated[
    str | None,
    typer.Option("--format", "-f", metavar="FORMAT", help="table, json, html, docx, xlsx；默认看 -o 的后缀。 Default: suffix of -o."),
]
Output = Annotated[
    str | None,
    typer.Option(
        "-o", "--output", metavar="PATH", help="输出文件，或每份报告写一个文件的文件夹。 A file, or a folder for one file a report."
    ),
]
Overlay = Annotated[str | None, typer.Option("--overlay", metavar="ID", help="地方标准，如 liaoning。 A province's overlay.")]
Relax = Annotated[list[str] | None, typer.Option("--relax", metavar="ID", help="采用的放宽条款，可多次给出。 Relaxations.")]
Language = Annotated[Lang, typer.Option("--lang", envvar="JUNHENG_LANG", help="界面语言。 Language of labels and messages.")]
