"""Months and terms that a word names by the one that a report is on or was written in: 本月, 上月, 上学期.

Takes a token and what the text before has settled; gives a period code or None.
"""

from __future__ import annotations

from extractor.context.state import Context
from extractor.periods import months_on, years_of
from extractor.sentences import Sentence
from extractor.tokens import Token

_SPRING = range(2, 9)
"""The months of a spring term and the summer behind it."""


def month_of(state: Context, step: int) -> str | None:
    """The month that the report is on, or was written in, or the one so many months later."""
    on = state.deed_time.period if state.deed_time else ""
    month = on if _is_month(on) else state.dated
    return months_on(month, step) if month else None


def _is_month(code: str) -> bool:
    return "-" in code and "/" not in code


def last_term(token: Token, sentence: Sentence, state: Context) -> str | None:
    """2022年春季学期…，较上学期提高: the year of the term before the one that the sentence names, or else in which it was written."""
    named = max(((sentence.text.rfind(season, sentence.start, token.start), season) for season in "春秋"), default=(-1, ""))
    spoken_of = years_of(state.period)
    if named[0] >= 0 and spoken_of:
        return str(spoken_of[1] - (named[1] == "春"))
    if state.dated is None:
        return None
    year, month = int(state.dated[:4]), int(state.dated[5:])
    return str(year if month > _SPRING[-1] else year - 1)
