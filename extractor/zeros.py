"""What a 0 without a unit counts: 辍学率为0 is a rate, 超大班额降到零 are classes. The nouns are in perhead.yaml.

Takes a text and the place of the 0 in it; gives a base unit.
"""

from __future__ import annotations

import re
from functools import cache

from extractor.wordlists import finder
from models.loading import load_data

_CLAUSE = re.compile(r"[^，,。；;：:（(]*$")
"""What stands before the 0 in its clause."""


def unit_of_nothing(text: str, at: int) -> str | None:
    """The base unit of the 0 at text[at], by the first list with a noun in its clause; None where there is none."""
    clause = _CLAUSE.search(text, 0, at)
    before = clause[0] if clause else ""
    return next((unit for unit, nouns in _nouns() if nouns.search(before)), None)


@cache
def _nouns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((entry["unit"], finder(entry["words"])) for entry in load_data("perhead.yaml", "extractor")["nothing"])
