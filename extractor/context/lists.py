"""Figures in a list: how many are joined by 、 or 和, and whether 分别 assigns them in order."""

from __future__ import annotations

from extractor.figures import Figure
from extractor.sentences import Sentence


def list_length(sentence: Sentence, i: int) -> int:
    """How many figures from number `i` on are joined by 、 or 和 with nothing else between."""
    count = 1
    while i + count < len(sentence.figures) and _goes_on(sentence, i + count - 1):
        count += 1
    return count


def _goes_on(sentence: Sentence, i: int) -> bool:
    """Nothing but 、 or 和 (and a word of bound) stands between figure `i` and the next."""
    figure, following = sentence.figures[i], sentence.figures[i + 1]
    between = sentence.tokens[figure.at + 1 : following.at]
    marks = [t.tag for t in between if t.tag not in ("BOUND", "RIGHT")]
    return marks in (["SEP"], ["CONJ"]) or (marks == ["COMMA"] and len(between) == 1)


def says_respectively(figure: Figure) -> bool:
    return "RESP" in figure.tags
