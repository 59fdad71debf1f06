"""What a number without a unit counts: 辍学率为0 is a rate, 超大班额降到零 are classes (nouns in perhead.yaml), 达标率为97.7 is in %.

Takes a text and the place of the number in it; gives a base unit.
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


def lacks_percent(text: str, start: int, end: int) -> bool:
    """达标率为97.7。 and 占全校教师数的79.5，: a rate or a share whose % is missing."""
    return _ENDS_CLAUSE.match(text, end) is not None and _RATE_OR_SHARE.search(text, max(0, start - _REACH), start) is not None


_REACH = 24
"""Characters before a number in which the share that it gives may be named."""
_RATE_OR_SHARE = re.compile(
    r"(?:占(?!地|用)[^，,。；;：:（(\d]{1,20}?(?:的|为|数|总数|人数)|(?<![效频速])率|比例|比重|占比)(?:[均都也仅约近]|分别|[为是达]|达到|达为)*\s?$"
)
_ENDS_CLAUSE = re.compile(r"\s?(?:[，,。；;、）)]|$)")


@cache
def _nouns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((entry["unit"], finder(entry["words"])) for entry in load_data("perhead.yaml", "extractor")["nothing"])
