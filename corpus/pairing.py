"""Which extracted fact answers which label: pairs of their positions, each used at most once. Judges nothing further."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from difflib import SequenceMatcher

from corpus.labelled import Label
from models.fact import Fact

TOLERANCE = Decimal("1e-4")
"""Share by which two values may differ and still be the same: labels of 亩 are cut off somewhere."""


def same_value(label: Label, fact: Fact) -> bool:
    """True where value and unit agree, and for a range its upper end."""
    upper = label.value_max is None or same_number(label.value_max, fact.value_max)
    return upper and label.unit == fact.unit and same_number(label.value, fact.value)


def same_number(a: Decimal | None, b: Decimal | None) -> bool:
    """True where both are missing or both are there and differ by no more than TOLERANCE of the larger."""
    if a is None or b is None:
        return a is b
    return abs(a - b) <= max(abs(a), abs(b)) * TOLERANCE


def pair_by_span(labels: Sequence[Label], facts: Sequence[Fact]) -> dict[int, int]:
    """Label → fact where their spans overlap; the same value goes first, then the longer overlap, then the nearer start."""
    candidates = []
    for i, label in enumerate(labels):
        for j, fact in enumerate(facts):
            overlap = min(label.end, fact.evidence.end) - max(label.start, fact.evidence.start)
            if overlap > 0:
                candidates.append((not same_value(label, fact), -overlap, abs(label.start - fact.evidence.start), i, j))
    pairs: dict[int, int] = {}
    taken: set[int] = set()
    for *_, i, j in sorted(candidates):
        if i not in pairs and j not in taken:
            pairs[i] = j
            taken.add(j)
    return pairs


def pair_by_order(labels: Sequence[Label], facts: Sequence[Fact]) -> dict[int, int]:
    """Label → fact by the order of values and units, for files whose offsets differ from the labelled text's."""
    matcher = SequenceMatcher(a=[_key(label) for label in labels], b=[_key(fact) for fact in facts], autojunk=False)
    return {block.a + k: block.b + k for block in matcher.get_matching_blocks() for k in range(block.size)}


def _key(item: Label | Fact) -> tuple[str | None, str | None]:
    return (None if item.value is None else str(item.value.normalize()), item.unit)
