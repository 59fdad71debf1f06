"""`junheng batch`: many reports into one folder of results and tables, here or on a cluster, and on again after any end."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import PurePath
from typing import TYPE_CHECKING, Annotated

import typer

from service.exits import DONE, PROGRAM_ERROR, UNREADABLE, Lang, WrongUsage, reported, sentence, tell

if TYPE_CHECKING:
    from corpus.batch.driver import Pool
    from corpus.batch.inventory import Inventory
    from corpus.batch.shelf import Shelf

_INTERRUPTED = 130
"""What a shell makes of a program that Ctrl-C ended."""


def command(
    paths: Annotated[
        list[str], typer.Argument(metavar="PATH", help="文件、文件夹、通配符、zip 压缩包。 Files, folders, patterns, zip archives.")
    ],
    output: Annotated[str, typer.Option("-o", "--output", metavar="DIR", help="结果文件夹。 Folder of the results.")],
    jobs: Annotated[int | None, typer.Option("--jobs", min=1, max=256, help="同时读取的份数，默认为核数。 Reports at a time.")] = None,
    scheduler: Annotated[
        str | None,
        typer.Option("--scheduler", metavar="ADDRESS", help="由 Dask 集群读取，如 tcp://主机:8786。 Read on a Dask cluster."),
    ] = None,
    county: Annotated[
        list[str] | None,
        typer.Option(
            "--county", metavar="[PATH=]COUNTY", help="报告属于哪个县：全部，或某个文件（夹）。 County of all reports, or of some."
        ),
    ] = None,
    on: Annotated[
        str | None,
        typer.Option("--on", metavar="DATE", help="没有年份的报告按哪一天判定。 Day of judgement of reports without a year."),
    ] = None,
    cache: Annotated[str | None, typer.Option("--cache", metavar="DIR", help="已读内容的缓存，默认在结果文件夹内。 Cache folder.")] = None,
    no_cache: Annotated[bool, typer.Option("--no-cache", help="不缓存已读内容。 Keep no cache of what was read.")] = False,
    timeout: Annotated[int, typer.Option("--timeout", min=1, help="每份报告的秒数上限。 Seconds that one report may take.")] = 300,
    memory_mb: Annotated[int, typer.Option("--memory-mb", min=512, help="每份报告的内存上限。 Megabytes that one may take.")] = 2048,
    lang: Annotated[Lang, typer.Option("--lang", envvar="JUNHENG_LANG", help="界面语言。 Language of messages.")] = "zh",
) -> None:
    """成批读取报告，汇成一套数据；中断后用同样的命令继续。 Read many reports into one dataset; goes on after any interruption.

    退出状态：0 全部读取，1 程序出错，2 用法有误，3 有文件无法读取，130 被 Ctrl-C 中断。
    Exit status: 0 all read, 1 program error, 2 wrong usage, 3 some input unreadable, 130 interrupted by Ctrl-C.
    """
    with reported(lang):
        status = _Options(jobs, scheduler, county or [], timeout, memory_mb, lang).run(paths, output, _cache(output, cache, no_cache), on)
    raise typer.Exit(status)


def _cache(output: str, cache: str | None, no_cache: bool) -> str | None:
    return None if no_cache else cache or str(PurePath(output) / "cache")


@dataclass(frozen=True, slots=True)
class _Options:
    """The options that say who reads the documents, and how."""

    jobs: int | None
    scheduler: str | None
    counties: Sequence[str]
    timeout: int
    memory_mb: int
    lang: Lang

    def run(self, paths: Sequence[str], output: str, cache: str | None, on: str | None) -> int:
        """The exit status. Raises WrongUsage."""
        if sys.platform != "linux":
            raise WrongUsage("batch_needs_linux")
        from datetime import date
        from pathlib import Path

        from corpus.batch.driver import ClusterLost
        from corpus.batch.shelf import InUse, open_shelf
        from models.errors import UnreadableInput
        from service.commands.assess import parse_day

        day, out = parse_day(on), Path(output)
        try:
            with open_shelf(out, Path(cache) if cache else None, day, date.today()) as shelf:
                return self._batch(shelf, paths)
        except KeyboardInterrupt:
            tell(sentence("batch_interrupted", self.lang, output=output))
            return _INTERRUPTED
        except ClusterLost:
            tell(sentence("cluster_lost", self.lang, output=output))
            return PROGRAM_ERROR
        except InUse as error:
            raise WrongUsage("batch_in_use", output=output) from error
        except UnreadableInput as error:
            raise WrongUsage(error.code, **error.details) from error
        except OSError as error:
            raise WrongUsage("cannot_write", output=error.filename or output, reason=error.strerror or error) from error

    def _batch(self, shelf: Shelf, paths: Sequence[str]) -> int:
        from corpus.batch.run import Batch, OtherVersion
        from service.output.batch import print_summary, shown_progress, write_lists
        from service.output.console import stdout_console
        from service.worker.pools import own_versions

        def lists(inventory: Inventory) -> None:
            write_lists(shelf.out, inventory, self.lang)

        try:
            with self._pool(shelf) as pool, shown_progress(self.lang) as hear:
                summary, done = Batch(shelf, pool, self.counties, hear, lists).run(paths)
        except OtherVersion as error:
            raise WrongUsage("cluster_other_version", theirs=error, ours=" ".join(own_versions())) from error
        print_summary(stdout_console(), summary, done, shelf.out, self.lang)
        return UNREADABLE if summary.failed else DONE

    def _pool(self, shelf: Shelf) -> AbstractContextManager[Pool]:
        from service.labels import word
        from service.worker.order import MEGABYTE, Limits
        from service.worker.pools import cluster_pool, local_pool

        limits = Limits(wall=self.timeout, cpu=self.timeout, memory=self.memory_mb * MEGABYTE)
        if self.scheduler is not None:
            return cluster_pool(self.scheduler, limits, lambda: tell(word("batch_waiting", self.lang)))
        return local_pool(self.jobs or len(os.sched_getaffinity(0)), limits, shelf.work.resolve())
