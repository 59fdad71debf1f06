"""How one service runs: where its data lies, where it listens, what it may use. From JUNHENG_* and the command line.

Plain values; opens nothing. The command line goes before the environment, and that before the defaults.
"""

from __future__ import annotations

import ipaddress
import os
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any, Literal, get_args

from service.exits import WrongUsage

Access = Literal["auto", "keys"]
MEGABYTE = 1024 * 1024
LEAST = {"max_upload_mb": 1, "max_queue": 1, "timeout": 1, "memory_mb": 256, "session_hours": 1}
"""The least that a number may be; 0 for all others."""


@dataclass(frozen=True, slots=True)
class Settings:
    """Times in seconds unless the name says otherwise. `access`: `auto` is open on loopback only.

    No `database_url`: SQLite in one file beside the uploads, in the folder `data`.
    """

    data: Path = Path("junheng-data")
    database_url: str | None = None
    host: str = "127.0.0.1"
    port: int = 8000
    access: Access = "auto"
    workers: int = max(1, (os.cpu_count() or 2) - 1)
    max_upload_mb: int = 100
    max_queue: int = 1000
    timeout: int = 300
    memory_mb: int = 2048
    session_hours: int = 12

    @property
    def max_upload(self) -> int:
        """In bytes."""
        return self.max_upload_mb * MEGABYTE

    @property
    def is_open(self) -> bool:
        """Whether no key is asked for. Never where other machines can reach the port."""
        return self.access == "auto" and is_loopback(self.host)


def is_loopback(host: str) -> bool:
    """Whether `host` (a name or an address) is this machine alone.

    >>> is_loopback("127.0.0.1"), is_loopback("localhost"), is_loopback("0.0.0.0"), is_loopback("::1")
    (True, True, False, True)
    """
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def variable(name: str) -> str:
    """The variable of the environment that gives the setting `name`."""
    return f"JUNHENG_{name.upper()}"


def read_settings(environment: Mapping[str, str], **given: object) -> Settings:
    """The settings of `environment`, with what was `given` (and is not None) before them. Raises WrongUsage."""
    chosen: dict[str, object] = {f.name: environment[variable(f.name)] for f in fields(Settings) if environment.get(variable(f.name))}
    chosen |= {name: value for name, value in given.items() if value is not None}
    defaults = Settings()
    return Settings(**{name: _value(name, value, getattr(defaults, name)) for name, value in chosen.items()})


def _value(name: str, value: object, default: object) -> Any:
    """The value in the type of the default. Raises WrongUsage, naming the variable."""
    text = str(value)
    if isinstance(default, int):
        least = LEAST.get(name, 0)
        if not text.isascii() or not text.isdecimal() or int(text) < least:
            raise WrongUsage("setting_number", variable=variable(name), value=text, least=least)
        return int(text)
    if name == "access" and text not in get_args(Access):
        raise WrongUsage("setting_access", variable=variable(name), value=text)
    return Path(text) if isinstance(default, Path) else text
