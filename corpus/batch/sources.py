"""The bytes of a source, and the hash that a document goes by."""

from __future__ import annotations

import hashlib
import os

from corpus.batch.archives import MOST_BYTES, read_entry
from corpus.batch.inputs import Source
from models.errors import UnreadableInput


def read_bytes(source: Source) -> bytes:
    """Raises UnreadableInput: `missing_file`, `no_permission`, `cannot_open`, `too_large`, and those of an archive's entry."""
    if source.entry is not None:
        return read_entry(source.path, source.entry)
    try:
        with source.path.open("rb") as file:
            size = os.fstat(file.fileno()).st_size
            content = file.read(min(size, MOST_BYTES) + 1)
    except FileNotFoundError as error:
        raise UnreadableInput("missing_file") from error
    except PermissionError as error:
        raise UnreadableInput("no_permission") from error
    except OSError as error:
        raise UnreadableInput("cannot_open", reason=error.strerror or "") from error
    if len(content) > MOST_BYTES:
        raise UnreadableInput("too_large")
    return content


def hash_of(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
