"""The figures of a document's prose one after the other, each with its words, over the ends of sentences and paragraphs.

Decides what may be a whole and what a part of it; looks for neither.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from models.checks.apart.wording import apart_data
from models.checks.computing import middle, rounded, total
from models.checks.desk import Desk, Placed, Sentence, once
from models.checks.slips import miswritten
from models.checks.wordings import first_piece, last_piece, pattern
from models.fact import Fact


class Told(NamedTuple):
    """A figure and its place in its sentence."""

    fact: Fact
    sentence: Sentence
    place: int

    @property
    def placed(self) -> Placed:
        return self.sentence.placed[self.place]

    @property
    def words(self) -> str:
        """The words in front of the figure, back to the figure before it in its sentence."""
        first = self.sentence.placed[self.place - 1].end if self.place else 0
        return self.sentence.text[first : self.placed.start]

    @property
    def clause(self) -> str:
        """The clause that ends in the figure."""
        return last_piece(self.words)

    @property
    def ahead(self) -> str:
        """The text right before the figure, other figures among it."""
        return self.sentence.text[max(0, self.placed.start - _AHEAD) : self.placed.start]

    @property
    def behind(self) -> str:
        """The words behind the figure, up to the next mark."""
        return first_piece(self.sentence.text[self.placed.end : self.placed.end + _BEHIND])


_AHEAD, _BEHIND = 30, 16


@once
def told_in_turn(desk: Desk) -> list[Told]:
    """The figures outside tables in the order of the text."""
    return [Told(p.fact, sentence, place) for sentence in desk.prose for place, p in enumerate(sentence.placed)]


def where(turn: list[Told], name: str) -> Iterator[tuple[int, Told]]:
    """The figures of the sentences that have one of the plain words of `name`, each with its place: a sentence is looked at once."""
    words = pattern("|".join(apart_data()[name]))
    place = 0
    while place < len(turn):
        sentence = turn[place].sentence
        behind = place + len(sentence.placed)
        if words.search(sentence.text):
            yield from enumerate(turn[place:behind], place)
        place = behind


def written_alike(a: Fact, b: Fact) -> bool:
    """Of one unit; what is only counted, by one measure word too: 个 and 间 are both items."""
    return a.unit == b.unit and (a.unit != "item" or a.evidence.text[-1] == b.evidence.text[-1])


BLOCKS = 2
"""Blocks between a whole and its parts at most: a heading may part them."""


def are_near(earlier: Sentence, later: Sentence, blocks: int = BLOCKS) -> bool:
    """Whether two sentences stand in one block, or the later in one that is no more than so many behind."""
    if earlier.block is None or later.block is None:
        return earlier.block == later.block
    return 0 <= later.block - earlier.block <= blocks


def are_beside(a: Sentence, b: Sentence, blocks: int = BLOCKS) -> bool:
    """The same of two sentences in either order."""
    return are_near(a, b, blocks) or are_near(b, a, blocks)


def one_time(whole: Fact, parts: Sequence[Fact]) -> bool:
    """Whether no part is of a time that is not the whole's."""
    return {part.period for part in parts} <= {None, whole.period}


def fits_stage(part: Fact, whole: Fact) -> bool:
    """Whether a part may be one of a whole that no narrower group than its own is named of."""
    return part.stage in (None, whole.stage) or (whole.stage is None and part.stage == "compulsory")


def makes_up(whole: Fact, parts: list[Fact]) -> bool:
    """Whether the parts come to the whole as far as they are written out."""
    return rounded(whole).meets(total(parts, rounded))


def off_by(whole: Fact, parts: list[Fact]) -> Fraction:
    """By what share of the whole the parts pass it; negative where they fall short of it."""
    return (middle(total(parts, rounded)) - Fraction(whole.value or 0)) / Fraction(whole.value or 1)


def is_slip(whole: Fact, parts: list[Fact]) -> bool:
    """Whether one slip of the pen, in the whole or in a part, is all that keeps the parts from making it up."""
    excess = sum((p.value or Decimal(0) for p in parts), Decimal(0)) - (whole.value or Decimal(0))
    meant = [(whole.value, excess), *((p.value, -excess) for p in parts)]
    return any(value is not None and value + change > 0 and miswritten(value, value + change) for value, change in meant)


OVER, SHORT = Fraction(35, 100), Fraction(15, 100)
"""By what share of the whole its parts may pass it, or fall short of it, and still be meant to make it up."""


def is_meant(whole: Fact, parts: list[Fact]) -> bool:
    """Whether parts of which none shares anything with another are meant to make up the whole: they do, or they pass it, which they
    cannot, or a slip is all that they fall short by."""
    if makes_up(whole, parts):
        return True
    off = off_by(whole, parts)
    return 0 < off <= OVER or (-SHORT <= off < 0 and (whole.value or 0) >= _LARGE * (whole.step or 1) and is_slip(whole, parts))


HARDLY = Fraction(3, 100)
"""By what share of the whole its parts may miss it by more than a slip of the pen."""


def is_slightly_off(whole: Fact, parts: list[Fact]) -> bool:
    """Whether the parts are meant to make up the whole, and a slip or hardly anything is what they miss it by."""
    return is_meant(whole, parts) and (abs(off_by(whole, parts)) <= HARDLY or is_slip(whole, parts))


_LARGE = 100
"""Below so many of what is written last, one digit turns a number into most of those near it: a slip tells nothing."""


def ahead(turn: list[Told], place: int) -> Iterator[Told]:
    """The figures before the one at `place`, the nearest first."""
    return reversed(turn[max(0, place - REACH) : place])


REACH = 8
"""Figures between parts and their whole at most."""
