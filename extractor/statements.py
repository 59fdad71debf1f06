"""Sentences without figures that claim something of figures told around them: 两项差异系数均达到国家标准。

Takes a paragraph as read; judges nothing (models/checks).
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator

from extractor.sentences import SENTENCE_END, Reading
from models.claims import is_claim


def find_statements(reading: Reading) -> Iterator[tuple[int, int]]:
    """Where in the folded text of a paragraph such sentences stand."""
    text = reading.folded.text
    if not is_claim(text):
        return
    starts = [figure.start for figure in reading.figures]
    at = 0
    for end in [*(match.end() for match in SENTENCE_END.finditer(text)), len(text)]:
        if is_claim(text[at:end]) and bisect_left(starts, at) == bisect_left(starts, end):
            yield at, end
        at = end
