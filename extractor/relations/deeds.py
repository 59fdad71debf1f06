"""Something done to those that a whole counts: 适龄残疾儿童286人，通过特教班、随班就读分别安置31人、174人. They need not be all.

Judges a whole and a run of parts that others have found.
"""

from __future__ import annotations

import re
from decimal import Decimal

from extractor.figures import Figure
from extractor.relations.links import own_clause
from extractor.wordlists import finder_of

_RATE_BEHIND = re.compile(r"[，,；;（(]?[^，,。；;\d]{0,12}[率占例][^，,。；;\d]{0,6}(\d+(?:\.\d+)?)[%％]")
"""Right behind the last part, how many of the whole the parts are: 入学率达到100%."""


def done_to_some(whole: Figure, parts: list[Figure], text: str) -> bool:
    """The parts come to less than the whole and may do so: neither a word nor the rate behind them says that it was done to all."""
    told = sum((p.value for p in parts if p.value is not None), Decimal(0))
    if whole.value is None or not told < whole.value:
        return False
    if (behind := _RATE_BEHIND.match(text, parts[-1].end)) and Decimal(behind[1]) == _ALL:
        return False
    clause = own_clause(parts[0], text)
    deed = finder_of("done_to_some").search(clause)
    if deed is None or not finder_of("done_in_turn").search(clause) or deed[0] in own_clause(whole, text):
        return False
    return finder_of("all_of_them").search(text, whole.end, parts[-1].end) is None


_ALL = Decimal(100)
