"""`junheng dataset show`: what a dataset says of its columns, of one county, of one indicator; its outliers, and what is said alike."""

from __future__ import annotations

from typing import Annotated, Literal

import typer

from service.exits import Lang, reported

FormatName = Literal["table", "json", "csv"]


def command(
    snapshot: Annotated[str, typer.Argument(metavar="SNAPSHOT", help="数据集文件夹。 Folder of the dataset.")],
    county: Annotated[str | None, typer.Option(metavar="NAME|CODE", help="一个县各年的数据、位次、离线距离、斜率。 One county.")] = None,
    indicator: Annotated[
        str | None, typer.Option(metavar="ID|NAME|COLUMN", help="各县在一个指标上的位次。 The counties ranked by one indicator.")
    ] = None,
    year: Annotated[int | None, typer.Option("--year", help="哪一年（默认为数据齐全的最近一年；一个县默认各年）。 The year.")] = None,
    outliers: Annotated[bool, typer.Option("--outliers", help="远离各县中位数的数。 Figures far from the median of the counties.")] = False,
    copies: Annotated[bool, typer.Option("--copies", help="几个县相同的长数字和长句。 What several counties say alike.")] = False,
    format_name: Annotated[FormatName, typer.Option("--format", "-f", help="输出格式。 Output format.")] = "table",
    lang: Annotated[Lang, typer.Option("--lang", envvar="JUNHENG_LANG", help="标题和消息的语言。 Language of all words.")] = "zh",
) -> None:
    """查看数据集：各列分布；--county 一个县，--indicator 排名，--outliers 离群值，--copies 相同之处。 Look at a dataset.

    退出状态：0 完成，1 程序出错，2 用法有误，3 数据集无法读取。 Exit status: 0 done, 1 program error, 2 wrong usage, 3 unreadable dataset.
    """
    with reported(lang):
        from pathlib import Path

        from corpus.dataset.snapshot import read_snapshot
        from service.comparison.selected import Sought, selection
        from service.output.files import write_stdout
        from service.output.selection import print_table, to_csv, to_json

        found = selection(read_snapshot(Path(snapshot)).dataset, snapshot, Sought(county, indicator, year, outliers, copies))
        if format_name == "table":
            print_table(found, lang)
        else:
            write_stdout(to_json(found) if format_name == "json" else to_csv(found))
