"""Times that a sentence names and what it tells does not go on in: inside the name of what was gone through or looked into, or of one
change amid a longer time.

Takes a time, the figure behind it and its sentence; tells whether the time is that of what follows. Sets nothing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from extractor.context.state import Context
from extractor.figures import Figure
from extractor.periods import years_of
from extractor.sentences import Sentence
from extractor.tokens import Token
from extractor.wordlists import one_of, words_of


def without_matters(times: Sequence[Token], sentence: Sentence, end: int) -> list[Token]:
    """2022年10月，督导组对你县2021年反馈问题的整改情况进行了复查，…; 查阅2021年以来的档案，…: the time of what was looked into is
    not that of what is told at `end` behind the comma."""
    return [t for i, t in enumerate(times) if not _is_of_matter(t, sentence, end, told_before=i > 0)]


def _is_of_matter(token: Token, sentence: Sentence, end: int, *, told_before: bool) -> bool:
    opened = _looked_into().search(sentence.text, sentence.start, token.start)
    if opened is None or not (opened["read"] or told_before):
        return False
    return _matter().match(sentence.text, token.end, end) is not None


@cache
def _looked_into() -> re.Pattern[str]:
    return re.compile(rf"(?:(?P<read>{one_of(words_of('read_through'))})了?|(?<![应相绝反比])对)[^，,。；;：:\d]{{0,14}}$")


@cache
def _matter() -> re.Pattern[str]:
    return re.compile(rf"[^，,。；;：:\d]{{0,24}}?{one_of(words_of('papers'))}[^，,。；;：:\d]{{0,16}}[，,；;]")


def is_of_change(figure: Figure, code: str | None, state: Context) -> bool:
    """2021年至2023年，教育支出占比由2021年的17.8%提高到2023年的19.3%；新建学校5所: the year that a change ends in, within the longer time
    that its sentence goes on in."""
    spoken_of, year = years_of(state.period), years_of(code)
    if "to" not in figure.roles or state.earlier or spoken_of is None or year is None or spoken_of[0] == spoken_of[1]:
        return False
    return spoken_of[0] <= year[0] and year[1] <= spoken_of[1]
