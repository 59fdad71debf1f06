"""Files that appear under their name whole or not at all, whenever the program is killed."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

PART = ".junheng-part"
"""The ending of a file that is being written; one that a killed run left behind is written over or swept away."""


def write_whole(path: Path, content: bytes, flushed: bool = True) -> None:
    """`flushed`: survives a power cut too. What can be made again and is checked when it is read need not."""
    with whole_file(path, flushed) as file:
        file.write(content)


@contextmanager
def whole_file(path: Path, flushed: bool = True) -> Iterator[IO[bytes]]:
    """A file beside `path`, renamed to it at the end of the block; nothing stays of one that ends with an error."""
    path.parent.mkdir(parents=True, exist_ok=True)
    aside = path.with_name(path.name + PART)
    try:
        with aside.open("wb") as file:
            yield file
            if flushed:
                file.flush()
                os.fsync(file.fileno())
        os.replace(aside, path)
    except BaseException:
        aside.unlink(missing_ok=True)
        raise


def read_if_there(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None
