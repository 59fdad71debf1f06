"""Labels within a paragraph that tell of which time or in what sense it goes on: 整改前：…；目前：…；目标：…

Takes a sentence and what went before; gives the Context in which a figure stands. The words are in words.yaml.
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from extractor.context.state import Context
from extractor.sentences import Sentence
from extractor.wordlists import one_of, words_of


class Label(NamedTuple):
    """Where a label ends, and its kind."""

    end: int
    kind: str


_KINDS = {"before": "told_of_before", "now": "told_of_now", "goal": "told_as_goal"}
"""By kind of label, its words in words.yaml."""


def labels_in(sentence: Sentence) -> list[Label]:
    """The labels of the sentence, in order."""
    if not any(mark in sentence.text for mark in "：:】。"):
        return []
    found = _label().finditer(sentence.text, max(sentence.start - 1, 0), sentence.end)
    return [Label(match.end(), match.lastgroup) for match in found if match.lastgroup]


def under_label(labels: list[Label], at: int, context: Context) -> Context:
    """The context behind the last of `labels` that ends before `at`; the time told behind a label before it is not handed on."""
    kind = next((label.kind for label in reversed(labels) if label.end <= at), context.label)
    if kind == context.label:
        return context
    return context._replace(label=kind, period=None if context.label else context.period)


@cache
def _label() -> re.Pattern[str]:
    """整改前：, 【目标】, （1）整改后（2025年5月）：."""
    kinds = "|".join(f"(?P<{kind}>{one_of(words_of(section))})" for kind, section in _KINDS.items())
    begins = r"(?:^|[。；;！\n])\s*(?:[(（]?[\d一二三四五六七八九十]{1,2}[)）、.．]\s*)?"
    return re.compile(rf"{begins}[【\[(（]?(?:{kinds})(?:[】\]](?![:：])|[】\])）]?(?:[(（][^()（）]{{1,16}}[)）])?[:：。])")
