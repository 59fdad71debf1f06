"""Zip archives from strangers: the names inside, and single entries inflated within limits.

Takes the bytes of an archive; nothing is ever written to disk, so the paths inside can do no harm. What an entry's
header says of its size is not believed: limits hold for what really comes out. Does not know what a docx is.
"""

from __future__ import annotations

import io
import lzma
import zipfile
import zlib
from collections.abc import Iterable
from itertools import pairwise

from models.errors import UnreadableInput

MAX_ENTRIES = 20_000
MAX_BYTES = 150_000_000
"""Inflated bytes of all entries that are read. Pictures are never read, so they do not count."""
MAX_RATIO = 250
RATIO_FROM = 10_000_000
"""Below this size a high ratio is no danger, and short XML of equal table rows does reach high ratios."""

_ENCRYPTED_FLAG = 0x1
_LOCAL_HEADER = 30
"""Bytes of an entry's header, at least."""
FAULTS = (zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, OSError, NotImplementedError, ValueError)


class Archive:
    """An opened zip. Entry names are compared without case, with `/` between folders and none in front."""

    def __init__(self, data: bytes) -> None:
        """Raises UnreadableInput `damaged` if this is no whole zip, `zip_bomb` for absurdly many entries or shared bytes."""
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except FAULTS as error:
            raise UnreadableInput("damaged") from error
        infos = self._zip.infolist()
        if len(infos) > MAX_ENTRIES or overlap(infos):
            raise UnreadableInput("zip_bomb")
        # zipfile cuts a name at a NUL, so that `document.xml\0.exe` would stand for the real one.
        self._infos = {_plain(info.filename): info for info in infos if "\0" not in info.orig_filename}
        self._left = MAX_BYTES

    def __contains__(self, name: str) -> bool:
        return _plain(name) in self._infos

    def names(self) -> list[str]:
        return list(self._infos)

    def read(self, name: str) -> bytes:
        """The inflated bytes of entry `name`, which must be there (else KeyError).

        Raises UnreadableInput: `damaged`, `encrypted`, `zip_bomb`.
        """
        info = self._infos[_plain(name)]
        if is_encrypted(info):
            raise UnreadableInput("encrypted")
        try:
            with self._zip.open(info) as entry:
                content = entry.read(self._left + 1)
        except FAULTS as error:
            raise UnreadableInput("damaged") from error
        self._left -= len(content)
        if self._left < 0 or is_too_dense(info, len(content)):
            raise UnreadableInput("zip_bomb")
        return content


def is_encrypted(info: zipfile.ZipInfo) -> bool:
    return bool(info.flag_bits & _ENCRYPTED_FLAG)


def is_too_dense(info: zipfile.ZipInfo, inflated: int) -> bool:
    """Whether so many bytes came out of so few that no document is behind them."""
    return inflated > RATIO_FROM and inflated > MAX_RATIO * max(info.compress_size, 1)


def overlap(infos: Iterable[zipfile.ZipInfo]) -> bool:
    """Whether two entries share packed bytes: no packer does that, and it makes a small file inflate without end."""
    spans = sorted((info.header_offset, info.header_offset + _LOCAL_HEADER + info.compress_size) for info in infos)
    return any(end > start for (_, end), (start, _) in pairwise(spans))


def _plain(name: str) -> str:
    return name.replace("\\", "/").lstrip("/").lower()
