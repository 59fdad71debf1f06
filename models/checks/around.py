"""What is told around a sentence that claims something: the sentences of its paragraph, and the block before or behind it.

Decides nothing: it only joins what stands together, so that a claim can be read as if all stood in one sentence.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from models.checks.desk import Desk, Placed, Sentence
from models.checks.wordings import says


class View(NamedTuple):
    """Sentences joined to one, and where in it the sentence of the claim begins."""

    sentence: Sentence
    shift: int


REACH = 2
"""Blocks between a claim and the paragraph or table that it speaks of, at most: a caption or a heading may part them."""


def outward(desk: Desk, claiming: Sentence) -> Iterator[View]:
    """The claim's own sentence, then what stands around it, the nearest first."""
    yield View(claiming, 0)
    yield from views(desk, claiming)


def views(desk: Desk, claiming: Sentence) -> Iterator[View]:
    """The claim's paragraph; the same with the nearest block of facts before it; with the nearest behind it."""
    own = desk.blocks[claiming.block]
    if len(own) > 1:
        yield _joined([], own, claiming)
    for side in (-1, 1):
        if beside := next((block for block in _blocks(desk, claiming, side, REACH) if not _is_note(block)), None):
            yield _joined(beside, own, claiming) if side < 0 else _joined(own, beside, claiming)


def behind_tables(desk: Desk) -> Iterator[Sentence]:
    """The sentences of the text that a table stands before, no more than `REACH` blocks away."""
    tables = {f.evidence.paragraph for f in desk.in_tables}
    for sentence in desk.prose if tables else ():
        if sentence.block is not None and not tables.isdisjoint(sentence.block - step for step in range(1, REACH + 1)):
            yield sentence


def rows_beside(desk: Desk, sentence: Sentence, side: int, reach: int) -> list[Sentence]:
    """The rows of the table behind a sentence's paragraph, or before it (`side` -1), no more than `reach` blocks away; none where
    another figure stands between."""
    nearest = next(_blocks(desk, sentence, side, reach), [])
    return [row for row in nearest if row.facts and row.table is not None]


def _blocks(desk: Desk, sentence: Sentence, side: int, reach: int) -> Iterator[list[Sentence]]:
    """The blocks with facts on one side of a sentence's own, the nearest first."""
    if sentence.block is not None:
        near = (desk.blocks.get(sentence.block + side * step, []) for step in range(1, reach + 1))
        yield from (block for block in near if any(s.facts for s in block))


def _is_note(block: Sequence[Sentence]) -> bool:
    """注：面积含租借五年以上的场地: what only explains a table."""
    return block[0].table is None and says("note_opens", block[0].text)


def _joined(first: Sequence[Sentence], second: Sequence[Sentence], claiming: Sentence) -> View:
    text, shift = "", 0
    placed: list[Placed] = []
    for sentence in (*first, *second):
        if sentence is claiming:
            shift = len(text)
        placed += [Placed(p.fact, p.start + len(text), p.end + len(text)) for p in sentence.placed]
        text += sentence.text
    facts = tuple(p.fact for p in placed)
    return View(Sentence(text, facts, tuple(placed), claiming.table, claiming.start, claiming.block), shift)
