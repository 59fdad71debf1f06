"""Makes hostile zip archives: what no packer would write, byte by byte."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Iterable

_LOCAL, _CENTRAL, _END = b"PK\x03\x04", b"PK\x01\x02", b"PK\x05\x06"
_DEFLATED = 8


def spaces(count: int) -> bytes:
    """That many spaces, deflated."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    block = b" " * 1_000_000
    return b"".join(packer.compress(block) for _ in range(count // len(block))) + packer.flush()


def deflated(data: bytes, level: int = 6) -> bytes:
    packer = zlib.compressobj(level, zlib.DEFLATED, -15)
    return packer.compress(data) + packer.flush()


def entry(name: bytes, packed: bytes, size: int, crc: int) -> bytes:
    """A local header and its packed bytes; size and checksum as they are claimed."""
    head = struct.pack("<4s5H3I2H", _LOCAL, 20, 0, _DEFLATED, 0, 0x21, crc, len(packed), size, len(name), 0)
    return head + name + packed


def listing(name: bytes, packed: int, size: int, crc: int, offset: int) -> bytes:
    """A line of the central directory, true or not."""
    numbers = (20, 20, 0, _DEFLATED, 0, 0x21, crc, packed, size, len(name), 0, 0, 0, 0, 0, offset)
    return struct.pack("<4s6H3I5H2I", _CENTRAL, *numbers) + name


def archive(entries: bytes, lines: Iterable[bytes]) -> bytes:
    directory = list(lines)
    whole = b"".join(directory)
    count = min(len(directory), 0xFFFF)
    return entries + whole + struct.pack("<4s4H2IH", _END, 0, 0, count, count, len(whole), len(entries), 0)


def lying(claimed: int, real: int) -> bytes:
    """A Word file whose main part claims another size than what it inflates to."""
    packed, crc = spaces(real), zlib.crc32(b" " * claimed)
    name = b"word/document.xml"
    return archive(entry(name, packed, claimed, crc), [listing(name, len(packed), claimed, crc, 0)])


def overlapping(names: Iterable[bytes], content: bytes) -> bytes:
    """Every name leads to the same packed bytes: a small file that inflates again with each name."""
    packed, crc = deflated(content, 9), zlib.crc32(content)
    names = list(names)
    body = entry(names[0], packed, len(content), crc)
    return archive(body, [listing(name, len(packed), len(content), crc, 0) for name in names])


def crowded(count: int) -> bytes:
    """More entries than a document has, all empty."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as packing:
        packing.writestr("word/document.xml", b"<w/>")
        for number in range(count):
            packing.writestr(str(number), b"")
    return buffer.getvalue()


def nested(depth: int) -> bytes:
    """A zip in a zip in a zip; the innermost inflates to ten megabytes."""
    content = b"0" * 10_000_000
    for level in range(depth):
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as packing:
            for copy in range(4):
                packing.writestr(f"{level}-{copy}.zip", content)
        content = buffer.getvalue()
    return content
