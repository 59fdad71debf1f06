"""Where in a draft a mistake can be planted without making a second one.

A figure may be changed only where no other sentence or table gives the same quantity of the same time, so that the
planted finding is the only one.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from random import Random

from corpus.generate.county import round_half_up
from corpus.generate.data import Statement
from corpus.generate.draft import Draft, Mention, Piece, Ref, relations_of, rewrite
from corpus.generate.intervals import relation_holds
from corpus.generate.numbers import Habits, write_number

Site = tuple[int, Piece, Statement]


def sites(draft: Draft, rng: Random) -> Iterator[Site]:
    """Untouched sentences with a statement, in random order."""
    order = [i for i, p in enumerate(draft.pieces) if p.statement and i not in draft.touched]
    rng.shuffle(order)
    for i in order:
        statement = draft.pieces[i].statement
        assert statement
        yield i, draft.pieces[i], statement


def is_alone(draft: Draft, piece: int, name: str) -> bool:
    """Whether no other piece gives this quantity, nor one that a reader would take for it."""
    mention = draft.pieces[piece].mention(name)
    assert mention
    return not any(
        m.name == name or m.label() == mention.label() for i, other in enumerate(draft.pieces) if i != piece for m in other.mentions
    )


def relation_count(piece: Piece, name: str) -> int:
    """In how many relations of its sentence the quantity stands."""
    return sum(name in relation for relation in relations_of(piece))


def is_plain(mention: Mention | None) -> bool:
    """Whether it is an exact level figure with its digits, not a range."""
    return bool(mention and mention.truth is not None and mention.value is not None and mention.bound == "exact")


def change(draft: Draft, piece: Piece, name: str, truth: Fraction, rng: Random) -> Piece:
    """The piece with another amount for one quantity, written with the document's digits but no Chinese numerals."""
    mention = piece.mention(name)
    assert mention
    habits = Habits(full_width=draft.habits.full_width, rate_digits=_digits(mention))
    # A table cell has no measure word; a coefficient has none anywhere.
    bare = "table" in mention.flags
    number = write_number(truth, mention.quantity, habits, rng, bare=bare)
    return rewrite(piece, name, number, truth)


def _digits(mention: Mention) -> int:
    assert mention.value is not None
    return max(1, -int(mention.value.as_tuple().exponent))


def broken(piece: Piece) -> list[tuple[str, ...]]:
    """The relations of a sentence that do not hold."""
    return [r for r in relations_of(piece) if not relation_holds(r[0], [piece.mention(n) for n in r[1:]])]


def refs(piece: int, names: tuple[str, ...]) -> tuple[Ref, ...]:
    """Refs of these quantities, without the `-` of a relation."""
    return tuple((piece, name) for name in names if name != "-")


def words(piece: Piece, name: str) -> str:
    """The written words of a quantity."""
    mention = piece.mention(name)
    assert mention
    return piece.text[mention.start : mention.end]


def shown(value: Fraction, digits: int, unit: str = "") -> str:
    """A computed amount for an explanation; money in 万元."""
    if unit == "CNY":
        return f"{round_half_up(value / 10**4, 1)}万元"
    return f"{round_half_up(value, digits)}{unit if unit == '%' else ''}"


def with_unit(mention: Mention, unit: str) -> Mention:
    """The mention with another unit in its label."""
    return replace(mention, unit=unit)
