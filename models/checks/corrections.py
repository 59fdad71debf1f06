"""The smallest change of one figure that would make figures meet: fewest digits changed, then the least change.

A proposal for the auditor. Takes for each figure the value that it would need; writes it with the figure's own digits.
"""

from __future__ import annotations

from fractions import Fraction

from models.checks.computing import round_to
from models.fact import Fact
from models.finding import Correction, exact_text

Need = tuple[Fact, Fraction]


def smallest(needs: list[Need]) -> Correction | None:
    """The easiest of the corrections, or None where no figure can be corrected."""
    possible = [(fact, wanted) for fact, value in needs if (wanted := _written(fact, value)) is not None]
    if not possible:
        return None
    fact, wanted = min(possible, key=lambda need: _effort(*need))
    return Correction(fact=fact.id, from_=fact.evidence.text, to=exact_text(wanted))


def _written(fact: Fact, value: Fraction) -> Fraction | None:
    """The value at the figure's precision; None where a count would be broken or the sign would turn."""
    step = Fraction(fact.step) or Fraction(1)
    wanted = round_to(value, step)
    if fact.step == 0 and wanted != value:
        wanted = Fraction(round(value))
    return wanted if fact.value is not None and (wanted < 0) == (fact.value < 0) else None


def _effort(fact: Fact, wanted: Fraction) -> tuple[int, Fraction, int]:
    assert fact.value is not None
    old, new = exact_text(Fraction(fact.value)), exact_text(wanted)
    change = abs(wanted - Fraction(fact.value)) / max(abs(wanted), abs(Fraction(fact.value)), Fraction(1, 10**9))
    return _digits_apart(old, new), change, fact.evidence.start


def _digits_apart(a: str, b: str) -> int:
    """Single digits to change, add or leave out between two numbers (Levenshtein)."""
    row = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        previous, row[0] = row[0], i
        for j, y in enumerate(b, 1):
            previous, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, previous + (x != y))
    return row[-1]
