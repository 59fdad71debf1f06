"""The words around a figure as voices for indicators, and the score of each indicator that some wording speaks for.

A wording speaks when each of its groups is met, one of them in the figure's own zone.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

from extractor.bind.zones import BEFORE, CLAUSE, DECAY, EARLIER, LEAD, OWN, PART_OF_SHARE, Zones
from extractor.figures import Figure
from extractor.lexicon import Hit, Lexicon, load_lexicon
from extractor.sentences import Sentence
from models.indicators import OTHER, Indicator, Side

FROM_AFAR = 0.5
"""Taken off a wording that only the heading or the sentence before completes."""

CLEAR = 1.0
"""From this score on the figure's own words tell what it measures, and need no help."""


class Voice(NamedTuple):
    """A word that may speak for a figure: how much it counts, whether it stands before the figure, and in its own zone."""

    hit: Hit
    weight: float
    left: bool
    own: bool


def voices_before(terms: Iterable[Hit], lead: Iterable[Hit] = ()) -> list[Voice]:
    """The voices of the headings above a sentence, and of the lead that its paragraph opens with.

    They can complete a wording, and make none alone where anything nearer speaks.
    """
    return [*(Voice(hit, BEFORE, True, False) for hit in terms), *(Voice(hit, LEAD, True, False) for hit in lead)]


def speech_of(figure: Figure) -> str:
    """What wordings may speak for a figure: those of its unit; of others where it is a difference in per cent or a score."""
    if "delta" in figure.roles and figure.unit == "%":
        return "delta"
    return "score" if figure.is_score else figure.unit


def find_voices(figure: Figure, sentence: Sentence, zones: Zones, above: list[Voice]) -> list[Voice]:
    """The voices above the sentence and those of the figure's zones; a word in two zones speaks in the first."""
    voices = above.copy()
    last, at, spans = zones.behind[1], figure.start, zones.spans
    for hit in sentence.terms:
        begins, ends, _ = hit
        if ends > last:  # terms are in the order of their ends
            break
        for start, end, weight in spans:
            if start <= begins and ends <= end:
                if weight == OWN:
                    weight = max(OWN - DECAY * (at - ends), CLAUSE + 0.05)
                if weight != EARLIER or not sentence.text.startswith("率", ends):  # 覆盖率88.6%；普通高中3所: a rate's name tells no deed
                    voices.append(Voice(hit, weight, ends <= at, weight >= CLAUSE and weight != PART_OF_SHARE))
                break
    return voices


def score_voices(voices: list[Voice], unit: str, lexicon: Lexicon) -> dict[str, float]:
    """The best score of each indicator of `unit` for which some wording is complete and has a word of its own zone."""
    left, right, never = _speech(unit)
    speaking = []
    own: set[int] = set()
    barred: set[int] = set()
    denied: list[tuple[Hit, frozenset[int]]] = []
    for hit, weight, is_left, is_own in voices:
        if said := (left if is_left else right).get(hit.word.text):
            speaking.append((hit, said, _heard(weight, hit.word.strength), weight > LEAD))
            if is_own:
                own |= said.wordings
        if against := never.get(hit.word.text):
            if is_own:
                barred |= against.wordings
            denied.append((hit, against.wordings))
    own -= barred
    if not own:
        return {}
    weights: dict[tuple[int, int], float] = {}
    near: set[tuple[int, int]] = set()
    for hit, said, weight, is_near in speaking:
        if own.isdisjoint(said.wordings):
            continue
        silenced = _silenced(hit, denied) if denied else ()
        for pair in said.pairs:
            if pair[0] in own and pair[0] not in silenced:
                if weight > weights.get(pair, -FROM_AFAR):
                    weights[pair] = weight
                if is_near:
                    near.add(pair)
    return _complete(weights, near, lexicon)


def _silenced(hit: Hit, denied: list[tuple[Hit, frozenset[int]]]) -> set[int]:
    """不达标学校：小学5所，初中2所: the wordings that a word does not speak for within a longer one against them, wherever that stands."""
    return {n for longer, wordings in denied if longer.start <= hit.start and hit.end <= longer.end for n in wordings}


def _heard(weight: float, strength: float) -> float:
    """How much a voice of some weight counts for, by its word's strength: less than nothing where only a heading, or weakly the
    sentence before, speaks."""
    heard = weight * strength
    return heard if weight > LEAD and heard >= EARLIER * 0.7 else heard - FROM_AFAR


def _complete(weights: dict[tuple[int, int], float], near: set[tuple[int, int]], lexicon: Lexicon) -> dict[str, float]:
    """The scores by indicator of the wordings that have a weight for each of their groups; `near`: those met in the sentence itself."""
    met: dict[int, int] = defaultdict(int)
    total: dict[int, float] = defaultdict(float)
    for (wording, _), weight in weights.items():
        met[wording] += 1
        total[wording] += weight
    helped = {wording for wording, _ in weights.keys() - near}
    scores: dict[str, float] = {}
    wordings = lexicon.wordings
    for number, count in met.items():
        saying = wordings[number]
        if count == saying.needed:
            # 招聘教师312名。目前专任教师1842人: a wording that only the words before complete is lifted over none that stands by itself.
            lift = min(saying.weight, 1.0) if number in helped else saying.weight
            score = (total[number] + 0.1 * (count - 1)) * lift
            if score > scores.get(saying.indicator.id, 0.0):
                scores[saying.indicator.id] = score
    return scores


class _Said(NamedTuple):
    """The (wording, group) pairs that a word speaks for, and their wordings."""

    pairs: tuple[tuple[int, int], ...]
    wordings: frozenset[int]


_Speech = dict[str, _Said]


@cache
def _speech(unit: str) -> tuple[_Speech, _Speech, _Speech]:
    """What each word speaks for at the left and at the right of figures of `unit`, and what it speaks against on either side."""
    lexicon = load_lexicon()
    sides = {(n, i): group.side for n in _wordings_by_unit(unit) for i, group in enumerate(lexicon.wordings[n].groups)}
    speech: tuple[_Speech, _Speech, _Speech] = ({}, {}, {})
    for word in lexicon.speaking:
        if pairs := [pair for pair in word.groups if pair in sides]:
            for place, said_of in zip(_HEARD_ON, speech, strict=True):
                if said := tuple(pair for pair in pairs if sides[pair] in place):
                    said_of[word.text] = _Said(said, frozenset(wording for wording, _ in said))
    return speech


_HEARD_ON: tuple[tuple[Side, ...], ...] = (("both", "left"), ("both", "right"), ("never",))
"""The sides of the groups that speak at the left of a figure, at its right, and against it."""


@cache
def _wordings_by_unit(unit: str) -> frozenset[int]:
    return frozenset(i for i, w in enumerate(load_lexicon().wordings) if _fits(w.indicator, unit))


_NEVER_SCORES = ("cv.", "resource.")


def _fits(indicator: Indicator, unit: str) -> bool:
    if unit == "delta":
        return indicator.id == "funding.growth" or not indicator.id.startswith("funding.")
    if unit == "score":
        return "number" in indicator.units and not indicator.id.startswith(_NEVER_SCORES)
    if unit == "pp":
        return "%" in indicator.units or unit in indicator.units
    return unit in indicator.units


def best_of(scores: dict[str, float]) -> tuple[str, float]:
    """The indicator that speaks most clearly, with its score; `other` with none where none speaks."""
    return max(scores.items(), key=lambda c: c[1], default=(OTHER, 0.0))
