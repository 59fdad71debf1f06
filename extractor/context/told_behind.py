"""What a clause behind a figure tells of all that were counted: 仍有4所，都在县城; 留守儿童96人，全部在小学."""

from __future__ import annotations

import re
from functools import cache

from extractor.figures import Figure
from extractor.sentences import Sentence
from extractor.tokens import Token
from extractor.wordlists import one_of, words_of


def told_of_all(figure: Figure, sentence: Sentence) -> list[Token]:
    """The words from the place on where it is told what all of them are, or where they lie."""
    told = what_they_are(figure, sentence)
    if told is None:
        return []
    behind = sentence.tokens[figure.at + 1 :]
    first = next((i for i, t in enumerate(behind) if t.start == told.end()), None)
    return [] if first is None else behind[first:]


def what_they_are(figure: Figure, sentence: Sentence) -> re.Match[str] | None:
    """The beginning of a clause right behind the figure that tells of all that it counts."""
    return _what_they_are().match(sentence.text, figure.end)


@cache
def _what_they_are() -> re.Pattern[str]:
    return re.compile(rf"[一-龥]{{0,4}}[，,]{one_of(words_of('all_of_them'))}{one_of(words_of('lies_in'))}")
