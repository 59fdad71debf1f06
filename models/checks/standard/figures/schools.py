"""Schools by the words that name them: whose size a figure is, and what kind of school that is."""

from __future__ import annotations

from models.checks.desk import Placed, Sentence, is_plain
from models.checks.wordings import pattern, says
from models.claims import claims
from models.indicators import OTHER

PUPILS = "student.count"
_SIZES = (PUPILS, OTHER)


def school_of(sentence: Sentence, placed: Placed) -> str | None:
    """The one school whose size a figure is, by the name right before it or its row's; None for any other figure."""
    fact = placed.fact
    if fact.unit != "person" or fact.indicator not in _SIZES or not is_plain(fact) or fact.value_max is not None:
        return None
    if fact.evidence.table is not None:
        return fact.entity if fact.indicator != OTHER else None
    match = pattern(claims()["school_ahead"]).search(sentence.text[: placed.start])
    return match["name"] if match and not says("several_schools", match["name"]) else None


def kind_of_school(name: str) -> str | None:
    """What the name of a school tells of its limit."""
    return next((kind for kind, words in claims()["school_kinds"].items() if pattern(words).search(name)), None)


def is_nine_year(words: str) -> bool:
    """Whether words name a school of all nine years, which has a limit of its own."""
    return pattern(claims()["school_kinds"]["nine_year"]).search(words) is not None


def words_of_school(sentence: Sentence, placed: Placed) -> str:
    """The words in front of a figure that tell whose it is, back to the figure before, and the name of its school."""
    since = max((p.end for p in sentence.placed if p.start < placed.start), default=0)
    return sentence.text[since : placed.start] + (placed.fact.entity or "")
