"""`junheng serve`: the web service. Needs no set-up: its data goes into one folder, and only this computer reaches it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal

import typer

from service.exits import Lang, WrongUsage, reported, sentence

if TYPE_CHECKING:
    from socket import socket

    from service.settings import Settings

_GRACE = 5
"""Seconds that open streams get when the service stops."""


def command(
    data: Annotated[str | None, typer.Option("--data", metavar="DIR", help="数据文件夹，默认 ./junheng-data。 Data folder.")] = None,
    host: Annotated[str | None, typer.Option("--host", help="监听地址，默认 127.0.0.1（只限本机）。 Address to listen on.")] = None,
    port: Annotated[int | None, typer.Option("--port", min=0, max=65535, help="端口，默认 8000。 Port.")] = None,
    workers: Annotated[int | None, typer.Option("--workers", min=1, max=64, help="同时处理的文件数。 Documents at a time.")] = None,
    access: Annotated[
        Literal["auto", "keys"] | None, typer.Option("--access", help="keys：本机访问也需要密钥。 Ask for keys on loopback, too.")
    ] = None,
    lang: Annotated[Lang, typer.Option("--lang", envvar="JUNHENG_LANG", help="界面语言。 Language of messages.")] = "zh",
) -> None:
    """启动网页服务。 Run the web service.

    其他设置见环境变量 JUNHENG_*。 Further settings are variables JUNHENG_*.
    """
    with reported(lang):
        import os

        from service.settings import read_settings

        _run(read_settings(os.environ, data=data, host=host, port=port, workers=workers, access=access), lang)


def _run(settings: Settings, lang: Lang) -> None:
    """Until somebody stops it. Raises WrongUsage for a port that cannot be had, StoreError for a store that cannot."""
    import uvicorn

    from corpus.store import open_store
    from corpus.store.keys import list_keys
    from service.app import create_app
    from service.logs import configure_logs

    listening = _listen(settings)
    configure_logs()
    store = open_store(settings.database_url, settings.data)
    with store.reading() as c:
        has_keys = bool(list_keys(c))
    store.close()
    _tell(settings, listening, has_keys, lang)
    config = uvicorn.Config(
        create_app(settings), log_config=None, access_log=False, server_header=False, timeout_graceful_shutdown=_GRACE, lifespan="on"
    )
    uvicorn.Server(config).run(sockets=[listening])


def _listen(settings: Settings) -> socket:
    import socket

    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    try:
        listening = socket.create_server((settings.host, settings.port), family=family, backlog=512)
    except OSError as error:
        raise WrongUsage("port_taken", host=settings.host, port=settings.port, reason=error.strerror or error) from error
    # Accepted connections inherit it: without, each answer waits 40 ms for the client's delayed acknowledgement.
    listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return listening


def _tell(settings: Settings, listening: socket, has_keys: bool, lang: Lang) -> None:
    """The address and how to stop, at once visible also where the output goes into a file."""
    host = f"[{settings.host}]" if ":" in settings.host else settings.host
    url = f"http://{host}:{listening.getsockname()[1]}"
    typer.echo(sentence("serving", lang, url=url, data=settings.data.absolute()))
    if settings.is_open:
        typer.echo(sentence("serving_open", lang))
    elif not has_keys:
        typer.echo(sentence("serving_without_keys", lang))
