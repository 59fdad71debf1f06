"""The text of a report as blocks of plain and marked pieces: what the page shows. Every ledger entry gets its mark."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extractor.blocks import Report, Table
from models.fact import LedgerEntry
from models.plain import plain


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text; `mark` is the number of its ledger entry, `first` is False where an entry goes on in a new block."""

    text: str
    mark: int | None = None
    kind: str = ""
    fact: str | None = None
    first: bool = True


@dataclass(frozen=True, slots=True)
class PageCell:
    pieces: list[Piece]
    row_span: int
    col_span: int
    is_header: bool


@dataclass(frozen=True, slots=True)
class PageBlock:
    """A paragraph (`pieces`) or a table (`rows`). `kind` is the paragraph's kind, or `table`."""

    kind: str
    level: int = 0
    pieces: Sequence[Piece] = ()
    rows: Sequence[Sequence[PageCell]] = ()


def page_blocks(report: Report, ledger: Sequence[LedgerEntry]) -> list[PageBlock]:
    """All text of the report, that between its blocks too, so that no number is left out."""
    marker = _Marker(report.text, ledger)
    found: list[PageBlock] = []
    at = 0
    for block in report.blocks:
        found += _between(marker, at, block.start)
        if isinstance(block, Table):
            found.append(PageBlock("table", rows=_rows(marker, block)))
        else:
            found.append(PageBlock(block.kind, block.level or 2, marker.pieces(block.start, block.end)))
        at = max(at, block.end)
    return found + _between(marker, at, len(report.text))


def _between(marker: _Marker, start: int, end: int) -> list[PageBlock]:
    pieces = marker.pieces(start, end) if start < end else []
    return [PageBlock("furniture", 2, pieces)] if any(piece.text.strip() for piece in pieces) else []


def _rows(marker: _Marker, table: Table) -> list[list[PageCell]]:
    rows: list[list[PageCell]] = [[] for _ in range(table.rows)]
    headers = table.header_rows or 0
    for cell in sorted(table.cells, key=lambda c: (c.row, c.column)):
        pieces = marker.pieces(cell.start, cell.end)
        rows[cell.row].append(PageCell(pieces, cell.row_span, cell.col_span, cell.row < headers))
    return rows


class _Marker:
    """Cuts spans of one text at the entries of its ledger, which are in order and do not overlap."""

    def __init__(self, text: str, ledger: Sequence[LedgerEntry]) -> None:
        self._text, self._ledger = text, ledger
        self._starts, self._ends = [e.start for e in ledger], [e.end for e in ledger]

    def pieces(self, start: int, end: int) -> list[Piece]:
        return [piece for piece in self._cut(start, end) if piece.text]

    def _cut(self, start: int, end: int) -> Iterator[Piece]:
        at = start
        for number in range(bisect_right(self._ends, start), bisect_left(self._starts, end)):
            entry = self._ledger[number]
            low, high = max(entry.start, at), min(entry.end, end)
            yield Piece(plain(self._text[at:low]))
            yield Piece(plain(self._text[low:high]), number, entry.kind, entry.fact, first=low == entry.start)
            at = max(at, high)
        yield Piece(plain(self._text[at:end]))
