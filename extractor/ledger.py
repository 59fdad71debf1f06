"""The account of every number of a document: each run of digits and each written-out number in exactly one entry.

Takes the spans that were read and the raw text; finds what was passed over, so that nothing is ever silently dropped.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable
from typing import NamedTuple

from extractor.spans import CHINESE

_NUMBER = re.compile(rf"[0-9０-９]+|[{CHINESE}]+")


class Entry(NamedTuple):
    """A LedgerEntry to be; its text is raw[start:end]. `fact`: the id of a fact."""

    start: int
    end: int
    kind: str
    fact: str | None = None


def complete(raw: str, entries: Iterable[Entry]) -> list[Entry]:
    """`entries` in order, with an entry `unresolved` (digits) or `idiom` (words) for each number that has none."""
    kept = sorted(entries, key=lambda e: (e.start, e.end))
    starts = [e.start for e in kept]
    found: list[Entry] = []
    for match in _NUMBER.finditer(raw):
        start, end = match.span()
        before = bisect_right(starts, start) - 1
        if before < 0 or kept[before].end < end:  # most numbers lie within the last entry that begins with them or before
            found += _uncovered(raw, start, end, kept, max(before, 0))
    return sorted([*kept, *found], key=lambda e: e.start)


def _uncovered(raw: str, start: int, end: int, kept: list[Entry], i: int) -> list[Entry]:
    """Entries for the pieces of raw[start:end] that no entry covers, of `kept` from the one numbered `i` on."""
    found: list[Entry] = []
    at = start
    while at < end:
        while i < len(kept) and kept[i].end <= at:
            i += 1
        if i < len(kept) and kept[i].start <= at:
            at = kept[i].end
            continue
        stop = min(end, kept[i].start) if i < len(kept) else end
        kind = "idiom" if raw[at] in CHINESE else "unresolved"
        found.append(Entry(at, stop, kind))
        at = stop
    return found
