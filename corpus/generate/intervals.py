"""Whether a relation holds between written figures: the interval arithmetic of the findings, for mentions only.

Used to make sure that a planted mistake is one and that nothing else is.
"""

from __future__ import annotations

from fractions import Fraction

from corpus.generate.draft import Mention

Interval = tuple[Fraction, Fraction]
_SCALES = {"%": 100, "person/100person": 100, "item/100person": 100}


def interval(mention: Mention) -> Interval:
    """The amounts that the written figure stands for, both ends included; a change keeps its sign."""
    assert mention.value is not None
    value, half = Fraction(mention.value), mention.step / 2
    if mention.bound == "about":
        half = max(half, abs(value) / 10)
    return value - half, value + half


def relation_holds(kind: str, members: list[Mention | None]) -> bool:
    """Whether claimed and computed intervals meet. A change with no from or no delta claims nothing."""
    if kind == "sum":
        whole, *parts = [interval(m) for m in members if m]
        return _meet(whole, (sum((p[0] for p in parts), Fraction()), sum((p[1] for p in parts), Fraction())))
    first, second, third = members
    if kind == "ratio":
        assert first and second and third
        return _meet(interval(third), _divide(interval(first), interval(second), _SCALES.get(third.unit, 1)))
    if not (first and second and third):
        return True
    old, new, delta = interval(first), interval(second), interval(third)
    if third.unit == "%" and first.unit == "%":
        return False
    if third.unit == "%":
        low, high = _divide(new, old, 100)
        return _meet(delta, (low - 100, high - 100))
    return _meet(delta, (new[0] - old[1], new[1] - old[0]))


def _divide(part: Interval, whole: Interval, scale: int) -> Interval:
    return scale * part[0] / whole[1], scale * part[1] / whole[0]


def _meet(a: Interval, b: Interval) -> bool:
    return a[0] <= b[1] and b[0] <= a[1]
