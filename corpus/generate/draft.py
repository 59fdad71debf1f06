"""A report being written: pieces of text with the quantities that they mention, and how the pieces make up blocks.

Values only. Pieces are replaced, never changed, so that a mistake can be planted in a finished draft; offsets into
the document are worked out last, by `labels`.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from decimal import Decimal
from fractions import Fraction

from corpus.generate.base import Base
from corpus.generate.data import Quantity, Statement
from corpus.generate.numbers import Habits, Number

Ref = tuple[int, str]
"""A mention: index of its piece, name of its quantity."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A quantity in a piece: text[start:end] are its words. `truth` is None where the figure is left blank."""

    name: str
    start: int
    end: int
    truth: Fraction | None
    value: Decimal | None
    value_max: Decimal | None
    unit: str
    bound: str
    step: Fraction
    status: str
    period: str
    quantity: Quantity
    flags: tuple[str, ...] = ()

    def label(self) -> tuple[str, ...]:
        """What tells quantities apart; an earlier value is the same quantity whether it is baseline or actual."""
        q, status = self.quantity, "actual" if self.status == "baseline" else self.status
        return (q.indicator, q.stage, q.area, q.criterion, q.kind, self.unit, status, self.period)


@dataclass(frozen=True, slots=True)
class Piece:
    """A sentence or a table cell. A cell of the school table knows its `column`: stage letter and item or `pupils`."""

    text: str
    mentions: tuple[Mention, ...] = ()
    statement: Statement | None = None
    column: str = ""

    def mention(self, name: str) -> Mention | None:
        """The mention of that name, if the wording drawn has it."""
        return next((m for m in self.mentions if m.name == name), None)


@dataclass(frozen=True, slots=True)
class Layout:
    """One block: `mark` is the markup before the line, `lead` words before the pieces. A table has `rows` of pieces."""

    mark: str = ""
    lead: str = ""
    pieces: tuple[int, ...] = ()
    rows: tuple[tuple[int, ...], ...] = ()
    header_rows: int = 0


@dataclass(frozen=True, slots=True)
class PlannedFinding:
    """A finding that the planted mistake must give; refs are turned into fact ids when the document is laid out."""

    code: str
    severity: str
    refs: tuple[Ref, ...]
    explanation: str


@dataclass(frozen=True, slots=True)
class Draft:
    """A whole document. `touched` are pieces that carry a planted mistake; no second one goes there."""

    base: Base
    kind: str
    habits: Habits
    pieces: tuple[Piece, ...]
    layout: tuple[Layout, ...]
    findings: tuple[PlannedFinding, ...] = ()
    touched: frozenset[int] = field(default_factory=frozenset)

    def with_finding(self, changed: dict[int, Piece], finding: PlannedFinding) -> Draft:
        """The draft with some pieces replaced and the finding that this must give."""
        pieces = tuple(changed.get(i, piece) for i, piece in enumerate(self.pieces))
        touched = self.touched | set(changed) | {piece for piece, _ in finding.refs}
        return replace(self, pieces=pieces, findings=(*self.findings, finding), touched=frozenset(touched))


def mention_of(name: str, number: Number, start: int, quantity: Quantity, *, truth: Fraction | None, status: str, period: str) -> Mention:
    """The mention that `number` makes when its words begin at `start`."""
    flags = () if number.value is not None or number.unit == "ratio" else ("masked",)
    return Mention(
        name, start, start + len(number.text), truth, number.value, number.value_max, number.unit, number.bound,
        number.step, quantity.status or status, period, quantity, flags,
    )  # fmt: skip


def rewrite(piece: Piece, name: str, number: Number, truth: Fraction | None) -> Piece:
    """`piece` with other words for one quantity; the mentions behind it move along."""
    old = piece.mention(name)
    assert old is not None
    new = mention_of(name, number, old.start, old.quantity, truth=truth, status=old.status, period=old.period)
    new = replace(new, bound=old.bound, flags=tuple(dict.fromkeys((*old.flags, *new.flags))))
    shift = len(number.text) - (old.end - old.start)
    moved = tuple(
        new if m is old else replace(m, start=m.start + shift, end=m.end + shift) if m.start > old.start else m for m in piece.mentions
    )
    return replace(piece, text=piece.text[: old.start] + number.text + piece.text[old.end :], mentions=moved)


def relations_of(piece: Piece) -> list[tuple[str, ...]]:
    """The relations that the wording shows in full: (type, names…), `-` where a change has no from or no delta."""
    found: list[tuple[str, ...]] = []
    for kind, *members in piece.statement.relations if piece.statement else ():
        mentions = [piece.mention(name) for name in members if name != "-"]
        if any(m is None or "masked" in m.flags for m in mentions):
            continue
        # 增加56人 after 较上年的315人 is told by the full relation already.
        if members[0] == "-" and any(r[0] == kind and r[2:] == tuple(members[1:]) for r in found):
            continue
        found.append((kind, *members))
    return found
