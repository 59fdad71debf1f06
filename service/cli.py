"""The command line `junheng`: only the list of commands, so that `--help` is there at once.

Each command is a file of service/commands; it loads what it needs when it runs.
"""

from __future__ import annotations

from typing import Annotated

import typer

from service.commands import (
    assess,
    audit,
    backup,
    batch,
    check,
    compare,
    dataset,
    doctor,
    evaluate,
    extract,
    generate,
    key,
    schema,
    serve,
    standard,
)  # fmt: skip

app = typer.Typer(
    name="junheng",
    help="均衡：读取县域义务教育报告，提取其中每一个数字。\n\nReads Chinese county education reports and extracts every figure.",
    add_completion=False,
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)
app.command("extract")(extract.command)
app.command("check")(check.command)
app.command("assess")(assess.command)
app.command("compare")(compare.command)
app.command("batch")(batch.command)
app.add_typer(dataset.app, name="dataset")
app.add_typer(standard.app, name="standard")
app.command("serve")(serve.command)
app.add_typer(key.app, name="key")
app.add_typer(audit.app, name="audit")
app.command("doctor")(doctor.command)
app.command("backup")(backup.backup)
app.command("restore")(backup.restore)
app.command("schema")(schema.command)
app.command("generate")(generate.command)
app.command("evaluate")(evaluate.command)


def _version(wanted: bool) -> None:
    if wanted:
        from service.version import version

        typer.echo(f"junheng {version()}")
        raise typer.Exit


@app.callback()
def root(
    version: Annotated[bool, typer.Option("--version", callback=_version, is_eager=True, help="显示版本。 Show the version.")] = False,
) -> None:
    """均衡：读取县域义务教育报告，提取其中每一个数字。

    Reads Chinese county education reports and extracts every figure.
    """


def main() -> None:
    """Entry point of the console script."""
    app()


if __name__ == "__main__":
    main()
