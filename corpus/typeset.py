"""The small markup of reports: text in, a Manuscript of typed blocks out, and back; plus the plain text that readers see.

`# ` title, `## ` and `### ` headings, `::left ::right ::center ` lines, `> ` caption or note, `| a | b |` tables with
`|---|---|` after the header rows, `<` merged with the cell at its left, `^` merged with the cell above. Every other
line is one paragraph. Word and PDF are written by `typeset_docx` and `typeset_pdf`; nothing here opens a file.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

Align = Literal["body", "left", "right", "center"]
LEFT, ABOVE = "<", "^"
_RULE = re.compile(r"\|(\s*:?-+:?\s*\|)+")
_HEADING = re.compile(r"(#{1,6}) ")
_ALIGNED = re.compile(r"::(left|right|center) ")


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; level 1 is the title."""

    text: str
    level: int


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph: `body` is indented by two characters, the other three are lines set as they say."""

    text: str
    align: Align = "body"


@dataclass(frozen=True, slots=True)
class Caption:
    """A table's caption or the note below it."""

    text: str


@dataclass(frozen=True, slots=True)
class Grid:
    """A table: rows of cells, `<` and `^` for a cell that belongs to its left or upper neighbour."""

    rows: tuple[tuple[str, ...], ...]
    header_rows: int = 0

    @property
    def columns(self) -> int:
        """Cells of the longest row."""
        return max((len(row) for row in self.rows), default=0)


Block = Heading | Line | Caption | Grid


@dataclass(frozen=True, slots=True)
class Manuscript:
    """A report as its author wrote it, before any file format."""

    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Span:
    """A merged cell of a Grid: its text and the half-open ranges of rows and columns that it covers."""

    text: str
    top: int
    left: int
    bottom: int
    right: int


def parse_markup(text: str) -> Manuscript:
    """The blocks of `text`, in order; an empty line is an empty body Line."""
    blocks: list[Block] = []
    for line in text.splitlines():
        grid = blocks[-1] if blocks and isinstance(blocks[-1], Grid) else None
        if _RULE.fullmatch(line):
            if grid:
                blocks[-1] = Grid(grid.rows, len(grid.rows))
        elif line.startswith("|"):
            if grid:
                blocks.pop()
            rows, header_rows = (grid.rows, grid.header_rows) if grid else ((), 0)
            blocks.append(Grid((*rows, _cells(line)), header_rows))
        else:
            blocks.append(_parse_line(line))
    return Manuscript(tuple(blocks))


def _cells(line: str) -> tuple[str, ...]:
    return tuple(cell.strip() for cell in line.strip().strip("|").split("|"))


def _parse_line(line: str) -> Block:
    heading = _HEADING.match(line)
    text = line[heading.end() :] if heading else line
    aligned = _ALIGNED.match(text)
    text = text[aligned.end() :] if aligned else text
    is_caption = text.startswith("> ")
    text = text.removeprefix("> ")
    if heading:
        return Heading(text, len(heading[1]))
    if is_caption:
        return Caption(text)
    align: Align = {"left": "left", "right": "right", "center": "center"}[aligned[1]] if aligned else "body"  # type: ignore[assignment]
    return Line(text, align)


def to_markup(manuscript: Manuscript) -> str:
    """The markup that parses to `manuscript`, one line a block or table row."""
    return "".join(line + "\n" for block in manuscript.blocks for line in _markup_lines(block))


def _markup_lines(block: Block) -> list[str]:
    match block:
        case Heading(text, level):
            return ["#" * level + " " + text]
        case Line(text, align):
            return [text if align == "body" else f"::{align} {text}"]
        case Caption(text):
            return ["> " + text]
        case Grid(rows, header_rows):
            lines = ["| " + " | ".join(row) + " |" for row in rows]
            rule = "|" + "---|" * block.columns
            return lines[:header_rows] + ([rule] if header_rows else []) + lines[header_rows:]


def to_text(manuscript: Manuscript) -> str:
    """The plain text: a line a block, a line a table row with tabs between the cells, merged cells empty."""
    return lay_text(manuscript)[0]


def lay_text(manuscript: Manuscript) -> tuple[str, dict[tuple[int, int, int], int]]:
    """The plain text, and where it starts: offset by (block, row, column); row and column are 0 outside tables."""
    starts: dict[tuple[int, int, int], int] = {}
    lines: list[str] = []
    offset = 0
    for i, block in enumerate(manuscript.blocks):
        rows = block.rows if isinstance(block, Grid) else ((block.text,),)
        for r, row in enumerate(rows):
            shown = [_shown(cell) for cell in row] if isinstance(block, Grid) else list(row)
            for c, cell in enumerate(shown):
                starts[i, r, c] = offset
                offset += len(cell) + 1
            lines.append("\t".join(shown))
    return "\n".join(lines) + "\n", starts


def _shown(cell: str) -> str:
    return "" if cell in (LEFT, ABOVE) else cell


def spans(grid: Grid) -> list[Span]:
    """The visible cells of `grid` with the places that each covers, in reading order. Short rows are filled up."""
    rows = [row + ("",) * (grid.columns - len(row)) for row in grid.rows]
    owner: dict[tuple[int, int], tuple[int, int]] = {}
    for r, row in enumerate(rows):
        for c, cell in enumerate(row):
            if cell == LEFT and c:
                owner[r, c] = owner[r, c - 1]
            elif cell == ABOVE and r:
                owner[r, c] = owner[r - 1, c]
            else:
                owner[r, c] = (r, c)
    ends: dict[tuple[int, int], tuple[int, int]] = {}
    for (r, c), first in owner.items():
        bottom, right = ends.get(first, (0, 0))
        ends[first] = (max(bottom, r + 1), max(right, c + 1))
    return [Span(_shown(rows[r][c]), r, c, *ends[r, c]) for r, c in sorted(ends)]
