"""A Report with its text map as bytes and back, so that a change of the rules does not mean to read every file again.

JSON and plain arrays, each packed by zlib, with their lengths in front: nothing in them can be more than data. The name of
the document is no part of it, since the same bytes may have several.
"""

from __future__ import annotations

import struct
import zlib
from dataclasses import replace

from pydantic import ValidationError

from corpus.ingested import StoredReport
from extractor.blocks import Report, TextMap

_MARK = b"junheng report 1\n"
_LENGTHS = struct.Struct("<III")
_FAST = 1
"""The level of packing: it is written once for each document and seldom read."""


class StaleReading(Exception):
    """What was kept cannot be read any more: it has to be made again."""


def encode_report(report: Report) -> bytes:
    pages, boxes = report.map.to_bytes() if report.map is not None else (b"", b"")
    stored = StoredReport.from_report(replace(report, name="")).model_dump_json().encode()
    parts = [zlib.compress(part, _FAST) for part in (stored, pages, boxes)]
    return b"".join((_MARK, _LENGTHS.pack(*map(len, parts)), *parts))


def decode_report(data: bytes, name: str) -> Report:
    """Raises StaleReading for bytes that are not whole or were made by another version."""
    try:
        stored, pages, boxes = (zlib.decompress(part) for part in _parts(data))
        report = StoredReport.model_validate_json(stored).to_report()
        text_map = TextMap.from_bytes(pages, boxes) if pages else None
    except (ValueError, struct.error, zlib.error, ValidationError) as error:
        raise StaleReading from error
    if text_map is not None and len(text_map.pages) != len(report.text):
        raise StaleReading
    return replace(report, name=name, map=text_map)


def _parts(data: bytes) -> list[bytes]:
    if not data.startswith(_MARK):
        raise StaleReading
    start = len(_MARK) + _LENGTHS.size
    lengths = _LENGTHS.unpack(data[len(_MARK) : start])
    if len(data) != start + sum(lengths):
        raise StaleReading
    parts = []
    for length in lengths:
        parts.append(data[start : start + length])
        start += length
    return parts
