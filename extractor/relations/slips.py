"""Slips of the pen: one wrong digit, or two that changed places, in a figure that others add up to."""

from __future__ import annotations

from decimal import Decimal

from extractor.figures import Figure


def slipped(whole: Figure, parts: list[Figure]) -> bool:
    """One wrong digit, or two that changed places, in one of the figures is all that keeps the parts from making up the whole."""
    if whole.value is None:
        return False
    excess = sum((p.value for p in parts if p.value is not None), Decimal(0)) - whole.value
    return one_slip(whole, whole.value + excess) or any(one_slip(p, (p.value or Decimal(0)) - excess) for p in parts)


def one_slip(figure: Figure, meant: Decimal) -> bool:
    """10305 for 13005: apart from what is meant in one digit, or in two neighbours that changed places."""
    one, other = _digits(figure, figure.value or Decimal(0)), _digits(figure, meant)
    if not one or len(one) != len(other) or len(one) < _SLIP_DIGITS:
        return False
    apart = [i for i, (a, b) in enumerate(zip(one, other, strict=True)) if a != b]
    if len(apart) == 2:
        i, j = apart
        return j == i + 1 and one[i] == other[j] and one[j] == other[i]
    return len(apart) == 1


_SLIP_DIGITS = 2
"""A slip in a figure of one digit is no slip: it turns it into any other."""


def _digits(figure: Figure, value: Decimal) -> str:
    """The digits of a value as the figure would write it; none where it cannot."""
    written = value / (figure.step or 1)
    nearest = written.to_integral_value()
    return f"{nearest:f}" if nearest > 0 and abs(written - nearest) < _HARDLY else ""


_HARDLY = Decimal("0.01")
"""Of a written digit: what converting 亩 into ㎡ may cost."""


def digits(whole: Figure) -> int:
    """With how many digits a figure is written, the zeros behind among them."""
    return len(_digits(whole, whole.value or Decimal(0)))


LARGE = 3
"""With so many digits, a sum which one slip mends is hardly so by chance."""
