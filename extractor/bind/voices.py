"""The words around a figure as voices for indicators, and the score of each indicator that some wording speaks for.

A wording speaks when each of its groups is met, one of them in the figure's own zone.
"""

from __future__ import annotations

from collections import defaultdict
from functools import cache
from typing import NamedTuple

from extractor.bind.zones import BEFORE, CLAUSE, DECAY, EARLIER, OWN, PART_OF_SHARE, Zones
from extractor.figures import Figure
from extractor.lexicon import Hit, Lexicon, load_lexicon
from extractor.sentences import Sentence
from models.indicators import Indicator

FROM_AFAR = 0.5
"""Taken off a wording that only the heading or the sentence before completes."""


class Voice(NamedTuple):
    """A word that may speak for a figure: how much it counts, whether it stands before the figure, and in its own zone."""

    hit: Hit
    weight: float
    left: bool
    own: bool


def find_voices(figure: Figure, sentence: Sentence, zones: Zones, context: list[Hit]) -> list[Voice]:
    voices = [Voice(hit, BEFORE, True, False) for hit in context]
    for hit in sentence.terms:
        for start, end, weight in zones.spans:
            if start <= hit.start and hit.end <= end:
                if weight == OWN:
                    weight = max(OWN - DECAY * (figure.start - hit.end), CLAUSE + 0.05)
                voices.append(Voice(hit, weight, hit.end <= figure.start, weight >= CLAUSE and weight != PART_OF_SHARE))
                break
    return voices


def score_voices(voices: list[Voice], unit: str, lexicon: Lexicon) -> dict[str, float]:
    """The best score of each indicator of `unit` for which some wording is complete and has a word of its own zone."""
    speech = _speech(unit)
    weights: dict[tuple[int, int], float] = {}
    own: set[int] = set()
    forbidden: set[int] = set()
    for voice in voices:
        word = voice.hit.word
        for pair, side in speech.get(word.text, ()):
            if side == "never":
                if voice.own:
                    forbidden.add(pair[0])
            elif side == "both" or voice.left == (side == "left"):
                weight = voice.weight * word.strength
                if weight > weights.get(pair, 0.0):
                    weights[pair] = weight
                if voice.own:
                    own.add(pair[0])
    own -= forbidden
    return _complete(weights, own, lexicon) if own else {}


def _complete(weights: dict[tuple[int, int], float], own: set[int], lexicon: Lexicon) -> dict[str, float]:
    met: dict[int, int] = defaultdict(int)
    total: dict[int, float] = defaultdict(float)
    for (wording, _), weight in weights.items():
        if wording in own:
            met[wording] += 1
            total[wording] += weight if weight >= EARLIER * 0.7 else weight - FROM_AFAR
    scores: dict[str, float] = {}
    for number, count in met.items():
        saying = lexicon.wordings[number]
        if count == saying.needed:
            score = (total[number] + 0.1 * (count - 1)) * saying.weight
            if score > scores.get(saying.indicator.id, 0.0):
                scores[saying.indicator.id] = score
    return scores


Speech = dict[str, tuple[tuple[tuple[int, int], str], ...]]


@cache
def _speech(unit: str) -> Speech:
    """For each word, the (wording, group) pairs that it speaks for in figures of `unit`, with the group's side."""
    lexicon, allowed = load_lexicon(), _wordings_by_unit(unit)
    speech: Speech = {}
    for word in lexicon.words:
        if pairs := tuple((p, lexicon.wordings[p[0]].groups[p[1]].side) for p in word.groups if p[0] in allowed):
            speech[word.text] = pairs
    return speech


@cache
def _wordings_by_unit(unit: str) -> frozenset[int]:
    return frozenset(i for i, w in enumerate(load_lexicon().wordings) if _fits(w.indicator, unit))


def _fits(indicator: Indicator, unit: str) -> bool:
    if unit == "delta":
        return indicator.id == "funding.growth" or not indicator.id.startswith("funding.")
    if unit == "pp":
        return "%" in indicator.units or unit in indicator.units
    return unit in indicator.units
