"""Counts without a written unit, behind a noun that is counted in one unit alone: 学生1260，教职工98，教学班28; 骨干教师13，占36.1%.

Takes a text with its spans; gives a Figure for each such number. The nouns are `named_counts` in perhead.yaml.
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache

from extractor.figures import Figure
from extractor.numerals import parse_number
from extractor.spans import Span
from extractor.wordlists import one_of
from models.loading import load_data
from models.units import load_units

_LEAST = 10
"""教师1 and 班级3 may be names."""
_REACH = 12
"""Characters before the number that are looked at."""
_ENDS = re.compile(r"\s*(?:[，,。；;、）)]|$)")


def count_named(text: str, span: Span) -> Figure | None:
    """The count that a bare whole number in a clause of its own is, by the noun right before it; None where none is told."""
    written = text[span.start : span.end]
    if span.form != "bare" or not written.replace(",", "").isdigit() or not _ENDS.match(text, span.end):
        return None
    number = parse_number(written)
    if number.value < _LEAST or written.startswith("0"):
        return None
    noun = _nouns().search(text, max(0, span.start - _REACH), span.start)
    if noun is None or noun.lastgroup is None:
        return None
    unit = load_units().units[noun.lastgroup]
    return Figure(span.start, span.end, span, number.value, None, unit.base, Decimal(0), unit.text)


@cache
def _nouns() -> re.Pattern[str]:
    """A noun at the end of the text, with the written unit that it is counted in as the name of its group."""
    data = load_data("perhead.yaml", "extractor")["named_counts"]
    groups = "|".join(f"(?P<{unit}>{one_of(nouns)})" for unit, nouns in data["nouns"].items())
    return re.compile(rf"(?:{groups}){one_of(['', *data['between']])}{one_of(['', *data['between']])}[:：]?\s?$")
