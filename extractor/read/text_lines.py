"""Lines of a text file, and which of them belong together because the file wraps its lines hard.

Takes the decoded text; gives lines with offsets and groups of line numbers. Tables are not its business.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import NamedTuple

from extractor.fold import PAGE_FOOT
from extractor.read.looks import kind_by_look
from extractor.sections import section_numbers

_LINE = re.compile(r"[^\r\n\f\v\x85\u2028\u2029]+")
_ONE_BREAK = ("\n", "\r\n", "\r")
_FINISHED = re.compile(r"(?:[。！？；!?;…]|(?<!\d)[.:：])[”’\"'」』）)】》]*\Z")
_BEGINNING = re.compile(
    r"(?:[一二三四五六七八九十]{1,3}[、.．]|[(（][一二三四五六七八九十\d]{1,3}[)）]|第[一二三四五六七八九十百\d]+[章节部篇条]"
    r"|\d{1,3}(?:[、．)）]|\.(?!\d))|[—–-]{2}|[•●■◆①-⑳]|(?:附?[表图])\s*\d|注[:：])"
)
_PAGE_FOOT = re.compile(PAGE_FOOT)
_PAGE_MARK = re.compile(r"(\d{1,4})\s*[、.．]")
_NARROWEST_PAGE, _WIDEST_PAGE = 30, 120
"""Columns of a file that wraps its lines; where lines are longer, each is a paragraph."""
_FULL_SHARE = 0.7
"""Wrapped lines are this full at least: fonts differ, and a line does not begin with punctuation."""
_MOST_PAGES_PASSED = 3
_SHORTEST_PAGE = 100
"""Characters of the pages that web libraries number."""
_CERTAIN_PAGE = 200
"""A line this long that breaks off before the next number is a page even without others like it."""


class Line(NamedTuple):
    """A line with something on it: offsets without surrounding white space; `raw_start` is where the line begins."""

    start: int
    end: int
    raw_start: int
    text: str
    follows: bool
    """Whether the line before it ends right above, with no empty line between."""


def split_lines(text: str, first: int = 0, last: int | None = None) -> list[Line]:
    """The lines of text[first:last] that have something on them."""
    lines: list[Line] = []
    end = 0
    for match in _LINE.finditer(text, first, len(text) if last is None else last):
        stripped = match[0].strip()
        if not stripped:
            continue
        start = match.start() + match[0].index(stripped[0])
        follows = bool(lines) and text[end : match.start()] in _ONE_BREAK
        lines.append(Line(start, start + len(stripped), match.start(), stripped, follows))
        end = match.end()
    return lines


def joined_lines(lines: list[Line]) -> set[int]:
    """Numbers of the lines that go on in the next one. A page's foot goes on where it parts two lines that do: — 3 —."""
    feet = {i for i, line in enumerate(lines) if _PAGE_FOOT.fullmatch(line.text)}
    kept = [i for i in range(len(lines)) if i not in feet]
    text = [lines[i]._replace(follows=True) if i - 1 in feet else lines[i] for i in kept]
    sections = section_numbers(line.text for line in text)
    joined = (k for k in _wrapped(text) | _cut_by_page_marks(text) if k + 1 not in sections)
    return {i for k in joined for i in range(kept[k], kept[k + 1])}


def is_unfinished(text: str) -> bool:
    """Whether a line ends in mid-sentence. A point or colon after a digit may be part of a number."""
    return _FINISHED.search(text, max(0, len(text) - 8)) is None


def _wrapped(lines: list[Line]) -> set[int]:
    widths = [display_width(line.text) for line in lines]
    full = _full_width(lines, widths)
    if full is None:
        return set()
    indented = sum(line.start - line.raw_start > 1 for line in lines) > 0.8 * len(lines)
    return {
        i
        for i, (line, after) in enumerate(pairwise(lines))
        if widths[i] >= full
        and after.follows
        and is_unfinished(line.text)
        and not _BEGINNING.match(after.text)
        and (indented or after.start - after.raw_start < 2)
    }


def _full_width(lines: list[Line], widths: list[int]) -> int | None:
    """The display width from which a line counts as full; None if the file evidently does not wrap its lines.

    It does if nearly no line is longer than a page is wide and most of the lines near that width end in mid-sentence.
    """
    longest = sorted(widths)[int((len(widths) - 1) * 0.95)] if widths else 0
    if not _NARROWEST_PAGE <= longest <= _WIDEST_PAGE:
        return None
    full = int(longest * _FULL_SHARE)
    at_full = [line for line, width in zip(lines, widths, strict=True) if width >= full]
    unfinished = sum(is_unfinished(line.text) for line in at_full)
    return full if len(at_full) >= max(3, len(lines) / 4) and unfinished >= 0.6 * len(at_full) else None


def display_width(text: str) -> int:
    """Places in a fixed-width font; GBK has one byte for narrow and two for wide characters."""
    return len(text.encode("gbk", "replace"))


def _cut_by_page_marks(lines: list[Line]) -> set[int]:
    """Lines after which a web library began a new page `k、`, in mid-sentence, with k = 1, 2, 3 … all through.

    The numbers of an ordinary list count the same way, but its items end their sentences or stand close together.
    """
    cuts: list[int] = []
    page, page_start = 1, next((line.start for line in lines if _mark(line) == 1), 0)
    for i, (line, after) in enumerate(pairwise(lines)):
        steps = (_mark(after) or 0) - page
        # Pages that end with a sentence are passed over: their marks cannot be told from those of a list.
        far_enough = after.start - page_start >= steps * _SHORTEST_PAGE
        if 1 <= steps <= _MOST_PAGES_PASSED and far_enough and _breaks_off(line.text):
            cuts.append(i)
            page, page_start = page + steps, after.start
    certain = len(cuts) > 1 or any(len(lines[i].text) >= _CERTAIN_PAGE for i in cuts)
    return set(cuts) if certain else set()


def _mark(line: Line) -> int | None:
    match = _PAGE_MARK.match(line.text)
    return int(match[1]) if match else None


def _breaks_off(text: str) -> bool:
    return is_unfinished(text) and kind_by_look(text) == "body"
