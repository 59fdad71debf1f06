"""`junheng dataset`: many reports as one comparable table of counties and years, and what differs between two such tables."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal

import typer

from service.commands import dataset_export, dataset_show
from service.commands.options import Language
from service.exits import DONE, FINDINGS, PROGRAM_ERROR_IN_CHECK, WrongUsage, reported, sentence

if TYPE_CHECKING:
    from pathlib import Path

    import pyarrow as pa

app = typer.Typer(no_args_is_help=True, help="数据集：多县多年的可比数据。 The dataset of many counties and years.", rich_markup_mode=None)


@app.callback()
def root() -> None:
    """数据集：多县多年的可比数据。 The dataset of many counties and years."""


@app.command("build")
def build(
    source: Annotated[
        str,
        typer.Argument(metavar="SOURCE", help="junheng batch 的输出文件夹，或服务的数据文件夹。 Folder of a batch or of the service."),
    ],
    output: Annotated[str, typer.Option("-o", "--output", metavar="DIR", help="写到哪个新文件夹。 The new folder to write.")],
    lang: Language = "zh",
) -> None:
    """把许多报告的数据合成一个数据集。 Make one dataset of the figures of many reports.

    退出状态：0 完成，1 程序出错，2 用法有误，3 来源无法读取。 Exit status: 0 done, 1 program error, 2 wrong usage, 3 unreadable source.
    """
    with reported(lang):
        from pathlib import Path

        from corpus.dataset.build import build as made_of
        from corpus.dataset.snapshot import is_free, write_snapshot
        from service.output.dataset import print_built

        target = Path(output)
        if not is_free(target):
            raise WrongUsage("snapshot_exists", name=target)
        dataset = made_of(_mentions(Path(source)))
        print_built(target, write_snapshot(dataset, target), dataset, lang)


@app.command("diff")
def diff(
    first: Annotated[str, typer.Argument(metavar="A", help="较早的数据集文件夹。 The earlier dataset.")],
    second: Annotated[str, typer.Argument(metavar="B", help="较晚的数据集文件夹。 The later dataset.")],
    format_name: Annotated[Literal["table", "json"], typer.Option("--format", "-f", help="输出格式。 Output format.")] = "table",
    lang: Language = "zh",
) -> None:
    """两个数据集哪些单元格不同，为什么。 Which cells differ between two datasets, and why.

    退出状态：0 全都相同，1 有不同，2 用法有误，3 数据集无法读取，4 程序出错。
    Exit status: 0 all the same, 1 some differ, 2 wrong usage, 3 unreadable dataset, 4 program error.
    """
    with reported(lang, PROGRAM_ERROR_IN_CHECK):
        from pathlib import Path

        from corpus.dataset.diff import diff as differing
        from corpus.dataset.snapshot import read_snapshot
        from service.output.dataset import print_changes, print_changes_json

        changes = differing(read_snapshot(Path(first)), read_snapshot(Path(second)))
        if format_name == "json":
            print_changes_json(changes)
        else:
            print_changes(changes, lang)
    raise typer.Exit(FINDINGS if changes else DONE)


@app.command("report")
def report(
    snapshot: Annotated[str, typer.Argument(metavar="SNAPSHOT", help="数据集文件夹。 The folder of a dataset.")],
    output: Annotated[str, typer.Option("-o", "--output", metavar="FILE", help="写到哪个 .html 文件。 The .html file to write.")],
    year: Annotated[int | None, typer.Option("--year", help="比较哪一年（默认为数据齐全的最近一年）。 The year.")] = None,
    earlier: Annotated[int | None, typer.Option("--earlier", help="变化从哪一年算起（默认为前一个有数据的年份）。 Change since.")] = None,
    group: Annotated[str, typer.Option("--group", help="指标组：lines 有达标线的、cv、teacher 等。 Group of indicators.")] = "lines",
    stage: Annotated[
        Literal["primary", "junior", "compulsory"] | None, typer.Option("--stage", help="只比较一个学段。 One stage alone.")
    ] = None,
    province: Annotated[str, typer.Option("--province", help="只比较一个省的县。 Counties of one province.")] = "",
    lang: Language = "zh",
) -> None:
    """县际比较页：图、可排序的表、覆盖情况和每个数的原句，一个离线 HTML 文件。 The comparison of counties as one HTML file.

    退出状态：0 完成，1 程序出错，2 用法有误，3 数据集无法读取。 Exit status: 0 done, 1 program error, 2 wrong usage, 3 unreadable dataset.
    """
    with reported(lang):
        from pathlib import Path

        from corpus.dataset.snapshot import read_snapshot
        from service.comparison.command import Wanted, page_of
        from service.output.files import write_file

        wanted = Wanted(year, earlier, group, stage or "", province)
        content, told = page_of(read_snapshot(Path(snapshot)), snapshot, wanted, lang)
        write_file(Path(output), content)
        typer.echo(sentence("report_written", lang, output=output, **told))


app.command("show")(dataset_show.command)
app.command("export")(dataset_export.command)


def _mentions(source: Path) -> pa.Table:
    """The figures of all documents of a source. Raises WrongUsage for what is none, or is empty."""
    from corpus.dataset.batched import batch_mentions, is_batch

    found = batch_mentions(source) if is_batch(source) else _stored(source)
    if found.num_rows == 0:
        raise WrongUsage("dataset_empty", name=source)
    return found


def _stored(source: Path) -> pa.Table:
    import os

    from corpus.dataset.stored import stored_mentions
    from corpus.store import has_store
    from service.commands.stored import opened_store
    from service.settings import read_settings

    if not has_store(read_settings(os.environ, data=str(source)).database_url, source):
        raise WrongUsage("dataset_source", name=source)
    with opened_store(str(source)) as store:
        return stored_mentions(store)
