"""`junheng dataset export`: the dataset as files for other programs, whole or filtered."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal

import typer

from service.exits import Lang, WrongUsage, reported

if TYPE_CHECKING:
    from corpus.export.contents import Contents
    from corpus.export.filters import Filters

FormatName = Literal["csv", "xlsx", "parquet", "jsonl", "frictionless", "xbrl"]
_Values = list[str] | None


def command(
    snapshot: Annotated[str, typer.Argument(metavar="SNAPSHOT", help="数据集文件夹。 Folder of the dataset.")],
    output: Annotated[
        str, typer.Option("-o", "--output", metavar="DIR|ZIP", help="写到哪个新文件夹，或 .zip 文件。 New folder, or .zip file, to write.")
    ],
    format_name: Annotated[FormatName, typer.Option("--format", "-f", help="格式。 Format.")] = "xlsx",
    county: Annotated[_Values, typer.Option(metavar="NAME|CODE", help="只要这些县（可多次）。 Only these counties.")] = None,
    province: Annotated[_Values, typer.Option(metavar="NAME", help="只要这些省（可多次）。 Only these provinces.")] = None,
    year: Annotated[_Values, typer.Option(metavar="YYYY", help="只要这些年份（可多次）。 Only these years.")] = None,
    indicator: Annotated[_Values, typer.Option(metavar="ID", help="只要这些指标（可多次）。 Only these indicators.")] = None,
    review: Annotated[_Values, typer.Option(metavar="STATE", help="只要这些复核状态（可多次）。 Only these review states.")] = None,
    kind: Annotated[_Values, typer.Option(metavar="KIND", help="只要这些文件类型（可多次）。 Only these kinds of document.")] = None,
    lang: Annotated[Lang, typer.Option("--lang", envvar="JUNHENG_LANG", help="标题和消息的语言。 Language of all words.")] = "zh",
) -> None:
    """导出数据集，或其中一部分：完整写出，否则不留下任何文件。 Export the dataset or a part of it, whole or not at all.

    退出状态：0 完成，1 程序出错，2 用法有误，3 数据集无法读取。 Exit status: 0 done, 1 program error, 2 wrong usage, 3 unreadable dataset.
    """
    with reported(lang):
        from corpus.export.filters import Filters

        given = {"county": county, "province": province, "year": year, "indicator": indicator, "review": review, "kind": kind}
        filters = Filters(**{name: tuple(values or ()) for name, values in given.items()})
        _tell(_run(snapshot, output, format_name, filters, lang), output, lang)


def _run(snapshot: str, output: str, format_name: FormatName, filters: Filters, lang: Lang) -> Contents:
    """What was written. Raises WrongUsage for what cannot be written there or so, and BadSnapshot."""
    from pathlib import Path

    from corpus.dataset.snapshot import read_snapshot
    from corpus.export.contents import CannotExport
    from corpus.export.formats import FORMATS
    from corpus.export.of_snapshot import contents_of, manifest_digest
    from corpus.export.writing import export, refuse_taken

    try:
        refuse_taken(Path(output))
        contents = contents_of(read_snapshot(Path(snapshot)), manifest_digest(Path(snapshot)), filters)
        export(contents, FORMATS[format_name], Path(output), lang)
    except CannotExport as error:
        raise WrongUsage(error.code, **error.details) from error
    except OSError as error:
        raise WrongUsage("cannot_write", output=output, reason=error.strerror or error) from error
    return contents


def _tell(contents: Contents, output: str, lang: Lang) -> None:
    from corpus.export.contents import LONG, SOURCES, WIDE
    from service.exits import sentence

    shapes = contents.shapes()
    (rows, columns), figures, documents = shapes[WIDE], shapes[LONG][0], shapes[SOURCES][0]
    typer.echo(sentence("dataset_exported", lang, output=output, rows=rows, columns=columns, figures=figures, documents=documents))
