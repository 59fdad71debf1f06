"""Reader for plain text files. Takes bytes, gives a Report whose text is the decoded file, character for character.

Finds paragraphs, also those that the file wraps hard, headings by their look, and tables. Does not look for the
furniture of web pages.
"""

from __future__ import annotations

from hashlib import sha256

from extractor.blocks import Block, Paragraph, Report
from extractor.read.looks import kind_by_look
from extractor.read.text_decode import decode
from extractor.read.text_lines import Line, joined_lines, split_lines
from extractor.read.text_tables import find_tables
from models.errors import UnreadableInput

MAX_BYTES = 50_000_000


def read_text(data: bytes, name: str) -> Report:
    """Raises UnreadableInput: `not_text`, `damaged_text`, `empty`, `too_large`."""
    if len(data) > MAX_BYTES:
        raise UnreadableInput("too_large")
    text = decode(data)
    blocks = _blocks(text)
    if not blocks:
        raise UnreadableInput("empty")
    return Report(name, "txt", sha256(data).hexdigest(), text, blocks)


def _blocks(text: str) -> list[Block]:
    lines = split_lines(text)
    tables = {first: (end, table) for first, end, table in find_tables(lines, text)}
    joined = _joined_prose(lines, {i for first, (end, _) in tables.items() for i in range(first, end)})
    blocks: list[Block] = []
    i = 0
    while i < len(lines):
        first = i
        if first in tables:
            i, table = tables[first]
            blocks.append(table)
            continue
        while i in joined:
            i += 1
        start, end = lines[first].start, lines[i].end
        blocks.append(Paragraph(start, end, kind_by_look(text[start:end])))
        i += 1
    return blocks


def _joined_prose(lines: list[Line], in_table: set[int]) -> set[int]:
    """Numbers of the lines that go on in the next; tables are left aside, so that they do not hide the line width."""
    prose = [i for i in range(len(lines)) if i not in in_table]
    joined = joined_lines([lines[i] for i in prose])
    return {prose[k] for k in joined if prose[k] + 1 == prose[k + 1]}
