"""Two reports of one invented county that contradict each other in one quantity of the same time.

`contradicting` takes the Draft of one report and gives a second one; all else that both state agrees. What it is that
they contradict each other in is a Conflict.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from random import Random

from corpus.generate.base import draw_base
from corpus.generate.compose import compose
from corpus.generate.county import draw_county
from corpus.generate.data import phrasing
from corpus.generate.draft import Draft, Mention, Piece, Ref
from corpus.generate.intervals import interval
from corpus.generate.labels import GeneratedReport, label
from corpus.generate.numbers import draw_habits
from corpus.generate.sites import change, is_plain, relation_count, words

KINDS = ("self_inspection", "supervision")
_ATTEMPTS = 400
_SECONDS = 20
"""So many second reports are tried beside a first one: many state a quantity that another mistake of the first has changed."""
_LEAST = 10
"""Smaller counts are left alone: a sixth more of them may be no other number."""


@dataclass(frozen=True, slots=True)
class Conflict:
    """A quantity that two reports of one county give differently: name and fact id in the first and in the second."""

    first: tuple[str, str]
    second: tuple[str, str]
    explanation: str

    def line(self) -> str:
        """As NAME.conflicts.tsv has it: code, severity, the two facts as NAME:ID, explanation."""
        return "\t".join(("document_conflict", "error", ",".join(map(":".join, (self.first, self.second))), self.explanation)) + "\n"


@dataclass(frozen=True, slots=True)
class Pair:
    """Two drafts, and where each of them states the quantity in which they differ."""

    first: Draft
    second: Draft
    in_first: Ref
    in_second: Ref


def generate_pair(seed: int) -> tuple[GeneratedReport, GeneratedReport, Conflict]:
    """A self-inspection and a supervision report of one county that differ in one quantity of the same time."""
    for attempt in range(_ATTEMPTS):
        rng = Random(f"{seed}:pair:{attempt}")
        base = draw_base(draw_county(rng), rng)
        pair = contradicting(compose(base, KINDS[0], draw_habits(rng), rng, tables=True), rng)
        if pair:
            return labelled_pair(pair, f"pair-{seed:04d}-a", f"pair-{seed:04d}-b")
    raise ValueError(f"seed {seed} gives no quantity that both reports name once")


def contradicting(first: Draft, rng: Random) -> Pair | None:
    """A second report of the county of `first`, of the other kind; None where no two have a quantity to differ in."""
    kind = KINDS[first.kind == KINDS[0]]
    seconds = (compose(first.base, kind, draw_habits(rng), rng, tables=False) for _ in range(_SECONDS))
    return next((pair for second in seconds if (pair := _contradicted(first, second, rng))), None)


def _contradicted(first: Draft, second: Draft, rng: Random) -> Pair | None:
    for in_first, in_second in _shared(first, second):
        piece = second.pieces[in_second[0]]
        mention = piece.mention(in_second[1])
        assert mention and mention.truth
        new = change(second, piece, mention.name, Fraction(round(mention.truth * Fraction(117, 100))), rng)
        changed = replace(second, pieces=tuple(new if p is piece else p for p in second.pieces))
        if _differences(first, changed) == [(in_first, in_second)]:
            return Pair(first, changed, in_first, in_second)
    return None


def _shared(first: Draft, second: Draft) -> Iterator[tuple[Ref, Ref]]:
    """Where both state the same count, each once, in no relation and untouched by another mistake."""
    for j, mention in _mentions(second):
        here = [i for i, m in _mentions(first) if m.name == mention.name and m.label() == mention.label()]
        again = sum(m.name == mention.name for _, m in _mentions(second))
        if len(here) != 1 or again != 1 or here[0] in first.touched or not _can_differ(mention):
            continue
        twin = first.pieces[here[0]].mention(mention.name)
        if is_plain(twin) and _is_free(second.pieces[j], mention.name):
            yield (here[0], mention.name), (j, mention.name)


def _is_free(piece: Piece, name: str) -> bool:
    """Whether nothing in the sentence follows from the quantity: else another amount would be a second mistake."""
    statement = piece.statement
    claims = statement is not None and bool(statement.grim or statement.threshold or statement.trend)
    return not claims and not relation_count(piece, name)


def _mentions(draft: Draft) -> Iterable[tuple[int, Mention]]:
    return ((i, mention) for i, piece in enumerate(draft.pieces) for mention in piece.mentions)


def _can_differ(mention: Mention) -> bool:
    counted = mention.unit in {"person", "school", "item"} and mention.quantity.digits is None
    large = mention.truth is not None and mention.truth >= _LEAST
    return counted and large and is_plain(mention) and not mention.quantity.status


def _differences(first: Draft, second: Draft) -> list[tuple[Ref, Ref]]:
    """All that both state of one quantity and that cannot both be true."""
    mine = [(i, m) for i, m in _mentions(first) if m.value is not None]
    theirs = [(j, m) for j, m in _mentions(second) if m.value is not None]
    return [
        ((i, m.name), (j, n.name)) for j, n in theirs for i, m in mine if m.name == n.name and m.label() == n.label() and not _agree(m, n)
    ]


def _agree(first: Mention, second: Mention) -> bool:
    """Both ends of what a bound leaves open belong to it."""
    if not {first.bound, second.bound} <= {"exact", "about"}:
        return True
    (low, high), (other_low, other_high) = interval(first), interval(second)
    return low <= other_high and other_low <= high


def labelled_pair(pair: Pair, first: str, second: str) -> tuple[GeneratedReport, GeneratedReport, Conflict]:
    """The two reports under their names, and the conflict in the ids of their facts."""
    a, b = label(pair.first, first), label(pair.second, second)
    told = phrasing()["findings"]["document_conflict"].format(
        first=words(pair.first.pieces[pair.in_first[0]], pair.in_first[1]),
        claimed=words(pair.second.pieces[pair.in_second[0]], pair.in_second[1]),
    )
    return a, b, Conflict((first, _id(a, pair.first, pair.in_first)), (second, _id(b, pair.second, pair.in_second)), told)


def _id(report: GeneratedReport, draft: Draft, ref: Ref) -> str:
    mention = draft.pieces[ref[0]].mention(ref[1])
    return next(fact.id for fact in report.facts if fact.mention is mention)
