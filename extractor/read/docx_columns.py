"""Tables that were typed into a Word file as paragraphs: fields parted by blanks, tabs or commas, or a paragraph a cell.

Takes the text and blocks as drafted; gives the blocks with such tables in the place of their paragraphs. Reads no
table that the file itself has.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from extractor.blocks import Block, Paragraph
from extractor.read.text_lines import split_lines
from extractor.read.text_tables import find_unframed_tables


def with_typed_tables(text: str, blocks: Sequence[Block]) -> list[Block]:
    """The blocks, each typed table as one of them; what a paragraph holds before or behind it stays a paragraph."""
    found: list[Block] = []
    for typed, group in groupby(blocks, key=lambda b: isinstance(b, Paragraph) and b.kind == "body"):
        run = list(group)
        found += _read_run(text, [b for b in run if isinstance(b, Paragraph)]) if typed else run
    return found


def _read_run(text: str, run: list[Paragraph]) -> Iterator[Block]:
    """The blocks of neighbouring body paragraphs."""
    lines = split_lines(text, run[0].start, run[-1].end)
    at = run[0].start
    for first, end, table in find_unframed_tables(lines, text):
        yield from _between(text, run, at, lines[first].start)
        yield table
        at = lines[end - 1].end
    yield from _between(text, run, at, run[-1].end)


def _between(text: str, run: list[Paragraph], start: int, end: int) -> Iterator[Paragraph]:
    """What of the paragraphs lies in text[start:end]."""
    for paragraph in run:
        a, b = max(paragraph.start, start), min(paragraph.end, end)
        if (inside := text[a:b].strip()) and a < b:
            first = text.index(inside, a)
            yield replace(paragraph, start=first, end=first + len(inside))
