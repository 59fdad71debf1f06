"""The words of the text that say what a figure measures: 新增学位, 交流教师, 校舍建筑面积; for every figure, bound or not.

Takes a bound figure with its own tokens; gives words cut out of the text, never words of ours.
"""

from __future__ import annotations

import re

from extractor.figures import Figure
from extractor.sentences import Sentence
from extractor.tokens import Token

_SKIPPED = frozenset(
    ("LE", "BOUND", "BE", "RESP", "TO", "PERIOD", "PAST", "PLAN", "PER", "NOT", "GEN", "SHARE", "NORM", "UP", "DOWN", "MORE", "LESS",
     "AMONG", "CMP", "FROM")
)  # fmt: skip
"""Between the subject and its figure: 教师平均年龄 降至 40.1岁."""
_WORDS = frozenset(("TERM", "W", "STAGE", "GRANT", "CONJ", "ATTAIN", "GEN"))
_LONGEST = 16


def find_subject(sentence: Sentence, figure: Figure, behind: tuple[int, int]) -> str | None:
    """The noun phrase before the figure, with the noun behind it; else that of the figure it goes on with."""
    left = _before(sentence.text, figure.own)
    right = _after(sentence, figure, behind)
    subject = (left + right if figure.unit_text else left or right)[-_LONGEST * 2 :]
    return subject or (figure.head.subject if figure.head is not None else None)


def _before(text: str, own: list[Token]) -> str:
    """The last run of words before the figure, in front of 为, 达到, 约 and the like."""
    end = len(own)
    while end and own[end - 1].tag in _SKIPPED:
        end -= 1
    start = end
    while start and own[start - 1].tag in _WORDS and own[end - 1].end - own[start - 1].start <= _LONGEST:
        start -= 1
    while start < end and own[start].tag in ("GEN", "CONJ"):
        start += 1
    return _bare(text[own[start].start : own[end - 1].end]) if start < end else ""


def _after(sentence: Sentence, figure: Figure, behind: tuple[int, int]) -> str:
    """The noun that the figure counts: 312间 教室; only up to its first two words."""
    tokens = [t for t in sentence.tokens[figure.at + 1 : figure.at + 6] if t.end <= behind[1] and t.tag in ("TERM", "STAGE", "W", "GEN")]
    terms = [i for i, t in enumerate(tokens) if t.tag in ("TERM", "STAGE")]
    if not terms or figure.unit in ("%", "pp"):
        return ""
    piece = tokens[: terms[0] + 1]
    return _bare(sentence.text[piece[0].start : piece[-1].end]).strip("的")


def _bare(words: str) -> str:
    """Without the quotes that a noun stands in, one of which would often be left alone: 化解“大班额”."""
    return _QUOTES.sub("", words).strip(" '《》")


_QUOTES = re.compile('[“”"]')
