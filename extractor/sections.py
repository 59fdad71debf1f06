"""Which paragraphs begin with the number of a section: 2.3, 4.1.2. Takes their texts in order, reads nothing else of them.

2.3 at the beginning of a line may be a number of a section or a figure that the line before has let go; the sections of
a document count on from one another.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from extractor.spans import unit_pattern

_NUMBER = re.compile(r"\s*([1-9]\d?(?:\.\d{1,2}){1,3})(?![\d.．%％‰~—－-])(?:[、.．]|(?=\D)|\s)\s*(?=\S)")
_LONGEST_STEP = 3
"""Sections that may have been passed over, as one that stands in a table."""
_SENTENCE_OPEN = re.compile(r"[^。！？；：!?;:…”）)\d]\Z")
_LONGEST_HEADING = 20


def section_numbers(texts: Iterable[str]) -> dict[int, int]:
    """For each text that begins with the number of a section, by its place: how many characters the number takes."""
    found: dict[int, int] = {}
    last: tuple[int, ...] = ()
    before = ""
    for place, text in enumerate(texts):
        match = _NUMBER.match(text)
        if match is not None and not _is_amount(text, match.end(1), before):
            number = tuple(map(int, match[1].split(".")))
            if _follows(last, number):
                found[place] = match.end(1)
                last = number
        before = text
    return found if len(found) > 1 else {}


def _is_amount(text: str, end: int, before: str) -> bool:
    """2.3万元; and 4.1 平方米 where the text before has broken off in mid-sentence."""
    broken_off = len(before) > _LONGEST_HEADING and _SENTENCE_OPEN.search(before) is not None
    return _unit().match(text, end) is not None or (broken_off and _unit().match(text.replace(" ", "", 1), end) is not None)


def _follows(last: tuple[int, ...], number: tuple[int, ...]) -> bool:
    """2.3 behind 2.2, 3.1 behind 2.3, 2.3.1 behind 2.3; the first of all ends in 1 or, where that has no number, in 2."""
    if not last:
        return number[-1] <= 2
    depth = next((i for i, (a, b) in enumerate(zip(last, number, strict=False)) if a != b), min(len(last), len(number)))
    if depth == len(number):
        return False
    step = number[depth] - (last[depth] if depth < len(last) else 0)
    return 0 < step <= _LONGEST_STEP and all(n <= 2 for n in number[depth + 1 :])


@cache
def _unit() -> re.Pattern[str]:
    return re.compile(rf"[百千]?[万亿]?{unit_pattern()}|[万亿]")
