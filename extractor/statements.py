"""Sentences without figures that claim something of figures told around them: 两项差异系数均达到国家标准。

Takes a paragraph as read; judges nothing (models/checks).
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

from extractor.sentences import SENTENCE_END, Reading
from models.claims import is_claim


def find_statements(reading: Reading, planned: bool = False) -> Iterator[tuple[int, int]]:
    """Where in the folded text of a paragraph such sentences stand. `planned`: below 今后打算 大班额全部消除 claims nothing, unless it is
    told as done."""
    text = reading.folded.text
    silent = list(_without_figures(reading))
    if silent and is_claim(text):
        claims = ((start, end) for start, end in silent if is_claim(text[start:end]))
        yield from ((start, end) for start, end in claims if not planned or _DONE.search(text, start, end))


_DONE = re.compile("已|目前|现有|截[至止]")


def _without_figures(reading: Reading) -> Iterator[tuple[int, int]]:
    """The sentences in which no figure begins."""
    text, starts = reading.folded.text, [figure.start for figure in reading.figures]
    at = 0
    for end in [*(match.end() for match in SENTENCE_END.finditer(text)), len(text)]:
        if bisect_left(starts, at) == bisect_left(starts, end):
            yield at, end
        at = end
