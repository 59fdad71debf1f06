"""What hostile files aim at: a secret file, and a port that must never be called."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.worker.conftest import do, launcher, out

__all__ = ["do", "launcher", "out"]
SECRET = "金丝雀7788"


@pytest.fixture
def canary(tmp_path: Path) -> Path:
    """A file on this machine whose words must not show up anywhere."""
    file = tmp_path / "secret.txt"
    file.write_text(SECRET, encoding="utf-8")
    return file


@pytest.fixture
def port() -> Iterator[int]:
    """A listening port on loopback; fails the test that connects to it."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server.getsockname()[1]
        server.setblocking(False)
        with pytest.raises(BlockingIOError):
            server.accept()
