"""Which figures may be part and whole of a rate, and whether their quotient is it."""

from __future__ import annotations

from decimal import Decimal

from extractor.figures import Figure
from extractor.relations.links import is_level

Pair = tuple[Figure, Figure]
"""Part and whole."""
_NO_COUNT = frozenset(("%", "pp", "number", "ratio", "year", "month", "day", "hour", "minute", "times", "Mbps", "m"))


def countable(figure: Figure) -> bool:
    return is_level(figure) and figure.unit not in _NO_COUNT and "/" not in figure.unit and not figure.roles & {"norm", "base"}


def larger(whole: Figure, part: Figure) -> bool:
    return whole.value is not None and part.value is not None and whole.value >= part.value


def stages_fit(part: Figure, whole: Figure) -> bool:
    return part.stage == whole.stage or whole.stage in (None, "compulsory") or part.stage is None


def holds(part: Figure, whole: Figure, rate: Figure, scale: Decimal) -> bool:
    """part / whole × scale is the rate, rounded or cut off, to the digit written; 约 and 近 give it a tenth."""
    if not whole.value or part.value is None or rate.value is None or (rate.unit == "%" and part.value > whole.value):
        return False
    exact = part.value * scale / whole.value
    slack = rate.value / 10 if rate.bound == "about" else rate.step
    return abs(exact - rate.value) <= slack
