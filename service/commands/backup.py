"""`junheng backup` and `junheng restore`: everything of the service into one file with checksums, and back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from service.commands.stored import CONSOLE, DataFolder, opened_store
from service.exits import Lang, WrongUsage, reported, sentence

if TYPE_CHECKING:
    from corpus.store.backup import Manifest

Language = Annotated[Lang, typer.Option("--lang", envvar="JUNHENG_LANG", help="界面语言。 Language of messages.")]


def backup(
    file: Annotated[str, typer.Argument(metavar="FILE", help="备份文件（tar），不可已存在。 The backup, a tar; must not exist.")],
    data: DataFolder = None,
    lang: Language = "zh",
) -> None:
    """备份服务的全部数据，可在运行中进行。 Back up everything; the service may run meanwhile."""
    with reported(lang), opened_store(data) as store:
        from pathlib import Path

        from corpus.store.backup import backup as write_backup

        manifest = write_backup(store, Path(file))
        typer.echo(sentence("backed_up", lang, name=file, **_counts(manifest)))


def restore(
    file: Annotated[str, typer.Argument(metavar="FILE", help="备份文件。 The backup.")],
    data: DataFolder = None,
    lang: Language = "zh",
) -> None:
    """把备份恢复到空的数据文件夹和新的数据库，先核对校验值。 Restore into an empty folder and a new database."""
    with reported(lang):
        import os
        from pathlib import Path

        from corpus.store.restore import restore as read_backup
        from service.settings import read_settings

        if not Path(file).is_file():
            raise WrongUsage("missing_file", name=file)
        settings = read_settings(os.environ, data=data)
        manifest = read_backup(Path(file), settings.database_url, settings.data, CONSOLE)
        typer.echo(sentence("restored", lang, name=file, **_counts(manifest)))


def _counts(manifest: Manifest) -> dict[str, int]:
    uploads = sum(entry.rows is None for entry in manifest.files)
    return {"documents": uploads, "rows": sum(entry.rows or 0 for entry in manifest.files)}
