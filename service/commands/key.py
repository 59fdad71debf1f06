"""`junheng key`: keys of the service made, listed and revoked, by whoever can reach its database."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal

import typer

from service.commands.stored import CONSOLE, DataFolder, opened_store
from service.exits import Lang, WrongUsage, reported, sentence

if TYPE_CHECKING:
    from datetime import datetime

    from corpus.store.keys import KeyRow

app = typer.Typer(no_args_is_help=True, help="服务的密钥。 Keys of the service.", rich_markup_mode=None)
Language = Annotated[Lang, typer.Option("--lang", envvar="JUNHENG_LANG", help="界面语言。 Language of messages.")]


@app.callback()
def root() -> None:
    """服务的密钥。 Keys of the service."""


@app.command("create")
def create(
    name: Annotated[str, typer.Argument(metavar="NAME", help="使用者，审计日志用此名。 Who uses it; the audit log calls them so.")],
    role: Annotated[
        Literal["viewer", "uploader", "reviewer", "admin"], typer.Option("--role", help="查看、上传、审核、管理员。 What they may do.")
    ] = "viewer",
    county: Annotated[
        list[str] | None, typer.Option("--county", metavar="NAME", help="只限这个县，可多次给出；默认全部。 Only this county.")
    ] = None,
    days: Annotated[int | None, typer.Option("--days", min=1, max=36500, help="多少天后失效；默认不失效。 Days until it expires.")] = None,
    data: DataFolder = None,
    lang: Language = "zh",
) -> None:
    """生成密钥，只显示一次。 Make a key; it is shown once."""
    with reported(lang), opened_store(data) as store:
        from corpus.store.keys import NameTaken, create_key
        from models.plain import plain_line

        shown = plain_line(name).strip()
        if not shown or len(shown) > 100:
            raise WrongUsage("key_name", name=name)
        try:
            with store.writing() as c:
                _, secret = create_key(c, shown, role, tuple(county) if county else None, _expiry(days), CONSOLE)
        except NameTaken as error:
            raise WrongUsage(error.code, **error.details) from error
        typer.echo(sentence("key_created", lang, name=shown), err=True)
        typer.echo(secret)


@app.command("list")
def show(data: DataFolder = None, lang: Language = "zh") -> None:
    """列出密钥（不含密钥本身）。 List the keys, without their secrets."""
    with reported(lang), opened_store(data) as store:
        from corpus.store.keys import list_keys

        with store.reading() as c:
            keys = list_keys(c)
        for key in keys:
            typer.echo(_line(key, lang))
        if not keys:
            typer.echo(sentence("no_keys", lang))


@app.command("revoke")
def revoke(
    id: Annotated[int, typer.Argument(metavar="NUMBER", help="编号，见 key list。 Its number in key list.")],
    data: DataFolder = None,
    lang: Language = "zh",
) -> None:
    """撤销密钥，立即生效。 Revoke a key, at once."""
    with reported(lang), opened_store(data) as store:
        from corpus.store.keys import revoke_key

        with store.writing() as c:
            key = revoke_key(c, id, CONSOLE)
        if key is None:
            raise WrongUsage("key_unknown", id=id)
        typer.echo(sentence("key_revoked", lang, name=key.name, id=id))


def _expiry(days: int | None) -> datetime | None:
    from datetime import UTC, datetime, timedelta

    return None if days is None else datetime.now(UTC) + timedelta(days=days)


def _line(key: KeyRow, lang: Lang) -> str:
    from datetime import UTC, datetime

    from service.labels import label, word

    counties = word("all_counties", lang) if key.counties is None else "、".join(key.counties)
    state = word("key_revoked", lang) if key.revoked_at else word("key_valid" if key.valid(datetime.now(UTC)) else "key_expired", lang)
    until = "" if key.expires_at is None else f"{key.expires_at:%Y-%m-%d}"
    return "\t".join((str(key.id), key.name, label("key_role", key.role, lang), counties, state, until)).rstrip()
