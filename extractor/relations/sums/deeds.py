"""Something done to those that a whole counts: 适龄残疾儿童286人，通过特教班、随班就读分别安置31人、174人. They need not be all. And how
far what is counted has come: done, under way, not begun.

Judges figures that others have found.
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache

from extractor.figures import Figure
from extractor.relations.links import own_clause
from extractor.wordlists import finder, finder_of, words_of

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


def state_of(figure: Figure, text: str) -> str | None:
    """How far what is counted has come, by the words of the figure's clause; the first that fits: 未完工 is under way."""
    words = own_clause(figure, text)
    if not _any_state().search(words):
        return None
    return next((name for name in _STATES if finder_of(f"state_{name}").search(words)), None)


_STATES = ("not_begun", "under_way", "done", "given_up")


@cache
def _any_state() -> re.Pattern[str]:
    return finder(word for name in _STATES for word in words_of(f"state_{name}"))


def is_of_other_state(part: Figure, whole: Figure, text: str) -> bool:
    """已竣工19个，其中投用15个，在建5个: what is still under way or not begun is no part of what is finished."""
    clause = own_clause(whole, text)
    finished = finder_of("finished").search(clause) is not None and state_of(whole, text) == "done"
    return finished and state_of(part, text) in ("under_way", "not_begun", "given_up")
