"""Times that a sentence names and what it tells does not go on in: inside the name of what was gone through or looked into, or of one
change amid a longer time.

Takes a time, the figure behind it and its sentence; tells whether the time is that of what follows. Sets nothing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from extractor.context.state import Context
from extractor.context.times.named import is_time, word_of
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


def opened_last_year(figure: Figure, sentence: Sentence) -> Token | None:
    """上年适龄残疾儿童207人，入学200人: the last year that opens a sentence, which goes on in it until a time or what is so now is told."""
    first = sentence.figures[0]
    opening = first.own[0] if first.own else None
    if opening is None or figure is first or figure.kind != "level" or figure.roles - {"rate"}:
        return None
    if word_of(opening) != "last_year" or opening.start > sentence.start or not _OF_A_THING.match(sentence.text, opening.end, first.start):
        return None
    since = sentence.text[opening.end : figure.start]
    timed = any(is_time(token) for token in sentence.tokens if opening.end <= token.start < figure.start)
    return None if timed or _OF_NOW.search(since) else opening


_OF_A_THING = re.compile(r"度?[，,]?(?!(?:的?(?:结[转余]|反馈|同期|遗留)|以来|[底末初年]))(?:全[县市区旗州])?[^为是，,。；;：:\d]{2,}")
_OF_NOW = re.compile("[；;：:]|已|现|目前|当前|尚|仍|还|累计|新增|增加|减少|提高|下降|上升")
