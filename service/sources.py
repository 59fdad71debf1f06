"""The files that a command names: their bytes and what they are called. Reads no format."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from models.errors import UnreadableInput

STDIN = "-"


def read_source(source: str) -> bytes:
    """The bytes of the file `source`, or of standard input for `-`. Raises UnreadableInput with the file's name."""
    if source == STDIN:
        return sys.stdin.buffer.read()
    name = show_name(source)
    try:
        return Path(source).read_bytes()
    except FileNotFoundError as error:
        raise UnreadableInput("missing_file", name=name) from error
    except IsADirectoryError as error:
        raise UnreadableInput("is_folder", name=name) from error
    except PermissionError as error:
        # Windows answers so for a folder, too.
        raise UnreadableInput("is_folder" if os.path.isdir(source) else "no_permission", name=name) from error
    except (OSError, ValueError) as error:
        raise UnreadableInput("cannot_open", name=name, reason=getattr(error, "strerror", None) or error) from error


def document_name(source: str) -> str:
    """What the document is called: the file's name without its folder, in letters that UTF-8 can hold."""
    return "stdin" if source == STDIN else show_name(Path(source).name)


def show_name(name: str) -> str:
    """A file name of the operating system as text: bytes that are no UTF-8 show as U+FFFD."""
    return os.fsencode(name).decode("utf-8", "replace")
