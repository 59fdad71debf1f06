"""Amounts of money below a short sentence that names them per head: 10.特殊教育生均公用经费。2023年按7000元拨付，高于6000元的要求。

Runs when the indicator is bound; changes it, and the unit, where the paragraph's lead alone says what is measured.
"""

from __future__ import annotations

from extractor.bind.voices import CLEAR, Voice, best_of, score_voices
from extractor.bind.zones import LEAD, OWN
from extractor.figures import Figure
from extractor.lexicon import Lexicon
from extractor.sentences import Sentence
from extractor.units.totals import is_of_many
from extractor.units.words import named_unit


def take_lead(figure: Figure, sentence: Sentence, above: list[Voice], lexicon: Lexicon) -> None:
    """An amount whose own words name nothing is what the lead of its paragraph names per head."""
    if figure.unit != "CNY" or figure.value is None or is_of_many(figure, sentence.text):
        return
    lead = [v._replace(weight=OWN, own=True) for v in above if v.weight == LEAD]
    unit = next((unit for v in lead if (unit := named_unit(v.hit.word.text, figure.unit))), None)
    if unit is None or _names_something(figure, sentence):
        return
    best, score = best_of(score_voices(lead, unit, lexicon))
    if score >= CLEAR:
        figure.indicator, figure.score, figure.unit = best, score, unit


def _names_something(figure: Figure, sentence: Sentence) -> bool:
    """A word that says what is measured stands before the figure or right behind it."""
    behind = sentence.tokens[figure.at + 1 : figure.at + 2]
    return any(t.tag == "TERM" for t in [*figure.own, *behind])
